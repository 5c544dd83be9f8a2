"""Contracts and what the plan does with each, and licences that are paid for and not used, or used and not paid for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from inventory.model import Contract, Licence
from migration.model import ContractEnd
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Cell, Column, Mark, Table, columns, table
from migration.reports.wording import NOT_KNOWN, counted, day, percent, pounds, sentence
from safeio.values import value


@value
class Agreements:
    """The section's tables; None where there is nothing to show. `unmeasured` counts licences whose use is unknown."""

    contracts: Table | None
    idle: Table | None
    short: Table | None
    unmeasured: int


def agreements(facts: ReportFacts, names: Names) -> Agreements:
    """Contracts and licences."""
    licences = facts.estate.licences
    return Agreements(
        contracts=_contracts(facts, names),
        idle=_idle(licences),
        short=_short(licences),
        unmeasured=sum(one.entitled is None or one.used is None for one in licences),
    )


def contract_name(contract: Contract) -> str:
    """The supplier, what for, and the id: "Northern Data, support (san-2)"; a supplier may have several contracts."""
    return f"{contract.supplier}, {contract.kind} ({contract.id})" if contract.supplier else contract.id


def idle_gbp(licence: Licence) -> Decimal | None:
    """The yearly price of what is not used: the price times unused over entitled. None where a part is not known."""
    if licence.annual_gbp is None or licence.used is None or not licence.entitled:
        return None
    return licence.annual_gbp * max(licence.entitled - licence.used, 0) / licence.entitled


def _contracts(facts: ReportFacts, names: Names) -> Table | None:
    planned = {one.contract_id: one for one in facts.plan.contracts} if facts.plan else {}
    rows: list[tuple[Cell, ...]] = [
        (
            contract_name(one),
            names.organisation(one.organisation_id) if one.organisation_id else NOT_KNOWN,
            counted(len(one.covers_ids), "thing") if one.covers_ids else "nothing named",
            _runs_until(one, facts.as_of),
            pounds(one.annual_gbp),
            *_in_plan(planned.get(one.id)),
        )
        for one in sorted(facts.estate.contracts, key=lambda one: (one.ends or date.max, one.id))
    ]
    headings = columns(
        "Contract",
        "Organisation",
        "Covers",
        ("Runs until", "date"),
        ("A year", "number"),
        ("In the plan", "prose"),
        ("Notice by", "date"),
        ("Cost of the end", "number"),
    )
    return table("Contracts, and what the plan does with each", headings, rows, "estate.json")


def _runs_until(contract: Contract, as_of: date) -> Cell:
    if contract.ends is None:
        return "rolling, until notice"
    over = contract.ends < as_of
    return Mark(text=f"{day(contract.ends)}, already over", tone="bad") if over else day(contract.ends)


def _in_plan(end: ContractEnd | None) -> tuple[str, str, str]:
    if end is None:
        return "nothing", "none", "none"
    first = f"Extended {counted(end.extensions, 'time')}, then it " if end.extensions else "It "
    stops = f"ends on {day(end.ends)}." if end.ends else "goes on past the plan."
    return (
        f"{first}{stops} {sentence(end.because)}".strip(),
        day(end.notice_by) if end.notice_by else "none",
        pounds(end.gbp),
    )


def _idle(licences: Sequence[Licence]) -> Table | None:
    unused = [one for one in licences if one.entitled is not None and one.used is not None and one.used < one.entitled]
    rows: list[tuple[Cell, ...]] = [
        (
            *_counts(one),
            percent(one.entitled - one.used, one.entitled),
            pounds(idle_gbp(one)),
            day(one.renewal),
        )
        for one in sorted(unused, key=lambda one: (-(idle_gbp(one) or Decimal(0)), one.product, one.id))
        if one.entitled is not None and one.used is not None
    ]
    return table("Licences paid for and not used", _columns("Unused", "Paid for unused, a year"), rows, "estate.json")


def _short(licences: Sequence[Licence]) -> Table | None:
    rows: list[tuple[Cell, ...]] = [
        (*_counts(one), f"{_most(one) - one.entitled:,}", pounds(one.annual_gbp), day(one.renewal))
        for one in sorted(licences, key=lambda one: (one.product, one.id))
        if one.entitled is not None and _most(one) > one.entitled
    ]
    return table(
        "Licences used or installed beyond what is paid for", _columns("Too many", "A year"), rows, "estate.json"
    )


def _most(licence: Licence) -> int:
    return max(licence.deployed or 0, licence.used or 0)


def _counts(licence: Licence) -> tuple[str, ...]:
    figures = (licence.entitled, licence.deployed, licence.used)
    shown = (NOT_KNOWN if one is None else f"{one:,}" for one in figures)
    return (licence.product, licence.metric or NOT_KNOWN, *shown)


def _columns(fifth: str, sixth: str) -> tuple[Column, ...]:
    figures = ("Paid for", "Installed", "Used", fifth, sixth)
    return columns("Product", "Counted by", *((one, "number") for one in figures), ("Renewal", "date"))
