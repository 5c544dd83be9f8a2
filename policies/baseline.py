"""The baseline: what did not keep a standard when people began to look, and need not be mended at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from policies.gate import at_least
from policies.model import Finding, Severity, Warned
from safeio.errors import InputError
from safeio.json_files import parse_json
from safeio.regular import read_regular
from safeio.terminal_text import shown
from safeio.values import Day, value

SCHEMA_VERSION = 1
CAP_BYTES = 100_000_000
"""More than a hundred thousand findings take; a larger file is none of ours."""


@value
class KnownFinding:
    """A finding that is in the baseline. `fingerprint` stands for rule, subject and property; `message` says what was
    wrong then; `mark` tells whether the property is still what it was (policies.baseline_marks)."""

    fingerprint: str
    rule_id: str
    severity: Severity
    verdict: Literal["fail", "unknown"]
    stack: str | None
    subject: str
    property: str | None
    message: str
    mark: str | None = None


@value
class Baseline:
    """A baseline file: what was found up to `as_of`, sorted by rule, stack and subject."""

    schema_version: int = SCHEMA_VERSION
    as_of: Day
    findings: tuple[KnownFinding, ...]


def read_baseline(path: Path) -> Baseline:
    """The baseline at `path`. Raises InputError for a file that is missing, or not what `check` writes."""
    return parse_baseline(read_regular(path, CAP_BYTES), shown(path, 300))


def parse_baseline(data: bytes, where: str) -> Baseline:
    """The baseline of these bytes; `where` is the name used in errors. Raises InputError."""
    found = parse_json(data, where, Baseline)
    if found.schema_version != SCHEMA_VERSION:
        remedy = "Write it again: cloud-unless check --write-baseline FILE."
        raise InputError(where, "this baseline is of another version", remedy)
    return found


def told_apart(findings: Iterable[Finding], baseline: Baseline, marks: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings, with those that the baseline holds shown as such; `marks` are by fingerprint. One that may have got
    worse is not known any more: it was not known and fails now, its rule is more severe now, the rule says something
    else, or the property changed in any way."""
    known = {one.fingerprint: one for one in baseline.findings}
    return tuple(
        replace(one, in_baseline=True) if _is_known(one, known.get(one.fingerprint), marks) else one for one in findings
    )


def baseline_of(
    findings: Sequence[Finding],
    marks: Mapping[str, str],
    stacks: Iterable[str],
    as_of: date,
    previous: Baseline | None = None,
) -> Baseline:
    """The baseline that holds everything that fails or is not known now. What the previous one says of other stacks
    than those in `stacks`, which were not looked at, stays; everything else that is no more to be found is dropped."""
    seen: set[str | None] = set(stacks)
    if any(one.subject_kind == "plan" for one in findings):
        seen.add(None)
    now = [
        _entry(one, one.verdict, marks.get(one.fingerprint))
        for one in findings
        if one.verdict == "fail" or one.verdict == "unknown"
    ]
    kept = [one for one in previous.findings if one.stack not in seen] if previous is not None else []
    return Baseline(as_of=as_of, findings=tuple(sorted((*now, *kept), key=_place)))


def baseline_warnings(findings: Sequence[Finding], stacks: Iterable[str], baseline: Baseline) -> tuple[Warned, ...]:
    """What people should know about the baseline: how much of it is no more to be found in these stacks."""
    still = {one.fingerprint for one in findings if one.in_baseline}
    seen = frozenset(stacks)
    gone = sum(one.stack in seen and one.fingerprint not in still for one in baseline.findings)
    if not gone:
        return ()
    what = "1 entry is" if gone == 1 else f"{gone:,} entries are"
    return (
        Warned(about="baseline", message=f"{what} not found as written there; write it again to drop what is gone"),
    )


def _is_known(finding: Finding, known: KnownFinding | None, marks: Mapping[str, str]) -> bool:
    return (
        known is not None
        and known.verdict == finding.verdict
        and known.message == finding.message
        and known.mark == marks.get(finding.fingerprint)
        and at_least(known.severity, finding.severity)
    )


def _entry(finding: Finding, verdict: Literal["fail", "unknown"], mark: str | None) -> KnownFinding:
    return KnownFinding(
        fingerprint=finding.fingerprint,
        rule_id=finding.rule_id,
        severity=finding.severity,
        verdict=verdict,
        stack=finding.stack,
        subject=finding.subject,
        property=finding.property,
        message=finding.message,
        mark=mark,
    )


def _place(one: KnownFinding) -> tuple[str, str, str, str]:
    return one.rule_id, one.stack or "", one.subject, one.fingerprint
