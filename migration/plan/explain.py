"""Why does an application move when it does, what keeps it from moving earlier, and what would it cost?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from migration.dates import WEEK, monday
from migration.decide.tracing import trace
from migration.model import Move, MoveGroup, Part, Plan
from migration.plan.apart import apart
from migration.plan.assemble import Assembled
from migration.plan.board import Board
from migration.plan.case import Case, case
from migration.plan.earlier import sooner
from migration.plan.inputs import PlanInputs, undivided
from migration.plan.other_way import way_words
from migration.plan.risk import Exposure, exposures
from migration.plan.shared_services import shared_services
from migration.plan.splitting import LARGE, split, split_words
from migration.plan.stage_names import stage_words
from migration.plan.today import assembled_today
from migration.plan.traffic import cut_words
from migration.plan.whole_or_parts import as_planned
from migration.plan.windows import blocked
from safeio.errors import InputError

MOST_REASONS = 8
"""Reasons for a group that are named; plan.json has them all."""


MOST_APART = 5
"""Pairs in different waves that are named for one application."""


def explain(inputs: PlanInputs, plan: Plan, application_id: str) -> tuple[str, ...]:
    """Plain sentences: the decision, the group, the dates, the support behind it, and what holds it there.

    Raises InputError for an application that is not in the estate.
    """
    ways, inputs = tuple(way_words(inputs, plan, application_id)), as_planned(inputs, plan)
    parts = [part for part in inputs.parts if part.application_id == application_id]
    if parts:
        return _in_parts(inputs, plan, parts, ways)
    at = case(inputs, plan)
    app = at.applications.get(application_id)
    if app is None:
        near = ", ".join(sorted(a for a in at.applications if application_id[:4] in a)[:5])
        raise InputError(
            application_id, "there is no application with this id", f"Did you mean: {near or 'see applications.csv'}?"
        )
    said = [f"{app.name} ({app.id})"]
    if application_id in at.dispositions:
        said += trace(at.dispositions[application_id])
    move = at.move_of(application_id)
    exposure = exposures(inputs.estate, inputs.supports, at.stand, inputs.as_of)[application_id]
    said += _support_words(at, exposure)
    said += _left_early(at, application_id)
    said += _shared(at, application_id)
    if move is None:
        return (*said, "The plan does not move it.")
    said += ways
    said += cut_words(inputs.estate.interfaces, at.group_of, application_id)
    said += _apart(inputs, plan, application_id)
    said += _stages(inputs)
    return (*said, *_dates(at, move), *holds(inputs, plan, move))


def _stages(inputs: PlanInputs) -> list[str]:
    """What comes before pounds: a date that costs less may be worse in that."""
    stages = inputs.folder.programme.objective.stages
    return [f"Before the pounds of the whole plan come, in this order: {stage_words(stages)}."] if stages else []


def _in_parts(inputs: PlanInputs, plan: Plan, parts: list[Part], ways: tuple[str, ...]) -> tuple[str, ...]:
    names = {one.id: one.name for one in undivided(inputs).estate.applications}
    whole = parts[0].application_id
    head = f"{names.get(whole, whole)} ({whole}) may be split, and moves in {len(parts)} parts:"
    return (head, *ways, *(said for part in parts for said in explain(inputs, plan, part.id)))


def _support_words(at: Case, exposure: Exposure) -> Iterable[str]:
    if exposure.fixed is not None:
        thing = at.stand.things.get(exposure.fixed_thing or "")
        name = thing.name if thing else exposure.fixed_thing
        past = exposure.fixed < at.inputs.as_of
        yield (
            f"It is without support: that of {name} ended on {exposure.fixed}."
            if past
            else f"It will be without support after {exposure.fixed}, because of {name}."
        )
    for contract_id, ends in exposure.contracts.items():
        yield f"The contract {contract_id} supports part of it until {ends} and can be extended."
    if exposure.fixed is None and not exposure.contracts:
        yield "No end of support is known for anything it runs on."


def _shared(at: Case, application_id: str) -> Iterable[str]:
    """That it is a shared service, and where it goes, where the programme asks for that."""
    asked = at.inputs.folder.programme.shared_services
    whole = next((part.application_id for part in at.inputs.parts if part.id == application_id), application_id)
    if asked is not None:
        found = shared_services(undivided(at.inputs).estate, asked)
        yield from (one.words for one in found if one.application_id == whole)


def _apart(inputs: PlanInputs, plan: Plan, application_id: str) -> Iterable[str]:
    """The pairs with it that are in different waves, where the programme puts a price on that."""
    if inputs.folder.programme.objective.split_interface_gbp:
        own = [one for one in apart(inputs, plan) if application_id in (one.one, one.other)]
        yield from (one.words(application_id) for one in own[:MOST_APART])
        if len(own) > MOST_APART:
            yield f"It is apart from {len(own) - MOST_APART} more; see: cloud-unless plan show --list apart."


def _left_early(at: Case, application_id: str) -> Iterable[str]:
    """Contracts of what it stands on that the plan leaves before their end."""
    contracts = {contract.id: contract for contract in at.inputs.estate.contracts}
    for end in at.plan.contracts:
        contract = contracts.get(end.contract_id)
        early = contract is not None and contract.ends is not None and end.ends is not None and end.ends < contract.ends
        if contract is not None and early and at.stand.rests_on(application_id) & set(contract.covers_ids):
            price = f" for £{end.gbp:,.0f}" if end.gbp is not None else ""
            yield f"The contract {contract.id} is left on {end.ends}{price}, before its end on {contract.ends}."


def _dates(at: Case, move: Move) -> Iterable[str]:
    group = at.groups[move.group_id]
    others = [app for app in group.application_ids if at.group_of[app] == move.group_id]
    if len(others) > 1:
        yield f"It moves with {len(others) - 1} more, as {group.id}: {_reasons(group)}."
    if len(others) >= LARGE:
        halves = split(group, at.inputs.estate.interfaces, at.stand)
        yield (
            split_words(halves) if halves else "It cannot move in parts: all of it shares servers, databases or shares."
        )
    wave = next((wave for wave in at.plan.waves if move.group_id in wave.group_ids), None)
    in_wave = f", in {wave.id} ({wave.state})" if wave else ""
    yield f"Work starts on {move.prepare_from}, copying on {move.seeding_from}."
    yield f"Users change over on {move.cut_over}{in_wave}; the old machines stop on {move.old_off}."
    if move.pinned:
        yield "A person fixed this date, or its wave is approved."


def _reasons(group: MoveGroup) -> str:
    more = f"; and {len(group.why_together) - MOST_REASONS} more" if len(group.why_together) > MOST_REASONS else ""
    return "; ".join(group.why_together[:MOST_REASONS]) + more


def holds(inputs: PlanInputs, plan: Plan, move: Move) -> tuple[str, ...]:
    """What stands against each earlier week, with everything else left where the plan has it."""
    assembled = assembled_today(inputs)
    planned = assembled.groups[move.group_id]
    week = monday(move.cut_over)
    against = [(at, why) for at, why in blocked(planned.window, inputs.folder.programme) if at < week]
    told = {at for at, _ in against}
    passed = [at for at in assembled.problem.weeks if at < min(week, monday(inputs.as_of)) and at not in told]
    against += [(at, "that week has passed") for at in passed]
    board, own, now = _others_placed(assembled, plan, move)
    against += _taken(board, own, now)
    if not against:
        return ("No earlier week exists in the plan.",)
    lines = []
    for why, stretch in groupby(sorted(against), key=lambda pair: pair[1]):
        days = [at for at, _ in stretch]
        lines.append(f"{_stretch(days)}: {why}.")
    ways = sooner(board, own, now) if now is not None else ()
    head = ("What would move it earlier, with the rest of the plan as it is:",) if ways else ()
    return ("Earlier weeks, with the rest of the plan as it is:", *lines, *head, *ways)


def _stretch(days: list[date]) -> str:
    count = f"{len(days)} weeks" if len(days) > 1 else "1 week"
    return f"from the week of {days[0]} to that of {days[-1]} ({count})" if len(days) > 1 else f"the week of {days[0]}"


def _others_placed(assembled: Assembled, plan: Plan, move: Move) -> tuple[Board, int, int | None]:
    """A board with all of the plan but this move; the number of the move on it, and its option in the plan."""
    problem = assembled.problem
    taken = {(end.contract_id, n) for end in plan.contracts for n in range(1, end.extensions + 1)}
    board = Board(problem, frozenset(taken))
    number = {piece.task.id: n for n, piece in enumerate(board.pieces)}
    starts = {m.group_id: monday(m.cut_over) for m in plan.moves}
    starts |= {slot.initiative_id: slot.starts for slot in plan.initiatives}
    for task_id, week in starts.items():
        at = _position(board, number.get(task_id), (week - problem.weeks[0]) // WEEK)
        if at is not None and task_id != move.group_id:
            board.place(number[task_id], at)
    own = number[move.group_id]
    return board, own, _position(board, own, (monday(move.cut_over) - problem.weeks[0]) // WEEK)


def _taken(board: Board, own: int, now: int | None) -> list[tuple[date, str]]:
    """Per earlier week that the calendar allows: who or what is in the way, or what it would cost more."""
    if now is None:
        return []
    piece, fits, found = board.pieces[own], board.open_places(own), []
    for at in range(now):
        week, more = board.problem.weeks[int(piece.week[at])], int(piece.cost[at] - piece.cost[now])
        costs = f"£{more:,} more" if more > 0 else f"£{-more:,} less" if more < 0 else "the same"
        found.append((week, f"possible; the plan would cost {costs}" if fits[at] else board.in_the_way(own, at)))
    return found


def _position(board: Board, number: int | None, week: int) -> int | None:
    if number is None:
        return None
    return next((n for n, w in enumerate(board.pieces[number].week) if w == week), None)
