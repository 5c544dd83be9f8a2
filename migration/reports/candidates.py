"""What people should look at: one function with several products, and applications that may not be needed."""

from __future__ import annotations

from migration.decide.candidates import candidates
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Cell, Table, columns, table
from migration.reports.wording import listed, sentence

KINDS = {"consolidate": "Bring together", "retire": "Is it needed?"}


def candidate_table(facts: ReportFacts, names: Names) -> Table | None:
    """Candidates with their evidence; None where there are none. Nothing in it is decided."""
    rows: list[tuple[Cell, ...]] = [
        (
            KINDS[one.kind],
            one.subject if one.kind == "consolidate" else names.application(one.subject),
            listed(sorted(names.application(app) for app in one.application_ids)),
            sentence(one.says),
            "; ".join(dict.fromkeys(evidence.source for evidence in one.evidence)),
        )
        for one in candidates(facts.estate, facts.dispositions, facts.as_of)
    ]
    headings = columns("What", "About", "Applications", "What was found", "Source")
    return table("To look at: nobody has decided any of this", headings, rows, "estate.json")
