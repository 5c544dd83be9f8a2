"""Drift, found by the real engine: what somebody changed or removed in the simulated Azure, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from built_programme import DAY, Built, built

from cloud_unless.app import main
from safeio.json_files import canonical_json
from stacks.rehearsal.project import write_project
from tests.stacks.small_architecture import WAVE

pytestmark = pytest.mark.timeout(1200)  # the engine starts several programs for each stack, on a busy machine


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A landing zone and a wave that stand."""
    return built(tmp_path_factory.mktemp("drift"))


def drift(standing: Built, *arguments: str) -> int:
    """The exit code of the command over what stands."""
    with standing.reachable() as variables, pytest.MonkeyPatch.context() as patched:
        for name, text in variables.items():
            patched.setenv(name, text)
        return main(["drift", *arguments, "--folder", str(standing.folder), "--as-of", "2026-11-22"])


def test_what_stands_as_built_has_no_drift(standing: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert drift(standing, "--format", "json") == 0, capsys.readouterr()
    told = json.loads(capsys.readouterr().out)
    assert told["drift"] == []
    assert {one["stack"] for one in told["stacks"]} == {"landing-zone", WAVE}
    assert all(one["resources"] > 10 for one in told["stacks"])


def test_a_workload_that_the_architecture_dropped_is_told_and_its_protection_said(
    standing: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    designed = standing.architecture
    dropped = replace(designed, workloads=tuple(one for one in designed.workloads if one.kind != "file-share"))
    write_project(standing.folder, canonical_json(dropped), DAY, tmp_path)
    try:
        assert drift(standing, WAVE, "--format", "json") == 1
    finally:
        write_project(standing.folder, canonical_json(designed), DAY, tmp_path)
    said = capsys.readouterr()
    assert {one["kind"] for one in json.loads(said.out)["drift"]} == {"nobody planned it"}
    assert "protected" in said.err


def test_drift_names_exactly_what_was_changed_and_removed(standing: Built, capsys: pytest.CaptureFixture[str]) -> None:
    with standing.put_back():
        account = standing.change("/storageAccounts/stpayrolla1", minimumTlsVersion="TLS1_0")
        share = standing.remove("/shares/pay")
        subnet = standing.change("/subnets/snet-web", routeTable=None)
        assert drift(standing, "--format", "json") == 1, capsys.readouterr()
    told = json.loads(capsys.readouterr().out)["drift"]
    assert {(one["kind"], one["id"]) for one in told} == {
        ("changed by hand", account),
        ("gone", share),
        ("changed by hand", subnet),
    }
