"""What the plan parts: pairs with interfaces that move in different waves, and where shared services go."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from migration.model import Place
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Cell, Table, columns, table
from migration.reports.wording import NOT_KNOWN, day, listed, pounds
from safeio.values import value

PLACES: dict[Place, str] = {"first": "before all others", "last": "after all others", "any": "where it suits"}


@value
class Parted:
    """The two tables; None where there is nothing to show."""

    apart: Table | None
    shared: Table | None


def parted(facts: ReportFacts, names: Names) -> Parted:
    """Pairs that stand apart, the dearest first; shared services with their place, by name."""
    return Parted(apart=_apart(facts, names), shared=_shared(facts, names))


def _apart(facts: ReportFacts, names: Names) -> Table | None:
    rows: list[tuple[Cell, ...]] = [
        (
            names.application(one.one),
            names.application(one.other),
            f"{one.interfaces:,}",
            f"{one.weeks:,}",
            NOT_KNOWN if one.gib is None else f"{one.gib:,}",
            pounds(one.gbp),
        )
        for one in facts.apart
    ]
    figures = ("Interfaces", "Weeks apart", "GiB meanwhile", "Price")
    headings = columns("Application", "Apart from", *((one, "number") for one in figures))
    return table("Pairs that move in different waves", headings, rows, "plan.json")


def _shared(facts: ReportFacts, names: Names) -> Table | None:
    days = _days(facts, names)
    rows: list[tuple[Cell, ...]] = [
        (
            names.application(one.application_id),
            f"{len(one.callers):,}",
            PLACES[one.place],
            _moves(days.get(one.application_id)),
            listed([names.application(caller) for caller in one.callers]),
        )
        for one in sorted(facts.shared, key=lambda one: (names.application(one.application_id), one.application_id))
    ]
    headings = columns("Service", ("Called by", "number"), "Place", ("Moves on", "date"), ("Who calls it", "prose"))
    return table("Services that many applications call", headings, rows, "plan.json")


def _days(facts: ReportFacts, names: Names) -> dict[str, set[date]]:
    """The days of the cut-overs of each application: of one that moves in parts, several."""
    found: defaultdict[str, set[date]] = defaultdict(set)
    for move in facts.plan.moves if facts.plan else ():
        for member in names.groups.get(move.group_id, ()):
            found[names.whole(member)].add(move.cut_over)
    return found


def _moves(days: set[date] | None) -> str:
    """The day of its cut-over; of one that moves in parts, the first and the last."""
    if not days:
        return "does not move"
    return day(min(days)) if len(days) == 1 else f"{day(min(days))} to {day(max(days))}"
