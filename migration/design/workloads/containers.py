"""The servers of an application in containers become one app, in an environment of its own."""

from __future__ import annotations

from collections.abc import Sequence

from migration.design.drafts import NOWHERE, Draft, integration_id
from migration.design.endpoints import CONTAINERS, endpoint
from migration.design.gathered import Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose
from migration.design.spoke_places import Tenant
from migration.design.targets import container_app
from migration.design.workloads.left_out import left_out
from migration.design.workloads.single import single
from migration.model.architecture import ContainerService, DesignNote

KIND = container_app.KIND

IMAGE = "mcr.microsoft.com/k8se/quickstart:latest"
"""Stands there until the council puts its own image in: a page of Microsoft's that says that it runs. Source: Azure
Container Apps documentation, quickstart."""

MOST_CPU = 4
MEMORY_A_CPU = 2
"""An instance has up to 4 processors with 2 GiB each. Source: learn.microsoft.com/azure/container-apps, containers."""

MOST_PROCESSORS = 100
"""Of all instances in an environment, unless Microsoft raises it when asked. Source: the same, quotas, read
2026-11-22."""

LEAST_INSTANCES = 2
"""One may be replaced while the other answers. Illustrative."""

PORT = 80
SEATS = 27
"""An environment takes a whole subnet of 32 addresses. Source: microsoft/azure-skills 1a03acfb of 2026-08-21."""


def container_service(parts: Sequence[Part], inputs: DesignInputs) -> Draft | DesignNote:
    """The app that takes over all servers of an application in an environment."""
    first = parts[0]
    counts = [part.sized.lines[0].quantity for part in parts]
    if any(count is None for count in counts):
        remedy = "Import their processors, or write cpus for them in things.csv."
        return left_out(first.application.id, "the processors of its servers are not known", remedy)
    processors = sum(int(count) for count in counts if count is not None)
    each = min(MOST_CPU, max(1, processors // max(LEAST_INSTANCES, len(parts))))
    most = max(LEAST_INSTANCES, -(-processors // each))
    if most * each > MOST_PROCESSORS:
        wrong = f"it would need {most * each} processors, and an environment has {MOST_PROCESSORS}"
        return left_out(first.application.id, wrong, "Give the application the route rehost.")
    region, what, environment = inputs.landing_zone.regions.primary, first.application.id, first.environment
    workload_id = f"ca-{what}-{environment}"
    return single(
        first,
        "container-app",
        workload_id,
        compose("container-app", what, environment, region),
        inputs,
        (
            Tenant(id=workload_id, purpose="endpoints"),
            Tenant(id=integration_id(workload_id), purpose="containers", seats=SEATS),
        ),
        size=first.sized.size,
        subnet=NOWHERE,
        endpoint=endpoint("ca", what, environment, region, NOWHERE, CONTAINERS),
        containers=ContainerService(
            environment_name=compose("container-environment", what, environment, region),
            image=IMAGE,
            cpu=float(each),
            memory_gib=float(MEMORY_A_CPU * each),
            least=LEAST_INSTANCES,
            most=most,
            port=PORT,
        ),
        replaces=tuple(sorted(part.thing_id for part in parts)),
        why="as many processors as its servers have, illustrative: load tests decide; people put their own image in",
    )
