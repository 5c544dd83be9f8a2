"""What a check comes to: may it go on?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from policies.model import STOPPING, Finding, Severity
from safeio.errors import Exit

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the worst down."""


def exit_for(findings: Iterable[Finding], unknown: Literal["deny", "allow"], fail_on: Severity) -> Exit:
    """The exit code: 1 where a rule that stops fails, 4 where one is not known and `unknown` is "deny", else 0. Only
    severities at or over `fail_on` count, and nothing that is in the baseline; but a rule that crashed is always 4,
    since nobody knows what it hides."""
    given = tuple(one for one in findings if one.verdict == "error" or not one.in_baseline)
    counted = [one for one in given if one.level in STOPPING and at_least(one.severity, fail_on)]
    if any(one.verdict == "fail" for one in counted):
        return Exit.FINDINGS
    denied = unknown == "deny" and any(one.verdict == "unknown" for one in counted)
    if denied or any(one.verdict == "error" for one in given):
        return Exit.NOT_EVALUATED
    return Exit.OK


def at_least(severity: Severity, threshold: Severity) -> bool:
    """True where the severity is as bad as the threshold, or worse."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(threshold)


def nothing_checked(findings: Iterable[Finding], rules: int, resources: int) -> str | None:
    """Why the check says nothing, or None where it says something: a green result of nothing would be believed."""
    if not rules:
        return "no rule is loaded"
    if not resources:
        return "there is no resource"
    if not any(one.subject_kind == "resource" and one.verdict != "not_applicable" for one in findings):
        return f"no rule is about any of the {resources:,} resources"
    return None
