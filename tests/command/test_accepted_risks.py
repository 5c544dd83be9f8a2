"""Missed support dates from the command line: told of every plan, and accepted before anything is built on a wave."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from command_line import Command, Ran
from programme_folder import changed

from cloud_unless.folder import read_folder
from cloud_unless.waves_file import with_pins
from migration.model import Pin, WavesFile
from safeio.errors import InputError
from safeio.yaml_files import parse_yaml

AS_OF = "2026-11-22"
GIVEN = """\
application_id: payroll, last_supported: 2023-10-10, owner: Head of Finance, approver: Chief Executive, \
approved_on: 2026-11-20, expires: 2027-01-09, reason: it stands behind a firewall of its own"""


def run(command: Command, folder: Path, *words: object) -> Ran:
    return command(*words, "--folder", folder, "--as-of", AS_OF)


def approve_first(folder: Path) -> str:
    """Approve the first wave of the plan, in which payroll moves; its id."""
    wave: str = json.loads((folder / "out/plan.json").read_text())["waves"][0]["id"]
    approval = f"waves:\n  - {{id: {wave}, state: approved, approver: Programme Board, date: 2026-11-22}}"
    file = folder / "waves.yaml"
    file.write_text(file.read_text().replace("waves: []", approval))
    return wave


def accept(folder: Path, *entries: str) -> None:
    with (folder / "waves.yaml").open("a") as file:
        file.write("".join(f"{line}\n" for line in ("accepted_risks:", *entries)))


def completed(said: str) -> list[str]:
    """The entries that were told, completed by people."""
    lines = [line for line in said.splitlines() if line.startswith("- {application_id: ")]
    for old, new in (("NAME", "Chief Executive"), ("YYYY-MM-DD", "2026-11-20"), ("WHY", "behind a firewall")):
        lines = [line.replace(old, new) for line in lines]
    return lines


def test_a_draft_is_shown_with_the_dates_it_misses(planned: Path, command: Command) -> None:
    verified = run(command, planned, "verify")
    assert verified.code == 0
    assert "3 support dates missed, at a price of £22,400: nobody has accepted 3 of them." in verified.err
    shown = json.loads(run(command, planned, "plan", "show", "payroll", "--list", "missed", "--format", "json").out)
    [row] = shown["missed"]
    assert (row["last_supported"], row["leaves"], row["gbp"], row["accepted"]) == (
        "2023-10-10",
        "2027-01-09",
        "20000",
        "not yet",
    )


def test_nothing_is_designed_from_an_approved_wave_with_a_date_that_nobody_accepted(
    planned: Path, command: Command
) -> None:
    wave = approve_first(planned)
    verified = run(command, planned, "verify")
    assert verified.code == 1
    refused = run(command, planned, "design")
    assert refused.code == 1
    assert "Let somebody accept it, then run: cloud-unless design" in refused.err
    assert "missed dates" in refused.out and "nobody has accepted" in refused.out
    assert not (planned / "out/architecture.json").exists()
    accept(planned, *completed(run(command, planned, "plan", "show", wave, "--list", "missed").err))
    assert run(command, planned, "verify").code == 0
    designed = run(command, planned, "design")
    assert (planned / "out/architecture.json").exists(), designed.err


def test_what_is_pasted_covers_all_that_is_missed(planned: Path, command: Command) -> None:
    entries = completed(run(command, planned, "plan", "show", "--list", "missed").err)
    assert len(entries) == 3
    accept(planned, *entries)
    verified = run(command, planned, "verify")
    assert (verified.code, "all of them are accepted" in verified.err) == (0, True)
    again = run(command, planned, "plan", "show", "--list", "missed")
    assert "until 2027-01-09, by Chief Executive" in re.sub(r"\s+", " ", again.out)
    assert "accepted_risks" not in again.err


def test_what_is_no_longer_missed_is_noted_and_is_no_fault(planned: Path, command: Command) -> None:
    accept(planned, f"- {{{GIVEN.replace('application_id: payroll', 'thing_id: core-switch')}}}")
    verified = run(command, planned, "verify")
    assert verified.code == 0
    assert "waves.yaml accepts that core-switch misses 2023-10-10. The plan does not" in verified.err


BROKEN = {
    ("application_id: payroll, ", ""): "accepted_risks[0]: it names neither",
    ("application_id: payroll", "application_id: payroll, thing_id: app01"): "accepted_risks[0]: it names both",
    ("owner: Head of Finance", "owner: ''"): "accepted_risks[0], owner: it is empty",
    ("reason: it stands behind a firewall of its own", "reason: ' '"): "accepted_risks[0], reason: it is empty",
    ("approver: Chief Executive", "approver: head of  FINANCE"): "accepted_risks[0], approver: owner and approver",
    ("approver: Chief Executive, ", ""): "accepted_risks[0]",
    ("expires: 2027-01-09", "expires: 2026-11-19"): "after it expired on 2026-11-19",
    ("last_supported: 2023-10-10", "last_supported: 2027-01-09"): "until 2027-01-09 there is support",
    ("expires: 2027-01-09", "expires: 9999-01-09"): "accepted_risks[0]",
    ("reason", "accepted_gbp: -1, reason"): "accepted_risks[0], accepted_gbp",
    ("reason", "accepted_gbp: 1.5, reason"): "accepted_gbp",
    ("approved_on: 2026-11-20", "approved_on: YYYY-MM-DD"): "approved_on",
    ("reason", "why"): "reason: this key is missing",
}


@pytest.mark.parametrize(("old", "new"), sorted(BROKEN))
def test_a_record_that_cannot_stand_is_refused(old: str, new: str, tmp_path: Path) -> None:
    entry = f"accepted_risks: [{{{GIVEN}}}]"
    assert old in entry
    with pytest.raises(InputError) as found:
        read_folder(changed(tmp_path / "p", "waves.yaml", "pins: []", f"pins: []\n{entry.replace(old, new, 1)}"))
    assert BROKEN[old, new] in str(found.value) and found.value.remedy


def test_the_same_date_is_not_accepted_twice(tmp_path: Path) -> None:
    twice = f"pins: []\naccepted_risks: [{{{GIVEN}}}, {{{GIVEN}}}]"
    with pytest.raises(InputError, match="payroll 2023-10-10"):
        read_folder(changed(tmp_path / "p", "waves.yaml", "pins: []", twice))
    other = GIVEN.replace("2023-10-10", "2023-10-11")
    both = f"pins: []\naccepted_risks: [{{{other}}}, {{{GIVEN}}}]"
    read = read_folder(changed(tmp_path / "q", "waves.yaml", "pins: []", both))
    assert [str(one.last_supported) for one in read.folder.accepted_risks] == ["2023-10-10", "2023-10-11"]


def test_pins_that_are_written_leave_accepted_risks_as_they_are() -> None:
    text = f"schema_version: 1\nwaves: []\npins: []\naccepted_risks: # the board was told\n- {{{GIVEN}}}\n"
    written = with_pins(text, (Pin(application_id="payroll", deadline=date(2027, 3, 1)),))
    assert "# the board was told" in written
    before, after = (parse_yaml(one, "waves.yaml", WavesFile) for one in (text, written))
    assert before.accepted_risks == after.accepted_risks and len(after.pins) == 1
