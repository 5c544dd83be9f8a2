"""The plan as people work with it: planned again, edited in a spreadsheet, compared with scenarios."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from command_line import Command, Ran, read_rows, write_rows

AS_OF = "2026-11-22"


def run(command: Command, folder: Path, *words: object) -> Ran:
    """`plan` with these words, in a folder, on the fixed day."""
    return command("plan", *words, "--folder", folder, "--as-of", AS_OF)


def test_planning_again_with_nothing_changed_leaves_every_byte(planned: Path, command: Command) -> None:
    files = [planned / "out/plan.json", planned / "out/cash_flow.json"]
    before = [file.read_bytes() for file in files]
    ran = run(command, planned, "--change-least")
    assert ran.code == 0
    assert "Nothing changes" in ran.out
    assert [file.read_bytes() for file in files] == before


def test_change_least_needs_a_plan(programme: Path, command: Command) -> None:
    ran = run(command, programme, "--change-least")
    assert ran.code == 2
    assert "there is no plan yet" in ran.err


def test_change_least_shows_what_changes_and_keeps_its_price_out(planned: Path, command: Command) -> None:
    waves = planned / "waves.yaml"
    text = waves.read_text().replace("pins: []", "pins:\n  - {application_id: payroll, not_before: 2027-03-01}\n")
    waves.write_text(text)
    ran = run(command, planned, "--change-least", "--format", "json")
    shown = json.loads(ran.out)
    assert (shown["changes"][0]["subject"], shown["changes"][0]["how"]) == ("payroll", "later")
    assert "waves.yaml" in shown["changes"][0]["why"]
    assert shown["change_week_gbp"] == "500"
    assert shown["violations"] == []
    kept = read_rows(planned / "out/changes.csv")
    assert [row[0] for row in kept[1:]] == [row["subject"] for row in shown["changes"]]
    assert f"({len(kept) - 1} later)" in ran.err
    assert [row["year"] for row in shown["money"]] == ["2026/27", "2027/28", "2028/29"]
    assert command("verify", "--folder", planned, "--as-of", AS_OF).code == 0


def _edit(file: Path, group: str, column: str, text: str) -> None:
    head, *rows = read_rows(file)
    head[0] = head[0].removeprefix("\ufeff")
    at = head.index(column)
    write_rows(file, [head, *([*row[:at], text, *row[at + 1 :]] if row[0] == group else row for row in rows)])


def test_an_edited_date_stays_and_everything_else_is_checked_again(planned: Path, command: Command) -> None:
    sheet = planned / "plan.csv"
    assert run(command, planned, "export", sheet).code == 0
    _edit(sheet, "intranet", "cut_over", "2028-07-01")
    _edit(sheet, "intranet", "note", "after the move, not before")
    ran = run(command, planned, "import", sheet)
    assert ran.code == 0, ran.err
    assert "1 edit taken" in ran.err
    pin = '  - {application_id: intranet, cut_over: 2028-07-01, note: "after the move, not before"}'
    assert pin in (planned / "waves.yaml").read_text().splitlines()
    assert (planned / "waves.yaml").read_text().startswith("# yaml-language-server")
    assert command("verify", "--folder", planned, "--as-of", AS_OF).code == 0
    assert run(command, planned, "export", sheet).code == 0
    assert "Nothing was edited" in run(command, planned, "import", sheet).err


def test_a_workbook_comes_back_too(planned: Path, command: Command) -> None:
    sheet = planned / "plan.xlsx"
    assert run(command, planned, "export", sheet).code == 0
    book = openpyxl.load_workbook(sheet)
    row = next(row for row in book["moves"].iter_rows(min_row=2) if row[0].value == "planning")
    row[7].value = "yes"
    book.save(sheet)
    ran = run(command, planned, "import", sheet)
    assert ran.code == 0, ran.err
    assert "application_id: planning, cut_over: " in (planned / "waves.yaml").read_text()
    book["moves"]["G1"].value = "cutover"
    book.save(sheet)
    assert "lacks cut_over" in run(command, planned, "import", sheet).err


def test_one_wrong_row_and_nothing_is_written(planned: Path, command: Command) -> None:
    sheet = planned / "plan.csv"
    run(command, planned, "export", sheet)
    _edit(sheet, "intranet", "cut_over", "2028-07-01")
    _edit(sheet, "payroll", "cut_over", "31/12/2028")
    before = (planned / "waves.yaml").read_bytes(), (planned / "out/plan.json").read_bytes()
    ran = run(command, planned, "import", sheet)
    assert ran.code == 2
    assert "31/12/2028" in ran.out
    assert ((planned / "waves.yaml").read_bytes(), (planned / "out/plan.json").read_bytes()) == before


def test_an_edit_that_breaks_a_rule_is_taken_and_said(planned: Path, command: Command) -> None:
    sheet = planned / "plan.csv"
    run(command, planned, "export", sheet)
    _edit(sheet, "payroll", "cut_over", "2026-12-26")
    ran = run(command, planned, "import", sheet)
    assert ran.code == 1
    assert "broken" in ran.out


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("export",), "the name of one file"),
        (("export", "plan.ods"), "neither .xlsx nor .csv"),
        (("import", "a.csv", "b.csv"), "the name of one file"),
        (("import", "x.csv", "--change-least"), "for making a plan"),
        (("make", "x"), "takes no name"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(
    words: tuple[str, ...], wrong: str, planned: Path, command: Command
) -> None:
    ran = run(command, planned, *words)
    assert ran.code == 2
    assert wrong in ran.err


def scenario(folder: Path, text: str, name: str = "faster.yaml") -> Path:
    """A scenario file in the folder."""
    path = folder / name
    path.write_text(text)
    return path


def test_a_scenario_has_a_plan_of_its_own_and_stands_beside_the_plan(planned: Path, command: Command) -> None:
    before = (planned / "out/plan.json").read_bytes()
    file = scenario(planned, "plan_to: 2028-03-31\nteams:\n  - {id: infrastructure, skills: {platform: 3}}\n")
    ran = run(command, planned, "--scenario", file)
    assert ran.code == 0, ran.err
    assert (planned / "out/plan.json").read_bytes() == before
    shown = json.loads(run(command, planned, "compare", "--format", "json").out)["comparison"]
    by_measure = {row["measure"]: row for row in shown}
    assert by_measure["Last cut-over"]["faster"] < "2028-04-01" < by_measure["Last cut-over"]["plan"]
    assert by_measure["Rules broken"]["faster"] == 0
    assert any(measure.startswith("Moves 2026/27 Q4") for measure in by_measure)
    table = run(command, planned, "compare", "plan", "faster.yaml", "--format", "csv").out
    assert table.splitlines()[0] == "measure,plan,faster"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plan_too: 2028-03-31", "line 1, plan_too: this key is not known"),
        ("\n\nteams:\n  - id: infrastructure\n    skils: {dba: 1}", "line 5, teams[0].skils: this key is not known"),
        ("objective:\n  score_point_gbp: many", "line 2, objective.score_point_gbp: 'many' is not an amount"),
        ("plan_to: 2020-01-01", "plan_to"),
        ("", "it says nothing"),
    ],
)
def test_a_scenario_that_is_wrong_is_refused_by_line(text: str, said: str, planned: Path, command: Command) -> None:
    ran = run(command, planned, "--scenario", scenario(planned, text))
    assert ran.code == 2
    assert said in ran.err
    assert not (planned / "out/scenarios").exists()


def test_a_scenario_without_a_plan_is_named(planned: Path, command: Command) -> None:
    ran = run(command, planned, "compare", "plan", "slower.yaml")
    assert ran.code == 2
    assert "slower: there is no plan of this scenario" in ran.err


def test_frontier_shows_plans_to_choose_between_and_writes_nothing(planned: Path, command: Command) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in planned.rglob("*") if path.is_file())
    ran = run(command, planned, "--frontier", "--format", "json")
    shown = json.loads(ran.out)
    assert ran.code == 0
    assert all(plan["broken"] == 0 for plan in shown["frontier"])
    assert {"change", "pounds", "more_gbp"} == set(shown["worth"][0])
    assert sorted((path, path.stat().st_mtime_ns) for path in planned.rglob("*") if path.is_file()) == before
    assert run(command, planned, "--frontier", "--change-least").code == 2
