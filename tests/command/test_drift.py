"""The command drift without a Pulumi CLI: what it refuses, what it shows and writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command

from cloud_unless.drift_record import NOT_SHOWN, record_of
from safeio.json_files import canonical_json, sha256_bytes
from safeio.private_files import write_private
from stacks.drift import look as look_module
from stacks.drift.compared import Change
from stacks.drift.look import StackLooked
from stacks.drift.seen import Drift, Kind
from tests.stacks.small_architecture import WAVE, small_architecture

ARCHITECTURE = canonical_json(small_architecture())
URN = f"urn:pulumi:{WAVE}::p::cloud-unless:workload:FileShare$azure-native:storage:StorageAccount::=files"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme folder with an architecture, on a machine without Pulumi."""
    for name in ("PATH", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.delenv("CLOUD_UNLESS_CACHE", raising=False)
    (tmp_path / "programme.yaml").touch()
    write_private(tmp_path / "out" / "architecture.json", ARCHITECTURE)
    return tmp_path


def drifted(kind: Kind, *changes: Change, component: str | None = "payroll-file-share") -> StackLooked:
    """A wave with one resource that is not as it should be."""
    found = Drift(kind, URN, "azure-native:storage:StorageAccount", "/one", component, changes)
    return StackLooked(WAVE, 12, (found,))


def looked_as(monkeypatch: pytest.MonkeyPatch, *looked: StackLooked) -> None:
    """Let the command meet this."""
    monkeypatch.setattr(look_module, "look_for_drift", lambda *_arguments, **_options: looked)


def test_C_02_without_the_engine_it_ends_with_4_and_says_how_to_get_it(folder: Path, command: Command) -> None:
    ran = command("drift", "--folder", folder)
    assert (ran.code, ran.out) == (4, "")
    assert "Install the Pulumi CLI" in ran.err


def test_C_02_a_stack_that_is_not_in_the_architecture_ends_with_2(folder: Path, command: Command) -> None:
    ran = command("drift", "w9-nobody", "--folder", folder)
    assert ran.code == 2
    assert f"Select one of: landing-zone, {WAVE}" in ran.err


def test_drift_is_traced_back_to_what_it_replaces(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_as(monkeypatch, drifted("changed", Change("sku.name", "Standard_ZRS", "Standard_LRS")))
    ran = command("drift", "--folder", folder, "--format", "json")
    assert ran.code == 1
    (row,) = json.loads(ran.out)["drift"]
    assert (row["kind"], row["property"], row["expected"], row["found"]) == (
        "changed by hand", "sku.name", "Standard_ZRS", "Standard_LRS",
    )  # fmt: skip
    assert (row["application_id"], row["wave_id"], row["replaces"]) == ("payroll", "w1", ["server-file-share"])
    assert row["why"] == "as it is"


def test_drift_is_written_canonically_with_the_architecture_it_is_of(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_as(monkeypatch, drifted("missing"))
    assert command("drift", "--folder", folder, "--as-of", "2026-11-22").code == 1
    written = json.loads((folder / "out" / "drift.json").read_bytes())
    assert (written["as_of"], written["architecture_sha256"]) == ("2026-11-22", sha256_bytes(ARCHITECTURE))
    assert written["drifts"][0]["origin"]["workload_id"] == "payroll-file-share"


def test_what_belongs_to_no_workload_is_traced_to_its_stack(folder: Path) -> None:
    found = record_of([drifted("not-planned", component="hub-uks")], small_architecture(), "0" * 64, DAY)
    assert (found.drifts[0].component, found.drifts[0].origin.application_id) == ("hub-uks", None)
    assert found.drifts[0].origin.wave_id == "w1"


DAY = small_architecture().as_of


@pytest.mark.parametrize(
    "change",
    [
        Change("administratorLoginPassword", "old", "canary"),
        Change("siteConfig.appSettings[0].value", "old", "canary"),
        Change("value", None, "DefaultEndpointsProtocol=https;AccountKey=canarycanary"),
        Change("osProfile", None, {"adminPassword": "canary", "name": "one"}),
        Change("rules", None, [{"url": "https://user:canary@there"}]),
    ],
    ids=lambda one: one.path,
)
def test_X_03_no_secret_is_shown_or_written(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    looked_as(monkeypatch, drifted("changed", change))
    for form in ("table", "json", "csv"):
        ran = command("drift", "--folder", folder, "--format", form)
        assert "canary" not in ran.out + ran.err
    written = (folder / "out" / "drift.json").read_text()
    assert "canary" not in written and NOT_SHOWN in written


@pytest.mark.parametrize(
    ("looked", "code"),
    [
        ((StackLooked(WAVE, 12),), 0),
        ((StackLooked(WAVE, None, faults=("there is no such stack",)),), 4),
        ((StackLooked(WAVE, 3, faults=("not signed in",)),), 4),
        ((drifted("missing"), StackLooked("landing-zone", None, faults=("not there",))), 1),
    ],
    ids=["none", "not there", "not whole", "drift and not there"],
)
def test_C_02_it_ends_as_it_should(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch, looked: tuple[StackLooked, ...], code: int
) -> None:
    looked_as(monkeypatch, *looked)
    ran = command("drift", "--folder", folder)
    assert ran.code == code
    assert all(fault in ran.err for one in looked for fault in one.faults)


def test_F_02_a_cell_that_a_spreadsheet_would_run_is_neutralised(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_as(monkeypatch, drifted("changed", Change("a", "=1+1", "@SUM(1)")))
    ran = command("drift", "--folder", folder, "--format", "csv")
    assert "'=1+1" in ran.out and ",=1" not in ran.out
