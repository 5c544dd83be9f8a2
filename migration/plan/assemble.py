"""From the inputs to the problem: every number the solver needs, worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from migration.dates import financial_years, weeks
from migration.model import CashFlow, Ceiling, Initiative, Plan, Programme, Waiting
from migration.money.cash_flow import cash_flow
from migration.plan.capacity import person_days, tight_sets
from migration.plan.change import critical_pairs
from migration.plan.commitments import extensions, rolling, stakes
from migration.plan.hopeless import without_hopeless
from migration.plan.initiatives import initiative_task, too_short
from migration.plan.inputs import undivided
from migration.plan.leaving import exits
from migration.plan.measures import dearest, finish, splits
from migration.plan.move_groups import orders
from migration.plan.moves import Ground, PlannedGroup, move_task, planned_group
from migration.plan.parts import part_pairs, pins_of, spans, wholes
from migration.plan.pilots import leads
from migration.plan.prerequisites import needed_first
from migration.plan.problem import Limit, Order, Pool, Problem, Task
from migration.plan.second_sites import keeps
from migration.plan.seeding import line_gib
from migration.plan.shared_services import left_last, placing
from migration.plan.tied import tied, under_way
from migration.plan.ways import narrowed
from migration.plan.yearly import rows_by_purse
from safeio.errors import InputError


@dataclass(frozen=True)
class Assembled:
    """The problem and what it was made from, for turning a solution back into dates."""

    at: Ground
    groups: Mapping[str, PlannedGroup]
    initiatives: Mapping[str, Initiative]
    waiting: tuple[Waiting, ...]
    problem: Problem


def assemble(at: Ground) -> Assembled:
    """Build the problem. Raises InfeasibleError, in words, where one thing alone already makes a plan impossible, and
    InputError where what must be done, or has begun, excludes each other."""
    inputs, programme = at.inputs, at.inputs.folder.programme
    mondays = weeks(programme.plan_from, programme.plan_to)
    groups = {group.id: planned_group(group, at) for group in inputs.groups}
    kept, waiting = _portfolio(inputs.folder.initiatives)
    tasks = [move_task(planned, at, mondays) for planned in groups.values()]
    tasks += [
        initiative_task(i, programme, mondays, inputs.as_of, at.starts.get(("initiative", i.id))) for i in kept.values()
    ]
    bound = tied(tasks, kept, under_way(kept, at.starts, inputs.as_of, mondays[0]))
    tasks, hopeless = without_hopeless(
        bound.tasks, inputs.eithers, groups, programme, {pin.application_id for pin in inputs.folder.pins}
    )
    place = {app: group.id for group in inputs.groups for app in group.application_ids}
    offered = extensions(at, mondays)
    running = rolling(at, place, mondays)
    anyway = _spent_anyway(at, {r.contract_id for r in running})
    critical = critical_pairs(inputs.groups, at.applications, programme, wholes(inputs.parts))
    between = _group_orders(at)
    problem = Problem(
        weeks=mondays,
        tasks=tuple(sorted(tasks, key=lambda task: task.id)),
        eithers=inputs.eithers,
        orders=(*between, *placing(at, between), *_initiative_orders(kept), *_prerequisite_orders(at, kept, between)),
        pools=(*_pools(tasks, at, mondays), *_lines(tasks, programme, mondays), *_change(programme, mondays)),
        limits=_limits(at, anyway),
        extensions=offered,
        stakes=stakes(at, place, offered, mondays),
        rolling=(*running, *finish(programme.objective, groups, len(mondays))),
        apart=tuple(sorted({*_apart(at, place), *critical})),
        splits=splits(programme.objective, inputs.estate.interfaces, part_pairs(inputs.parts), place),
        wave_weeks=programme.wave_weeks,
        dearest=dearest(programme.objective, anyway),
        exits=exits(at, place, mondays),
        keeps=keeps(inputs.estate.applications, at.stand, programme, place),
        leads=leads(at),
        spans=spans(inputs, place),
        packages=bound.packages,
        excludes=bound.excludes,
    )
    return Assembled(at, groups, kept, waiting, narrowed(problem, hopeless))


def _portfolio(initiatives: Iterable[Initiative]) -> tuple[dict[str, Initiative], tuple[Waiting, ...]]:
    kept, waiting = {}, []
    for initiative in sorted(initiatives, key=lambda i: i.id):
        if too_short(initiative):
            waiting.append(
                Waiting(
                    subject=initiative.id,
                    why=f"it takes {initiative.duration_weeks} weeks: work under a month is left out of the plan",
                    remedy="Do it as daily work, or give it five weeks or more.",
                )
            )
        else:
            kept[initiative.id] = initiative
    return kept, tuple(waiting)


def _group_orders(at: Ground) -> tuple[Order, ...]:
    groups = at.inputs.groups
    last = left_last(undivided(at.inputs).estate, at.inputs.folder.programme, at.inputs.parts)
    pairs = orders(at.inputs.estate, [group.application_ids for group in groups], last)
    return tuple(Order(groups[a].id, groups[b].id, "the second calls the first") for a, b in pairs)


def _initiative_orders(kept: Mapping[str, Initiative]) -> tuple[Order, ...]:
    return tuple(
        Order(first, initiative.id, "depends_on in initiatives.csv")
        for initiative in kept.values()
        for first in sorted(initiative.depends_on)
        if first in kept
    )


def _prerequisite_orders(at: Ground, kept: Mapping[str, Initiative], between: Iterable[Order]) -> tuple[Order, ...]:
    """Moves wait for the work that the programme says must come first. `between` are the orders of groups."""
    programme = at.inputs.folder.programme
    wanted: dict[str, tuple[str, ...]] = {}
    for group in at.inputs.groups:
        members = [at.applications[app] for app in group.application_ids]
        wanted[group.id] = needed_first(members, at.dispositions, programme, at.inputs.folder.initiatives)
        for first in wanted[group.id]:
            if first not in kept or not kept[first].must_do:
                wrong = "it is too short for the plan" if first not in kept else "it may be left out of the plan"
                raise InputError(
                    f"programme.yaml prerequisites {first}",
                    f"{wrong}, and {group.id} waits for it",
                    "Write yes in its column must_do, and give it five weeks or more. Or take the prerequisite out.",
                )
    # A group that moves no sooner than another waits with it.
    told: dict[str, set[str]] = defaultdict(set)
    for order in between:
        told[order.later].update(wanted[order.earlier])
    return tuple(
        Order(first, group_id, "prerequisites in programme.yaml")
        for group_id, firsts in wanted.items()
        for first in firsts
        if first not in told[group_id]
    )


def _pools(tasks: Iterable[Task], at: Ground, mondays: tuple[date, ...]) -> tuple[Pool, ...]:
    programme = at.inputs.folder.programme
    found = []
    for skill in sorted({skill for task in tasks for skill in task.effort}):
        kinds = {task.teams[skill] for task in tasks if task.effort.get(skill) and task.teams[skill]}
        for union, _ in tight_sets(kinds):
            members = [team for team in programme.teams if team.id in union]
            have = tuple(
                int((sum((person_days(t, skill, w) for t in members), Decimal(0)) * 100).to_integral_value(ROUND_FLOOR))
                for w in mondays
            )
            found.append(Pool(skill, union, have))
    return tuple(found)


def _lines(tasks: Iterable[Task], programme: Programme, mondays: tuple[date, ...]) -> tuple[Pool, ...]:
    """The lines that could be asked too much of: all copying over them at once would not fit."""
    asked: dict[str, int] = defaultdict(int)
    for task in tasks:
        for site, carried in task.lines.items():
            asked[site] += carried.centi_gib
    have = {site: int((line_gib(site, programme) * 100).to_integral_value(ROUND_FLOOR)) for site in asked}
    tight = sorted(site for site in asked if asked[site] > have[site])
    return tuple(Pool(site, frozenset(), (have[site],) * len(mondays), "line") for site in tight)


def _change(programme: Programme, mondays: tuple[date, ...]) -> tuple[Pool, ...]:
    most = programme.most_moves_a_week
    return (Pool("", frozenset(), (most,) * len(mondays), "cut-overs"),) if most is not None else ()


def _limits(at: Ground, anyway: Iterable[CashFlow]) -> tuple[Limit, ...]:
    programme = at.inputs.folder.programme
    spent = rows_by_purse(anyway)
    touched = set(financial_years(programme.plan_from, programme.plan_to))
    found = []
    for ceiling in programme.ceilings:
        for spend, gbp in (("capital", ceiling.capital_gbp), ("revenue", ceiling.revenue_gbp)):
            if isinstance(gbp, Decimal) and ceiling.year in touched:
                purse = (ceiling.organisation, ceiling.year, spend)
                signed = int(spent.get(purse, Decimal(0)).to_integral_value(ROUND_CEILING))
                found.append(Limit(purse, _after_contingency(gbp, ceiling), signed))
    return tuple(sorted(found, key=lambda limit: limit.purse))


def _spent_anyway(at: Ground, decided: set[str]) -> tuple[CashFlow, ...]:
    """The cash flow of a plan that moves nothing: signed contracts and licences, less those the plan may end."""
    estate, programme = at.inputs.estate, at.inputs.folder.programme
    signed = replace(estate, contracts=tuple(c for c in estate.contracts if c.id not in decided))
    nothing = Plan(
        as_of=at.inputs.as_of,
        plan_from=programme.plan_from,
        plan_to=programme.plan_to,
        inputs_sha256={},
        groups=(),
        waves=(),
        moves=(),
        initiatives=(),
        contracts=(),
        waiting=(),
        costs=(),
        objective_name="",
        objective=Decimal(0),
        bound=Decimal(0),
        gap=Decimal(0),
        status="feasible",
        mode="repeatable",
    )
    return cash_flow(nothing, (), signed, at.inputs.folder)


def _after_contingency(gbp: Decimal, ceiling: Ceiling) -> int:
    part = 1 - (ceiling.contingency_percent or Decimal(0)) / 100
    return int((gbp * part).to_integral_value(ROUND_FLOOR))


def _apart(at: Ground, place: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = set()
    for pin in pins_of(at.inputs):
        for other in pin.never_with:
            pair = tuple(sorted({place.get(pin.application_id, ""), place.get(other, "")}))
            if len(pair) == 2 and all(pair):
                pairs.add((pair[0], pair[1]))
    return tuple(sorted(pairs))
