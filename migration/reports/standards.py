"""Common standards: what the last check found, the worst first."""

from __future__ import annotations

from migration.reports.facts import ReportFacts, StandardsChecked, StandardsRow
from migration.reports.tables import Cell, Mark, Table, columns, table
from migration.reports.wording import counted, day, listed
from safeio.values import value

SEVERITIES = ("critical", "high", "medium", "low")


@value
class Standards:
    """A sentence, the standards that are not kept or not decided, and those that are."""

    sentence: str
    open: Table | None
    exempt: Table | None
    kept: Table | None


def standards(facts: ReportFacts) -> Standards | None:
    """The findings as a reviewer reads them; None where nothing was checked yet."""
    found = facts.standards
    if found is None:
        return None
    rows = sorted(found.rows, key=lambda one: (_rank(one.severity), one.rule_id))
    return Standards(
        sentence=_sentence(found),
        open=_open([one for one in rows if one.fails or one.unknown]),
        exempt=_exempt([one for one in rows if one.exempt]),
        kept=_kept([one for one in rows if one.passes and not one.fails and not one.unknown]),
    )


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _sentence(found: StandardsChecked) -> str:
    failing = [one for one in found.rows if one.fails]
    open_ones = [one for one in found.rows if one.unknown and not one.fails]
    looked = f"{counted(found.resources, 'resource', 'resources')} of {counted(len(found.stacks), 'stack', 'stacks')}"
    state = [
        counted(len(failing), "is not kept", "are not kept"),
        counted(len(open_ones), "cannot be decided", "cannot be decided"),
    ]
    return (
        f"The check of {day(found.as_of)} looked at {looked}. "
        f"Of {counted(len(found.rows), 'standard', 'standards')}, {listed(state)}."
    )


def _open(rows: list[StandardsRow]) -> Table | None:
    cells: list[tuple[Cell, ...]] = [
        (
            f"{one.rule_id} {one.title}",
            _mark(one.severity),
            f"{one.fails:,}",
            f"{one.unknown:,}",
            listed(list(one.worst), most=3),
            one.remedy,
        )
        for one in rows
    ]
    headings = columns(
        "Standard",
        "Severity",
        ("Fail", "number"),
        ("Not known", "number"),
        ("Where", "prose"),
        ("What to do", "prose"),
    )
    return table("Standards that are not kept, or cannot be decided", headings, cells, "findings.json")


def _exempt(rows: list[StandardsRow]) -> Table | None:
    cells: list[tuple[Cell, ...]] = [
        (f"{one.rule_id} {one.title}", _mark(one.severity), f"{one.exempt:,}", day(one.exempt_until)) for one in rows
    ]
    headings = columns("Standard", "Severity", ("Resources", "number"), ("First ends on", "date"))
    return table("Exemptions in use", headings, cells, "exemptions.yaml")


def _kept(rows: list[StandardsRow]) -> Table | None:
    cells: list[tuple[Cell, ...]] = [(f"{one.rule_id} {one.title}", one.severity, f"{one.passes:,}") for one in rows]
    return table(
        "Standards that are kept", columns("Standard", "Severity", ("Resources", "number")), cells, "findings.json"
    )


def _mark(severity: str) -> Mark:
    return Mark(text=severity, tone="bad" if severity in SEVERITIES[:2] else "due")
