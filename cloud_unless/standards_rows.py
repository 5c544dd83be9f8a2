"""Findings as the report shows them: one row for each common standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from migration.reports.facts import StandardsChecked, StandardsRow
from policies.model import Finding, FindingsFile, Rule
from policies.urns import name_of

SHOWN = 3
"""So many subjects are described for each standard; findings.json has all."""


def standards_checked(found: FindingsFile, rules: Sequence[Rule]) -> StandardsChecked:
    """The findings by standard. Findings of a rule that is not in this version are left out."""
    by_rule: dict[str, list[Finding]] = {}
    for one in found.findings:
        by_rule.setdefault(one.rule_id, []).append(one)
    expires = {one.id: one.expires for one in found.exemptions}
    return StandardsChecked(
        as_of=found.as_of,
        resources=found.resources_seen,
        stacks=found.stacks,
        rows=tuple(_row(rule, by_rule[rule.id], expires) for rule in rules if rule.id in by_rule),
    )


def _row(rule: Rule, findings: list[Finding], expires: dict[str, date]) -> StandardsRow:
    counts = Counter(one.verdict for one in findings)
    open_ones = [one for one in findings if one.verdict in ("fail", "unknown", "error")]
    ends = [expires[one.exemption_id] for one in findings if one.exemption_id in expires]
    return StandardsRow(
        rule_id=rule.id,
        title=rule.title,
        severity=rule.severity,
        passes=counts["pass"],
        fails=counts["fail"],
        unknown=counts["unknown"] + counts["error"],
        exempt=counts["exempt"],
        worst=tuple(_described(one) for one in open_ones[:SHOWN]),
        remedy=rule.remedy,
        exempt_until=min(ends, default=None),
    )


def _described(one: Finding) -> str:
    name = one.component or name_of(one.subject)
    return f"{name}: {one.message}" if one.message else name
