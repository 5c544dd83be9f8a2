"""Findings as CSV: one row for each rule and subject, passes too, for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

from policies.model import FindingsFile, Rule
from policies.urns import name_of
from policies.writers.wording import WORDS, worst_first
from safeio.csv_files import write_csv

COLUMNS = (
    *("severity", "rule_id", "title", "state", "level", "in_baseline", "name", "stack", "message", "property"),
    *("remedy", "file", "line", "type", "subject", "component"),
    *("exemption_id", "exempt_until", "owner", "approver", "ticket", "fingerprint"),
)


def written(found: FindingsFile, rules: Sequence[Rule], _version: str) -> bytes:
    """The bytes of the file, the worst first. A cell that a spreadsheet would run as a formula is made plain."""
    titles = {rule.id: rule.title for rule in rules}
    exemptions = {one.id: one for one in found.exemptions}
    rows = []
    for one in worst_first(found.findings, *WORDS):
        accepted = exemptions.get(one.exemption_id or "")
        row = (
            *(one.severity, one.rule_id, titles.get(one.rule_id), WORDS[one.verdict], one.level),
            *("yes" if one.in_baseline else "no", name_of(one.subject), one.stack, one.message, one.property),
            *(one.remedy, one.file, one.line, one.subject_type, one.subject, one.component, one.exemption_id),
            *((accepted.expires, accepted.owner, accepted.approver, accepted.ticket) if accepted else (None,) * 4),
            one.fingerprint,
        )
        rows.append(["" if cell is None else str(cell) for cell in row])
    return write_csv(COLUMNS, rows).encode("utf-8")
