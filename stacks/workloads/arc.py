"""A server that stays where it is, shown in Azure beside the others."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import hybridcompute

from migration.model.architecture import Workload
from stacks.workloads.surroundings import Surroundings


class ArcMachine(pulumi.ComponentResource):
    """The entry of a server in Azure Arc. Makes 1 resource.

    The server itself joins by the Arc agent that people install on it; until then the entry shows no connection.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:ArcMachine", workload.id, None, options)
        decided = workload.arc
        assert decided is not None
        site = decided.site_id
        hybridcompute.Machine(
            f"{workload.id}-machine",
            machine_name=workload.name,
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            os_type=decided.os.casefold() if decided.os else None,
            location_data=hybridcompute.LocationDataArgs(name=site) if site else None,
            identity=hybridcompute.IdentityArgs(type=hybridcompute.ResourceIdentityType.SYSTEM_ASSIGNED),
            tags=workload.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
