"""What each organisation plans to spend in a financial year, against what it may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from migration.dates import financial_year, financial_years
from migration.model import CashFlow, Ceiling, FinancialYear, Programme, Spend
from migration.money.pence import to_pence
from safeio.errors import InputError
from safeio.values import Money, value

SPENDS: tuple[Spend, Spend] = ("capital", "revenue")


@value
class YearSpend:
    """What an organisation plans to spend in a year, capital or revenue, against its ceiling.

    `ceiling_gbp` None means unlimited; `after_contingency_gbp` is the ceiling less what is held back.
    `complete` is False where an amount is not known, or where no ceiling bears it. `allowance_gbp` is the part of
    `planned_gbp` that is illustrative. Benefits are not set against a ceiling: they come elsewhere, and later.
    """

    organisation_id: str
    year: FinancialYear
    spend: Spend
    planned_gbp: Money
    ceiling_gbp: Money | None
    after_contingency_gbp: Money | None
    complete: bool
    allowance_gbp: Money


def check_ceilings(programme: Programme) -> None:
    """Every organisation has one ceiling for every financial year of the plan. Raises InputError naming what lacks."""
    years = financial_years(programme.plan_from, programme.plan_to)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for ceiling in programme.ceilings:
        found[ceiling.organisation, ceiling.year] += 1
    for organisation in programme.organisations:
        for year in years:
            count = found[organisation.id, year]
            if count != 1:
                raise InputError(
                    f"programme.yaml ceilings, {organisation.id} {year}",
                    f"there are {count} ceilings for this year" if count else "there is no ceiling for this year",
                    "Write one ceiling for each organisation and year of the plan; `unlimited` opts out.",
                )


def against_ceilings(rows: tuple[CashFlow, ...], programme: Programme) -> tuple[YearSpend, ...]:
    """Spend by organisation, financial year, and capital or revenue; zero where nothing is planned.

    Sorted by organisation, year and spend. Raises InputError when a year has no ceiling.
    """
    check_ceilings(programme)
    ceilings = {(ceiling.organisation, ceiling.year): ceiling for ceiling in programme.ceilings}
    planned: dict[tuple[str, str, Spend], Decimal] = defaultdict(Decimal)
    allowed: dict[tuple[str, str, Spend], Decimal] = defaultdict(Decimal)
    unknown: set[tuple[str, str, Spend]] = set()
    for organisation in programme.organisations:
        for year in financial_years(programme.plan_from, programme.plan_to):
            for spend in SPENDS:
                planned[organisation.id, year, spend] += 0
    for row in rows:
        for spend, gbp in _amounts(row):
            key = (row.organisation_id, financial_year(row.month), spend)
            if gbp is None:
                unknown.add(key)
                gbp = Decimal(0)
            planned[key] += gbp
            allowed[key] += gbp if row.allowance else 0
    return tuple(
        _year_spend(key, planned[key], ceilings.get((key[0], key[1])), key not in unknown, allowed[key])
        for key in sorted(planned)
    )


def headroom(spend: YearSpend) -> Decimal | None:
    """Pounds left under the ceiling after contingency, negative when over; None where it is unlimited."""
    return None if spend.after_contingency_gbp is None else spend.after_contingency_gbp - spend.planned_gbp


def _amounts(row: CashFlow) -> Iterator[tuple[Spend, Decimal | None]]:
    if row.cause != "benefit":
        amounts: tuple[tuple[Spend, Decimal | None], ...] = (("capital", row.capital_gbp), ("revenue", row.revenue_gbp))
        # A nought is no row of its own: it must not bring up a year that has no spend.
        yield from ((spend, gbp) for spend, gbp in amounts if gbp is None or gbp != 0)


def _year_spend(
    key: tuple[str, str, Spend], planned: Decimal, ceiling: Ceiling | None, complete: bool, allowed: Decimal
) -> YearSpend:
    limit = None if ceiling is None else ceiling.capital_gbp if key[2] == "capital" else ceiling.revenue_gbp
    gbp = limit if isinstance(limit, Decimal) else None
    held = ceiling.contingency_percent if ceiling and ceiling.contingency_percent is not None else Decimal(0)
    return YearSpend(
        organisation_id=key[0],
        year=key[1],
        spend=key[2],
        planned_gbp=planned,
        ceiling_gbp=gbp,
        after_contingency_gbp=None if gbp is None else to_pence(gbp * (100 - held) / 100),
        complete=complete and ceiling is not None,
        allowance_gbp=allowed,
    )
