"""The command export runbook: the cut-over of each wave, as Markdown and CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from command_line import Command, change_cell

RUNBOOKS = Path("out/runbooks")


def written(folder: Path) -> dict[str, bytes]:
    """The runbooks of a folder by their file names."""
    return {path.name: path.read_bytes() for path in sorted((folder / RUNBOOKS).glob("*"))}


def test_P_15_each_wave_has_a_runbook_whose_every_step_can_be_taken_back(planned: Path, command: Command) -> None:
    ran = command("export", "runbook", "--folder", planned)
    assert ran.code == 0, ran.err
    files = written(planned)
    assert len(files) == len(ran.out.split()) > 2 and {Path(name).suffix for name in files} == {".md", ".csv"}
    for path in (planned / RUNBOOKS).glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert rows and all(row["who"] and row["check"] and row["rollback"] and row["starts"] for row in rows)
        text = path.with_suffix(".md").read_text(encoding="utf-8")
        assert text.count("- Rollback: ") == len(rows)
        assert text.count("**Point of no return: step ") == sum(row["point_of_no_return"] == "here" for row in rows) > 0
    assert "steps written" in ran.err


def test_the_runbook_of_one_wave_leaves_the_others_and_the_same_plan_gives_the_same_bytes(
    planned: Path, command: Command
) -> None:
    assert command("export", "runbook", "--folder", planned).code == 0
    before = written(planned)
    wave = Path(next(iter(before))).stem
    (planned / RUNBOOKS / "wave-2001-01-01.md").touch()
    ran = command("export", "runbook", "--wave", wave, "--folder", planned)
    assert [Path(line).name for line in ran.out.split()] == [f"{wave}.md", f"{wave}.csv"]
    assert written(planned) == {**before, "wave-2001-01-01.md": b""}
    assert command("export", "runbook", "--folder", planned).code == 0
    assert written(planned) == before


def test_a_plan_of_another_estate_has_no_runbook(planned: Path, command: Command) -> None:
    change_cell(planned / "applications.csv", "payroll", "owner", "Somebody new")
    for name in ("import", "estate", "assess"):
        assert command(name, "--folder", planned, "--as-of", "2026-11-22").code == 0
    ran = command("export", "runbook", "--folder", planned)
    assert ran.code == 2 and "it was made from another" in ran.err and "cloud-unless plan" in ran.err
    assert not (planned / RUNBOOKS).exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("runbook", "--wave", "nowhere"), "'nowhere' is no wave of"),
        (("runbook", "--wave", "../../x"), "'../../x' is no wave of"),
        (("runbook", "--for", "github"), "runbook is for no build server"),
        (("runbook", "--existing", "x.json"), "a runbook needs no list of what exists"),
        (("pipeline", "--wave", "w1"), "pipeline is not written by the wave"),
        (("imports", "--wave", "w1"), "imports is not written by the wave"),
    ],
)
def test_what_does_not_fit_is_refused(
    planned_once: Path, command: Command, arguments: tuple[str, ...], says: str
) -> None:
    ran = command("export", *arguments, "--folder", planned_once)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_without_a_plan_the_commands_that_make_one_are_named(programme: Path, command: Command) -> None:
    ran = command("export", "runbook", "--folder", programme)
    assert ran.code == 2 and "cloud-unless plan" in ran.err
