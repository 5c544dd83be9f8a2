"""The command trace: one table from the plan to the cloud."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command
from test_export import STATES

from cloud_unless.drift_record import record_of
from policies.model import Finding, FindingsFile
from safeio.json_files import canonical_json, sha256_bytes
from safeio.private_files import write_private
from stacks.drift.compared import Change
from stacks.drift.look import StackLooked
from stacks.drift.seen import Drift
from tests.stacks.small_architecture import WAVE, small_architecture

ARCHITECTURE = small_architecture()
SHA256 = sha256_bytes(canonical_json(ARCHITECTURE))
URN = STATES[-1]["urn"]
OTHER_PROJECT = URN.replace("::p::", "::another::")
PART = "payroll-file-share"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme folder with an architecture alone."""
    (tmp_path / "programme.yaml").touch()
    write_private(tmp_path / "out" / "architecture.json", canonical_json(ARCHITECTURE))
    return tmp_path


def rehearse(folder: Path) -> None:
    """Write what a rehearsal of the wave leaves."""
    states = json.loads(json.dumps(STATES).replace("payroll-files", PART))
    state = {"version": 3, "deployment": {"resources": states}}
    write_private(folder / "out" / "rehearsal" / f"{WAVE}.state.json", json.dumps(state).encode())


def check(folder: Path, verdict: Any) -> None:
    """Write a finding about the account."""
    found = Finding(
        rule_id="STO-001",
        verdict=verdict,
        severity="high",
        level="mandatory",
        subject=OTHER_PROJECT,
        subject_kind="resource",
        subject_type="azure-native:storage:StorageAccount",
        stack=WAVE,
        property=None,
        message="m",
        remedy="r",
        file=None,
        line=None,
        fingerprint="f",
    )
    file = FindingsFile(
        as_of=ARCHITECTURE.as_of,
        files=(),
        stacks=(WAVE,),
        rules_asked=1,
        resources_seen=1,
        resources_asked=1,
        unknown="deny",
        findings=(found,),
        exemptions=(),
        warnings=(),
    )
    write_private(folder / "out" / "findings.json", canonical_json(file))


def drift(folder: Path, sha256: str = SHA256) -> None:
    """Write that the account was changed by hand."""
    change = Change("minimumTlsVersion", "TLS1_2", "TLS1_0")
    found = Drift("changed", URN, "azure-native:storage:StorageAccount", "/one", PART, (change,))
    record = record_of([StackLooked(WAVE, 3, (found,))], ARCHITECTURE, sha256, ARCHITECTURE.as_of)
    write_private(folder / "out" / "drift.json", canonical_json(record))


def traced(command: Command, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """The rows of a trace."""
    ran = command("trace", *arguments, "--folder", folder, "--format", "json")
    assert ran.code == 0, ran.err
    rows: list[dict[str, Any]] = json.loads(ran.out)["trace"]
    return rows


def test_a_resource_is_traced_from_its_application_to_its_drift(folder: Path, command: Command) -> None:
    rehearse(folder)
    check(folder, "fail")
    drift(folder)
    (row,) = [one for one in traced(command, folder, "payroll") if one["resource"] == "account"]
    assert (row["application_id"], row["wave_id"], row["stack"], row["workload_id"]) == ("payroll", "w1", WAVE, PART)
    assert (row["findings"], row["drift"]) == (["STO-001"], "changed by hand: minimumTlsVersion")
    assert (row["replaces"], row["why"]) == (["server-file-share"], "as it is")
    assert row["id"].endswith("/storageAccounts/stpayrolla1")


@pytest.mark.parametrize(
    ("verdict", "told"), [("pass", []), ("exempt", ["STO-001 (accepted)"]), ("unknown", ["STO-001"])]
)
def test_a_kept_standard_is_no_open_finding(folder: Path, command: Command, verdict: str, told: list[str]) -> None:
    rehearse(folder)
    check(folder, verdict)
    (row,) = [one for one in traced(command, folder) if one["resource"] == "account"]
    assert row["findings"] == told


def test_what_was_not_looked_at_is_not_told_to_be_as_it_should_be(folder: Path, command: Command) -> None:
    rehearse(folder)
    assert {one["drift"] for one in traced(command, folder)} == {None}
    drift(folder)
    assert {one["resource"]: one["drift"] for one in traced(command, folder, "payroll")} == {
        "account": "changed by hand: minimumTlsVersion",
        "group": "",
    }


def test_without_a_rehearsal_there_is_a_row_for_each_workload(folder: Path, command: Command) -> None:
    ran = command("trace", "payroll", "--folder", folder, "--format", "json")
    rows = json.loads(ran.out)["trace"]
    assert [one["workload_id"] for one in rows] == [one.id for one in ARCHITECTURE.workloads]
    assert "Resources are left out: there is no rehearsed stack" in ran.err
    assert "cloud-unless rehearse" in ran.err


def test_a_look_for_drift_at_another_design_is_left_out(folder: Path, command: Command) -> None:
    rehearse(folder)
    drift(folder, "0" * 64)
    ran = command("trace", "--folder", folder, "--format", "json")
    assert "of another design" in ran.err
    assert {one["drift"] for one in json.loads(ran.out)["trace"]} == {None}


def test_C_02_an_application_that_is_not_there_is_refused_with_the_nearest(folder: Path, command: Command) -> None:
    ran = command("trace", "payrol", "--folder", folder)
    assert ran.code == 2
    assert "Did you mean payroll?" in ran.err


def test_a_trace_is_a_table_and_csv_too(folder: Path, command: Command) -> None:
    rehearse(folder)
    assert "Open findings" in command("trace", "--folder", folder).out
    header, *rows = command("trace", "--folder", folder, "--format", "csv").out.splitlines()
    assert header.startswith("application_id,route,wave_id,cut_over,stack,workload_id,resource,type,id,findings,drift")
    assert len(rows) == 2
