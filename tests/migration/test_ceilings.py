"""Spend of a year against its ceiling: capital and revenue apart, unknown never green."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from small_estate import programme

from migration.model import CashFlow, Ceiling, Programme
from migration.money.ceilings import YearSpend, against_ceilings, check_ceilings, headroom
from safeio.errors import InputError


def row(gbp: str | None, **fields: Any) -> CashFlow:
    """Revenue of the county in January 2027."""
    known: dict[str, Any] = {
        "month": date(2027, 1, 1),
        "organisation_id": "county",
        "capital_gbp": Decimal(0),
        "revenue_gbp": None if gbp is None else Decimal(gbp),
        "cause": "cloud",
        "subject": "rates",
    }
    return CashFlow(**known | fields)


def limited(revenue_gbp: str = "1000", percent: str | None = "10") -> Programme:
    """A programme in which the county may spend so much revenue in 2026/27."""
    ceiling = Ceiling(
        organisation="county",
        year="2026/27",
        capital_gbp=Decimal(500),
        revenue_gbp=Decimal(revenue_gbp),
        contingency_percent=None if percent is None else Decimal(percent),
    )
    others = tuple(c for c in programme().ceilings if (c.organisation, c.year) != ("county", "2026/27"))
    return programme(ceilings=(ceiling, *others))


def spend(*rows: CashFlow, year: str = "2026/27", kind: str = "revenue", limit: Programme | None = None) -> YearSpend:
    """The county's spend of one year."""
    found = against_ceilings(rows, limit or limited())
    (one,) = [s for s in found if (s.organisation_id, s.year, s.spend) == ("county", year, kind)]
    return one


def test_every_organisation_year_and_spend_is_there_also_with_nothing_planned() -> None:
    found = against_ceilings((), programme())
    assert [(s.organisation_id, s.year, s.spend, s.planned_gbp) for s in found] == [
        (o, y, s, Decimal(0))
        for o in ("county", "district")
        for y in ("2026/27", "2027/28")
        for s in ("capital", "revenue")
    ]


def test_contingency_is_held_back() -> None:
    found = spend(row("850.00"), row("100.00"))
    assert (found.planned_gbp, found.ceiling_gbp, found.after_contingency_gbp) == (950, 1000, 900)
    assert headroom(found) == Decimal("-50.00")
    assert headroom(spend(limit=limited(percent=None))) == Decimal(1000)


def test_the_year_turns_on_the_first_of_april() -> None:
    rows = (row("1.00", month=date(2027, 3, 1)), row("2.00", month=date(2027, 4, 1)))
    assert spend(*rows).planned_gbp == Decimal("1.00")
    assert spend(*rows, year="2027/28").planned_gbp == Decimal("2.00")


def test_unlimited_has_no_headroom_to_speak_of() -> None:
    found = spend(row("10.00"), limit=programme())
    assert (found.ceiling_gbp, found.after_contingency_gbp, headroom(found), found.complete) == (None, None, None, True)


def test_T_06_one_unknown_amount_makes_its_own_total_incomplete_and_no_other() -> None:
    rows = (row("10.00"), row(None))
    assert (spend(*rows).planned_gbp, spend(*rows).complete) == (Decimal("10.00"), False)
    assert spend(*rows, kind="capital").complete
    assert spend(*rows, year="2027/28").complete


def test_allowances_are_counted_and_shown() -> None:
    found = spend(row("10.00"), row("5.00", allowance=True))
    assert (found.planned_gbp, found.allowance_gbp) == (Decimal("15.00"), Decimal("5.00"))


def test_a_benefit_is_not_set_against_a_ceiling() -> None:
    found = spend(row("10.00"), row("-8.00", cause="benefit"), row(None, cause="benefit"))
    assert (found.planned_gbp, found.complete) == (Decimal("10.00"), True)


def test_money_of_an_organisation_without_a_ceiling_is_never_proven() -> None:
    found = against_ceilings((row("10.00", organisation_id="unassigned"),), programme())[-1]
    assert (found.organisation_id, found.complete) == ("unassigned", False)


def test_a_year_without_a_ceiling_is_named() -> None:
    some = tuple(c for c in programme().ceilings if (c.organisation, c.year) != ("district", "2027/28"))
    with pytest.raises(InputError, match=r"district 2027/28.*no ceiling for this year.*unlimited"):
        check_ceilings(programme(ceilings=some))
    with pytest.raises(InputError, match="2 ceilings"):
        against_ceilings((), programme(ceilings=(*programme().ceilings, programme().ceilings[0])))
