"""Support dates that the plan misses: who is without support for how long, at which price, and who accepted it."""

from __future__ import annotations

from decimal import Decimal

from migration.plan.accepted_risks import MissedDate
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Cell, Mark, Table, columns, table
from migration.reports.wording import about, counted, day, listed, pounds, small, verb
from safeio.values import value


@value
class MissedSection:
    """A sentence and a table."""

    says: str
    rows: Table


def missed_section(facts: ReportFacts, names: Names) -> MissedSection | None:
    """The missed dates of the plan, by the day each application leaves. None where it misses none."""
    rows: list[tuple[Cell, ...]] = [
        (
            names.application(one.application_id),
            names.thing(one.thing_id),
            day(one.last_supported),
            day(one.leaves) if one.leaves else "stays",
            f"{one.days:,}",
            pounds(one.gbp),
            one.owner or "nobody",
            _accepted(one),
        )
        for one in facts.missed
    ]
    headings = columns(
        "Application",
        "What loses support first",
        ("Support until", "date"),
        ("Leaves on", "date"),
        ("Days in the plan", "number"),
        ("Price", "number"),
        "Owner",
        "Accepted",
    )
    found = table("Support dates that the plan misses", headings, rows, "plan.json and waves.yaml")
    return MissedSection(says=_says(facts.missed), rows=found) if found is not None else None


def _says(missed: tuple[MissedDate, ...]) -> str:
    total = sum((one.gbp for one in missed), Decimal(0))
    open_ = [one for one in missed if one.lacks]
    number = len(missed)
    still = f"{counted(number, 'application')} {verb(number, 'is', 'are')} still in place after their support has ended"
    if not open_:
        return f"{still}. The plan prices that at {about(total)}, and people have accepted all of it."
    accepted = f"{small(len(open_))} of these {verb(len(open_), 'is', 'are')} not accepted by anybody yet"
    return f"{still}. The plan prices that at {about(total)}; {accepted}. No wave may be approved before that."


def _accepted(one: MissedDate) -> Cell:
    if one.lacks is None:
        return f"by {listed(list(one.by))}, until {day(one.until)}"
    words = "not yet" if one.lapsed is None else f"no longer, since {day(one.lapsed)}"
    return Mark(text=words, tone="bad" if one.asked or one.lapsed else "due")
