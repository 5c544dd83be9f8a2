"""An application that may be split, through the commands: planned whole or in parts, explained, edited, reported."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Command, change_cell, read_rows, write_rows

from migration.model import Plan
from safeio.json_files import canonical_json, parse_json

AS_OF = "2026-11-22"
PARTS = {"payroll-on-pay01", "payroll-on-paydb01"}


@pytest.fixture
def split(planned: Path, command: Command) -> Path:
    """The planned folder, in which payroll may be split."""
    change_cell(planned / "applications.csv", "payroll", "may_split", "yes")
    for name in ("import", "estate", "assess"):
        assert command(name, "--folder", planned, "--as-of", AS_OF).code == 0
    return planned


def asked(folder: Path, splitting: str) -> None:
    text = (folder / "programme.yaml").read_text()
    (folder / "programme.yaml").write_text(text.split("\nsplitting:")[0].rstrip() + f"\nsplitting: {splitting}\n")


def moves(folder: Path) -> set[str]:
    plan = json.loads((folder / "out/plan.json").read_text())
    return {move["group_id"] for move in plan["moves"] if move["group_id"].startswith("payroll")}


def run(command: Command, folder: Path, *words: object) -> tuple[str, str]:
    ran = command(*words, "--folder", folder, "--as-of", AS_OF)
    assert ran.code == 0, ran.out + ran.err
    return ran.out, ran.err


def test_a_price_decides_the_way_and_every_command_takes_it(split: Path, command: Command) -> None:
    asked(split, '{part_gbp: "500000.00"}')
    run(command, split, "plan")
    assert moves(split) == {"payroll"}
    asked(split, "{choose: always}")
    run(command, split, "plan", "--change-least")
    assert moves(split) == PARTS
    run(command, split, "verify")
    asked(split, '{part_gbp: "500000.00"}')
    out, _ = run(command, split, "plan", "--change-least", "--format", "json")
    found = {change["subject"]: change["how"] for change in json.loads(out)["changes"]}
    assert moves(split) == {"payroll"} and PARTS | {"payroll"} == found.keys()
    run(command, split, "verify")
    said, _ = run(command, split, "explain", "payroll")
    assert "It may move whole or in 2 parts, and moves whole" in " ".join(said.split())
    run(command, split, "report")


def test_a_date_that_is_edited_holds_for_a_part_and_for_the_whole(split: Path, command: Command) -> None:
    sheet = split / "plan.csv"
    asked(split, "{}")
    run(command, split, "plan")
    run(command, split, "plan", "export", sheet)
    head, *rows = read_rows(sheet)
    head[0] = head[0].removeprefix("\ufeff")
    edited = sorted(moves(split))[0]
    rows = [
        ["2028-07-01" if (row[0], name) == (edited, "cut_over") else cell for name, cell in zip(head, row, strict=True)]
        for row in rows
    ]
    write_rows(sheet, [head, *rows])
    run(command, split, "plan", "import", sheet)
    plan = json.loads((split / "out/plan.json").read_text())
    (move,) = [move for move in plan["moves"] if move["group_id"] == edited]
    assert move["cut_over"] == "2028-07-01"
    run(command, split, "verify")


def test_a_plan_that_has_it_whole_and_in_parts_is_refused(split: Path, command: Command) -> None:
    asked(split, "{}")
    run(command, split, "plan")
    file = split / "out/plan.json"
    plan = parse_json(file.read_bytes(), "plan.json", Plan)
    group = next(one for one in plan.groups if one.id.startswith("payroll"))
    other = sorted({"payroll", "payroll-on-pay01"} - {group.id})[0]
    both = replace(plan, groups=(*plan.groups, replace(group, id=other, application_ids=(other,))))
    file.write_bytes(canonical_json(both))
    ran = command("verify", "--folder", split, "--as-of", AS_OF)
    assert ran.code == 2 and "it plans applications that the estate does not have" in ran.err
