"""The web servers of an application become one web application for each system and environment."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.model import Server
from migration.design.drafts import LATER, NOWHERE, Draft, drafted, integration_id
from migration.design.endpoints import endpoint
from migration.design.gathered import Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose
from migration.design.operating_system import os_family
from migration.design.public_entry import public_entry
from migration.design.recovery import service_recovery
from migration.design.spoke_places import Tenant
from migration.design.targets import app_service
from migration.design.workloads.left_out import left_out
from migration.model.architecture import DesignNote, WebApplication, Workload

KIND = app_service.KIND

MOST_INSTANCES = 30
"""Of a plan of the third premium series. Source: learn.microsoft.com, limits of App Service."""

SEATS_AN_INSTANCE = 2
"""While a plan grows or moves, old and new machines stand side by side. Source: learn.microsoft.com, App Service
integration with a virtual network."""


def system_of(part: Part) -> str:
    """The system of a web server, "windows" or "linux": it decides what plan it can share."""
    server = part.workload.thing
    assert isinstance(server, Server), "only servers become web applications"
    return "windows" if os_family(server) == "windows" else "linux"


def web_application(parts: Sequence[Part], inputs: DesignInputs) -> Draft | DesignNote:
    """The web application that takes over all web servers of an application, a system and an environment."""
    first = parts[0]
    counts = [part.sized.lines[0].quantity for part in parts]
    known = [int(count) for count in counts if count is not None]
    if len(known) < len(counts):
        unknown = ", ".join(part.thing_id for part, count in zip(parts, counts, strict=True) if count is None)
        remedy = "Import their processors, or write cpus for them in things.csv."
        return left_out(first.application.id, f"the processors of {unknown} are not known", remedy)
    if sum(known) > MOST_INSTANCES:
        wrong = f"it would need {sum(known)} instances, and a plan takes {MOST_INSTANCES}"
        return left_out(first.application.id, wrong, "Give the application the route rehost.")
    return _draft(parts, sum(known), inputs)


def _draft(parts: Sequence[Part], instances: int, inputs: DesignInputs) -> Draft:
    first, system = parts[0], system_of(parts[0])
    region, application, environment = inputs.landing_zone.regions.primary, first.application, first.environment
    workload_id = f"app-{application.id}-{environment}-{system}"
    what = f"{application.id}-{system}"
    workload = Workload(
        id=workload_id,
        application_id=application.id,
        stack=LATER,
        kind="app-service",
        name=compose("web-app", what, environment, region, unique=f"{inputs.landing_zone.tenant_id} {workload_id}"),
        resource_group=LATER,
        region=region,
        zone=None,
        size=first.sized.size,
        endpoint=endpoint("app", what, environment, region, NOWHERE, "sites"),
        web=WebApplication(
            plan_name=compose("app-service-plan", what, environment, region),
            os="Windows" if system == "windows" else "Linux",
            sku=first.sized.size or "",
            instances=instances,
            integration=NOWHERE,
        ),
        recovery=service_recovery(inputs, application, environment, KIND),
        entry=public_entry(inputs, application, environment, what),
        tags={},
        replaces=tuple(sorted(part.thing_id for part in parts)),
        why="one small instance for each processor of its servers, illustrative: load tests decide",
    )
    return drafted(
        first,
        workload,
        (
            Tenant(id=workload_id, purpose="endpoints"),
            Tenant(id=integration_id(workload_id), purpose="web", seats=SEATS_AN_INSTANCE * instances),
        ),
    )
