"""Findings as JUnit XML, for build servers: one suite for each stack, one case for each rule and subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from policies.model import Exemption, Finding, FindingsFile, Rule
from safeio.text import clean

TEXT_LIMIT = 1000

_KINDS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def written(found: FindingsFile, rules: Sequence[Rule], _version: str) -> bytes:
    """The bytes of the file.

    A fail is a failure; what cannot be told and is denied, and a rule that crashed, is an error; what is exempt, not
    applicable, in the baseline or only advisory is skipped with its reason.
    """
    titles = {rule.id: rule.title for rule in rules}
    exemptions = {one.id: one for one in found.exemptions}
    whole = Element("testsuites", name="cloud-unless")
    ordered = sorted(found.findings, key=lambda one: (one.stack or "", one.rule_id, one.subject))
    for stack, members in groupby(ordered, key=lambda one: one.stack or ""):
        suite = SubElement(whole, "testsuite", name=_text(stack) or "architecture")
        for one in members:
            _add_case(suite, one, titles.get(one.rule_id, ""), *_result(one, exemptions, found.unknown == "deny"))
        _count(suite)
    _count(whole)
    indent(whole)
    return bytes(tostring(whole, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_case(suite: Element, finding: Finding, title: str, kind: str | None, message: str) -> None:
    name = _text(f"{title}: {finding.subject}")
    case = SubElement(suite, "testcase", classname=finding.rule_id, name=name)
    if kind is not None:
        result = SubElement(case, kind, message=_text(message))
        if kind != "skipped":
            result.text = _text(finding.remedy)


def _result(finding: Finding, exemptions: Mapping[str, Exemption], deny: bool) -> tuple[str | None, str]:
    """The kind of the result, None for a pass, and what it says."""
    if finding.exemption_id is not None:
        return "skipped", _exempt(exemptions[finding.exemption_id])
    if finding.verdict == "not_applicable":
        return "skipped", finding.message
    if finding.verdict == "error":
        return "error", finding.message
    if finding.verdict == "pass":
        return None, ""
    if finding.in_baseline:
        return "skipped", f"in the baseline: {finding.message}"
    if finding.level == "advisory":
        return "skipped", f"advisory: {finding.message}"
    if finding.verdict == "unknown":
        return ("error" if deny else "skipped"), f"not known yet: {finding.message}"
    return "failure", finding.message


def _count(element: Element) -> None:
    element.set("tests", str(len(list(element.iter("testcase")))))
    for name, kind in _KINDS.items():
        element.set(name, str(len(list(element.iter(kind)))))


def _exempt(exemption: Exemption) -> str:
    return f"exempt until {exemption.expires} ({exemption.id}): owner {exemption.owner}, ticket {exemption.ticket}"


def _text(text: str) -> str:
    # XML has no place for control characters, and ElementTree writes them all the same.
    return clean(text, TEXT_LIMIT)
