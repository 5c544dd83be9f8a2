"""The wave plan as bars over time: moves by wave, freezes shaded, and the portfolio beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from migration.dates import DAY
from migration.model import Freeze, Initiative, Move, MoveGroup, Plan, Wave
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import (
    ROWS_SHOWN,
    Bar,
    Body,
    Cell,
    Look,
    Mark,
    Segment,
    Table,
    bodies_table,
    columns,
    share,
    table,
)
from migration.reports.wording import NOT_KNOWN, counted, day, listed
from safeio.values import value


@value
class Tick:
    """A label of the time axis at `at` percent: the start of a financial year, or of the plan."""

    at: str
    label: str


@value
class Timeline:
    """The section's tables and the axis their bars share."""

    ticks: tuple[Tick, ...]
    waves: Table | None
    moves: Table | None
    initiatives: Table | None
    freezes: Table | None


def timeline(facts: ReportFacts, names: Names) -> Timeline:
    """Waves, moves, initiatives and freezes from the plan's first day to its last."""
    plan = facts.plan
    return Timeline(
        ticks=_ticks(plan) if plan else (),
        waves=_waves(plan, names) if plan else None,
        moves=_moves(facts, plan, names) if plan else None,
        initiatives=_initiatives(facts, plan, names) if plan else None,
        freezes=_freezes(facts.folder.programme.freezes),
    )


def _at(plan: Plan, when: date) -> str:
    return share((when - plan.plan_from).days, (plan.plan_to + DAY - plan.plan_from).days)


def _span(plan: Plan, first: date, last: date, look: Look) -> Segment:
    """The days from `first` to `last`, both included, cut to the plan."""
    start, end = _at(plan, first), _at(plan, last + DAY)
    return Segment(start=start, width=f"{float(end) - float(start):.2f}", look=look)


def _ticks(plan: Plan) -> tuple[Tick, ...]:
    starts = [date(year, 4, 1) for year in range(plan.plan_from.year, plan.plan_to.year + 1)]
    inside = [one for one in starts if plan.plan_from <= one < plan.plan_to]
    return tuple(Tick(at=_at(plan, one), label=day(one)) for one in inside) or (
        Tick(at="0", label=day(plan.plan_from)),
    )


def _year_lines(plan: Plan) -> tuple[str, ...]:
    years = (date(year, 4, 1) for year in range(plan.plan_from.year, plan.plan_to.year + 1))
    return tuple(_at(plan, one) for one in years if plan.plan_from < one <= plan.plan_to)


def _waves(plan: Plan, names: Names) -> Table | None:
    groups = {group.id: group for group in plan.groups}
    rows: list[tuple[Cell, ...]] = []
    for wave in plan.waves:
        moved = [groups[one] for one in wave.group_ids if one in groups]
        rows.append(
            (
                f"Wave {wave.number}",
                f"{day(wave.period_from)} to {day(wave.period_to)}",
                names.councils(wave.organisation_ids),
                f"{len({names.whole(one) for group in moved for one in group.application_ids}):,}",
                f"{sum(len(group.thing_ids) for group in moved):,}",
                _data(moved),
                Mark(text=wave.state, tone="due" if wave.state == "draft" else "good"),
            )
        )
    headings = columns(
        "Wave",
        ("Cut-overs between", "date"),
        "Organisations",
        ("Applications", "number"),
        ("Things moved", "number"),
        ("Data to copy", "number"),
        "State",
    )
    return table("Waves", headings, rows, "plan.json")


def _data(groups: Sequence[MoveGroup]) -> str:
    known = [group.data_gib for group in groups if group.data_gib is not None]
    if not known:
        return NOT_KNOWN
    return f"{'' if len(known) == len(groups) else 'at least '}{sum(known):,} GiB"


def _moves(facts: ReportFacts, plan: Plan, names: Names) -> Table | None:
    moves = {move.group_id: move for move in plan.moves}
    services = {one.id: one.service for one in facts.estate.applications}
    bodies, total = list[Body](), 0
    for wave in plan.waves:
        own = sorted(
            (moves[one] for one in wave.group_ids if one in moves), key=lambda one: (one.cut_over, one.group_id)
        )
        # Bars take long to draw, and those past the limit nobody sees.
        drawn = own[: max(0, ROWS_SHOWN - total)]
        total += len(own)
        rows = tuple(_move_row(facts, plan, move, names, services) for move in drawn)
        bodies.append(Body(heading=_wave_heading(wave, names), rows=rows))
    headings = columns(
        "Moves together",
        ("When", "chart"),
        ("Work starts", "date"),
        ("Cut-over", "date"),
        ("Old machines off", "date"),
    )
    return bodies_table("Moves by wave", headings, bodies, "plan.json", total)


