"""Rules that are not kept: their table, and the exit code they lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cloud_unless.progress import say
from cloud_unless.tables import Column, Table
from safeio.errors import Exit

if TYPE_CHECKING:
    from migration.model import Violation

WORDS = {"broken": "broken", "unproven": "not proven"}


SHOWN = 200
"""Rows that people see. More have few causes between them: `say_by_rule` says which."""


VERIFY_SHOWS = "all: cloud-unless verify --format csv"


def violations_table(violations: Sequence[Violation], empty: str, rest: str = VERIFY_SHOWS) -> Table:
    """One row for each violation: broken ones first, then those that are not proven. `rest` says where all are."""
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
        most=SHOWN,
        rest=rest,
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
    return f"{broken:,} broken, {len(violations) - broken:,} not proven"


def say_by_rule(violations: Sequence[Violation]) -> None:
    """Say how many violations each rule has, the most first, where there are more than people see."""
    if len(violations) > SHOWN:
        counts = Counter(violation.constraint for violation in violations).most_common()
        say(f"By rule: {', '.join(f'{rule} {count:,}' for rule, count in counts)}.")


def _message(violation: Violation) -> str:
    return f"{violation.message} ({violation.amount})" if violation.amount else violation.message
