"""Exemptions from assigned policies, of the things that one stack makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi_azure_native import authorization as azure

from migration.model.architecture import Architecture, ExemptedAssignment
from migration.model.architecture import PolicyExemption as Decided

LONGEST_TEXT = 500
"""Characters of a description: Azure takes 512."""


class PolicyExemption(pulumi.ComponentResource):
    """An exemption of one thing from one assignment, until a day. Makes 1 resource, after the thing."""

    def __init__(
        self,
        exemption: Decided,
        one: ExemptedAssignment,
        thing: pulumi.Resource | None,
        scope: pulumi.Input[str],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:PolicyExemption", one.id, None, options)
        azure.PolicyExemption(
            f"{one.id}-exemption",
            policy_exemption_name=one.name,
            scope=scope,
            policy_assignment_id=one.assignment,
            policy_definition_reference_ids=list(one.references) or None,
            exemption_category="Waiver",
            display_name=f"{exemption.rule_id}: {exemption.id}"[:128],
            description=exemption.reason[:LONGEST_TEXT],
            expires_on=f"{exemption.expires.isoformat()}T00:00:00Z",
            metadata={
                "approver": exemption.approver,
                "owner": exemption.owner,
                "rule": exemption.rule_id,
                "ticket": exemption.ticket,
            },
            opts=pulumi.ResourceOptions(parent=self, depends_on=[thing] if thing is not None else []),
        )
        self.register_outputs({})


def build_exemptions(
    architecture: Architecture,
    stack: str,
    things: Mapping[str, pulumi.Resource],
    groups: Mapping[str, pulumi.Output[str]],
    providers: Mapping[str, pulumi.ProviderResource],
) -> None:
    """Make the exemptions that belong to a stack. `things` are the components of the stack by id, `groups` its resource
    groups, `providers` those of its subscriptions by key. Makes 1 resource for each."""
    # Before the groups are there nothing in them is: a preview must not look for it.
    standing = pulumi.Output.all(*groups.values())
    for exemption in architecture.policy_exemptions:
        for one in exemption.assigned:
            if one.stack == stack:
                scope = pulumi.Output.all(standing, one.scope).apply(_second)
                PolicyExemption(exemption, one, things.get(one.subject), scope, providers[one.subscription_key])


def _second(found: Sequence[Any]) -> str:
    return str(found[1])
