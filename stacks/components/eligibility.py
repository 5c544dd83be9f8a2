"""A role that a group may take on for some hours."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import authorization as azure

from migration.model.architecture import Eligibility as Decided


class Eligibility(pulumi.ComponentResource):
    """A group may take on a role, with a reason, until the eligibility ends. Makes 1 resource. `needs` are the role and
    the management group that it is about, where they are ours."""

    def __init__(self, one: Decided, needs: Sequence[pulumi.Resource], provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:Eligibility", one.id, None, options)
        azure.PimRoleEligibilitySchedule(
            f"{one.id}-schedule",
            scope=one.scope,
            principal_id=one.principal_id,
            role_definition_id=one.role,
            justification=one.justification,
            schedule_info=azure.RoleEligibilityScheduleRequestPropertiesScheduleInfoArgs(
                start_date_time=f"{one.starts.isoformat()}T00:00:00Z",
                expiration=azure.RoleEligibilityScheduleRequestPropertiesExpirationArgs(
                    type="AfterDuration", duration=f"P{one.days}D"
                ),
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(needs)),
        )
        self.register_outputs({})
