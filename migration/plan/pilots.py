"""Which moves are pilots, which wait for them, and for how long: moves of one kind are learned from together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from inventory.model import Application
from migration.model import Disposition, MoveGroup, Pilots
from migration.plan.joint import Lead
from migration.plan.moves import Ground
from safeio.errors import InfeasibleError, InputError


def leads(at: Ground) -> tuple[Lead, ...]:
    """The pilots of each kind and the moves that wait for them; moves of approved and applied waves wait for nothing.

    Raises InputError where programme.yaml names an application that is not there, InfeasibleError where something
    critical waits and nothing can be its pilot.
    """
    pilots = at.inputs.folder.programme.pilots
    if pilots is None:
        return ()
    unknown = sorted(set(pilots.applications) - at.applications.keys())
    if unknown:
        raise InputError(
            "programme.yaml pilots.applications",
            f"there is no application {', '.join(unknown)}",
            "Use ids as they stand in applications.csv.",
        )
    by_kind: dict[str, list[MoveGroup]] = defaultdict(list)
    for group in at.inputs.groups:
        for kind in kinds_of(group, at.dispositions, pilots):
            by_kind[kind].append(group)
    return tuple(lead for kind in sorted(by_kind) for lead in _leads(kind, by_kind[kind], at, pilots))


def _leads(kind: str, groups: Iterable[MoveGroup], at: Ground, pilots: Pilots) -> Iterable[Lead]:
    leaders: list[str] = []
    critical: list[str] = []
    others: list[str] = []
    for group in groups:
        if is_pilot(group, at.applications, pilots):
            leaders.append(group.id)
        elif group.id not in at.kept:
            waits = is_critical(group, kind, at.applications, at.dispositions, pilots)
            (critical if waits else others).append(group.id)
    if critical and not leaders:
        raise InfeasibleError(
            critical[0],
            f"it waits for a pilot by {kind}, and no move by {kind} has only applications of criticality "
            f"{pilots.pilot_from} or less critical",
            "Name one in pilots.applications of programme.yaml, or make pilot_from smaller.",
        )
    for waiting, weeks in ((critical, pilots.weeks), (others, 0)):
        if waiting and leaders:
            after = f"must have run for {weeks} weeks" if weeks else "must come"
            yield Lead(tuple(sorted(leaders)), tuple(sorted(waiting)), weeks, f"a pilot by {kind} {after} first")


def kinds_of(group: MoveGroup, dispositions: Mapping[str, Disposition], pilots: Pilots) -> frozenset[str]:
    """The kinds of move of a group's applications. What is retired is learned from by nobody."""
    found = (_kind(dispositions.get(app), pilots) for app in group.application_ids)
    return frozenset(kind for kind in found if kind is not None)


def is_pilot(group: MoveGroup, applications: Mapping[str, Application], pilots: Pilots) -> bool:
    """Whether others may learn from a group: a criticality that is not known makes none."""
    for app in group.application_ids:
        criticality = applications[app].criticality if app in applications else None
        if app not in pilots.applications and (criticality is None or criticality < pilots.pilot_from):
            return False
    return True


def is_critical(
    group: MoveGroup,
    kind: str,
    applications: Mapping[str, Application],
    dispositions: Mapping[str, Disposition],
    pilots: Pilots,
) -> bool:
    """Whether a group holds a critical application that moves in this way."""
    for app in group.application_ids:
        criticality = applications[app].criticality if app in applications else None
        if criticality is not None and criticality <= pilots.critical and _kind(dispositions.get(app), pilots) == kind:
            return True
    return False


def _kind(disposition: Disposition | None, pilots: Pilots) -> str | None:
    if disposition is None or disposition.route in ("retain", "retire"):
        return None
    return disposition.route if pilots.kind == "route" else disposition.target_kind