def _wave_heading(wave: Wave, names: Names) -> str:
    councils = names.councils(wave.organisation_ids)
    period = f"{day(wave.period_from)} to {day(wave.period_to)}"
    return f"Wave {wave.number}: {period}, {wave.state}{', ' if councils else ''}{councils}"


def _move_row(
    facts: ReportFacts, plan: Plan, move: Move, names: Names, services: Mapping[str, str | None]
) -> tuple[Cell, ...]:
    title = listed(names.group(move.group_id), most=4)
    own = {services.get(names.whole(one)) for one in names.groups.get(move.group_id, ())}
    shaded = [_span(plan, one.starts, one.ends, "freeze") for one in _freezes_of(facts, own)]
    work = (
        _span(plan, move.prepare_from, min(move.seeding_from, move.cut_over) - DAY, "prepare"),
        _span(plan, move.seeding_from, move.cut_over - DAY, "copy"),
        _span(plan, move.cut_over + DAY, move.old_off, "after"),
    )
    says = (
        f"{title}: work starts {day(move.prepare_from)}, copying starts {day(move.seeding_from)}, "
        f"cut-over {day(move.cut_over)}, old machines off {day(move.old_off)}"
    )
    drawn = (*shaded, *(one for one in work if float(one.width) > 0))
    bar = Bar(segments=(*drawn, _moment(plan, move.cut_over)), grid=_year_lines(plan), says=says)
    cut_over = f"{day(move.cut_over)}{', fixed' if move.pinned else ''}"
    return title, bar, day(move.prepare_from), cut_over, day(move.old_off)


def _moment(plan: Plan, when: date) -> Segment:
    """A single day, drawn wide enough to be seen: one percent of the axis."""
    start = min(max(float(_at(plan, when)) - 0.5, 0), 99)
    return Segment(start=f"{start:.2f}", width="1.00", look="change")


def _freezes_of(facts: ReportFacts, services: set[str | None]) -> list[Freeze]:
    return [
        freeze
        for freeze in facts.folder.programme.freezes
        if freeze.services == "all" or services.intersection(freeze.services)
    ]


def _initiatives(facts: ReportFacts, plan: Plan, names: Names) -> Table | None:
    known: dict[str, Initiative] = {one.id: one for one in facts.folder.initiatives}
    must: list[tuple[Cell, ...]] = []
    scored: list[tuple[Cell, ...]] = []
    for slot in sorted(plan.initiatives, key=lambda one: (one.starts, one.ends, one.initiative_id)):
        initiative = known.get(slot.initiative_id)
        title = initiative.name if initiative and initiative.name else slot.initiative_id
        says = f"{title}: from {day(slot.starts)} to {day(slot.ends)}"
        bar = Bar(segments=(_span(plan, slot.starts, slot.ends, "prepare"),), grid=_year_lines(plan), says=says)
        councils = names.councils(initiative.organisation_ids if initiative else ())
        row: tuple[Cell, ...] = (title, bar, day(slot.starts), day(slot.ends), councils or NOT_KNOWN)
        (must if initiative and initiative.must_do else scored).append(row)
    bodies = [
        Body(heading=f"Must be done ({counted(len(must), 'initiative')})", rows=tuple(must)),
        Body(heading=f"Chosen by score ({counted(len(scored), 'initiative')})", rows=tuple(scored)),
    ]
    headings = columns(
        "Initiative",
        ("When", "chart"),
        ("Starts", "date"),
        ("Ends", "date"),
        "Organisations",
    )
    return bodies_table("Initiatives in the plan", headings, bodies, "plan.json")


def _freezes(freezes: Sequence[Freeze]) -> Table | None:
    rows: list[tuple[Cell, ...]] = [
        (
            one.reason,
            day(one.starts),
            day(one.ends),
            "all services" if one.services == "all" else listed(one.services),
        )
        for one in sorted(freezes, key=lambda one: (one.starts, one.ends, one.reason))
    ]
    headings = columns("Reason", ("From", "date"), ("To", "date"), "Services")
    return table("Freezes: no cut-over on these days", headings, rows, "programme.yaml")
