"""A runbook as CSV: one row a step, for a spreadsheet or a change system."""

from __future__ import annotations

from collections.abc import Iterator

from migration.runbooks.markdown import people
from migration.runbooks.step import Runbook, Step
from safeio.csv_files import write_csv

COLUMNS = (
    "step", "wave", "move", "phase", "starts", "ends", "days", "what", "who", "check", "rollback",
    "point_of_no_return", "commands",
)  # fmt: skip
"""`days` counts from the cut-over; `point_of_no_return` is before, here or after, blank where there is none."""


def csv_text(found: Runbook) -> str:
    """The CSV file, in the order of the runbook."""
    return write_csv(COLUMNS, list(_rows(found)))


def _rows(found: Runbook) -> Iterator[tuple[object, ...]]:
    for group in found.groups:
        for step in group.steps:
            yield _row(found, group.title, step, _side(step, group.no_return))
    for step in found.contracts:
        yield _row(found, "", step, "")


def _side(found: Step, no_return: int | None) -> str:
    if no_return is None:
        return ""
    return "here" if found.number == no_return else "before" if found.number < no_return else "after"


def _row(found: Runbook, move: str, step: Step, side: str) -> tuple[object, ...]:
    return (
        step.number, found.wave_id, move, step.phase, step.starts, step.ends, step.days, step.what, people(step.who),
        step.check, step.rollback, side, " ; ".join(step.commands),
    )  # fmt: skip
