"""An invented estate of any size with a schedule planted in it: what a good plan costs is known beforehand.

How it is made, and how to use it for another planner: docs/planted-estates.md. All names and figures are invented;
the same size and seed give the same estate.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from benchmarks.drawn_estate import AS_OF, PLAN_FROM, Size, drawn_with_wishes
from benchmarks.drawn_programme import drawn_initiatives, drawn_programme, teams_of
from inventory.lifecycle import support
from inventory.model import Contract, Estate, Hypervisor, Site
from inventory.products import load_products
from migration.dates import financial_years
from migration.decide.assess import assess
from migration.model import Ceiling, Folder, Initiative, Programme
from migration.money.costs import group_costs
from migration.money.tables import load_prices
from migration.plan.answer import spending
from migration.plan.assemble import Assembled, assemble
from migration.plan.board import Board
from migration.plan.inputs import PlanInputs
from migration.plan.make_room import place_all
from migration.plan.move_groups import move_groups
from migration.plan.moves import ground
from migration.plan.problem import Problem

HOSTING_GBP = Decimal(30)
"""What a hosting contract costs in a year for each server it covers."""

LARGE = Size(1_500, 20_000, 60, 3, 150)
SMALL = Size(60, 400, 60, 3, 40)
HUNDREDS = Size(500, 4_000, 60, 3, 100, calls=(2, 4, 4, 4, 6), reach=100, strong=0, load=0.6)
TIGHT = Size(500, 4_000, 60, 3, 100, calls=(2, 4, 4, 5, 6), strong=1 / 100)
DENSE = Size(500, 4_000, 60, 3, 100, calls=(50,), reach=200, strong=0, load=0.4)
THOUSANDS = Size(5_000, 40_000, 60, 3, 200, calls=(2, 4, 4, 4, 6), reach=1_000, strong=0, load=0.6)
"""Those of plan_scale.py: twice 2,000 interfaces, and twice 20,000. The more there are, the fewer pairs may be strong:
circles would tie most of the estate into one move. Each that comes late makes more come late, so people have room."""


@dataclass(frozen=True)
class Planted:
    """The inputs of a plan, and the planted schedule: the option of each task by its id, None where it is left out."""

    inputs: PlanInputs
    assembled: Assembled
    positions: Mapping[str, int | None]


def planted(size: Size) -> Planted:
    """Draw an estate, plant a schedule in it, and set people, money and contracts so that the schedule keeps to them.

    Every limit is taken from the planted schedule: a plan that is as good exists, whatever the planner says.
    """
    dice = random.Random(size.seed)
    wishes, estate = drawn_with_wishes(size, dice)
    programme, initiatives = drawn_programme(size), drawn_initiatives(size, dice)
    inputs = _inputs(estate, programme, initiatives)
    roomy = assemble(ground(inputs))
    fte = _people_needed(roomy.problem, size.load)
    while True:
        inputs = _with_programme(inputs, _staffed(programme, fte))
        staffed = assemble(ground(inputs))
        board = Board(staffed.problem, frozenset())
        if place_all(board, _wanted(staffed, wishes, dice), 0):
            break
        fte = {key: (need * Decimal("1.1")).quantize(Decimal("0.1"), ROUND_CEILING) for key, need in fte.items()}
    positions = {piece.task.id: at for piece, at in zip(board.pieces, board.position, strict=True)}
    estate = replace(inputs.estate, contracts=_contracts(inputs.estate, staffed, positions, dice))
    kept = replace(inputs, estate=estate, supports=support(estate, load_products(), AS_OF))
    kept = _with_programme(kept, replace(kept.folder.programme, ceilings=_ceilings(kept, positions, size.margin)))
    return Planted(kept, assemble(ground(kept)), positions)


def _inputs(estate: Estate, programme: Programme, initiatives: tuple[Initiative, ...]) -> PlanInputs:
    supports = support(estate, load_products(), AS_OF)
    dispositions, _ = assess(estate, supports, (), AS_OF, programme.plan_to)
    groups = move_groups(estate, dispositions)
    return PlanInputs(
        as_of=AS_OF,
        estate=estate,
        supports=supports,
        dispositions=dispositions,
        groups=groups,
        costs=group_costs(groups, dispositions, estate, programme, load_prices()),
        folder=Folder(programme=programme, initiatives=initiatives),
    )


def _with_programme(inputs: PlanInputs, programme: Programme) -> PlanInputs:
    return replace(inputs, folder=replace(inputs.folder, programme=programme))


def _people_needed(problem: Problem, load: float) -> dict[tuple[str, str], Decimal]:
    """Full-time equivalents by team and skill that make the teams so busy on average."""
    total: dict[tuple[str, str], int] = defaultdict(int)
    for task in problem.tasks:
        for skill, need in task.effort.items():
            for team in sorted(task.teams[skill])[:1]:
                total[team, skill] += need * task.options[0].work_weeks
    weeks = len(problem.weeks)
    return {
        key: (Decimal(days) / 100 / weeks / 5 / Decimal(str(load))).quantize(Decimal("0.1"), ROUND_CEILING) + 1
        for key, days in sorted(total.items())
    }


def _staffed(programme: Programme, fte: Mapping[tuple[str, str], Decimal]) -> Programme:
    return replace(programme, teams=teams_of(programme.organisations, fte))


def _wanted(assembled: Assembled, wishes: Mapping[str, float], dice: random.Random) -> dict[str, float]:
    """The week each group is wished for, by its applications; initiatives are drawn."""
    weeks = len(assembled.problem.weeks)
    return {
        task.id: weeks * max(wishes[app] for app in assembled.groups[task.id].group.application_ids)
        if task.id in assembled.groups
        else weeks * dice.uniform(0.05, 0.7)
        for task in assembled.problem.tasks
    }


def _contracts(
    estate: Estate, assembled: Assembled, positions: Mapping[str, int | None], dice: random.Random
) -> tuple[Contract, ...]:
    """Support of each hypervisor ends some weeks after the last machine on it has moved in the planted schedule; each
    site is hosted by a rolling contract."""
    last = _last_moves(estate, assembled, positions)
    care = [_care(host, last[host.id] + timedelta(days=dice.randint(7, 60)), dice) for host in estate.hypervisors]
    return tuple(sorted((*care, *(_hosting(site, estate) for site in estate.sites)), key=lambda contract: contract.id))


def _last_moves(estate: Estate, assembled: Assembled, positions: Mapping[str, int | None]) -> Mapping[str, date]:
    """For each hypervisor the Monday on which the last machine on it moves; the first day of the plan where none is."""
    tasks = {task.id: task for task in assembled.problem.tasks}
    group_of = {app: key for key, planned in assembled.groups.items() for app in planned.group.application_ids}
    on = {d.thing_id: d.application_id for d in estate.deployments}
    last: dict[str, date] = defaultdict(lambda: PLAN_FROM)
    for server in estate.servers:
        group = group_of.get(on[server.id])
        at = positions.get(group or "")
        if group is not None and at is not None and server.parent_id:
            week = assembled.problem.weeks[tasks[group].options[at].week]
            last[server.parent_id] = max(last[server.parent_id], week)
    return last


def _care(host: Hypervisor, ends: date, dice: random.Random) -> Contract:
    return Contract(
        id=f"care-{host.id}",
        kind="support",
        organisation_id=host.site_id.removesuffix("-hall") if host.site_id else None,
        covers=(host.id,),
        covers_ids=(host.id,),
        starts=date(2024, 4, 1),
        ends=ends,
        notice_days=90,
        extension_months=12,
        extension_gbp=Decimal(dice.randint(8, 20) * 1000),
        annual_gbp=Decimal(4000),
    )


def _hosting(site: Site, estate: Estate) -> Contract:
    inside = tuple(server.id for server in estate.servers if server.site_id == site.id)
    return Contract(
        id=f"hosting-{site.id}",
        kind="hosting",
        organisation_id=site.id.removesuffix("-hall"),
        covers=inside,
        covers_ids=inside,
        starts=date(2024, 4, 1),
        notice_days=90,
        annual_gbp=HOSTING_GBP * len(inside),
    )


def _ceilings(inputs: PlanInputs, positions: Mapping[str, int | None], margin: Decimal) -> tuple[Ceiling, ...]:
    """What the planted schedule spends by organisation and year, times `margin`; contingency comes on top."""
    programme = inputs.folder.programme
    years = financial_years(programme.plan_from, programme.plan_to)
    high = Decimal(10) ** 12
    roomy = tuple(
        Ceiling(organisation=o.id, year=y, capital_gbp=high, revenue_gbp=high)
        for o in programme.organisations
        for y in years
    )
    assembled = assemble(ground(_with_programme(inputs, replace(programme, ceilings=roomy))))
    spent = spending(assembled.problem, positions)
    contingency = Decimal(5)
    found = []
    for o in programme.organisations:
        for y in years:
            capital, revenue = (
                ((spent.get((o.id, y, kind), 0) + 1000) * margin / (1 - contingency / 100)).quantize(
                    Decimal(1), ROUND_CEILING
                )
                for kind in ("capital", "revenue")
            )
            found.append(
                Ceiling(
                    organisation=o.id, year=y, capital_gbp=capital, revenue_gbp=revenue, contingency_percent=contingency
                )
            )
    return tuple(found)
