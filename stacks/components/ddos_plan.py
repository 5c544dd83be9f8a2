"""A paid plan against floods of traffic. Networks name it, and it protects their public addresses."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import DdosPlan


def build_ddos_plan(
    plan: DdosPlan, resource_group: pulumi.Input[str], provider: pulumi.ProviderResource
) -> pulumi.Output[str]:
    """Make the plan. Returns its id. Makes 1 resource."""
    made = azure.DdosProtectionPlan(
        plan.id,
        ddos_protection_plan_name=plan.name,
        resource_group_name=resource_group,
        location=plan.region,
        tags=plan.tags,
        opts=pulumi.ResourceOptions(provider=provider),
    )
    found: pulumi.Output[str] = made.id
    return found
