"""Move groups as tasks: their windows, work, costs and risk, one option for each allowed date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

import numpy as np

from inventory.model import Application, Server
from migration.model import CostItem, Disposition, GroupCosts, Move, MoveGroup, Pin, Programme
from migration.plan.capacity import serving
from migration.plan.effort import group_effort, weeks_of_work
from migration.plan.footprint import Footprint, footprint
from migration.plan.gate_dates import Starts, first_start, starts_before
from migration.plan.inputs import PlanInputs, settled_groups
from migration.plan.measures import IN_PARTS, further_parts
from migration.plan.parts import pins_of
from migration.plan.problem import Carried, Ints, Options, Task
from migration.plan.seeding import NOTHING, Copying, copying
from migration.plan.windows import Window, window
from migration.plan.yearly import columns_up, items_by_purse, merged_items

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
    copied: Copying | None = None


@dataclass(frozen=True)
class Ground:
    """Indexes over the inputs that every step of building a problem shares."""

    inputs: PlanInputs
    stand: Footprint
    applications: Mapping[str, Application]
    dispositions: Mapping[str, Disposition]
    pins: Mapping[str, Pin]
    kept: Mapping[str, Move]
    costs: Mapping[str, GroupCosts]
    starts: Starts


def ground(inputs: PlanInputs) -> Ground:
    """Index the inputs once."""
    return Ground(
        inputs=inputs,
        stand=footprint(inputs.estate),
        applications={a.id: a for a in inputs.estate.applications},
        dispositions={d.application_id: d for d in inputs.dispositions},
        pins={pin.application_id: pin for pin in pins_of(inputs)},
        kept=kept_moves(inputs),
        costs={costs.group_id: costs for costs in inputs.costs},
        starts=starts_before(inputs.previous),
    )


def kept_moves(inputs: PlanInputs) -> dict[str, Move]:
    """Moves of approved and applied waves of the previous plan, by group: they do not change."""
    if inputs.previous is None:
        return {}
    held = settled_groups(inputs.previous, inputs.folder.waves)
    return {move.group_id: move for move in inputs.previous.moves if move.group_id in held}


def planned_group(group: MoveGroup, at: Ground) -> PlannedGroup:
    """Work out effort, weeks, seeding and window of one group."""
    programme = at.inputs.folder.programme
    effort = group_effort(group, at.applications, at.dispositions, programme, at.stand)
    owners = frozenset(o for app in group.application_ids for o in at.applications[app].organisation_ids)
    teams = {skill: serving(programme.teams, skill, owners) for skill in effort}
    copied = copying(group, programme, at.stand)
    worked = weeks_of_work(effort, _most_fte(teams, programme), len(group.application_ids))
    data = copied or NOTHING
    work = max(worked, -(-data.days // 7) + 1, data.weeks)
    kept, started = at.kept.get(group.id), first_start(at.starts, group.application_ids)
    found = window(group, work, data, at.applications, programme, at.pins, kept, at.inputs.as_of, started)
    servers = sum(isinstance(at.stand.things.get(t), Server) for t in group.thing_ids)
    return PlannedGroup(group, found, effort, work, owners, teams, servers, copied)


def _most_fte(teams: Mapping[str, frozenset[str]], programme: Programme) -> dict[str, Decimal]:
    known = {team.id: team for team in programme.teams}
    return {skill: sum((known[t].skills[skill] for t in ids), Decimal(0)) for skill, ids in teams.items()}


def move_task(planned: PlannedGroup, at: Ground, weeks: tuple[date, ...]) -> Task:
    """The group as a task of the solver."""
    costs = at.costs.get(planned.group.id)
    items = costs.items if costs is not None else ()
    merged = merged_items(items)
    programme, members = at.inputs.folder.programme, planned.group.application_ids
    options = _options(planned, merged, len(items), programme, weeks)
    if apart := further_parts(programme, at.inputs.parts, members):
        options = replace(options, cost={**options.cost, IN_PARTS: np.full(len(options), apart, dtype=np.int64)})
    return Task(
        id=planned.group.id,
        kind="group",
        must=True,
        left_out_gbp=0,
        options=options,
        effort={skill: centi_days(days, planned.work_weeks) for skill, days in planned.effort.items()},
        teams=planned.teams,
        pinned=planned.window.pinned,
        lines={
            site: Carried(int((use.gib_a_week * 100).to_integral_value(ROUND_CEILING)), use.weeks)
            for site, use in (planned.copied or NOTHING).lines.items()
        },
    )


def centi_days(days: Decimal, work_weeks: int) -> int:
    """Hundredths of a person-day a week, rounded up."""
    return int((days * 100 / work_weeks).to_integral_value(ROUND_CEILING))


def _options(
    planned: PlannedGroup, items: tuple[CostItem, ...], count: int, programme: Programme, weeks: tuple[date, ...]
) -> Options:
    window = planned.window
    dates = {
        "prepare_from": window.prepare_from,
        "seeding_from": window.seeding_from,
        "cut_over": window.cut_over,
        "old_off": window.old_off,
    }
    cash = columns_up(items_by_purse(items, dates, programme.plan_to), count)
    # Weeks begin on Mondays, as the plan's first does: the week of a day is how many have begun since.
    week = (window.cut_over - weeks[0].toordinal()) // 7
    nothing = np.zeros(len(week), dtype=np.int64)
    return Options(
        week=week,
        work_from=week - planned.work_weeks + 1,
        work_weeks=planned.work_weeks,
        free_from=week,
        cost={
            MOVING: np.sum([*cash.values(), nothing], axis=0, dtype=np.int64),
            STAYING_ON: staying_on(planned.servers, window.old_off, programme),
        },
        cash=cash,
    )


def staying_on(servers: int, old_off: Ints, programme: Programme) -> Ints:
    """Price of keeping servers on premise from the start of the plan until each of these days, in whole pounds."""
    days = np.maximum(old_off - programme.plan_from.toordinal(), 0)
    price = float(programme.objective.on_premise_server_week_gbp) * servers / 7
    return np.ceil(price * days - 1e-9).astype(np.int64)
