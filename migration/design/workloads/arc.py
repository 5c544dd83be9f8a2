"""A server that stays is shown in Azure beside the others."""

from __future__ import annotations

from inventory.model import Server
from migration.design.drafts import LATER, Draft
from migration.design.gathered import Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose
from migration.design.operating_system import os_family
from migration.design.recovery import no_recovery
from migration.design.targets import arc
from migration.design.workloads.left_out import left_out
from migration.model.architecture import ArcMachine, DesignNote, Workload

KIND = arc.KIND


def arc_machine(parts: list[Part], inputs: DesignInputs) -> Draft | DesignNote:
    """A server that stays, for every application that keeps it."""
    first, *others = sorted(parts, key=lambda part: (part.application.criticality or 9, part.application.id))
    server = first.workload.thing
    if not isinstance(server, Server):
        return left_out(first.thing_id, "the server it stays on is not known", "Write parent_id in things.csv.")
    family = os_family(server)
    if family not in ("windows", "linux"):
        system = server.os_name or server.product or "its system, which is not known,"
        return left_out(server.id, f"the Arc agent does not run on {system}", "Watch it by other means.")
    region = inputs.landing_zone.regions.primary
    workload = Workload(
        id=f"arc-{server.id}",
        application_id=first.application.id,
        also_serves=tuple(sorted({part.application.id for part in others} - {first.application.id})),
        stack=LATER,
        kind="arc",
        name=compose("arc-machine", server.name, first.environment, region),
        resource_group=LATER,
        region=region,
        zone=None,
        size=None,
        arc=ArcMachine(os="Windows" if family == "windows" else "Linux", site_id=server.site_id),
        recovery=no_recovery(first.application),
        tags={},
        replaces=(),
        why="it stays on premise and is watched beside the others; somebody installs the agent on it",
    )
    return Draft(
        workload=workload,
        application=first.application,
        organisation_id=first.organisation_id,
        environment=first.environment,
        wave=None,
        cut_over=None,
    )
