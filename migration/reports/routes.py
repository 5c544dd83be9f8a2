"""Where each application goes and why, and the exceptions to "cloud, unless"."""

from __future__ import annotations

from collections import Counter

from inventory.model import Route
from migration.model import Disposition
from migration.reports.candidates import candidate_table
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.support import review_mark
from migration.reports.tables import Bar, Body, Cell, Segment, Table, bodies_table, columns, share, table
from migration.reports.wording import NOT_KNOWN, day, percent, plainly, sentence, with_full_days
from safeio.values import value

ROUTES: tuple[tuple[Route, str], ...] = (
    ("retire", "Retire"),
    ("replace", "Replace by a service"),
    ("replatform", "Replatform"),
    ("rehost", "Rehost"),
    ("retain", "Retain"),
)
"""Every route, in the order of preference of "cloud, unless"."""

TARGETS_IN_WORDS = {
    "sql-database": "database service (Azure SQL)",
    "postgresql-flexible": "database service (PostgreSQL)",
    "app-service": "web service (App Service)",
    "blob-archive": "archive (blob storage)",
    "container-app": "application in containers (Container Apps)",
    "file-share": "file service (Azure Files)",
    "mysql-flexible": "database service (MySQL)",
    "netapp-files": "file service (Azure NetApp Files)",
    "sql-managed-instance": "database service (SQL Managed Instance)",
    "sql-vm": "virtual machine (Windows with SQL Server)",
    "virtual-desktop": "virtual desktops (Azure Virtual Desktop)",
    "windows-vm": "virtual machine (Windows)",
    "linux-vm": "virtual machine (Linux)",
    "saas": "software as a service",
    "arc": "own machine, watched over from the cloud (Azure Arc)",
}
"""Each kind of target in migration/design/targets/, as a committee reads it."""


@value
class RouteSection:
    """Counts, decisions, exceptions and what to look at; None where there is nothing to show."""

    counts: Table | None
    decisions: Table | None
    exceptions: Table | None
    candidates: Table | None = None


def route_section(facts: ReportFacts, names: Names) -> RouteSection:
    """What was decided for each application, and why."""
    return RouteSection(
        counts=_counts(facts),
        decisions=_decisions(facts, names),
        exceptions=_exceptions(facts, names),
        candidates=candidate_table(facts, names),
    )


def _counts(facts: ReportFacts) -> Table | None:
    counts, total = Counter(one.route for one in facts.dispositions), len(facts.dispositions)
    rows: list[tuple[Cell, ...]] = [
        (
            words,
            Bar(
                segments=(Segment(start="0", width=share(counts[route], total), look="plain"),),
                says=f"{words}: {counts[route]} of {total}",
            ),
            f"{counts[route]:,}",
            percent(counts[route], total),
        )
        for route, words in ROUTES
    ]
    headings = columns("Route", ("Share", "chart"), ("Applications", "number"), ("Percent", "number"))
    return table("Applications by route", headings, rows if total else (), "dispositions.json")


def _decisions(facts: ReportFacts, names: Names) -> Table | None:
    councils = {one.id: one.organisation_ids for one in facts.estate.applications}
    ordered = sorted(facts.dispositions, key=lambda one: (names.application(one.application_id), one.application_id))
    bodies = [
        Body(
            heading=f"{words} ({len(chosen):,})",
            rows=tuple(
                (
                    names.application(one.application_id),
                    names.councils(councils.get(one.application_id, ())) or NOT_KNOWN,
                    _target(one.target_kind),
                    _why(one),
                )
                for one in chosen
            ),
        )
        for route, words in ROUTES
        if (chosen := [one for one in ordered if one.route == route])
    ]
    headings = columns("Application", "Organisations", "Target", ("Why", "prose"))
    return bodies_table("Where each application goes, and why", headings, bodies, "dispositions.json")


def _target(kind: str | None) -> str:
    return "none" if kind is None else TARGETS_IN_WORDS.get(kind, plainly(kind))


def _why(disposition: Disposition) -> str:
    """Why no route that is preferred to the chosen one is open; else the facts that led to it."""
    order = [route for route, _ in ROUTES]
    preferred = set(order[: order.index(disposition.route)])
    says = [sentence(reason.says) for reason in disposition.reasons if preferred.intersection(reason.blocks)]
    facts = "; ".join(one.fact for one in disposition.evidence)
    return with_full_days(" ".join(says) or sentence(facts)) or "No reason recorded."


def _exceptions(facts: ReportFacts, names: Names) -> Table | None:
    rows: list[tuple[Cell, ...]] = [
        (
            names.application(one.application_id),
            one.reason,
            one.evidence or "none given",
            one.owner or "nobody",
            one.approver or "nobody",
            day(one.decided_on),
            review_mark(one.review_by, facts.as_of),
        )
        for one in sorted(facts.folder.unless, key=lambda one: (one.application_id, one.reason))
    ]
    headings = columns(
        "Application",
        ("Reason", "prose"),
        ("Evidence", "prose"),
        "Owner",
        "Approved by",
        ("Decided", "date"),
        "Review by",
    )
    return table("Exceptions on record", headings, rows, "unless.yaml")
