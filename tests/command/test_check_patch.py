"""`check --patch` and `--diff`, and what `check` says of settings that lie where nothing heeds them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command

import policies.rules

AS_OF = ("--as-of", "2026-11-22")
TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [{"type": "Microsoft.Web/sites", "apiVersion": "2023-01-01", "name": "a", "properties": {}}],
}
OWN_RULE = """\
schema_version: 1
id: COUNCIL-001
title: No cookie keeps a resident at one machine
severity: low
why: It tests.
applies_to: [azure-native:web:WebApp]
require: {path: clientAffinityEnabled, equals: false}
remedy: Switch it off.
remediation: {clientAffinityEnabled: false}
"""
BASELINE = ("--write-baseline", "b.json")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """One rule (HTTPS only) is asked of a template in an empty folder."""
    monkeypatch.setattr(policies.rules, "RULES", tuple(rule for rule in policies.rules.RULES if rule.id == "WEB-001"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "t.json").write_text(json.dumps(TEMPLATE, indent=2))
    return folder


def test_a_patch_mends_the_template_that_was_checked(command: Command, here: Path) -> None:
    ran = command("check", "t.json", *AS_OF, "--patch", "o.diff")
    assert (ran.code, "The patch mends 1 resource." in ran.err) == (1, True)
    assert '+        "httpsOnly": true' in (here / "o.diff").read_text()
    command("check", "t.json", *AS_OF, "--patch", "o.json")
    (one,) = json.loads((here / "o.json").read_text())["templates"]
    assert one == {
        "file": "t.json",
        "patch": [{"op": "add", "path": "/resources/0/properties/httpsOnly", "value": True}],
    }


def test_a_rule_of_their_own_mends_too(command: Command, here: Path) -> None:
    command("init", "p")
    (here / "p/rules").mkdir(exist_ok=True)
    (here / "p/rules/a.yaml").write_text(OWN_RULE)
    ran = command("check", "t.json", *AS_OF, "--folder", "p", "--patch", "o.json")
    assert "The patch mends 1 resource." in ran.err
    (one,) = json.loads((here / "o.json").read_text())["templates"]
    told = {(step["path"], str(step["value"])) for step in one["patch"]}
    assert told == {
        ("/resources/0/properties/clientAffinityEnabled", "False"),
        ("/resources/0/properties/httpsOnly", "True"),
    }


def test_a_template_is_judged_with_the_parameters_it_is_deployed_with(command: Command, here: Path) -> None:
    text = json.dumps(TEMPLATE | {"parameters": {"https": {"type": "bool"}}})
    (here / "t.json").write_text(text.replace("{}", '{"httpsOnly": "[parameters(\'https\')]"}'))
    assert command("check", "t.json", *AS_OF).code == 4
    for given, code in (("true", 0), ("false", 1)):
        (here / "p.json").write_text(f'{{"parameters": {{"https": {{"value": {given}}}}}}}')
        assert command("check", "t.json", *AS_OF, "--parameters", "p.json").code == code


def test_parameters_need_one_template(command: Command, here: Path) -> None:
    (here / "p.json").write_text('{"contentVersion": "1.0.0.0", "$schema": "x", "parameters": {}}')
    (here / "u.json").write_text((here / "t.json").read_text())
    ran = command("check", "t.json", "u.json", *AS_OF, "--parameters", "p.json")
    assert (ran.code, "in a call of its own" in ran.err) == (2, True)
    ran = command("check", "t.json", "p.json", *AS_OF)
    assert (ran.code, "--parameters" in ran.err) == (2, True)


def test_where_nothing_can_be_mended_the_patch_is_empty(command: Command, here: Path) -> None:
    (here / "t.json").write_text(json.dumps(TEMPLATE).replace("{}", '{"httpsOnly": true}'))
    assert command("check", "t.json", *AS_OF, "--patch", "o.diff").code == 0
    assert (here / "o.diff").read_text() == ""


def test_diff_shows_what_is_new_only(command: Command) -> None:
    command("check", "t.json", *AS_OF, *BASELINE)
    ran = command("check", "t.json", *AS_OF, "--baseline", "b.json", "--diff")
    assert (ran.code, "In the baseline" in ran.out) == (0, False)
    refused = command("check", "t.json", *AS_OF, "--diff")
    assert (refused.code, "--write-baseline" in refused.err) == (2, True)


@pytest.mark.parametrize("name", ["standards.yaml", "exemptions.yaml"])
def test_settings_that_nothing_heeds_are_said(command: Command, here: Path, name: str) -> None:
    (here / name).write_text("schema_version: 1\n")
    ran = command("check", "t.json", *AS_OF)
    assert f"Note: {name}: lies in no programme folder and is not heeded" in ran.err


def test_settings_beside_the_preview_of_another_folder_are_said(command: Command, here: Path, programme: Path) -> None:
    (here / "standards.yaml").write_text("schema_version: 1\n")
    ran = command("check", here / "t.json", *AS_OF, "--folder", programme)
    assert "standards.yaml: lies outside the programme folder and is not heeded" in ran.err
    assert ran.err.count("is not heeded") == 1


@pytest.mark.parametrize("name", ["exemptions.yaml", "https://example.org/main.json"])
def test_what_is_nothing_to_check_is_named(command: Command, here: Path, name: str) -> None:
    (here / "exemptions.yaml").write_text("schema_version: 1\n")
    ran = command("check", "t.json", name, *AS_OF)
    assert ran.code == 2
    assert "--folder" in ran.err or "nothing is fetched" in ran.err
