"""Turning a solution back into days: moves, slots, waves, contracts, and what is left waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from migration.dates import DAY, WEEK, monday
from migration.model import ContractEnd, InitiativeSlot, Measure, Move, Plan, PlanCost, Stage, Waiting
from migration.plan.answer import Answer, Positions
from migration.plan.assemble import Assembled
from migration.plan.commitments import extended
from migration.plan.initiatives import slot
from migration.plan.problem import Need
from migration.plan.risk import soonest_end
from migration.plan.stage_names import stage_words
from migration.plan.waves import waves
from migration.plan.whole_or_parts import chosen
from migration.plan.why_left_out import left_out

OBJECTIVE = "pounds over the horizon: spend, priced risk, and benefit not yet had"


def plan_of(
    assembled: Assembled,
    answer: Answer,
    bound: int,
    mode: Literal["repeatable", "fast"],
    stages: tuple[Stage, ...] | None = None,
) -> Plan:
    """The plan that an answer stands for, with every date. `bound` is proven: no plan that holds the stages costs
    less."""
    inputs = chosen(assembled.at.inputs, {one for one, at in answer.positions.items() if at is not None})
    programme = inputs.folder.programme
    moves = tuple(
        _move(assembled, group_id, position)
        for group_id, position in sorted(answer.positions.items())
        if group_id in assembled.groups and position is not None
    )
    bound = min(bound, answer.objective)
    gap = Decimal(answer.objective - bound) / max(1, abs(answer.objective))
    return Plan(
        as_of=inputs.as_of,
        plan_from=programme.plan_from,
        plan_to=programme.plan_to,
        inputs_sha256=inputs.inputs_sha256,
        groups=inputs.groups,
        waves=waves(moves, inputs),
        moves=moves,
        initiatives=_slots(assembled, answer.positions),
        contracts=_contracts(assembled, answer.extended, moves),
        waiting=(*assembled.waiting, *_left_out(assembled, answer.positions)),
        costs=tuple(PlanCost(what=what, gbp=Decimal(gbp)) for what, gbp in sorted(answer.costs.items())),
        objective_name=objective_name(programme.objective.stages),
        objective=Decimal(answer.objective),
        bound=Decimal(bound),
        gap=gap.quantize(Decimal("0.0001")),
        status="optimal" if bound == answer.objective and all_proven(stages or ()) else "feasible",
        mode=mode,
        stages=stages,
    )


def all_proven(stages: Iterable[Stage]) -> bool:
    """Whether no plan is better in any stage."""
    return all(stage.best_gbp == stage.bound_gbp for stage in stages)


def objective_name(stages: tuple[Measure, ...]) -> str:
    """What the pounds of a plan are, and what came before them."""
    return f"{OBJECTIVE}; before it, in this order: {stage_words(stages)}" if stages else OBJECTIVE


def _move(assembled: Assembled, group_id: str, position: int) -> Move:
    planned = assembled.groups[group_id]
    option = planned.window.option(position)
    return Move(
        group_id=group_id,
        prepare_from=option.prepare_from,
        seeding_from=option.seeding_from,
        cut_over=option.cut_over,
        old_off=option.old_off,
        pinned=planned.window.pinned,
    )


def _slots(assembled: Assembled, picked: Positions) -> tuple[InitiativeSlot, ...]:
    tasks = {task.id: task for task in assembled.problem.tasks}
    found = []
    for initiative_id, initiative in sorted(assembled.initiatives.items()):
        position = picked[initiative_id]
        if position is not None:
            week = assembled.problem.weeks[tasks[initiative_id].options.week[position]]
            found.append(slot(initiative, week))
    return tuple(found)


def _left_out(assembled: Assembled, picked: Positions) -> tuple[Waiting, ...]:
    tasks = {task.id: task for task in assembled.problem.tasks}
    there = {one for one in assembled.initiatives if picked[one] is not None}
    return tuple(
        left_out(one, assembled.initiatives, there, tasks) for one in sorted(assembled.initiatives.keys() - there)
    )


def _contracts(assembled: Assembled, taken: frozenset[Need], moves: tuple[Move, ...]) -> tuple[ContractEnd, ...]:
    times = Counter(contract_id for contract_id, number in taken if number > 0)
    left = {contract_id: assembled.problem.weeks[-number] for contract_id, number in taken if number <= 0}
    off = {move.group_id: move.old_off for move in moves}
    users = {one.contract_id: [user for user in one.users if user in off] for one in assembled.problem.rolling}
    found = []
    for contract in assembled.at.inputs.estate.contracts:
        end = extended(contract, times[contract.id], _because(times[contract.id]))
        if contract.id in left:
            end = extended(
                contract,
                0,
                "nothing runs on it any more, and leaving is cheaper than staying",
                stops=left[contract.id] + WEEK - DAY,
            )
        if contract.id in users:
            last = max(users[contract.id], key=lambda group: (off[group], group))
            why = f"it runs until {last}, the last on it, is switched off"
            soonest = soonest_end(contract, assembled.at.inputs.as_of)
            if soonest is not None and monday(soonest) > monday(off[last]):
                why = f"{last}, the last on it, stops before; its notice of {contract.notice_days} days takes longer"
            # Paid by whole weeks, as it was planned: to the Sunday after the machines stop, or after the soonest end.
            end = extended(contract, 0, why, stops=monday(max(off[last], soonest or off[last])) + WEEK - DAY)
        found.append(end)
    return tuple(found)


def _because(times: int) -> str:
    if times == 0:
        return "it runs to its own end"
    return f"extended {'once' if times == 1 else f'{times} times'}: cheaper than the risk of going without"
