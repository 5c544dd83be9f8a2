"""Findings as rows: what is wrong, and how each rule fared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cloud_unless.tables import Column, Table
from policies.gate import SEVERITIES
from policies.model import Finding, FindingsFile, Outcome, Rule
from policies.urns import name_of
from policies.writers.wording import WORDS

OPEN: tuple[Outcome, ...] = ("fail", "error", "unknown", "exempt")
"""The outcomes that are listed one by one. The others are counted; out/findings.json holds them all."""

MOST = 50  # rows that people see; more cannot be worked through at once


def findings_table(found: FindingsFile) -> Table:
    """One row for each finding that is open and not in the baseline, the worst first."""
    return _table(found, False, "findings", "Findings", "Every standard that was asked about is kept.")


def baseline_table(found: FindingsFile) -> Table:
    """One row for each finding that is in the baseline, the worst first."""
    return _table(found, True, "baseline", "In the baseline", "Nothing that is in the baseline is still there.")


def _table(found: FindingsFile, in_baseline: bool, name: str, title: str, empty: str) -> Table:
    chosen = (one for one in found.findings if one.verdict in OPEN and one.in_baseline is in_baseline)
    ordered = sorted(chosen, key=_rank)
    return Table(
        name=name,
        title=title,
        columns=(
            Column(key="severity", heading="Severity"),
            Column(key="rule_id", heading="Rule"),
            Column(key="verdict", heading="State"),
            Column(key="name", heading="Resource", wrap=True),
            Column(key="stack", heading="Stack", wrap=True, unknown=""),
            Column(key="message", heading="What is wrong", wrap=True),
            Column(key="place", heading="Where", wrap=True, unknown=""),
            Column(key="level", heading="Level", people=False),
            Column(key="property", heading="Property", people=False),
            Column(key="subject_type", heading="Type", people=False),
            Column(key="subject", heading="Subject", people=False),
            Column(key="remedy", heading="What to do", people=False),
            Column(key="exemption_id", heading="Exemption", people=False),
            Column(key="fingerprint", heading="Fingerprint", people=False),
        ),
        rows=tuple(_row(one) for one in ordered),
        empty=empty,
        most=MOST,
    )


def rules_asked_table(found: FindingsFile, rules: Sequence[Rule]) -> Table:
    """One row for each rule that was about something: how many resources keep it, and how many do not."""
    counts: dict[str, Counter[str]] = {rule.id: Counter() for rule in rules}
    for one in found.findings:
        counts[one.rule_id][one.verdict] += 1
    return Table(
        name="rules",
        title="Standards",
        columns=(
            Column(key="rule_id", heading="Rule"),
            Column(key="title", heading="Standard", wrap=True),
            Column(key="severity", heading="Severity"),
            *(Column(key=outcome, heading=word, right=True) for outcome, word in WORDS.items()),
        ),
        rows=tuple(
            (rule.id, rule.title, rule.severity, *(counts[rule.id][outcome] for outcome in WORDS))
            for rule in rules
            if counts[rule.id]
        ),
    )


def counted(found: FindingsFile) -> str:
    """How many findings of each outcome there are, in words."""
    counts = Counter(one.verdict for one in found.findings if not one.in_baseline)
    told = [f"{counts[outcome]:,} {word}" for outcome, word in WORDS.items() if counts[outcome]]
    known = sum(one.in_baseline for one in found.findings)
    return ", ".join([*told, f"{known:,} in the baseline"] if known else told)


def _row(one: Finding) -> tuple[str | None, ...]:
    place = f"{one.file}:{one.line}" if one.file else None
    message = f"{one.message} ({one.property})" if one.property and one.property not in one.message else one.message
    for_people = (
        one.severity if one.level != "advisory" else f"{one.severity}, advisory",
        one.rule_id,
        WORDS[one.verdict],
        name_of(one.subject),
        one.stack,
        message,
        place,
    )
    for_programs = (
        one.level,
        one.property,
        one.subject_type,
        one.subject,
        one.remedy,
        one.exemption_id,
        one.fingerprint,
    )
    return (*for_people, *for_programs)


def _rank(one: Finding) -> tuple[int, int, str, str, str]:
    return SEVERITIES.index(one.severity), OPEN.index(one.verdict), one.rule_id, one.stack or "", one.subject
