"""I-12: findings as SARIF, JUnit and JSON, whatever the texts in them are."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from checked_things import TODAY, always, exemption, fails, resource, rule, urn_of
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from sarif_form import SARIF

from policies.architecture_lines import Lines, placed
from policies.check import check
from policies.exemptions import in_force
from policies.model import Answer, FindingsFile, Resource, Rule
from policies.standards import RuleStandard, Standards
from policies.writers import WRITERS
from safeio.json_files import parse_json

RULES = (
    rule("TST-001", fails("a.b", "it is wrong"), severity="critical", frameworks={"caf": ("B3.a", "B3.b")}),
    rule("TST-002", always(Answer(verdict="unknown", property="c", message="not told")), severity="low"),
    rule("TST-003", always(None), severity="medium"),
    rule("TST-004", severity="high"),
    rule("TST-005", always(Answer(verdict="not_applicable", message="no need")), severity="high"),
    rule("TST-006", fails("d"), severity="medium"),
)
RESOURCES = (resource("a", component="payroll"), resource("b", file="main.py", line=7))
STANDARDS = Standards(rules={"TST-006": RuleStandard(level="advisory")})
FORM = jsonschema.Draft202012Validator(SARIF)
LINES = Lines(file="out/architecture.json", ids={"payroll": 42}, stacks={"test": 9})


def found(
    rules: tuple[Rule, ...] = RULES, resources: tuple[Resource, ...] = RESOURCES, unknown: Any = "deny", **changed: Any
) -> FindingsFile:
    """The findings of a check, placed, as the command makes them; the fail of TST-001 for b is exempt."""
    given_ = (exemption("TST-001", urn_of("b"), **changed),)
    checked = check(resources, rules, given_, TODAY, STANDARDS, None)
    return FindingsFile(
        as_of=TODAY,
        files=("given.json",),
        stacks=("test",),
        rules_asked=checked.rules_asked,
        resources_seen=checked.resources_seen,
        resources_asked=checked.resources_asked,
        unknown=unknown,
        findings=placed(checked.findings, LINES, {one.urn: "given.json" for one in resources}),
        exemptions=tuple(one for one in given_ if in_force(one, TODAY)),
        warnings=checked.warnings,
    )


def sarif(whole: FindingsFile, rules: tuple[Rule, ...] = RULES) -> dict[str, Any]:
    """The run of the SARIF file, after the file was held against its form."""
    body = json.loads(WRITERS["sarif"](whole, rules, "1.2.3"))
    assert [one.message for one in FORM.iter_errors(body)] == []
    run: dict[str, Any] = body["runs"][0]
    return run


def junit(whole: FindingsFile) -> dict[tuple[str, str], Any]:
    """The result of each test case, None for a pass, by rule and resource."""
    suites = JUnitXml.fromstring(WRITERS["junit"](whole, RULES, "1"))
    return {
        (case.classname, case.name[-1]): case.result[0] if case.result else None for suite in suites for case in suite
    }


def test_I_12_sarif_holds_what_is_open_and_keeps_its_form() -> None:
    results = sarif(found())["results"]
    assert [(one["ruleId"], one["kind"], one["level"], "suppressions" in one) for one in results] == [
        ("TST-001", "fail", "error", False),
        ("TST-001", "fail", "error", True),
        ("TST-002", "review", "none", False),
        ("TST-002", "review", "none", False),
        ("TST-003", "fail", "error", False),
        ("TST-003", "fail", "error", False),
        ("TST-006", "fail", "note", False),
        ("TST-006", "fail", "note", False),
    ]


def test_sarif_points_at_the_architecture_else_at_the_program() -> None:
    places = [one["locations"][0]["physicalLocation"] for one in sarif(found())["results"][:2]]
    assert [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in places] == [
        ("out/architecture.json", 42),
        ("main.py", 7),
    ]


def test_sarif_says_who_accepted_and_until_when() -> None:
    (suppression,) = sarif(found())["results"][1]["suppressions"]
    assert suppression == {
        "kind": "external",
        "status": "accepted",
        "justification": "It must be so. Owner Ann Able, approver Bob Best, ticket CHG-1, until 2027-03-01.",
    }


def test_sarif_describes_every_rule_asked_and_results_name_it_by_its_place() -> None:
    run = sarif(found())
    listed = run["tool"]["driver"]["rules"]
    assert [one["id"] for one in listed] == [one.id for one in RULES]
    assert [one["properties"]["security-severity"] for one in listed] == ["10.0", "3.9", "6.9", "8.9", "8.9", "6.9"]
    assert listed[0]["properties"]["tags"] == ["security", "caf/B3.a", "caf/B3.b"]
    assert all(listed[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_sarif_says_that_a_rule_crashed() -> None:
    (invocation,) = sarif(found())["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["associatedRule"]["id"] for one in invocation["toolExecutionNotifications"]] == ["TST-003"] * 2
    assert sarif(found(RULES[:2]))["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize(
    ("file", "uri"), [("a b/ü.json", "a%20b/%C3%BC.json"), ("/x/y#z.json", "file:///x/y%23z.json")]
)
def test_sarif_quotes_the_names_of_files(file: str, uri: str) -> None:
    whole = found(resources=(resource("a", file=file, line=1),))
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in sarif(whole)["results"]}
    assert places == {uri}


def test_junit_has_a_case_for_each_rule_and_resource() -> None:
    told = {key: type(result).__name__ for key, result in junit(found()).items()}
    assert told == {
        ("TST-001", "a"): "Failure",
        ("TST-001", "b"): "Skipped",
        ("TST-002", "a"): "Error",
        ("TST-002", "b"): "Error",
        ("TST-003", "a"): "Error",
        ("TST-003", "b"): "Error",
        ("TST-004", "a"): "NoneType",
        ("TST-004", "b"): "NoneType",
        ("TST-005", "a"): "Skipped",
        ("TST-005", "b"): "Skipped",
        ("TST-006", "a"): "Skipped",
        ("TST-006", "b"): "Skipped",
    }


def test_junit_says_why() -> None:
    told = junit(found())
    assert told["TST-001", "b"].message == "exempt until 2027-03-01 (EX-1): owner Ann Able, ticket CHG-1"
    assert (told["TST-001", "a"].message, told["TST-001", "a"].text) == ("it is wrong", "Mend it.")
    assert told["TST-002", "a"].message == "not known yet: not told"
    assert type(junit(found(unknown="allow"))["TST-002", "a"]).__name__ == "Skipped"


def test_junit_counts() -> None:
    root = ElementTree.fromstring(WRITERS["junit"](found(), RULES, "1"))
    counts = {"tests": "12", "failures": "1", "errors": "4", "skipped": "5"}
    assert [{key: one.get(key) for key in counts} for one in (root, root[0])] == [counts, counts]


def test_json_reads_back_as_it_was() -> None:
    whole = found()
    assert parse_json(WRITERS["json"](whole, RULES, "1"), "x", FindingsFile) == whole


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_the_same_findings_give_the_same_bytes(kind: str) -> None:
    assert WRITERS[kind](found(), RULES, "1") == WRITERS[kind](found(resources=RESOURCES[::-1]), RULES, "1")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_I_12_any_text_leaves_every_file_well_formed(text: str) -> None:
    hostile = rule("TST-001", fails(text, text), title=f"t{text}", why=f"w{text}", remedy=f"r{text}")
    whole = found((hostile,), (resource("a", stack=text), resource("b")), reason=f"x{text}", owner=f"o{text}")
    ElementTree.fromstring(WRITERS["junit"](whole, (hostile,), "1"))
    sarif(whole, (hostile,))


def test_what_is_in_the_baseline_is_told_apart_and_fails_no_build() -> None:
    whole = found()
    old = replace(whole, findings=tuple(replace(one, in_baseline=one.rule_id == "TST-001") for one in whole.findings))
    assert {(one["ruleId"] == "TST-001", one["baselineState"]) for one in sarif(old)["results"]} == {
        (True, "unchanged"),
        (False, "new"),
    }
    assert junit(old)["TST-001", "a"].message == "in the baseline: it is wrong"
    assert "baselineState" not in sarif(whole)["results"][0]
