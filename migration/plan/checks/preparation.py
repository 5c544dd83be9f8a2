"""Copying ends before the cut-over, preparation is long enough, and nothing starts before the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from migration.dates import WEEK, monday
from migration.model import Violation
from migration.plan.case import Case
from migration.plan.seeding import seeding_days

CONSTRAINT = "preparation"


def check(case: Case) -> Iterator[Violation]:
    """The dates of each move in order, and long enough for its volume over its link."""
    programme = case.inputs.folder.programme
    for move in case.plan.moves:
        group = case.groups.get(move.group_id)
        if group is None:
            continue
        dates = (move.prepare_from, move.seeding_from, move.cut_over, move.old_off)
        if list(dates) != sorted(dates):
            yield _broken(move.group_id, "its dates are out of order: prepare, seed, cut over, switch off", dates)
        if move.group_id not in case.fixed and move.prepare_from < programme.plan_from:
            yield _broken(move.group_id, f"preparation starts on {move.prepare_from}, before the plan", dates[:1])
        if move.old_off < move.cut_over + programme.old_off_weeks * WEEK:
            message = f"the old machines stop less than {programme.old_off_weeks} weeks after the cut-over"
            yield _broken(move.group_id, message, dates[2:])
        if monday(move.cut_over) - monday(move.prepare_from) < WEEK and move.group_id not in case.fixed:
            yield _broken(move.group_id, "it is prepared in less than two weeks", dates[:1])
        needed = seeding_days(group, programme, case.stand)
        if needed is None:
            yield Violation(
                constraint=CONSTRAINT,
                subject=move.group_id,
                message="how long copying takes is not known: the size of a thing or the link of its site is missing",
                severity="unproven",
            )
        elif (move.cut_over - move.seeding_from).days < needed:
            there = max(0, (move.cut_over - move.seeding_from).days)
            message = f"copying {group.data_gib:,} GiB needs {needed} day(s) before the cut-over on {move.cut_over}; "
            message += f"it starts on {move.seeding_from}, {there} day(s) before"
            yield _broken(move.group_id, message, dates[1:3])


def _broken(subject: str, message: str, dates: tuple[date, ...]) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message, dates=dates)
