"""`check` with a baseline, with settings from a reference of git, and with people's own rules; `rules test`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

import policies.rules

AS_OF = ("--as-of", "2026-11-22")
WORKSPACE = "azure-native:operationalinsights:Workspace"
OWN = """\
schema_version: 1
id: COUNCIL-001
title: Workspaces are per gigabyte
severity: high
why: It tests.
applies_to: [azure-native:operationalinsights:Workspace]
require: {path: sku.name, equals: PerGB2018}
remedy: Set it.
frameworks: {caf: [A1.a]}
"""
CASES = """\
rule: COUNCIL-001
flip: {type: "azure-native:operationalinsights:Workspace", property: sku.name, value: Free}
cases:
  - {name: good, verdict: pass, resource: {type: "azure-native:operationalinsights:Workspace", name: a,
     properties: {sku: {name: PerGB2018}}}}
"""


@pytest.fixture(autouse=True)
def only_one_rule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """These tests are about the command: one rule (retention of logs) is asked."""
    monkeypatch.setattr(policies.rules, "RULES", tuple(rule for rule in policies.rules.RULES if rule.id == "LOG-002"))
    monkeypatch.chdir(tmp_path)


def preview(path: Path, **days: int) -> Path:
    """A preview of workspaces with this retention."""
    steps: list[dict[str, Any]] = []
    for name, token, inputs in (
        ("county-wave-1", "pulumi:pulumi:Stack", {}),
        *((name, WORKSPACE, {"retentionInDays": kept}) for name, kept in days.items()),
    ):
        urn = f"urn:pulumi:wave-1::county::{token}::{name}"
        state = {"urn": urn, "type": token, "custom": token == WORKSPACE, "inputs": inputs}
        steps.append({"op": "create", "urn": urn, "newState": state})
    path.write_text(json.dumps({"steps": steps, "changeSummary": {"create": len(steps)}}))
    return path


def test_a_baseline_lets_old_debt_stand_and_stops_new(command: Command, tmp_path: Path) -> None:
    old = preview(tmp_path / "p.json", a=7)
    baseline = tmp_path / "baseline.json"
    assert command("check", old, *AS_OF, "--write-baseline", baseline).code == 1
    ran = command("check", old, *AS_OF, "--baseline", baseline)
    assert (ran.code, "In the baseline" in ran.out, "1 in the baseline" in ran.err) == (0, True, True)
    assert "In the baseline" not in command("check", old, *AS_OF, "--baseline", baseline, "--diff").out
    ran = command("check", preview(tmp_path / "p.json", a=7, b=8), *AS_OF, "--baseline", baseline, "--format", "json")
    body = json.loads(ran.out)
    assert (ran.code, [one["name"] for one in body["findings"]]) == (1, ["b"])
    assert [one["name"] for one in body["baseline"]] == ["a"]
    assert command("check", preview(tmp_path / "p.json", a=6), *AS_OF, "--baseline", baseline).code == 1


def test_a_baseline_shrinks_when_it_is_written_again(command: Command, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    command("check", preview(tmp_path / "p.json", a=7, b=7), *AS_OF, "--write-baseline", baseline)
    mended = preview(tmp_path / "p.json", a=7, b=365)
    before = baseline.read_bytes()
    ran = command("check", mended, *AS_OF, "--baseline", baseline)
    assert (ran.code, "1 entry is not found" in ran.err, baseline.read_bytes() == before) == (0, True, True)
    command("check", mended, *AS_OF, "--baseline", baseline, "--write-baseline", baseline)
    assert len(json.loads(baseline.read_text())["findings"]) == 1


def test_P_04_a_baseline_that_is_not_there_is_exit_2(command: Command, tmp_path: Path) -> None:
    ran = command("check", preview(tmp_path / "p.json", a=7), *AS_OF, "--baseline", tmp_path / "gone.json")
    assert (ran.code, "gone.json" in ran.err) == (2, True)


def git(folder: Path, *arguments: str) -> None:
    """Run git in the folder, with no settings but these."""
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    nobody = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | nobody)


@pytest.fixture
def committed(programme: Path) -> Path:
    """A programme folder that is a repository, with its settings on `main`."""
    git(programme, "init", "-q")
    git(programme, "add", "standards.yaml", "exemptions.yaml")
    git(programme, "commit", "-q", "-m", "Settings")
    return programme


def test_P_05_a_change_cannot_approve_itself(command: Command, committed: Path, tmp_path: Path) -> None:
    bad = preview(tmp_path / "p.json", a=7)
    (committed / "standards.yaml").write_text("schema_version: 1\nrules: {LOG-002: {level: advisory}}\n")
    assert command("check", bad, "--folder", committed, *AS_OF).code == 0
    ran = command("check", bad, "--folder", committed, *AS_OF, "--standards-from", "main")
    assert ran.code == 1
    said = "was changed since main, which is heeded instead: LOG-002 added (level: advisory)"
    assert f"standards.yaml: {said}" in ran.err
    written = json.loads((committed / "out/findings.json").read_text())["warnings"]
    assert any(one["about"] == "standards.yaml" and one["message"].startswith(said) for one in written)


def test_a_baseline_of_the_change_is_not_heeded_either(command: Command, committed: Path, tmp_path: Path) -> None:
    bad, baseline = preview(tmp_path / "p.json", a=7), committed / "baseline.json"
    more = ("--folder", committed, *AS_OF, "--baseline", baseline)
    command("check", bad, "--folder", committed, *AS_OF, "--write-baseline", baseline)
    assert command("check", bad, *more).code == 0
    ran = command("check", bad, *more, "--standards-from", "main")
    assert (ran.code, "baseline.json: is not there at main" in ran.err) == (1, True)
    git(committed, "add", "baseline.json")
    git(committed, "commit", "-q", "-m", "Baseline")
    assert command("check", bad, *more, "--standards-from", "main").code == 0


def test_a_reference_needs_a_programme_folder_and_a_repository(
    command: Command, programme: Path, tmp_path: Path
) -> None:
    good = preview(tmp_path / "p.json", a=365)
    assert command("check", good, *AS_OF, "--standards-from", "main").code == 2
    ran = command("check", good, "--folder", programme, *AS_OF, "--standards-from", "main")
    assert (ran.code, "git cannot read this repository" in ran.err) == (2, True)


def test_own_rules_are_asked_listed_set_and_explained(command: Command, programme: Path, tmp_path: Path) -> None:
    good = preview(tmp_path / "p.json", a=365)
    (programme / "rules").mkdir()
    (programme / "rules/sku.yaml").write_text(OWN)
    assert command("check", good, "--folder", programme, *AS_OF).code == 1
    assert "COUNCIL-001" in command("rules", "list", "--folder", programme, "--framework", "caf").out
    assert command("explain", "COUNCIL-001", "--folder", programme).code == 0
    (programme / "standards.yaml").write_text("schema_version: 1\nrules: {COUNCIL-001: {level: advisory}}\n")
    assert command("check", good, "--folder", programme, *AS_OF).code == 0
    (programme / "rules/sku.yaml").write_text(OWN.replace("high", "grave"))
    ran = command("check", good, "--folder", programme, *AS_OF)
    assert (ran.code, ran.out, "rules/sku.yaml line 4" in ran.err) == (2, "", True)


def test_rules_test_runs_the_cases(command: Command, programme: Path) -> None:
    assert command("rules", "test", "--folder", programme).code == 4
    (programme / "rules").mkdir()
    (programme / "rules/sku.yaml").write_text(OWN)
    assert command("rules", "test", "--folder", programme).code == 4
    (programme / "rules/sku.cases.yaml").write_text(CASES)
    ran = command("rules", "test", "--folder", programme, "--format", "json")
    assert (ran.code, [one["case"] for one in json.loads(ran.out)["cases"]]) == (0, ["good", "the flip"])
    (programme / "rules/sku.cases.yaml").write_text(CASES.replace("value: Free", "value: pergb2018"))
    assert command("rules", "test", "--folder", programme).code == 1
    (programme / "rules/sku.cases.yaml").write_text(CASES.replace("verdict: pass", "verdict: fail"))
    assert command("rules", "test", "--folder", programme).code == 1


def test_coverage_names_every_control_and_that_a_person_must_review(command: Command) -> None:
    ran = command("rules", "coverage", "--framework", "cyber-essentials", "--format", "json")
    body = json.loads(ran.out)["controls"]
    assert (ran.code, len(body), "a person must review it" in ran.err) == (0, 28, True)
    assert all(one["rule_ids"] or one["why_none"] for one in body)
    assert not any(one["reviewed"] for one in body)
    assert len(json.loads(command("rules", "coverage", "--format", "json").out)["frameworks"]) == 6
    ran = command("rules", "list", "--framework", "cyber-essential")
    assert (ran.code, "Did you mean cyber-essentials?" in ran.err) == (2, True)
