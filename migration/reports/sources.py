"""Where the figures come from: files with their hashes, who said what about the estate, price tables, allowances."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from migration.reports.facts import ReportFacts
from migration.reports.spending import CAUSES
from migration.reports.tables import Cell, Table, columns, table
from migration.reports.wording import counted, day, listed, pounds
from safeio.values import value


@value
class Sources:
    """The section's tables; None where there is nothing to show. `doubts` counts what the import warned of."""

    files: Table | None
    said_by: Table | None
    prices: Table | None
    support: Table | None
    allowances: Table | None
    doubts: str


def sources(facts: ReportFacts) -> Sources:
    """Everything the figures rest on."""
    return Sources(
        files=_files(facts),
        said_by=_said_by(facts),
        prices=_prices(facts),
        support=_support(facts),
        allowances=_allowances(facts),
        doubts=_doubts(facts),
    )


def _files(facts: ReportFacts) -> Table | None:
    hashes = {**(facts.plan.inputs_sha256 if facts.plan else {}), **facts.hashes}
    rows: list[tuple[Cell, ...]] = sorted(hashes.items())
    return table("Files, with their SHA-256", columns("File", "SHA-256"), rows, "plan.json")


def _said_by(facts: ReportFacts) -> Table | None:
    estate = facts.estate
    lists: tuple[Iterable[Mapping[str, str]], ...] = (
        (one.said_by for one in estate.servers),
        (one.said_by for one in estate.hypervisors),
        (one.said_by for one in estate.storage_arrays),
        (one.said_by for one in estate.network_devices),
        (one.said_by for one in estate.databases),
        (one.said_by for one in estate.applications),
        (one.said_by for one in estate.contracts),
        (one.said_by for one in estate.licences),
        (one.said_by for one in estate.deployments),
        (one.said_by for one in estate.interfaces),
    )
    counts = Counter(source for said in lists for one in said for source in one.values())
    rows: list[tuple[Cell, ...]] = [(source, f"{number:,}") for source, number in sorted(counts.items())]
    headings = columns("Source", ("Facts taken from it", "number"))
    return table("Who said what about the estate", headings, rows, "estate.json")


def _prices(facts: ReportFacts) -> Table | None:
    counts = Counter((one.source, one.effective) for one in facts.prices or facts.folder.prices)
    rows: list[tuple[Cell, ...]] = [
        (source, day(effective), f"{number:,}") for (source, effective), number in sorted(counts.items())
    ]
    headings = columns("Source", ("Prices of", "date"), ("Prices", "number"))
    return table("Price tables", headings, rows, "the prices folder")


def _support(facts: ReportFacts) -> Table | None:
    contracts = {f"contract {one.id}" for one in facts.estate.contracts}
    said = (source for one in facts.supports for source in one.sources)
    counts = Counter("contracts on record" if source in contracts else source for source in said)
    rows: list[tuple[Cell, ...]] = [(source, f"{number:,}") for source, number in sorted(counts.items())]
    headings = columns("Source", ("Things it dates", "number"))
    return table("Sources of support dates", headings, rows, "estate.json")


def _allowances(facts: ReportFacts) -> Table | None:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in facts.cash_flow:
        if row.allowance:
            sums[row.cause] += (row.capital_gbp or Decimal(0)) + (row.revenue_gbp or Decimal(0))
    rows: list[tuple[Cell, ...]] = [(words, pounds(sums[cause])) for cause, words in CAUSES.items() if cause in sums]
    headings = columns("What for", ("Allowances over the plan", "number"))
    return table("Allowances: illustrative amounts where no price is known", headings, rows, "cash_flow.json")


def _doubts(facts: ReportFacts) -> str:
    estate = facts.estate
    parts = [
        counted(number, one, many)
        for number, one, many in (
            (len(estate.conflicts), "field on which two sources disagree", "fields on which two sources disagree"),
            (len(estate.warnings), "warning from the import", "warnings from the import"),
            (len(estate.scan_errors), "fault of a host or file", "faults of hosts or files"),
        )
        if number
    ]
    return f"The estate has {listed(parts)}; estate.json lists them." if parts else ""
