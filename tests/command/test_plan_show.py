"""`plan show`: the lists of a plan that is there, whole or what concerns some names."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from command_line import Command, Ran

from cloud_unless.drawing import drawn
from cloud_unless.plan_files import read_planned
from cloud_unless.plan_rows import SHOWN, plan_tables
from cloud_unless.plan_showing import concerning
from cloud_unless.tables import Column, Table
from safeio.errors import InputError

AS_OF = "2026-11-22"


def show(command: Command, folder: Path, *words: object) -> Ran:
    """`plan show` with these words, on the fixed day."""
    return command("plan", "show", *words, "--folder", folder, "--as-of", AS_OF)


def test_showing_a_plan_says_what_planning_said_and_writes_nothing(planned: Path, command: Command) -> None:
    before = {path: path.read_bytes() for path in sorted(planned.rglob("*")) if path.is_file()}
    shown = show(command, planned)
    assert shown.code == 0, shown.err
    assert "Moves, by cut-over" in shown.out
    assert "Objective £" in shown.err
    assert {path: path.read_bytes() for path in sorted(planned.rglob("*")) if path.is_file()} == before


@pytest.mark.parametrize("name", ["payroll", "Payroll", "PAYROLL "])
def test_a_name_shows_what_concerns_it_alone(name: str, planned: Path, command: Command) -> None:
    found = json.loads(show(command, planned, name, "--format", "json").out)
    assert [row["group_id"] for row in found["moves"]] == ["payroll"]
    assert found["initiatives"] == []


def test_a_wave_shows_itself_and_its_moves(planned: Path, command: Command) -> None:
    every = json.loads(show(command, planned, "--list", "moves", "--format", "json").out)["moves"]
    wave = every[0]["wave_id"]
    found = json.loads(show(command, planned, wave, "--format", "json").out)
    assert [row["wave_id"] for row in found["waves"]] == [wave]
    assert found["moves"] == [row for row in every if row["wave_id"] == wave]


def test_a_name_that_is_not_there_is_told_with_the_nearest(planned: Path, command: Command) -> None:
    ran = show(command, planned, "payrol")
    assert ran.code == 2
    assert "Did you mean payroll" in ran.err


def test_a_folder_without_a_plan_is_told_how_to_make_one(programme: Path, command: Command) -> None:
    ran = show(command, programme)
    assert ran.code == 2
    assert "cloud-unless plan" in ran.err


def test_a_scenario_without_a_plan_is_told_how_to_make_one(planned: Path, command: Command) -> None:
    ran = show(command, planned, "--scenario", "slower.yaml")
    assert ran.code == 2
    assert "no plan of this scenario" in ran.err


@pytest.mark.parametrize("option", ["--change-least", "--frontier"])
def test_options_for_making_a_plan_are_refused(option: str, planned: Path, command: Command) -> None:
    assert show(command, planned, option).code == 2


@pytest.mark.usefixtures("command")
def test_L_04_a_list_of_thousands_is_cut_and_says_how_to_see_the_rest(planned: Path) -> None:
    found = read_planned(planned, date.fromisoformat(AS_OF))
    (table,) = plan_tables(found.inputs, found.plan, "moves")
    text = drawn([replace(table, rows=table.rows[:1] * 5000)])
    said = " ".join(text.split())
    assert len(text.splitlines()) < SHOWN + 10
    assert "4,800 more; some: cloud-unless plan show NAME" in said
    assert "plan show --list moves --format csv" in said


def test_lists_in_a_cell_are_names_too() -> None:
    columns = (Column(key="a", heading="A"), Column(key="b", heading="B"))
    table = Table(name="t", title="T", columns=columns, rows=((("One", "two"), 3), ("three", None)), empty="None.")
    (kept,) = concerning([table], ["TWO"])
    assert kept.rows == ((("One", "two"), 3),)
    (kept,) = concerning([table], ["two", "Three"])
    assert kept.rows == table.rows
    with pytest.raises(InputError, match="is not in the plan"):
        concerning([table], ["two", "3"])
