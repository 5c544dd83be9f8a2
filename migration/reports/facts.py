"""Everything a report shows, already computed: the report lays out, it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from inventory.model import Estate, Support
from migration.model import CashFlow, Disposition, Folder, Plan, Price, Violation
from migration.money.ceilings import YearSpend
from safeio.values import Day, value


@value
class ReportFacts:
    """The stages' values side by side. `plan` is None before a plan is made: the report then says so.

    `hashes` are the SHA-256 of the files behind the values, by file name. `product_names` turns a product id into
    its name; a product that is not in it is shown by its id. `prices` are all prices the costs were looked up in;
    without them the report names those of the programme folder.
    """

    as_of: Day
    folder: Folder
    estate: Estate
    supports: tuple[Support, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    plan: Plan | None = None
    cash_flow: tuple[CashFlow, ...] = ()
    year_spends: tuple[YearSpend, ...] = ()
    violations: tuple[Violation, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    prices: tuple[Price, ...] = ()
    product_names: Mapping[str, str] = field(default_factory=dict)
