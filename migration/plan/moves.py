"""Move groups as tasks: their windows, work, costs and risk, one option for each allowed date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from inventory.model import Application, Server
from migration.dates import WEEK
from migration.model import CostItem, Disposition, Move, MoveGroup, Pin, Programme
from migration.plan.capacity import serving
from migration.plan.effort import group_effort, weeks_of_work
from migration.plan.footprint import Footprint, footprint
from migration.plan.inputs import PlanInputs
from migration.plan.problem import Task, TaskOption
from migration.plan.seeding import seeding_days
from migration.plan.windows import Option, Window, window
from migration.plan.yearly import items_by_purse, merged_items, pounds_up

MOVING = "moves and cloud running"
STAYING_ON = "servers still on premise"


@dataclass(frozen=True)
class PlannedGroup:
    """A move group with all that was worked out about it."""

    group: MoveGroup
    window: Window
    effort: Mapping[str, Decimal]
    work_weeks: int
    organisations: frozenset[str]
    teams: Mapping[str, frozenset[str]]
    servers: int


@dataclass(frozen=True)
class Ground:
    """Indexes over the inputs that every step of building a problem shares."""

    inputs: PlanInputs
    stand: Footprint
    applications: Mapping[str, Application]
    dispositions: Mapping[str, Disposition]
    pins: Mapping[str, Pin]
    kept: Mapping[str, Move]


def ground(inputs: PlanInputs) -> Ground:
    """Index the inputs once."""
    return Ground(
        inputs=inputs,
        stand=footprint(inputs.estate),
        applications={a.id: a for a in inputs.estate.applications},
        dispositions={d.application_id: d for d in inputs.dispositions},
        pins={pin.application_id: pin for pin in inputs.folder.pins},
        kept=kept_moves(inputs),
    )


def kept_moves(inputs: PlanInputs) -> dict[str, Move]:
    """Moves of approved and applied waves of the previous plan, by group: they do not change."""
    if inputs.previous is None:
        return {}
    said = {wave.id: wave.state for wave in inputs.folder.waves}
    held = {
        group_id
        for wave in inputs.previous.waves
        if said.get(wave.id, wave.state) in ("approved", "applied")
        for group_id in wave.group_ids
    }
    return {move.group_id: move for move in inputs.previous.moves if move.group_id in held}


def planned_group(group: MoveGroup, at: Ground) -> PlannedGroup:
    """Work out effort, weeks, seeding and window of one group."""
    programme = at.inputs.folder.programme
    effort = group_effort(group, at.inputs.estate, at.dispositions, programme, at.stand)
    owners = frozenset(o for app in group.application_ids for o in at.applications[app].organisation_ids)
    teams = {skill: serving(programme.teams, skill, owners) for skill in effort}
    days = seeding_days(group, programme, at.stand)
    worked = weeks_of_work(effort, _most_fte(teams, programme), len(group.application_ids))
    work = max(worked, -(-(days or 0) // 7) + 1)
    found = window(group, work, days, at.applications, programme, at.pins, at.kept.get(group.id), at.inputs.as_of)
    servers = sum(isinstance(at.stand.things.get(t), Server) for t in group.thing_ids)
    return PlannedGroup(group, found, effort, work, owners, teams, servers)


def _most_fte(teams: Mapping[str, frozenset[str]], programme: Programme) -> dict[str, Decimal]:
    known = {team.id: team for team in programme.teams}
    return {skill: sum((known[t].skills[skill] for t in ids), Decimal(0)) for skill, ids in teams.items()}


def move_task(planned: PlannedGroup, at: Ground, weeks: tuple[date, ...]) -> Task:
    """The group as a task of the solver."""
    costs = {c.group_id: c for c in at.inputs.costs}
    items = costs[planned.group.id].items if planned.group.id in costs else ()
    merged = merged_items(items)
    options = tuple(_task_option(planned, option, merged, len(items), at, weeks) for option in planned.window.options)
    return Task(
        id=planned.group.id,
        kind="group",
        must=True,
        left_out_gbp=0,
        options=options,
        effort={skill: centi_days(days, planned.work_weeks) for skill, days in planned.effort.items()},
        teams=planned.teams,
        pinned=planned.window.pinned,
    )


def centi_days(days: Decimal, work_weeks: int) -> int:
    """Hundredths of a person-day a week, rounded up."""
    return int((days * 100 / work_weeks).to_integral_value(ROUND_CEILING))


def _task_option(
    planned: PlannedGroup, option: Option, items: tuple[CostItem, ...], count: int, at: Ground, weeks: tuple[date, ...]
) -> TaskOption:
    programme = at.inputs.folder.programme
    dates = {
        "prepare_from": option.prepare_from,
        "seeding_from": option.seeding_from,
        "cut_over": option.cut_over,
        "old_off": option.old_off,
    }
    cash = pounds_up(items_by_purse(items, dates, programme.plan_to), count)
    week = (option.week - weeks[0]) // WEEK
    return TaskOption(
        week=week,
        work_from=week - planned.work_weeks + 1,
        work_weeks=planned.work_weeks,
        free_from=week,
        cost={MOVING: sum(cash.values()), STAYING_ON: staying_on(planned.servers, option.old_off, programme)},
        cash=cash,
    )


def staying_on(servers: int, old_off: date, programme: Programme) -> int:
    """Price of keeping servers on premise from the start of the plan until they are off, in whole pounds."""
    days = max(0, (old_off - programme.plan_from).days)
    price = programme.objective.on_premise_server_week_gbp * servers * days / 7
    return int(price.to_integral_value(ROUND_CEILING))
