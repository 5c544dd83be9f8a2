"""The plan as a spreadsheet: what goes out comes back, edits become pins, and no row is taken by half."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from plan_cases import apps, inputs, own_servers, quick

from migration.model import Pin, Plan, WaveApproval
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from migration.plan_sheet.edits import Edits, GivenRow, read_edits, with_edits
from migration.plan_sheet.files import as_csv, as_xlsx
from migration.plan_sheet.rows import COLUMNS, sheet_rows

SOON = date(2027, 2, 6)


def case(*names: str, pins: tuple[Pin, ...] = ()) -> tuple[PlanInputs, Plan]:
    """Applications that move one by one, and their plan."""
    given = inputs(own_servers(apps(*(names or ("care", "rates")))), pins=pins)
    return given, quick(given)


def rows_of(given: PlanInputs, plan: Plan, **cells: Any) -> list[GivenRow]:
    """The exported rows, with some cells of the group "rates" edited."""
    read = csv.DictReader(io.StringIO(as_csv(sheet_rows(plan, given))))
    return [
        GivenRow(number=number, cells={**row, **(cells if row["group"] == "rates" else {})})
        for number, row in enumerate(read, start=2)
    ]


def edited(**cells: Any) -> Edits:
    """What editing some cells asks for."""
    given, plan = case()
    return read_edits(rows_of(given, plan, **cells), plan, given)


def test_an_untouched_sheet_asks_for_nothing() -> None:
    found = edited()
    assert (found.changed, found.refused) == ((), ())


def test_another_date_becomes_a_pin_of_every_application_and_the_next_plan_keeps_it() -> None:
    given, plan = case()
    found = read_edits(rows_of(given, plan, cut_over="2027-02-06", note="after the audit"), plan, given)
    pins = with_edits((), found.changed)
    assert pins == (Pin(application_id="rates", cut_over=SOON, note="after the audit"),)
    pinned = replace(given, folder=replace(given.folder, pins=pins), previous=plan)
    again = quick(pinned)
    assert {m.group_id: m.cut_over for m in again.moves}["rates"] == SOON
    assert verify(pinned, again) == ()
    assert read_edits(rows_of(pinned, again), again, pinned).changed == ()


def test_a_date_of_a_workbook_is_a_date() -> None:
    assert edited(cut_over=datetime(2027, 2, 6)).changed[0].fixed == SOON  # noqa: DTZ001


def test_pinned_yes_fixes_the_date_that_is_planned() -> None:
    given, plan = case()
    found = read_edits(rows_of(given, plan, pinned="Yes"), plan, given)
    planned = {move.group_id: move.cut_over for move in plan.moves}
    assert found.changed[0].fixed == planned["rates"]


def test_pinned_no_lets_a_fixed_date_go_and_keeps_the_rest_of_the_pin() -> None:
    pin = Pin(application_id="rates", cut_over=SOON, never_with=("care",))
    given, plan = case(pins=(pin,))
    found = read_edits(rows_of(given, plan, pinned="no"), plan, given)
    assert with_edits((pin,), found.changed) == (Pin(application_id="rates", never_with=("care",)),)


def test_a_pin_with_nothing_left_goes() -> None:
    pin = Pin(application_id="rates", cut_over=SOON)
    given, plan = case(pins=(pin,))
    found = read_edits(rows_of(given, plan, pinned="no"), plan, given)
    assert with_edits((pin,), found.changed) == ()


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown group": ({"group": "nobody"}, "no such group"),
    "no group": ({"group": ""}, "names no group"),
    "a date that is none": ({"cut_over": "06/02/2027"}, "is not a date"),
    "a date in another spelling": ({"cut_over": "20270206"}, "is not a date"),
    "a number for a date": ({"cut_over": 46423.0}, "is not a date"),
    "no date": ({"cut_over": ""}, "cut_over is empty"),
    "a date before the plan": ({"cut_over": "2026-12-01"}, "outside the plan"),
    "a date in the year 9999": ({"cut_over": "9999-12-31"}, "outside the plan"),
    "an edited wave": ({"wave": "wave-2027-01-04"}, "follows from the plan"),
    "edited applications": ({"applications": "Rates; Care"}, "follows from the plan"),
    "an old sheet": ({"planned": "2027-01-16", "cut_over": "2027-01-16"}, "the plan has"),
    "neither yes nor no": ({"pinned": "perhaps"}, "neither yes nor no"),
    "a long note": ({"note": "x" * 501}, "more than 500"),
}


@pytest.mark.parametrize("edit", sorted(REFUSED))
def test_a_row_that_cannot_be_taken_is_refused_with_its_number(edit: str) -> None:
    cells, wrong = REFUSED[edit]
    found = edited(**cells)
    assert [(one.number, wrong in one.wrong, bool(one.remedy)) for one in found.refused] == [(2, True, True)]
    assert found.changed == ()


def test_two_rows_for_one_group_are_refused() -> None:
    given, plan = case()
    rows = rows_of(given, plan)
    found = read_edits([*rows, GivenRow(number=9, cells=rows[0].cells)], plan, given)
    assert [one.number for one in found.refused] == [9]
    assert "row 2" in found.refused[0].wrong


def test_a_date_after_the_deadline_is_refused() -> None:
    given, plan = case(pins=(Pin(application_id="rates", deadline=date(2027, 3, 1)),))
    found = read_edits(rows_of(given, plan, cut_over="2027-04-10"), plan, given)
    assert "its deadline" in found.refused[0].wrong


def test_a_row_of_an_approved_wave_does_not_change() -> None:
    given, plan = case()
    said = tuple(WaveApproval(id=w.id, state="approved", approver="board", date=SOON) for w in plan.waves)
    approved = replace(plan, waves=tuple(replace(wave, state="approved") for wave in plan.waves))
    given = replace(given, previous=approved, folder=replace(given.folder, waves=said))
    found = read_edits(rows_of(given, approved, cut_over="2027-02-06"), approved, given)
    assert "is approved" in found.refused[0].wrong
    assert read_edits(rows_of(given, approved), approved, given) == Edits((), ())


def test_F_02_no_cell_of_the_sheet_runs_as_a_formula() -> None:
    given, plan = case("rates")
    evil = replace(given.estate.applications[0], name='=HYPERLINK("http://x","y")')
    given = replace(given, estate=replace(given.estate, applications=(evil,)))
    rows = sheet_rows(plan, given)
    assert "'=HYPERLINK" in as_csv(rows)
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows)))["moves"]
    assert [(cell.value, cell.data_type) for cell in sheet["B"]][1] == ("'" + evil.name, "s")
    assert read_edits(rows_of(given, plan), plan, given) == Edits((), ())


def test_the_same_plan_gives_the_same_workbook() -> None:
    given, plan = case()
    made = as_xlsx(sheet_rows(plan, given))
    assert made == as_xlsx(sheet_rows(plan, given))
    sheet = openpyxl.load_workbook(io.BytesIO(made))["moves"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    first = min(move.cut_over for move in plan.moves)
    assert sheet["G2"].value == datetime.combine(first, datetime.min.time())
