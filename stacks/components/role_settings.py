"""What taking on a role asks for."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import authorization as azure

from migration.model.architecture import RoleSettings as Decided

ASKED, HOURS = "Enablement_EndUser_Assignment", "Expiration_EndUser_Assignment"
"""The ids of the two rules about people who take on a role. Source: rules as Azure lists them, in public code that
reads them, 2026-11-22."""


class RoleSettings(pulumi.ComponentResource):
    """Settings that Azure has made already: what is written here replaces two of their rules, the others stay. Makes 1
    resource. `needs` is the management group that it is about, where it is ours."""

    def __init__(self, one: Decided, needs: Sequence[pulumi.Resource], provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:RoleSettings", one.id, None, options)
        azure.RoleManagementPolicy(
            f"{one.id}-settings",
            scope=one.scope,
            role_management_policy_name=one.policy,
            rules=[
                azure.RoleManagementPolicyEnablementRuleArgs(
                    id=ASKED,
                    rule_type="RoleManagementPolicyEnablementRule",
                    enabled_rules=list(one.asks),
                    target=_people(),
                ),
                azure.RoleManagementPolicyExpirationRuleArgs(
                    id=HOURS,
                    rule_type="RoleManagementPolicyExpirationRule",
                    is_expiration_required=True,
                    maximum_duration=f"PT{one.hours}H",
                    target=_people(),
                ),
            ],
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(needs)),
        )
        self.register_outputs({})


def _people() -> azure.RoleManagementPolicyRuleTargetArgs:
    """The rules are about people who take the role on, not about those who give it."""
    return azure.RoleManagementPolicyRuleTargetArgs(caller="EndUser", level="Assignment", operations=["All"])
