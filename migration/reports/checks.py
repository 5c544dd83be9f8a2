"""What the checker found: rules that are not kept, rules that cannot be proven, and what the plan leaves waiting."""

from __future__ import annotations

from migration.model import Violation
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Cell, Table, columns, table
from migration.reports.wording import day, listed, plainly
from safeio.values import value


@value
class Checks:
    """Broken rules, unproven rules and the waiting list; None where there is none."""

    broken: Table | None
    unproven: Table | None
    waiting: Table | None


def checks(facts: ReportFacts, names: Names) -> Checks:
    """Violations by severity, and the waiting list."""
    found = sorted(facts.violations, key=lambda one: (one.constraint, one.subject, one.message))
    broken = [one for one in found if one.severity == "broken"]
    unproven = [one for one in found if one.severity == "unproven"]
    return Checks(
        broken=_violations("Rules that are not kept", broken, names),
        unproven=_violations("Rules that cannot be proven: a fact is missing", unproven, names),
        waiting=_waiting(facts, names),
    )


def _violations(caption: str, violations: list[Violation], names: Names) -> Table | None:
    rows: list[tuple[Cell, ...]] = [
        (
            _rule(one.constraint),
            _named(one.subject, names),
            one.message,
            one.amount or "none",
            listed([day(when) for when in one.dates], most=3) or "none",
        )
        for one in violations
    ]
    headings = columns("Rule", "Concerns", ("What is wrong", "prose"), "Amount", "Dates")
    return table(caption, headings, rows, "plan.json")


def _rule(constraint: str) -> str:
    words = plainly(constraint)
    return words[:1].upper() + words[1:]


def _named(subject: str, names: Names) -> str:
    """The name of an application, council, thing or move group; any other subject as it is."""
    if subject in names.groups:
        return listed(names.group(subject), most=3)
    known = (names.applications, names.organisations, names.things)
    return next((found[subject] for found in known if found.get(subject)), subject)


def _waiting(facts: ReportFacts, names: Names) -> Table | None:
    waiting = facts.plan.waiting if facts.plan else ()
    initiatives = {one.id: one.name for one in facts.folder.initiatives}
    rows: list[tuple[Cell, ...]] = [
        (initiatives.get(one.subject) or _named(one.subject, names), one.why, one.remedy)
        for one in sorted(waiting, key=lambda one: (one.subject, one.why))
    ]
    headings = columns("What", ("Why it waits", "prose"), ("What would bring it in", "prose"))
    return table("Left out for now", headings, rows, "plan.json")
