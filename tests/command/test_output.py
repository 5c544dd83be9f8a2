"""What goes where: rows to standard output, all else to standard error, in every format and width."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Command, Ran, change_cell
from syrupy.assertion import SnapshotAssertion

AS_OF = "2026-11-22"
SHOWING = (
    ("estate",),
    ("estate", "--list", "unsupported"),
    ("assess",),
    ("verify",),
    ("cost",),
    ("cost", "--by", "year"),
    ("explain", "payroll"),
)
LINES = [" ".join(line) for line in SHOWING]


def _run(command: Command, folder: Path, line: str, *more: str) -> Ran:
    day = () if line.startswith("cost") else ("--as-of", AS_OF)
    return command(*line.split(), *more, "--folder", folder, *day)


@pytest.mark.parametrize("line", LINES)
def test_C_03_json_is_all_that_is_on_standard_output(line: str, planned: Path, command: Command) -> None:
    ran = _run(command, planned, line, "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["schema_version"] == 1


@pytest.mark.parametrize("line", LINES)
def test_C_03_csv_is_all_that_is_on_standard_output(line: str, planned: Path, command: Command) -> None:
    rows = list(csv.reader(io.StringIO(_run(command, planned, line, "--format", "csv").out)))
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("width", [40, 100])
def test_C_04_no_line_of_a_table_is_wider_than_the_terminal(
    line: str, width: int, planned: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = _run(command, planned, line).out
    if not line.startswith("explain"):
        assert max(len(text) for text in out.splitlines()) <= width


@pytest.mark.parametrize("width", [40, 100])
def test_C_04_the_estate_at_each_width(
    width: int, planned: Path, command: Command, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert _run(command, planned, "estate").out == snapshot


@pytest.mark.parametrize("line", ["import", "assess", "verify", "cost --by year"])
def test_the_tables_of_a_new_folder(line: str, planned: Path, command: Command, snapshot: SnapshotAssertion) -> None:
    assert _run(command, planned, line).out == snapshot


def test_C_03_plan_shows_its_lists_as_json(planned: Path, command: Command) -> None:
    ran = _run(command, planned, "plan", "--format", "json")
    shown = json.loads(ran.out)
    assert ran.code == 0
    assert {"schema_version", "objective_gbp", "bound_gbp", "gap", "status", "waves", "moves", "violations"} <= set(
        shown
    )
    assert "Next: cloud-unless verify" in ran.err


def test_plan_refuses_a_list_it_does_not_have(planned: Path, command: Command) -> None:
    ran = _run(command, planned, "plan --list wave")
    assert ran.code == 2
    assert "waves, moves, initiatives, contracts, waiting" in ran.err


def _on_a_terminal(folder: Path, **environment: str) -> bytes:
    """What `estate` writes when its standard output is a terminal."""
    leader, follower = pty.openpty()
    line = [sys.executable, "-m", "cloud_unless", "estate", "--folder", str(folder), "--as-of", AS_OF]
    settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    with subprocess.Popen(line, stdout=follower, stderr=subprocess.DEVNULL, env=settings) as process:
        os.close(follower)
        seen = b""
        while chunk := _read(leader):
            seen += chunk
        os.close(leader)
    assert process.returncode == 0
    return seen


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # the other end is closed
        return b""


def test_C_04_a_terminal_gets_bold_titles_and_no_color_is_heeded(planned: Path) -> None:
    assert b"\x1b[1m" in _on_a_terminal(planned)
    assert b"\x1b" not in _on_a_terminal(planned, NO_COLOR="1")
    assert b"\x1b" not in _on_a_terminal(planned, TERM="dumb")


def test_R_02_a_reader_that_goes_away_is_no_fault(planned: Path) -> None:
    line = [sys.executable, "-m", "cloud_unless", "estate", "--folder", str(planned), "--as-of", AS_OF]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(line, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.returncode == 0
    assert "Broken" not in done.stderr and "Exception" not in done.stderr


def test_C_04_works_in_a_plain_locale(planned: Path) -> None:
    line = [sys.executable, "-m", "cloud_unless", "cost", "--by", "year", "--folder", str(planned)]
    settings = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(line, capture_output=True, env=settings, check=False)
    assert done.returncode == 0
    assert done.stdout.isascii()


NASTY = (
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "[/x][bold]red",
    "\x1b[31mred\x1b]0;title\x07",
    "{{7*7}} ${7*7}",
    "'; DROP TABLE claim; --",
    "::error::stop",
    "‮drow‬",
)


@pytest.mark.parametrize("name", NASTY, ids=range(len(NASTY)))
def test_I_08_a_nasty_name_is_only_text(name: str, programme: Path, on_folder: Command) -> None:
    change_cell(programme / "applications.csv", "payroll", "name", name)
    change_cell(programme / "applications.csv", "payroll", "owner", name)
    change_cell(programme / "things.csv", "pay01", "name", name)
    for line in (("import",), ("estate",), ("estate", "--list", "applications"), ("assess",)):
        assert on_folder(*line).code == 0
    out = on_folder("estate", "--list", "applications", "--format", "json").out
    owner = next(row["owner"] for row in json.loads(out)["applications"] if row["id"] == "payroll")
    assert owner.isprintable()
    assert owner in (name, owner) and owner[-3:] in name


def test_F_02_csv_neutralises_what_a_spreadsheet_would_run(programme: Path, on_folder: Command) -> None:
    change_cell(programme / "applications.csv", "payroll", "owner", "=cmd|'/c calc'!A1")
    on_folder("import")
    out = on_folder("estate", "--list", "applications", "--format", "csv").out
    assert "'=cmd|'/c calc'!A1" in out
    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(out)) for cell in row)


def test_every_command_says_what_to_do_next(planned: Path, command: Command) -> None:
    for line in LINES:
        assert "Next: cloud-unless " in _run(command, planned, line).err
    assert _run(command, planned, "report").out == f"{planned / 'out/reports/report.html'}\n"


def test_the_same_folder_gives_the_same_bytes(planned: Path, command: Command) -> None:
    names = ("estate.json", "dispositions.json", "plan.json", "cash_flow.json")
    before = [(planned / "out" / name).read_bytes() for name in names]
    for line in ("import", "estate", "assess", "plan"):
        _run(command, planned, line)
    assert [(planned / "out" / name).read_bytes() for name in names] == before


def test_an_application_is_found_by_its_name(planned: Path, command: Command) -> None:
    by_id, by_name = (
        _run(command, planned, "explain payroll"),
        command("explain", "example: PAYROLL", "--folder", planned),
    )
    assert by_id.out.splitlines()[0] == by_name.out.splitlines()[0]
    ran = command("explain", "payrol", "--folder", planned)
    assert ran.code == 2
    assert "Did you mean" in ran.err


def test_what_changed_since_the_plan_is_named(planned: Path, command: Command) -> None:
    path = planned / "programme.yaml"
    path.write_text(path.read_text().replace("old_off_weeks: 2", "old_off_weeks: 3"))
    assert "programme.yaml" in _run(command, planned, "explain payroll").err
