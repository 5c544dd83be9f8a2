"""Where a resource comes from: its workload, the application behind that, the wave, and what it replaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from safeio.values import value

if TYPE_CHECKING:
    from migration.model.architecture import Architecture


@value
class Origin:
    """What a part of the architecture is for. What serves everybody has no workload and no application.

    `why` says why the workload is what it is, and which reasons keep its application from a platform service.
    """

    workload_id: str | None
    application_id: str | None
    also_serves: tuple[str, ...] = ()
    wave_id: str | None
    replaces: tuple[str, ...] = ()
    why: str | None


def origins(architecture: Architecture) -> Mapping[str, Origin]:
    """The origin of every workload, by its id, which is the Pulumi name of its component."""
    waves = {one.name: one.wave_id for one in architecture.stacks}
    return {
        one.id: Origin(
            workload_id=one.id,
            application_id=one.application_id,
            also_serves=one.also_serves,
            wave_id=waves.get(one.stack),
            replaces=one.replaces,
            why="; ".join((one.why, *one.reasons)),
        )
        for one in architecture.workloads
    }


def origin_of(component: str | None, stack: str, architecture: Architecture, known: Mapping[str, Origin]) -> Origin:
    """The origin of the component with this name in a stack; where it is no workload, of the stack as a whole."""
    if component is not None and component in known:
        return known[component]
    wave = next((one.wave_id for one in architecture.stacks if one.name == stack), None)
    why = "every workload of the wave" if wave else "the ground that every workload stands on"
    return Origin(workload_id=None, application_id=None, wave_id=wave, why=why)
