"""Shared services go where the programme places them: nothing moves before those that go first, or after the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from migration.dates import monday
from migration.model import Move, Violation
from migration.plan.case import Case
from migration.plan.inputs import undivided
from migration.plan.moves import kept_moves
from migration.plan.pilots import is_pilot
from migration.plan.traffic import orders_moves

CONSTRAINT = "shared services"


def check(case: Case) -> Iterator[Violation]:
    """Each move against each service. Kept waves were decided before; what a service calls itself may go before it,
    and so may pilots."""
    asked = case.inputs.folder.programme.shared_services
    if asked is None:
        return
    whole = undivided(case.inputs).estate
    for app_id in sorted(set(asked.named) - {application.id for application in whole.applications}):
        message = "programme.yaml names it as a shared service, but there is no such application"
        yield Violation(constraint=CONSTRAINT, subject=app_id, message=message)
    callers: dict[str, set[str]] = defaultdict(set)
    for one in whole.interfaces:
        callers[one.to_application].add(one.from_application)
    of = {part.id: part.application_id for part in case.inputs.parts}
    placed: dict[str, set[str]] = {"first": set(), "last": set(), "any": set()}
    for app_id in case.applications:
        known = of.get(app_id, app_id)
        if known in asked.named or len(callers[known] - {known}) >= asked.dependants:
            placed[asked.named.get(known, asked.place)].add(app_id)
    kept = kept_moves(case.inputs)
    free = [move for move in case.plan.moves if move.group_id not in kept]
    pilots = case.inputs.folder.programme.pilots
    learning = {
        g for g, group in case.groups.items() if pilots is not None and is_pilot(group, case.applications, pilots)
    }
    yield from _before_first(case, placed["first"], [move for move in free if move.group_id not in learning])
    yield from _after_last(case, placed["last"], free)


def _before_first(case: Case, services: set[str], free: list[Move]) -> Iterator[Violation]:
    beneath = _called(case, services)
    for service, first in _moves(case, services):
        for move in free:
            early = monday(move.cut_over) < monday(first.cut_over)
            if early and move.group_id not in beneath:
                yield _broken(move, f"it moves on {move.cut_over}, before the shared service {service}", first)


def _after_last(case: Case, services: set[str], free: list[Move]) -> Iterator[Violation]:
    groups = {case.group_of[service] for service in services if service in case.group_of}
    for service, last in _moves(case, services):
        for move in free if last in free else ():
            late = monday(move.cut_over) > monday(last.cut_over)
            if late and move.group_id not in groups:
                yield _broken(move, f"it moves on {move.cut_over}, after {service}, which is left last", last)


def _moves(case: Case, services: set[str]) -> Iterator[tuple[str, Move]]:
    for service in sorted(services):
        move = case.move_of(service)
        if move is not None:
            yield service, move


def _called(case: Case, services: set[str]) -> set[str]:
    """The groups of the services and of all that these call, near and far."""
    calls: dict[str, set[str]] = defaultdict(set)
    for one in filter(orders_moves, case.inputs.estate.interfaces):
        caller, called = case.group_of.get(one.from_application), case.group_of.get(one.to_application)
        if caller is not None and called is not None:
            calls[caller].add(called)
    found = {case.group_of[service] for service in services if service in case.group_of}
    waiting = list(found)
    while waiting:
        fresh = calls[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


def _broken(move: Move, message: str, other: Move) -> Violation:
    dates = (move.cut_over, other.cut_over)
    message = f"{message} ({other.cut_over})"
    return Violation(constraint=CONSTRAINT, subject=move.group_id, message=message, dates=dates)
