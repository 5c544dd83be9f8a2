"""What people changed in the sheet: dates to fix and to let go, notes; and the rows that cannot be taken, with why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from migration.model import MoveGroup, Pin, Plan
from migration.plan.inputs import PlanInputs
from migration.plan_sheet.rows import TOLD, SheetRow, sheet_rows
from safeio.terminal_text import shown
from safeio.text import clean
from safeio.values import value

Cell = str | int | float | bool | datetime | None

CELL = 32_767
"""Characters that one cell of a spreadsheet can hold."""

LONGEST_NOTE = 500
LONGEST_SHOWN = 60

WORDS = {"yes": True, "true": True, "y": True, "no": False, "false": False, "n": False, "": False}


@value
class GivenRow:
    """A row of the edited sheet; `number` counts as a spreadsheet does. Cells are by column."""

    number: int
    cells: Mapping[str, Cell]


@value
class RefusedEdit:
    """A row that cannot be taken: where, what is wrong and what to do."""

    number: int
    group: str
    wrong: str
    remedy: str


@dataclass(frozen=True)
class Edit:
    """What is wanted of a group: fixed to a day, or let go (None); and what is noted about it."""

    group: MoveGroup
    fixed: date | None
    note: str | None


@dataclass(frozen=True)
class Edits:
    """All that was changed, by group; `refused` are the rows that cannot be taken."""

    changed: tuple[Edit, ...]
    refused: tuple[RefusedEdit, ...]


class _Refused(Exception):
    """Carries what is wrong with a row and what to do out of the reading of its cells."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


def read_edits(given: Iterable[GivenRow], plan: Plan, inputs: PlanInputs) -> Edits:
    """Compare an edited sheet with the plan. Rows that are not there ask for nothing."""
    known = {row.group: row for row in sheet_rows(plan, inputs)}
    groups = {group.id: group for group in plan.groups}
    changed: dict[str, Edit] = {}
    refused: list[RefusedEdit] = []
    first: dict[str, int] = {}
    for row in given:
        name = _text(row.cells.get("group"))
        try:
            if name not in known:
                raise _unknown(name)
            if name in first:
                raise _Refused(f"row {first[name]} is about this group too", "Keep one of the two rows.")
            first[name] = row.number
            edit = _edit(row, known[name], groups[name], inputs)
        except _Refused as problem:
            refused.append(
                RefusedEdit(
                    number=row.number, group=shown(name, LONGEST_SHOWN), wrong=problem.wrong, remedy=problem.remedy
                )
            )
        else:
            if edit is not None:
                changed[name] = edit
    return Edits(tuple(changed[name] for name in sorted(changed)), tuple(refused))


def with_edits(pins: Iterable[Pin], edits: Iterable[Edit]) -> tuple[Pin, ...]:
    """The pins as edited, by application. Every application of a group is pinned, so that what a person fixed stays
    when groups change; the note stands with the first."""
    known = {pin.application_id: pin for pin in pins}
    for edit in edits:
        for at, app in enumerate(edit.group.application_ids):
            old = known.pop(app, None) or Pin(application_id=app)
            note = edit.note if at == 0 else None
            new = Pin(
                application_id=app,
                cut_over=edit.fixed,
                not_before=old.not_before,
                deadline=old.deadline,
                never_with=old.never_with,
                note=note,
            )
            if new != Pin(application_id=app):
                known[app] = new
    return tuple(known[app] for app in sorted(known))


def _edit(row: GivenRow, now: SheetRow, group: MoveGroup, inputs: PlanInputs) -> Edit | None:
    """What a row asks for; None where it asks for nothing."""
    planned = _day(row.cells.get("planned"), "planned")
    if planned != now.planned:
        raise _Refused(
            f"it says that {planned} is planned, but the plan has {now.planned}",
            "The plan was made again since, or the column was edited: export it again, and repeat your edit there.",
        )
    for column in TOLD:
        if _text(row.cells.get(column)) != _text(now.told(column)):
            remedy = "Put it back. To move it to another wave, change cut_over."
            raise _Refused(f"{column} was edited, and it follows from the plan", remedy)
    day = _day(row.cells.get("cut_over"), "cut_over")
    pinned = _yes_or_no(row.cells.get("pinned"))
    note = _note(row.cells.get("note"))
    pins = {pin.application_id: pin for pin in inputs.folder.pins}
    own = [pins[app] for app in group.application_ids if app in pins]
    held = next((pin.cut_over for pin in own if pin.cut_over), None)
    fixed = day if day != now.planned or (pinned and (held is not None or now.state == "draft")) else None
    if (fixed, note) == (held, now.note) and (pinned == now.pinned or fixed is not None):
        return None
    if now.state != "draft" and (day != now.planned or not pinned):
        raise _Refused(f"its wave is {now.state}, and does not change", f"First set {now.wave} to draft in waves.yaml.")
    if fixed is not None:
        _check_day(fixed, own, inputs)
    return Edit(group, fixed, note)


def _check_day(day: date, own: Iterable[Pin], inputs: PlanInputs) -> None:
    programme = inputs.folder.programme
    if not programme.plan_from <= day <= programme.plan_to:
        raise _Refused(
            f"{day} is outside the plan",
            f"Write a day from {programme.plan_from} to {programme.plan_to}, or change plan_to in programme.yaml.",
        )
    for pin in own:
        if pin.not_before and day < pin.not_before:
            raise _Refused(f"{day} is before {pin.not_before}, its not_before", "Change one of them; see waves.yaml.")
        if pin.deadline and day > pin.deadline:
            raise _Refused(f"{day} is after {pin.deadline}, its deadline", "Change one of them; see waves.yaml.")


def _unknown(name: str) -> _Refused:
    if not name:
        return _Refused("it names no group", "Put the id of the group back, or take the row out.")
    return _Refused("the plan has no such group", "Put the id back as it was, or export the plan again.")


def _text(cell: Cell) -> str:
    """The text of a cell, without the `'` that keeps it from running as a formula."""
    return "" if cell is None else clean(str(cell), CELL).removeprefix("'").strip()


def _day(cell: Cell, column: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    text = _text(cell)
    try:
        # strptime, since fromisoformat takes 20270116 and week dates too.
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no time zone
    except ValueError:
        said = f"{shown(text, LONGEST_SHOWN)!r} in {column} is not a date" if text else f"{column} is empty"
        raise _Refused(
            said,
            "Write YYYY-MM-DD, such as 2027-01-16. An .xlsx file keeps dates as dates; some programs turn a CSV's.",
        ) from None


def _yes_or_no(cell: Cell) -> bool:
    word = _text(cell).casefold()
    if word not in WORDS:
        raise _Refused(f"{shown(word, LONGEST_SHOWN)!r} in pinned is neither yes nor no", "Write yes or no.")
    return WORDS[word]


def _note(cell: Cell) -> str | None:
    note = _text(cell)
    if len(note) > LONGEST_NOTE:
        raise _Refused(f"the note has more than {LONGEST_NOTE} characters", "Shorten it.")
    return note or None
