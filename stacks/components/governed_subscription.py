"""What a subscription gets that has an id: its place, who looks after it, and its Defender plans."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import authorization, management, security

from migration.model.architecture import GovernedSubscription as Decided
from migration.model.architecture import RoleGrant


class GovernedSubscription(pulumi.ComponentResource):
    """A subscription in its management group. Makes 1 resource, 1 for each role and 1 for each Defender plan.

    `group` is the management group and `group_name` what Azure calls it; `roles` are our own roles by id. The provider
    is the one of the subscription: Azure takes from it which subscription is placed.
    """

    def __init__(
        self,
        subscription: Decided,
        subscription_id: str,
        group_name: str,
        group: pulumi.Resource,
        roles: Mapping[str, pulumi.Resource],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:GovernedSubscription", subscription.id, None, options)
        inside = pulumi.ResourceOptions(parent=self)
        placed = management.ManagementGroupSubscription(
            f"{subscription.id}-place",
            group_id=group_name,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[group]),
        )
        for grant in subscription.grants:
            _grant(subscription, grant, roles, placed, self)
        for plan in subscription.defender_plans:
            security.Pricing(
                f"{subscription.id}-defender-{plan.name}",
                scope_id=f"subscriptions/{subscription_id}",
                pricing_name=plan.name,
                pricing_tier="Standard",
                sub_plan=plan.sub_plan,
                opts=inside,
            )
        self.register_outputs({})


def _grant(
    subscription: Decided,
    grant: RoleGrant,
    roles: Mapping[str, pulumi.Resource],
    placed: pulumi.Resource,
    parent: pulumi.Resource,
) -> None:
    # One of our roles can be given in a subscription only once that stands below the group that has the role.
    needs = [placed, *([roles[grant.custom_role]] if grant.custom_role is not None else [])]
    authorization.RoleAssignment(
        f"{subscription.id}-{grant.id}",
        role_assignment_name=grant.name,
        scope=grant.scope,
        role_definition_id=grant.role,
        principal_id=grant.principal_id,
        principal_type="Group",
        description=f"{grant.principal}: {grant.id}",
        opts=pulumi.ResourceOptions(parent=parent, depends_on=needs),
    )
