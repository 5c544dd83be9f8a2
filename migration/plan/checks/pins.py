"""What a person fixed stays: dates, earliest, latest, never in one week; approved waves do not change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from migration.dates import monday
from migration.model import Move, Pin, Violation
from migration.plan.case import Case
from migration.plan.moves import kept_moves
from migration.plan.parts import pins_of

CONSTRAINT = "pins"


def check(case: Case) -> Iterator[Violation]:
    """Every pin of waves.yaml, and every move of an approved or applied wave of the plan before."""
    for pin in pins_of(case.inputs):
        move = case.move_of(pin.application_id)
        if move is None:
            stays = pin.application_id in case.applications
            why = "it stays where it is" if stays else "there is no such application"
            yield _broken(pin.application_id, f"waves.yaml pins it, but {why}")
        else:
            yield from _pin(case, pin, move)
    known = {wave.id for wave in case.plan.waves}
    for wave in case.inputs.folder.waves:
        if wave.state != "draft" and wave.id not in known:
            yield _broken(wave.id, f"waves.yaml says that it is {wave.state}, but the plan has no such wave")
    for group_id, kept in sorted(kept_moves(case.inputs).items()):
        now = case.moves.get(group_id)
        if now is None or _dates(now) != _dates(kept):
            yield _broken(group_id, f"its wave was approved with the cut-over on {kept.cut_over}; the plan changes it")


def _dates(move: Move) -> tuple[date, ...]:
    return move.prepare_from, move.seeding_from, move.cut_over, move.old_off


def _pin(case: Case, pin: Pin, move: Move) -> Iterator[Violation]:
    if pin.cut_over and move.cut_over != pin.cut_over:
        yield _broken(pin.application_id, f"a person fixed {pin.cut_over}; the plan says {move.cut_over}")
    if pin.not_before and move.cut_over < pin.not_before:
        yield _broken(pin.application_id, f"it moves on {move.cut_over}, not before {pin.not_before} was asked")
    if pin.deadline and move.cut_over > pin.deadline:
        yield _broken(pin.application_id, f"it moves on {move.cut_over}, after its deadline {pin.deadline}")
    for other in pin.never_with:
        mate = case.move_of(other)
        if mate and mate.group_id != move.group_id and monday(mate.cut_over) == monday(move.cut_over):
            yield _broken(pin.application_id, f"it moves in the same week as {other}, which was ruled out")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
