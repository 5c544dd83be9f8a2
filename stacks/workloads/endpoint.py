"""The private address of a workload that is a platform service."""

from __future__ import annotations

import pulumi

from migration.model.architecture import Workload
from stacks.components.private_endpoint import Reached, build_private_endpoint
from stacks.workloads.surroundings import Surroundings


def build_endpoint(
    workload: Workload, service_id: pulumi.Input[str], around: Surroundings, options: pulumi.ResourceOptions
) -> None:
    """Make the workload's private endpoint, which leads to the service with this id. Makes 2 resources."""
    endpoint = workload.endpoint
    assert endpoint is not None, "a platform service is reached by an endpoint"
    reached = Reached(
        id=workload.id,
        service_id=service_id,
        resource_group=around.groups[workload.resource_group],
        region=workload.region,
        tags=workload.tags,
        options=options,
    )
    build_private_endpoint(reached, endpoint, around.subnet(endpoint.place), around.foundation.zones)


def build_second_endpoint(
    workload: Workload, service_id: pulumi.Input[str], around: Surroundings, options: pulumi.ResourceOptions
) -> None:
    """The same in the second region, for the service that stands there. Makes 2 resources."""
    second = workload.second
    assert second is not None and second.endpoint is not None, "a second service is reached by an endpoint of its own"
    reached = Reached(
        id=f"{workload.id}-second",
        service_id=service_id,
        resource_group=around.groups[second.resource_group],
        region=second.region,
        tags=workload.tags,
        options=options,
    )
    build_private_endpoint(reached, second.endpoint, around.subnet(second.endpoint.place), around.foundation.zones)
