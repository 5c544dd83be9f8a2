"""`check`, `rules` and `explain` of a rule: exit codes, files, and what never turns green."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

import policies.rules
from policies.model import FindingsFile
from safeio.json_files import canonical_json, read_json
from safeio.private_files import write_private
from tests.stacks.small_architecture import small_architecture

AS_OF = ("--as-of", "2026-11-22")
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
WORKSPACE = "azure-native:operationalinsights:Workspace"
GOOD, BAD = 365, 7


def told(
    name: str, inputs: dict[str, Any], token: str = WORKSPACE, stack: str = "wave-1", **more: Any
) -> dict[str, Any]:
    """A step that creates a resource."""
    urn = f"urn:pulumi:{stack}::county::{token}::{name}"
    custom = not token.startswith(("pulumi:pulumi:", "cloud-unless:"))
    return {
        "op": "create",
        "urn": urn,
        "newState": {"urn": urn, "type": token, "custom": custom, "inputs": inputs, **more},
    }


def preview(path: Path, *steps: dict[str, Any], stack: str = "wave-1") -> Path:
    """A preview file of a stack with these resources."""
    root = told(f"county-{stack}", {}, "pulumi:pulumi:Stack", stack)
    body = {"steps": [root, *steps], "changeSummary": {"create": 1 + len(steps)}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body))
    return path


@pytest.fixture(autouse=True)
def only_one_rule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """These tests are about the command: one rule (retention of logs) is asked, in an empty folder."""
    monkeypatch.setattr(policies.rules, "RULES", tuple(rule for rule in policies.rules.RULES if rule.id == "LOG-002"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return preview(tmp_path / "here/good.json", told("logs", {"retentionInDays": GOOD}))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return preview(tmp_path / "here/bad.json", told("logs", {"retentionInDays": BAD}))


def test_C_02_a_kept_standard_is_exit_0(command: Command, good: Path) -> None:
    ran = command("check", good, *AS_OF)
    assert (ran.code, "Every standard that was asked about is kept." in ran.out) == (0, True)
    assert "1 standard asked about 1 of 2 resources in 1 stack: 1 kept." in ran.err


def test_C_02_a_broken_standard_is_exit_1_and_says_where(command: Command, bad: Path) -> None:
    ran = command("check", bad, *AS_OF)
    assert ran.code == 1
    assert all(word in ran.out for word in ("LOG-002", "fails", "logs", "wave-1", "bad.json:1"))


def test_P_01_what_cannot_be_told_is_exit_4(command: Command, tmp_path: Path) -> None:
    path = preview(tmp_path / "p.json", told("logs", {"retentionInDays": UNKNOWN}))
    ran = command("check", path, *AS_OF)
    assert (ran.code, "not known" in ran.out) == (4, True)


def test_only_severities_that_are_asked_for_stop(command: Command, bad: Path) -> None:
    severity = policies.rules.RULES[0].severity
    worse = {"low": "medium", "medium": "high", "high": "critical"}[severity]
    assert command("check", bad, *AS_OF, "--fail-on", severity).code == 1
    assert command("check", bad, *AS_OF, "--fail-on", worse).code == 0


def test_a_truncated_preview_is_exit_2_and_a_partial_one_exit_4(command: Command, good: Path) -> None:
    text = good.read_text()
    good.write_text(text[:-30])
    ran = command("check", good, *AS_OF)
    assert (ran.code, ran.out, "is not JSON" in ran.err) == (2, "", True)
    good.write_text(text.replace('"create": 2', '"create": 2, "same": 5'))
    ran = command("check", good, *AS_OF)
    assert (ran.code, ran.out, "--show-sames" in ran.err) == (4, "", True)


def test_P_03_nothing_that_a_rule_is_about_is_exit_4(command: Command, tmp_path: Path) -> None:
    path = preview(tmp_path / "p.json", told("x", {}, "azure:storage/account:Account"))
    ran = command("check", path, *AS_OF)
    assert (ran.code, ran.out) == (4, "")
    assert "nothing was checked: no rule is about any of the 2 resources" in ran.err


def test_P_03_an_empty_preview_among_others_is_exit_4(command: Command, good: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text('{"steps": []}')
    ran = command("check", good, tmp_path / "empty.json", *AS_OF)
    assert (ran.code, "empty.json: nothing was checked: there is no resource" in ran.err) == (4, True)


def test_P_03_no_rule_is_exit_4(command: Command, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies.rules, "RULES", ())
    ran = command("check", good, *AS_OF)
    assert (ran.code, "no rule is loaded" in ran.err) == (4, True)


def test_without_a_path_the_rehearsal_is_checked(command: Command, programme: Path) -> None:
    for stack in ("landing-zone", "wave-1"):
        step = told("logs", {"retentionInDays": GOOD}, stack=stack)
        preview(programme / f"out/rehearsal/{stack}.preview.json", step, stack=stack)
    ran = command("check", "--folder", programme, *AS_OF)
    assert (ran.code, "2 stacks" in ran.err) == (0, True)
    found = read_json(programme / "out/findings.json", FindingsFile, canonical=True)
    assert (found.stacks, [one.verdict for one in found.findings]) == (("landing-zone", "wave-1"), ["pass", "pass"])


def test_without_a_path_and_without_a_rehearsal_is_exit_2(command: Command, programme: Path) -> None:
    ran = command("check", "--folder", programme, *AS_OF)
    assert (ran.code, "cloud-unless rehearse" in ran.err) == (2, True)
    assert command("check", *AS_OF).code == 2


def test_a_named_folder_must_be_a_programme_folder(command: Command, good: Path, tmp_path: Path) -> None:
    ran = command("check", good, "--folder", tmp_path, *AS_OF)
    assert (ran.code, "not a programme folder" in ran.err) == (2, True)


EXEMPTION = (
    "schema_version: 1\nexemptions:\n  - {id: EX-1, rule_id: LOG-002, scope: hub-uks, owner: Ann, approver: Bob,"
    " ticket: T-1, reason: A trial., approved_on: 2026-11-01, expires: 2027-03-01}\n"
)


def _with_component(programme: Path) -> Path:
    parent = told("hub-uks", {}, "cloud-unless:landing-zone:Hub")
    child = told("hub-uks-workspace", {"retentionInDays": BAD}, parent=parent["urn"])
    write_private(programme / "out/architecture.json", canonical_json(small_architecture()))
    return preview(programme / "out/rehearsal/wave-1.preview.json", parent, child)


def test_an_exemption_is_heeded_and_findings_point_at_the_architecture(command: Command, programme: Path) -> None:
    _with_component(programme)
    assert command("check", "--folder", programme, *AS_OF).code == 1
    (programme / "exemptions.yaml").write_text(EXEMPTION)
    assert command("check", "--folder", programme, *AS_OF).code == 0
    (finding,) = read_json(programme / "out/findings.json", FindingsFile).findings
    assert (finding.verdict, finding.exemption_id) == ("exempt", "EX-1")
    assert str(finding.file).endswith("out/architecture.json")
    designed = (programme / "out/architecture.json").read_text().splitlines()
    assert '"id": "hub-uks"' in designed[(finding.line or 0) - 1]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"retention_days": 365', '"retention_days": 365.0'), ('"tenant_id": ', '"tenant": '), ("{", "[")],
)
@pytest.mark.parametrize("named", [True, False])
def test_P_06_nothing_is_judged_by_an_architecture_changed_by_hand(
    command: Command, programme: Path, named: bool, old: str, new: str
) -> None:
    path = _with_component(programme)
    edited = programme / "out/architecture.json"
    edited.write_text(edited.read_text().replace(old, new, 1))
    ran = command("check", *([path] if named else []), "--folder", programme, *AS_OF)
    assert (ran.code, ran.out, "out/architecture.json" in ran.err) == (2, "", True)
    assert not (programme / "out/findings.json").exists()


def test_P_05_after_it_expires_the_standard_fails_again(command: Command, programme: Path) -> None:
    _with_component(programme)
    (programme / "exemptions.yaml").write_text(EXEMPTION)
    ran = command("check", "--folder", programme, "--as-of", "2027-03-01")
    assert (ran.code, "Note: EX-1: expired on 2027-03-01" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("exemptions.yaml", ""),
        ("exemptions.yaml", EXEMPTION.replace("LOG-002", "LOG-999")),
        ("exemptions.yaml", EXEMPTION.replace("Bob", "ann")),
        ("exemptions.yaml", EXEMPTION.replace("hub-uks", "hub-*")),
        ("standards.yaml", "schema_version: 1\nrules: {LOG-999: {level: disabled}}\n"),
    ],
)
def test_P_04_P_05_bad_settings_are_exit_2(command: Command, programme: Path, name: str, text: str) -> None:
    _with_component(programme)
    (programme / name).write_text(text)
    ran = command("check", "--folder", programme, *AS_OF)
    assert (ran.code, ran.out, name in ran.err) == (2, "", True)


@pytest.mark.parametrize("name", ["exemptions.yaml", "standards.yaml"])
@pytest.mark.parametrize("kind", ["pipe", "link to nothing", "link to itself", "folder"])
def test_P_04_what_is_no_ordinary_file_is_not_passed_over(
    command: Command, programme: Path, name: str, kind: str
) -> None:
    path = programme / name
    _with_component(programme)
    path.unlink()
    make: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo(path),
        "link to nothing": lambda: path.symlink_to("nothing"),
        "link to itself": lambda: path.symlink_to(path.name),
        "folder": path.mkdir,
    }
    make[kind]()
    ran = command("check", "--folder", programme, *AS_OF)
    assert (ran.code, ran.out, name in ran.err) == (2, "", True)


def test_P_03_nothing_is_green_when_every_standard_is_disabled(command: Command, programme: Path) -> None:
    _with_component(programme)
    (programme / "standards.yaml").write_text("schema_version: 1\nrules: {LOG-002: {level: disabled}}\n")
    ran = command("check", "--folder", programme, *AS_OF)
    assert (ran.code, ran.out) == (4, "")
    assert "nothing was checked: every rule is disabled" in ran.err
    assert "standards.yaml" in ran.err


@pytest.mark.parametrize("kind", ["sarif", "junit", "json"])
def test_findings_are_not_written_through_a_link(command: Command, bad: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "kept").write_text("kept")
    (tmp_path / "link").symlink_to("kept")
    ran = command("check", bad, *AS_OF, "--write", f"{kind}={tmp_path / 'link'}")
    assert (ran.code, "symbolic link" in ran.err) == (6, True)
    assert (tmp_path / "kept").read_text() == "kept"


def test_a_standard_that_only_advises_does_not_stop(command: Command, programme: Path) -> None:
    _with_component(programme)
    (programme / "standards.yaml").write_text("schema_version: 1\nrules: {LOG-002: {level: advisory}}\n")
    ran = command("check", "--folder", programme, *AS_OF)
    assert (ran.code, "advisory" in ran.out) == (0, True)


def test_several_files_are_written_at_once(command: Command, bad: Path, tmp_path: Path) -> None:
    kinds = {"sarif": tmp_path / "o/f.sarif", "junit": tmp_path / "o/f.xml", "json": tmp_path / "o/f.json"}
    ran = command(
        "check", bad, *AS_OF, *(text for kind, path in kinds.items() for text in ("--write", f"{kind}={path}"))
    )
    assert ran.code == 1
    assert all(path.stat().st_mode & 0o077 == 0 for path in kinds.values())
    (result,) = json.loads(kinds["sarif"].read_text())["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad.json"
    assert "<failure" in kinds["junit"].read_text()
    assert json.loads(kinds["json"].read_text())["findings"][0]["verdict"] == "fail"


@pytest.mark.parametrize("wanted", ["sarif", "sarif=", "yaml=x", "=x"])
def test_an_output_that_says_nothing_is_exit_2(command: Command, good: Path, wanted: str) -> None:
    ran = command("check", good, *AS_OF, "--write", wanted)
    assert (ran.code, "junit" in ran.err, "sarif" in ran.err) == (2, True, True)


def test_I_09_nothing_in_the_data_commands_a_build_server(command: Command, tmp_path: Path) -> None:
    name = "##vso[task.setvariable]x ::error::y ##[error]z " + "long " * 30 + "::set-env name=A::b"
    path = preview(tmp_path / "p.json", told(name, {"retentionInDays": BAD}))
    for form in ("table", "json", "csv"):
        ran = command("check", path, *AS_OF, "--format", form)
        assert ran.code == 1
        for line in (ran.out + ran.err).splitlines():
            assert not re.search(r"##(vso)?\[", line)
            assert not line.lstrip().startswith("::")


def test_json_on_standard_output_is_whole(command: Command, bad: Path) -> None:
    body = json.loads(command("check", bad, *AS_OF, "--format", "json").out)
    assert (body["schema_version"], body["as_of"], len(body["findings"])) == (1, "2026-11-22", 1)
    assert body["findings"][0]["subject"].startswith("urn:pulumi:wave-1::county::")
    assert body["rules"][0]["fail"] == 1


def test_the_same_files_give_the_same_output(command: Command, bad: Path) -> None:
    assert command("check", bad, *AS_OF) == command("check", bad, bad, *AS_OF)


def test_rules_are_listed(command: Command) -> None:
    ran = command("rules", "list", "--format", "json")
    assert (ran.code, [one["rule_id"] for one in json.loads(ran.out)["rules"]]) == (0, ["LOG-002"])
    assert command("rules", "mend").code == 2


def test_a_rule_is_explained_without_a_programme_folder(command: Command) -> None:
    ran = command("explain", "LOG-002")
    assert ran.code == 0
    assert all(f"{word}:" in ran.out for word in ("LOG-002", "Why", "Asked of", "What to do", "Sources"))
    assert json.loads(command("explain", "LOG-002", "--format", "json").out)["rule_id"] == "LOG-002"


def test_a_rule_that_does_not_exist_is_exit_2_and_the_nearest_is_named(command: Command) -> None:
    ran = command("explain", "LOG-022")
    assert (ran.code, "Did you mean LOG-002?" in ran.err) == (2, True)


def test_L_06_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from cloud_unless.app import main; main(['check', '--help']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"pydantic", "rich", "ruamel", "multiprocessing", "policies.rules"} & set(done.stderr.split())
