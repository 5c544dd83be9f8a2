"""Rules and frameworks as tables: the list of standards, what covers which control, and how cases came out."""

from __future__ import annotations

from collections.abc import Sequence

from cloud_unless.tables import Column, Table
from policies.frameworks import FRAMEWORKS, coverage
from policies.frameworks.controls import Framework
from policies.model import Rule
from policies.own_rules.case_results import CaseResult
from safeio.errors import InputError
from safeio.field_errors import nearest


def find_framework(key: str) -> Framework:
    """The framework with this key. Raises InputError that names the nearest."""
    known = {one.key: one for one in FRAMEWORKS}
    if key in known:
        return known[key]
    like = nearest(key, tuple(known))
    hint = f"Did you mean {like}?" if like else f"Known here: {', '.join(known)}."
    raise InputError("--framework", f"{key[:80]!r} is no framework", hint)


def rules_table(rules: Sequence[Rule]) -> Table:
    """One row for each rule."""
    return Table(
        name="rules",
        title="Common standards",
        columns=(
            Column(key="rule_id", heading="Rule"),
            Column(key="severity", heading="Severity"),
            Column(key="title", heading="Standard", wrap=True),
            Column(key="why", heading="Why", people=False),
            Column(key="applies_to", heading="Asked of", people=False),
            Column(key="absent_means", heading="Absent means", people=False),
            Column(key="remedy", heading="What to do", people=False),
            Column(key="parameters", heading="Parameters", people=False),
            Column(key="evidence_for", heading="Evidence for", people=False),
        ),
        rows=tuple(
            (
                rule.id,
                rule.severity,
                rule.title,
                rule.why,
                rule.applies_to,
                rule.absent_means,
                rule.remedy,
                tuple(rule.parameters),
                tuple(f"{name} {control}" for name, controls in rule.frameworks.items() for control in controls),
            )
            for rule in rules
        ),
        empty="No standard gives evidence for it.",
    )


def frameworks_table(rules: Sequence[Rule]) -> Table:
    """One row for each framework: how many of its controls have a rule."""
    return Table(
        name="frameworks",
        title="Frameworks",
        columns=(
            Column(key="framework", heading="Framework"),
            Column(key="name", heading="Name", wrap=True),
            Column(key="controls", heading="Controls", right=True),
            Column(key="with_evidence", heading="With evidence", right=True),
            Column(key="without", heading="Without", right=True),
            Column(key="source", heading="Source", people=False),
            Column(key="checked_on", heading="Looked at on", people=False),
        ),
        rows=tuple(_framework_row(one, rules) for one in FRAMEWORKS),
    )


def coverage_table(framework: Framework, rules: Sequence[Rule]) -> Table:
    """One row for each control of the framework: the rules that give evidence, or why none does."""
    return Table(
        name="controls",
        title=framework.name,
        columns=(
            Column(key="control", heading="Control"),
            Column(key="title", heading="About", wrap=True),
            Column(key="rule_ids", heading="Evidence from", wrap=True),
            Column(key="why_none", heading="Why there is none", wrap=True, unknown=""),
            Column(key="reviewed", heading="Reviewed by a person", people=False),
        ),
        # Nobody has reviewed a mapping yet, and no reader may think that somebody has.
        rows=tuple(
            (one.control.id, one.control.title, one.rule_ids, one.why_none, False) for one in coverage(framework, rules)
        ),
    )


def cases_table(results: Sequence[CaseResult]) -> Table:
    """One row for each case of people's own rules."""
    return Table(
        name="cases",
        title="Cases",
        columns=(
            Column(key="rule_id", heading="Rule"),
            Column(key="case", heading="Case", wrap=True),
            Column(key="expected", heading="Expected"),
            Column(key="found", heading="Found", unknown="not asked"),
            Column(key="right", heading="As expected"),
            Column(key="message", heading="What the rule says", wrap=True),
        ),
        rows=tuple((one.rule_id, one.case, one.expected, one.found, one.is_right, one.message) for one in results),
    )


def _framework_row(framework: Framework, rules: Sequence[Rule]) -> tuple[str | int, ...]:
    covered = coverage(framework, rules)
    some = sum(bool(one.rule_ids) for one in covered)
    return (
        framework.key,
        framework.name,
        len(covered),
        some,
        len(covered) - some,
        framework.source,
        framework.checked_on,
    )
