"""One row a move, in the order of its cut-over: what is told, and what people may edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from migration.model import Move, MoveGroup, Pin, Plan
from migration.plan.inputs import PlanInputs
from safeio.values import Day, value

EDITED = ("cut_over", "pinned", "note")
"""The columns that people edit."""

TOLD = ("applications", "organisations", "wave", "state")
"""Columns that follow from the plan: an edit in them is refused, for it would change nothing."""

COLUMNS = ("group", *TOLD, "planned", *EDITED)
"""`planned` is the cut-over when the sheet was made: it tells an edit from a plan that was made again since."""

HOW_TO_EDIT = (
    "Change a date in cut_over: that move is fixed to it, and everything else is planned round it.",
    "Write yes in pinned to fix a move to the date it has, or no to let it go again.",
    "Write what you like in note: it is kept, and decides nothing.",
    "Leave the other columns as they are. The wave follows from the date.",
    "A row that you delete stays as the plan has it. A row of an approved or applied wave cannot be changed.",
    "Dates are YYYY-MM-DD. Then run: cloud-unless plan import FILE",
)


@value
class SheetRow:
    """A move as the sheet shows it. `pinned` says that a person fixed it, or that its wave is approved."""

    group: str
    applications: tuple[str, ...]
    organisations: tuple[str, ...]
    wave: str
    state: str
    planned: Day
    cut_over: Day
    pinned: bool
    note: str | None

    def told(self, column: str) -> str:
        """The text of a column that people do not edit."""
        cell = getattr(self, column)
        return "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def sheet_rows(plan: Plan, inputs: PlanInputs) -> tuple[SheetRow, ...]:
    """Every move of the plan, by its cut-over."""
    groups = {group.id: group for group in plan.groups}
    names = {app.id: app.name for app in inputs.estate.applications}
    owners = {app.id: app.organisation_ids for app in inputs.estate.applications}
    pins = {pin.application_id: pin for pin in inputs.folder.pins}
    waves = {group_id: wave for wave in plan.waves for group_id in wave.group_ids}
    rows = []
    for move in sorted(plan.moves, key=lambda move: (move.cut_over, move.group_id)):
        members = groups[move.group_id].application_ids
        wave = waves.get(move.group_id)
        rows.append(
            SheetRow(
                group=move.group_id,
                applications=tuple(names.get(app, app) for app in members),
                organisations=tuple(sorted({owner for app in members for owner in owners.get(app, ())})),
                wave=wave.id if wave else "",
                state=wave.state if wave else "draft",
                planned=move.cut_over,
                cut_over=move.cut_over,
                pinned=is_fixed(move, groups[move.group_id], pins),
                note=note_of(groups[move.group_id], pins),
            )
        )
    return tuple(rows)


def is_fixed(move: Move, group: MoveGroup, pins: Mapping[str, Pin]) -> bool:
    """Whether the date of a move is fixed, by a person or by its wave."""
    return move.pinned or bool(_own(group, pins, "cut_over"))


def note_of(group: MoveGroup, pins: Mapping[str, Pin]) -> str | None:
    """What people noted about a group; None where they noted nothing."""
    return "; ".join(dict.fromkeys(str(note) for note in _own(group, pins, "note"))) or None


def _own(group: MoveGroup, pins: Mapping[str, Pin], field: str) -> list[object]:
    own: Iterable[Pin] = (pins[app] for app in group.application_ids if app in pins)
    return [found for pin in own if (found := getattr(pin, field)) is not None]
