"""Findings as SARIF 2.1.0, for code scanning (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import quote

from policies.model import Exemption, Finding, FindingsFile, Rule, Severity
from policies.urns import name_of
from safeio.text import clean

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
TEXT_LIMIT = 1000

# The top of each band of GitHub code scanning ("SARIF support for code scanning": over 9.0 critical, 7.0 to 8.9 high,
# 4.0 to 6.9 medium, 0.1 to 3.9 low).
_SCORES: Mapping[Severity, str] = {"critical": "10.0", "high": "8.9", "medium": "6.9", "low": "3.9"}
_LEVELS: Mapping[Severity, Literal["error", "warning", "note"]] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
}


def written(found: FindingsFile, rules: Sequence[Rule], version: str) -> bytes:
    """The bytes of the file. Passes are left out: code scanning would show them as problems. What cannot be told is
    there for review; a rule that crashed is a fail, and says so in the invocation too.

    Every finding must have a file and a line: code scanning refuses a whole file for one result without.
    """
    shown = [one for one in found.findings if one.verdict in ("fail", "unknown", "error", "exempt")]
    told = {one.rule_id for one in found.findings}
    listed = [rule for rule in rules if rule.id in told]
    places = {rule.id: number for number, rule in enumerate(listed)}
    exemptions = {one.id: one for one in found.exemptions}
    known = any(one.in_baseline for one in shown)
    run = {
        "tool": {"driver": {"name": "cloud-unless", "version": version, "rules": [_rule(rule) for rule in listed]}},
        "invocations": [_invocation(shown, places)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places[one.rule_id], exemptions) | _since(one, known) for one in shown],
    }
    body = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(body, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def _rule(rule: Rule) -> dict[str, Any]:
    tags = ["security", *(f"{framework}/{one}" for framework, all_of in rule.frameworks.items() for one in all_of)]
    return {
        "id": rule.id,
        "shortDescription": {"text": _text(rule.title)},
        "fullDescription": {"text": _text(rule.why)},
        "help": {"text": _text(f"{rule.remedy} {rule.absent_means}")},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"security-severity": _SCORES[rule.severity], "tags": [_text(tag) for tag in tags]},
    }


def _invocation(shown: Sequence[Finding], places: Mapping[str, int]) -> dict[str, Any]:
    crashed = [one for one in shown if one.verdict == "error"]
    said = [
        {
            "level": "error",
            "message": {"text": _text(f"{one.rule_id}: {one.message}")},
            "associatedRule": {"id": one.rule_id, "index": places[one.rule_id]},
        }
        for one in crashed
    ]
    return {"executionSuccessful": not crashed} | ({"toolExecutionNotifications": said} if said else {})


def _result(finding: Finding, place: int, exemptions: Mapping[str, Exemption]) -> dict[str, Any]:
    assert finding.file is not None, "a finding without a place would make code scanning refuse the whole file"
    assert finding.line is not None
    review = finding.verdict == "unknown"
    result: dict[str, Any] = {
        "ruleId": finding.rule_id,
        "ruleIndex": place,
        "kind": "review" if review else "fail",
        "level": "none" if review else _level(finding),
        "message": {"text": _text(_message(finding))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(finding.file)},
                    "region": {"startLine": finding.line},
                },
                "logicalLocations": [{"fullyQualifiedName": _text(finding.subject), "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"cloudUnlessFinding/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity,
            "enforcement": finding.level,
            "verdict": finding.verdict,
            "stack": finding.stack,
            "property": finding.property,
        },
    }
    if finding.exemption_id is not None:
        result["suppressions"] = [_suppression(exemptions[finding.exemption_id])]
    return result


def _since(finding: Finding, known: bool) -> dict[str, str]:
    """Whether the finding is in the baseline. SARIF wants that of all results or of none: `known` is all."""
    return {"baselineState": "unchanged" if finding.in_baseline else "new"} if known else {}


def _uri(file: str) -> str:
    return f"file://{quote(file)}" if file.startswith("/") else quote(file)


def _level(finding: Finding) -> str:
    if finding.verdict == "error":
        return "error"
    # What may only advise must not look as if it stopped anything.
    return "note" if finding.level == "advisory" else _LEVELS[finding.severity]


def _message(finding: Finding) -> str:
    start = "Could not be checked: " if finding.verdict == "error" else ""
    start = "Not known yet: " if finding.verdict == "unknown" else start
    return f"{name_of(finding.subject)}: {start}{_sentence(finding.message)} {_sentence(finding.remedy)}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _suppression(exemption: Exemption) -> dict[str, Any]:
    why = (
        f"{_sentence(exemption.reason)} Owner {exemption.owner}, approver {exemption.approver}, "
        f"ticket {exemption.ticket}, until {exemption.expires}."
    )
    return {"kind": "external", "status": "accepted", "justification": _text(why)}


def _text(text: str) -> str:
    return clean(text, TEXT_LIMIT)
