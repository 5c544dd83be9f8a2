"""Candidates as a table: what to look at, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cloud_unless.tables import Column, Table

if TYPE_CHECKING:
    from migration.model import Candidate

MOST = 60  # rows that people see; each asks for a talk with somebody

WORDS = {"consolidate": "bring together", "retire": "retire?"}


def candidates_table(found: Iterable[Candidate]) -> Table:
    """One row for each candidate. Nothing in it is decided."""
    return Table(
        name="candidates",
        title="To look at: nobody has decided any of this",
        columns=(
            Column(key="kind", heading="What"),
            Column(key="subject", heading="About", wrap=True),
            Column(key="application_ids", heading="Applications", wrap=True),
            Column(key="organisation_ids", heading="Organisations", people=False),
            Column(key="says", heading="What was found", wrap=True),
            Column(key="evidence", heading="Evidence", people=False),
        ),
        rows=tuple(
            (
                WORDS[one.kind],
                one.subject,
                one.application_ids,
                one.organisation_ids,
                one.says,
                tuple(f"{e.fact} ({e.source})" for e in one.evidence),
            )
            for one in found
        ),
        empty="Nothing to bring together and nothing to retire was found beyond what is decided.",
        most=MOST,
        rest="--format json shows them all.",
    )
