"""Nothing moves before a pilot of its kind, and nothing critical before the pilot has run for its weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from migration.dates import WEEK, monday
from migration.model import Move, Pilots, Violation
from migration.plan.case import Case
from migration.plan.moves import kept_moves

CONSTRAINT = "pilots"


def check(case: Case) -> Iterator[Violation]:
    """Each application that moves against the first pilot of its kind. Kept waves were decided before."""
    asked = case.inputs.folder.programme.pilots
    if asked is None:
        return
    for app_id in sorted(set(asked.applications) - case.applications.keys()):
        yield _broken(app_id, "programme.yaml names it as a pilot, but there is no such application")
    moves = sorted(case.plan.moves, key=lambda move: (move.cut_over, move.group_id))
    piloted: dict[str, date] = {}
    for move in moves:
        if _is_pilot(case, move, asked):
            for kind in _kinds(case, move, asked):
                piloted.setdefault(kind, monday(move.cut_over))
    kept = kept_moves(case.inputs)
    for move in moves:
        if move.group_id not in kept and not _is_pilot(case, move, asked):
            yield from _too_soon(case, move, asked, piloted)


def _too_soon(case: Case, move: Move, asked: Pilots, piloted: dict[str, date]) -> Iterator[Violation]:
    for kind, apps in sorted(_kinds(case, move, asked).items()):
        known = [case.applications[app].criticality for app in apps]
        critical = any(level is not None and level <= asked.critical for level in known)
        pilot = piloted.get(kind)
        if pilot is None:
            if critical:
                yield _broken(move.group_id, f"it is critical, and no pilot moves by {kind}", move.cut_over)
        elif critical and monday(move.cut_over) < pilot + asked.weeks * WEEK:
            message = (
                f"it is critical and moves by {kind} on {move.cut_over}; the first pilot, in the week of {pilot}, "
                f"must have run for {asked.weeks} weeks"
            )
            yield _broken(move.group_id, message, pilot, move.cut_over)
        elif monday(move.cut_over) < pilot:
            message = f"it moves by {kind} on {move.cut_over}, before the first pilot, in the week of {pilot}"
            yield _broken(move.group_id, message, pilot, move.cut_over)


def _kinds(case: Case, move: Move, asked: Pilots) -> dict[str, list[str]]:
    """The applications of a move by their kind. What is retired has none."""
    found: dict[str, list[str]] = defaultdict(list)
    group = case.groups.get(move.group_id)
    for app_id in group.application_ids if group is not None else ():
        decided = case.dispositions.get(app_id)
        if decided is not None and decided.route not in ("retain", "retire"):
            kind = decided.route if asked.kind == "route" else decided.target_kind
            if kind is not None:
                found[kind].append(app_id)
    return found


def _is_pilot(case: Case, move: Move, asked: Pilots) -> bool:
    """Whether all that moves may be learned from: a criticality that is not known makes no pilot."""
    group = case.groups.get(move.group_id)
    levels = {app: case.applications[app].criticality for app in group.application_ids} if group is not None else {}
    return all(
        app in asked.applications or (level is not None and level >= asked.pilot_from) for app, level in levels.items()
    )


def _broken(subject: str, message: str, *dates: date) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message, dates=tuple(dates))
