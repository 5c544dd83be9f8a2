"""Every application that does not stay moves exactly once, as a whole, with those it cannot be parted from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from migration.model import Violation
from migration.plan.case import Case

CONSTRAINT = "completeness"


def check(case: Case) -> Iterator[Violation]:
    """Applications without a move, moved twice, staying but moved, or parted from a strongly coupled one."""
    times = Counter(app for group in case.plan.groups for app in group.application_ids)
    moved = Counter(move.group_id for move in case.plan.moves)
    for app_id in sorted(case.applications):
        moves = case.moves_on(app_id)
        if not moves and times[app_id]:
            yield _broken(app_id, "it stays, but the plan moves it")
        if moves and times[app_id] != 1:
            yield _broken(app_id, f"it is in {times[app_id]} move groups; it must be in one")
    yield from _groups(case)
    for group_id in sorted(case.groups):
        if moved[group_id] != 1:
            yield _broken(group_id, f"the plan moves this group {moved[group_id]} times; it must be once")
    for group_id in sorted(set(moved) - set(case.groups)):
        yield _broken(group_id, "the plan moves a group that it does not define")
    yield from _parted(case)


def _groups(case: Case) -> Iterator[Violation]:
    """What the plan says of its groups, against what today's decisions and inventory make of them."""
    right = {group.id: group for group in case.inputs.groups}
    for group_id, count in sorted(Counter(group.id for group in case.plan.groups).items()):
        if count > 1:
            yield _broken(group_id, f"the plan defines this group {count} times")
    for now in case.plan.groups:
        for app_id in sorted(set(now.application_ids) - case.applications.keys()):
            yield _broken(app_id, f"{now.id} moves it, but there is no such application")
        there = right.get(now.id)
        if there is not None and now.application_ids != there.application_ids:
            yield _broken(now.id, f"it should move {', '.join(there.application_ids)}")
        elif there is not None and now.thing_ids != there.thing_ids:
            differing = sorted(set(now.thing_ids) ^ set(there.thing_ids))
            yield _broken(now.id, f"what it takes along is not what its applications need: {', '.join(differing)}")


def _parted(case: Case) -> Iterator[Violation]:
    for interface in case.inputs.estate.interfaces:
        one, other = interface.from_application, interface.to_application
        first, second = case.group_of.get(one), case.group_of.get(other)
        if interface.coupling == "strong" and first and second and first != second:
            yield _broken(one, f"it is strongly coupled to {other}, but they move apart ({first}, {second})")
    for thing_id, users in sorted(case.stand.users.items()):
        groups = sorted({case.group_of[app] for app in users if app in case.group_of})
        if len(groups) > 1:
            yield _broken(thing_id, f"groups that move apart share it: {', '.join(groups)}")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
