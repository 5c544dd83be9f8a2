"""Rules that are not kept: their table, and the exit code they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloud_unless.tables import Column, Table
from safeio.errors import Exit

if TYPE_CHECKING:
    from migration.model import Violation

WORDS = {"broken": "broken", "unproven": "not proven"}


def violations_table(violations: Sequence[Violation], empty: str) -> Table:
    """One row for each violation: broken ones first, then those that are not proven."""
    ordered = sorted(violations, key=lambda v: (v.severity, v.constraint, v.subject, v.message))
    return Table(
        name="violations",
        title="Violations",
        columns=(
            Column(key="severity", heading="State"),
            Column(key="constraint", heading="Rule"),
            Column(key="subject", heading="About", wrap=True),
            Column(key="message", heading="What is wrong", wrap=True),
        ),
        rows=tuple((WORDS[v.severity], v.constraint, v.subject, _message(v)) for v in ordered),
        empty=empty,
    )


def exit_for(violations: Sequence[Violation]) -> Exit:
    """1 when a rule is broken, 4 when something is only not proven, else 0."""
    severities = {violation.severity for violation in violations}
    if "broken" in severities:
        return Exit.FINDINGS
    return Exit.NOT_EVALUATED if severities else Exit.OK


def counted(violations: Sequence[Violation]) -> str:
    """How many violations of each severity, in words."""
    broken = sum(violation.severity == "broken" for violation in violations)
    return f"{broken} broken, {len(violations) - broken} not proven"


def _message(violation: Violation) -> str:
    return f"{violation.message} ({violation.amount})" if violation.amount else violation.message
