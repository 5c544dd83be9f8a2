"""Findings as an evidence pack: one HTML file without script or network, for assessors, on paper and on a phone."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policies.frameworks import FRAMEWORKS
from policies.model import Finding, FindingsFile, Rule
from policies.urns import name_of
from policies.writers.wording import (
    OPEN,
    WORDS,
    asked,
    cleaned,
    counted,
    place_of,
    sentence,
    state_of,
    what_is_wrong,
    worst_first,
)

MOST = 2_000
"""Rows of a list; a browser of a phone shows no more with ease. out/findings.json holds all."""

OTHER_TOOLS = ("checkov", "prowler")
"""Names of other checkers, whose rules ours correspond to. They are no frameworks."""

Counts = Mapping[str, int]
Row = dict[str, Any]


def written(found: FindingsFile, rules: Sequence[Rule], version: str) -> bytes:
    """The bytes of the file. The same findings give the same bytes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("policies.writers", "templates"),
        autoescape=True,  # said outright: guessing by the name of a file misses .html.j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["text"] = lambda text: cleaned(str(text))
    style = templates.get_template("evidence.css").render()
    page = templates.get_template("evidence.html.j2").render(
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        version=version,
        **_facts(found, rules),
    )
    return f"{page}\n".encode()


def _facts(found: FindingsFile, rules: Sequence[Rule]) -> dict[str, Any]:
    by_rule = _counts((one.rule_id, one) for one in found.findings)
    listed = [rule for rule in rules if rule.id in by_rule]
    return {
        "found": found,
        "asked": asked(found),
        "counted": counted(found.findings),
        "words": WORDS,
        "totals": Counter(one.verdict for one in found.findings),
        "most": MOST,
        "rules": [{"rule": rule, "counts": by_rule[rule.id]} for rule in listed],
        "opened": _by_rule(worst_first(found.findings, *OPEN), listed),
        "resources": _resources(found),
        "exempt": _exempt(found),
        "controls": _controls(listed, by_rule),
        "notes": [(one.about, sentence(one.message)) for one in found.warnings],
    }


def _by_rule(findings: Sequence[Finding], rules: Sequence[Rule]) -> list[Row]:
    """The open findings of each rule, the rules in the order of their worst finding."""
    known = {rule.id: rule for rule in rules}
    grouped: dict[str, list[Row]] = defaultdict(list)
    for one in findings[:MOST]:
        grouped[one.rule_id].append(_row(one))
    return [{"rule": known[rule_id], "rows": rows} for rule_id, rows in grouped.items()]


def _resources(found: FindingsFile) -> list[Row]:
    """How each resource fared, those with most open first."""
    counts = _counts((one.subject, one) for one in found.findings)
    subjects = {one.subject: one for one in found.findings}
    ordered = sorted(counts, key=lambda urn: (-sum(counts[urn][outcome] for outcome in OPEN), urn))
    return [
        {"name": name_of(urn), "type": subjects[urn].subject_type, "stack": subjects[urn].stack, "counts": counts[urn]}
        for urn in ordered
    ]


def _exempt(found: FindingsFile) -> list[Row]:
    held = {one.id: one for one in found.exemptions}
    return [
        _row(one) | {"exemption": held[one.exemption_id]}
        for one in worst_first(found.findings, "exempt")
        if one.exemption_id is not None
    ]


def _controls(rules: Sequence[Rule], counts: Mapping[str, Counts]) -> list[Row]:
    """For each framework and control, the rules that give evidence for it and whether something is open there. Nobody
    has reviewed that yet, and no reader may think that somebody has."""
    titles = {(one.key, control.id): control.title for one in FRAMEWORKS for control in one.controls}
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rule in rules:
        for framework in rule.frameworks.keys() - set(OTHER_TOOLS):
            for control in rule.frameworks[framework]:
                named[framework, control].append(rule.id)
    return [
        {
            "framework": framework,
            "control": control,
            "title": titles.get((framework, control), ""),
            "rules": ids,
            "open": sum(counts[rule_id][outcome] for rule_id in ids for outcome in OPEN),
        }
        for (framework, control), ids in sorted(named.items())
    ]


def _counts(pairs: Iterable[tuple[str, Finding]]) -> Mapping[str, Counts]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, one in pairs:
        found[key][one.verdict] += 1
    return found


def _row(one: Finding) -> Row:
    return {
        "severity": one.severity,
        "rule_id": one.rule_id,
        "state": state_of(one),
        "name": name_of(one.subject),
        "stack": one.stack or "",
        "wrong": what_is_wrong(one),
        "place": place_of(one),
    }
