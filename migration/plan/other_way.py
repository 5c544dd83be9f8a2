"""What a plan would come to if an application moved whole that moves in parts, or in parts where it moves whole."""

from __future__ import annotations

from collections.abc import Iterable

from migration.dates import WEEK, monday
from migration.model import Plan
from migration.plan.inputs import PlanInputs
from migration.plan.near import near_weeks
from migration.plan.today import assembled_today
from migration.plan.ways_search import turned

ROUNDS_A_TASK, MOST_ROUNDS = 10, 2_000
"""How often parts of the plan are rebuilt for each task round the other way, and in all: people wait for it."""


def way_words(inputs: PlanInputs, plan: Plan, application_id: str) -> Iterable[str]:
    """Which way an application goes, and what the plan comes to each way; nothing where no search weighed it."""
    either = next((one for one in inputs.eithers if one.whole == application_id), None)
    if either is None:
        return
    problem, count = assembled_today(inputs).problem, len(either.parts)
    whole = any(either.whole in group.application_ids for group in plan.groups)
    way, other = ("whole", f"in {count} parts") if whole else (f"in {count} parts", "whole")
    yield f"It may move whole or in {count} parts, and moves {way}: the plan comes to £{plan.objective:,.0f}."
    if inputs.folder.programme.objective.stages:
        yield "What follows goes by pounds alone, whatever the stages."
    if either not in problem.eithers:
        yield f"{_first_upper(other)} it has no date."
        return
    weeks = {move.group_id: (monday(move.cut_over) - problem.weeks[0]) // WEEK for move in plan.moves}
    weeks |= {slot.initiative_id: (slot.starts - problem.weeks[0]) // WEEK for slot in plan.initiatives}
    taken = frozenset((end.contract_id, n) for end in plan.contracts for n in range(1, end.extensions + 1))
    rounds = min(MOST_ROUNDS, ROUNDS_A_TASK * len(problem.tasks))
    turned_round = near_weeks(problem, turned(weeks, either), taken, rounds)
    if turned_round is None:
        yield f"{_first_upper(other)}, with the rest planned again round it, no plan was found."
        return
    # What is planned again may be found cheaper for other reasons: this way gets as much looking.
    as_now, least = near_weeks(problem, weeks, taken, rounds), int(plan.objective)
    if as_now is not None and as_now.objective < least:
        least = as_now.objective
        yield f"{_first_upper(way)}, with the rest planned again, the cheapest plan found comes to £{least:,}."
    more = turned_round.objective - least
    yield (
        f"{_first_upper(other)}, with the rest planned again round it, the cheapest plan found comes to "
        f"£{turned_round.objective:,}, £{abs(more):,} {'more' if more >= 0 else 'less'}."
    )


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
