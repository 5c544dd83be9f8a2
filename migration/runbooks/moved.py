"""One move with all that its steps speak of: applications, routes, things, interfaces, stacks and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from inventory.model import Application, Interface, Route, Server, Thing, ThingKind
from migration.dates import DAY, is_bank_holiday
from migration.model import Disposition, Move, MoveGroup, Programme, Wave
from migration.model.architecture import Workload
from migration.reports.facts import ReportFacts
from migration.reports.names import KINDS, Names
from migration.reports.wording import listed
from migration.runbooks.known import Known, at_places
from migration.runbooks.people import owners, team
from migration.runbooks.step import Moving, Person, Phase, Step
from safeio.values import Day, value

BUILT: tuple[Route, ...] = ("rehost", "replatform")
"""The routes whose target is built from the design."""

SATURDAY = 5


@value
class Moved:
    """A move group of a wave. `applications` are whole ones, also where a part of one moves; `decided` has what was
    decided for each. `servers` are those of the group, `workloads` what it becomes by the design of this very plan:
    empty before that. `first` is the first day of work."""

    group: MoveGroup
    move: Move
    title: str
    programme: Programme
    applications: tuple[Application, ...]
    decided: Mapping[str, Disposition]
    servers: tuple[Server, ...]
    things: tuple[Moving, ...]
    databases: tuple[str, ...]
    shares: tuple[str, ...]
    workloads: tuple[Workload, ...]
    interfaces: tuple[Interface, ...]
    stacks: tuple[str, ...]
    names: Names
    first: Day

    def on(self, *routes: Route) -> tuple[Application, ...]:
        """The applications that take one of these routes."""
        return tuple(one for one in self.applications if one.id in self.decided and self.route(one) in routes)

    def route(self, application: Application) -> Route:
        """The route of an application that is decided."""
        return self.decided[application.id].route

    def team(self, skill: str) -> Person:
        """Who has a skill for the organisations of this move."""
        return team(self.programme, skill, {org for one in self.applications for org in one.organisation_ids})

    def owners(self, applications: Sequence[Application] | None = None) -> tuple[Person, ...]:
        """The owners of these applications; of all of the move where none are given."""
        return owners(self.applications if applications is None else applications)


def moved(facts: ReportFacts, known: Known, wave: Wave, group: MoveGroup, move: Move) -> Moved:
    """What is known of a move. Applications that the estate does not have are left out."""
    names = known.names
    wholes = list(dict.fromkeys(names.whole(one) for one in group.application_ids))
    applications = tuple(known.applications[one] for one in wholes if one in known.applications)
    members = set(group.thing_ids)
    found = known.things_of(members)
    stacks = (
        tuple(one.name for one in facts.architecture.stacks if one.wave_id == wave.id) if facts.architecture else ()
    )
    workloads = _workloads(facts, known, stacks, wholes, members)
    used = {one.stack for one in workloads}
    becomes = {thing: f"{one.name} ({one.kind})" for one in workloads for thing in one.replaces}
    return Moved(
        group=group,
        move=move,
        title=listed([names.application(one) for one in group.application_ids]) or group.id,
        programme=facts.folder.programme,
        applications=applications,
        decided={one: known.dispositions[one] for one in wholes if one in known.dispositions},
        servers=tuple(one for _, one in found.values() if isinstance(one, Server)),
        things=_things(group, found, names, becomes if facts.architecture else None),
        databases=tuple(sorted(one.name for kind, one in found.values() if kind == "database")),
        shares=tuple(sorted(one.name for kind, one in found.values() if kind == "share")),
        workloads=workloads,
        interfaces=tuple(facts.estate.interfaces[place] for place in at_places(known.interfaces, wholes)),
        stacks=tuple(one for one in stacks if one in used),
        names=names,
        first=min(move.prepare_from, move.seeding_from, move.cut_over),
    )


def step(
    found: Moved, phase: Phase, when: date, what: str, who: Sequence[Person], check: str, rollback: str,
    ends: date | None = None, commands: tuple[str, ...] = (),
) -> Step:  # fmt: skip
    """A step of a move, reckoned from its cut-over. No step before the cut-over is before the first day of work."""
    starts = max(when, found.first) if when < found.move.cut_over and phase != "decide" else when
    return Step(
        phase=phase,
        starts=starts,
        ends=ends if ends and ends > starts else None,
        days=(starts - found.move.cut_over).days,
        what=what,
        who=tuple(who),
        check=check,
        rollback=rollback,
        commands=commands,
    )


def before(found: Moved, days: int) -> date:
    """The last working day at least so many days before the cut-over: boards, owners and suppliers are at work then."""
    when = found.move.cut_over - timedelta(days=days)
    while when.weekday() >= SATURDAY or is_bank_holiday(when):
        when -= DAY
    return when


def called(applications: Sequence[Application]) -> str:
    """The names of applications in a sentence."""
    return listed([one.name or one.id for one in applications])


def _workloads(
    facts: ReportFacts, known: Known, stacks: Sequence[str], wholes: Sequence[str], members: set[str]
) -> tuple[Workload, ...]:
    """What the things of the group become; of what replaces nothing, what its applications become in this wave."""
    if facts.architecture is None:
        return ()
    near = (facts.architecture.workloads[place] for place in at_places(known.workloads, {*members, *wholes}))
    return tuple(
        one
        for one in near
        if one.stack in stacks
        and (members.intersection(one.replaces) if one.replaces else one.application_id in wholes)
    )


def _things(
    group: MoveGroup, found: Mapping[str, tuple[ThingKind, Thing]], names: Names, becomes: Mapping[str, str] | None
) -> tuple[Moving, ...]:
    kinds = {kind: one for kind, one, _ in KINDS}
    rows = (
        Moving(
            name=names.thing(one),
            kind=kinds[found[one][0]] if one in found else "",
            becomes=None if becomes is None else _becomes(one, found, names, becomes),
        )
        for one in group.thing_ids
    )
    return tuple(sorted(rows, key=lambda row: (row.kind, row.name)))


def _becomes(thing: str, found: Mapping[str, tuple[ThingKind, Thing]], names: Names, becomes: Mapping[str, str]) -> str:
    """What a thing becomes by the design; what stands on a machine of the move goes with it."""
    parent = found[thing][1].parent_id if thing in found else None
    if thing not in becomes and parent in becomes:
        return f"goes with {names.thing(parent or '')}"
    return becomes.get(thing, "nothing that is built")
