"""Ids that only look like others, through the whole of `check`: none of them exempts, disables or approves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command, Ran

import policies.rules

AS_OF = ("--as-of", "2026-11-22")
WORKSPACE = "azure-native:operationalinsights:Workspace"
STACK = "urn:pulumi:wave-1::county"
URN = f"{STACK}::{WORKSPACE}::logs"


@pytest.fixture(autouse=True)
def only_one_rule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One rule (retention of logs) is asked, beside the programme folder."""
    monkeypatch.setattr(policies.rules, "RULES", tuple(rule for rule in policies.rules.RULES if rule.id == "LOG-002"))
    monkeypatch.chdir(tmp_path)


def resource(token: str, name: str, **inputs: Any) -> dict[str, Any]:
    """A step of a preview that creates a resource."""
    urn = f"{STACK}::{token}::{name}"
    state = {"urn": urn, "type": token, "custom": token == WORKSPACE, "inputs": inputs}
    return {"op": "create", "urn": urn, "newState": state}


def checked(command: Command, programme: Path, name: str = "logs", **exempt: str) -> Ran:
    """What `check` says of a workspace that keeps logs for a week, with one exemption."""
    steps = [resource("pulumi:pulumi:Stack", "root"), resource(WORKSPACE, name, retentionInDays=7)]
    (programme / "p.json").write_text(json.dumps({"steps": steps, "changeSummary": {"create": 2}}))
    given = {"id": "EX-1", "rule_id": "LOG-002", "scope": URN, "owner": "Ann", "approver": "Bob", "ticket": "T"}
    given |= {"reason": "R", "approved_on": "2026-11-01", "expires": "2027-03-01", **exempt}
    text = json.dumps({"schema_version": 1, "exemptions": [given]})
    (programme / "exemptions.yaml").write_text(text)
    return command("check", programme / "p.json", "--folder", programme, *AS_OF)


def test_P_05_the_scope_itself_exempts(command: Command, programme: Path) -> None:
    assert checked(command, programme).code == 0


@pytest.mark.parametrize(
    "scope",
    [
        URN.upper(),
        URN.replace("logs", "Logs"),
        f"{URN}/",
        f"{URN}:",
        URN.removesuffix("s"),
        URN.replace("::logs", "::./logs"),
        URN.replace("wave-1", "wave-01"),
        "logs",
        "LOG-002",
        "stack:Wave-1",
        "stack:wave-1/",
        "stack:wave",
    ],
)
def test_P_05_a_scope_that_is_nearly_the_same_exempts_nothing(command: Command, programme: Path, scope: str) -> None:
    ran = checked(command, programme, scope=scope)
    assert (ran.code, "EX-1: exempts nothing that was checked" in ran.err) == (1, True)


@pytest.mark.parametrize("scope", [URN.replace("o", "\u043e"), f"{URN}\u2024", f"{URN} x", "st\u0430ck:wave-1"])
def test_P_05_a_scope_with_letters_of_another_alphabet_is_refused(
    command: Command, programme: Path, scope: str
) -> None:
    ran = checked(command, programme, scope=scope)
    assert (ran.code, ran.out, "exemptions.yaml" in ran.err) == (2, "", True)


@pytest.mark.parametrize("name", ["l\u043egs", "LOGS", "logs\u200b", "logs/", "ｌogs"])
def test_P_05_a_resource_that_looks_like_the_exempt_one_is_not(command: Command, programme: Path, name: str) -> None:
    assert checked(command, programme, name).code in (1, 2)


@pytest.mark.parametrize("rule_id", ["log-002", "LOG-002/", "LOG-0002", "L\u041eG-002", "LOG\u2010002", "LOG-00\uff12"])
def test_P_05_a_rule_that_is_nearly_the_same_is_refused(command: Command, programme: Path, rule_id: str) -> None:
    ran = checked(command, programme, rule_id=rule_id)
    assert (ran.code, ran.out, "exemptions.yaml" in ran.err) == (2, "", True)


@pytest.mark.parametrize("rule_id", ["log-002", "LOG-002/", "L\u041eG-002", "LOG-00\uff12"])
def test_P_04_a_rule_that_is_nearly_the_same_cannot_be_disabled(
    command: Command, programme: Path, rule_id: str
) -> None:
    text = json.dumps({"schema_version": 1, "rules": {rule_id: {"level": "disabled"}}})
    (programme / "standards.yaml").write_text(text)
    ran = checked(command, programme)
    assert (ran.code, ran.out, "standards.yaml" in ran.err) == (2, "", True)


@pytest.mark.parametrize("approver", ["ann", "Ann ", "\uff21nn", "\u0410nn", "A\u200bnn"])
def test_P_05_an_owner_cannot_approve_under_a_name_that_looks_otherwise(
    command: Command, programme: Path, approver: str
) -> None:
    ran = checked(command, programme, approver=approver)
    assert (ran.code, ran.out, "exemptions.yaml" in ran.err) == (2, "", True)
