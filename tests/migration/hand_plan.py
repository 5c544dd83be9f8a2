"""Plans made by hand, without any search: each move on the day that a test gives, and all else as it follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from migration.dates import DAY, WEEK, monday
from migration.model import ContractEnd, InitiativeSlot, Move, Plan, PlanCost, Violation
from migration.plan.case import case
from migration.plan.checks.objective import counted
from migration.plan.commitments import extended
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from migration.plan.waves import waves


def day(month: int, day_of_month: int) -> date:
    """A day of 2027, in which the small programmes lie: 4 January to 30 June."""
    return date(2027, month, day_of_month)


def move(group_id: str, cut_over: date, **dates: Any) -> Move:
    """Two weeks of work, copying from the Monday of the cut-over or the day before it, machines off in two weeks."""
    week = monday(cut_over)
    usual = {"prepare_from": week - WEEK, "seeding_from": min(week, cut_over - DAY)}
    usual |= {"cut_over": cut_over, "old_off": cut_over + 2 * WEEK}
    return Move(group_id=group_id, **usual | dates)


def slot(initiative_id: str, starts: date, weeks: int = 8) -> InitiativeSlot:
    """So many weeks of work."""
    return InitiativeSlot(initiative_id=initiative_id, starts=starts, ends=starts + weeks * WEEK - DAY)


def by_hand(
    given: PlanInputs,
    moves: Iterable[Move] = (),
    slots: Iterable[InitiativeSlot] = (),
    contracts: Iterable[ContractEnd] | None = None,
    **cut_overs: date,
) -> Plan:
    """A plan of these moves, and of the usual ones on these days. Contracts run to their ends, and the pounds are those
    of its dates."""
    dated = tuple(sorted((*moves, *(move(name, at) for name, at in cut_overs.items())), key=lambda m: m.group_id))
    programme, known = given.folder.programme, {group.id for group in given.groups}
    kept = contracts if contracts is not None else (extended(c, 0, "") for c in given.estate.contracts)
    return honest(
        given,
        Plan(
            as_of=given.as_of,
            plan_from=programme.plan_from,
            plan_to=programme.plan_to,
            inputs_sha256={},
            groups=given.groups,
            waves=waves((m for m in dated if m.group_id in known), given),
            moves=dated,
            initiatives=tuple(slots),
            contracts=tuple(kept),
            waiting=(),
            costs=(),
            objective_name="",
            objective=Decimal(0),
            bound=Decimal(0),
            gap=Decimal(1),
            status="feasible",
            mode="repeatable",
        ),
    )


def honest(given: PlanInputs, plan: Plan) -> Plan:
    """The plan with the pounds that its dates come to, and no bound worth the name."""
    pounds = sum(counted(case(given, plan)).values(), Decimal(0))
    bound = min(Decimal(0), pounds)
    gap = ((pounds - bound) / max(Decimal(1), abs(pounds))).quantize(Decimal("0.0001"))
    return replace(plan, costs=(PlanCost(what="all", gbp=pounds),), objective=pounds, bound=bound, gap=gap)


def with_move(plan: Plan, group_id: str, **fields: Any) -> Plan:
    """The plan with one move edited and nothing else."""
    return replace(plan, moves=tuple(replace(m, **fields) if m.group_id == group_id else m for m in plan.moves))


def found(given: PlanInputs, plan: Plan, constraint: str, *also: str) -> list[Violation]:
    """What one rule finds. No other is broken, but for those named."""
    all_found = verify(given, plan)
    assert {violation.constraint for violation in all_found} <= {constraint, *also}, all_found
    return [violation for violation in all_found if violation.constraint == constraint]


def says(given: PlanInputs, plan: Plan, constraint: str, *also: str) -> list[tuple[str, str]]:
    """Subject and message of what one rule finds. No other is broken, but for those named."""
    return [(violation.subject, violation.message) for violation in found(given, plan, constraint, *also)]
