"""What moving a group costs: shares of things, organisations that pay, prices that are not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_estate import application, database, disposition, estate, price, programme, runs, server

from inventory.model import Estate
from migration.model import CostItem, GroupCosts, MoveGroup, Price
from migration.money.costs import group_costs, unpriced
from migration.money.tables import load_prices

SKUS = ("Standard_D4s_v5 Windows", "E10 LRS", "Azure VM Protected Instance", "Backup LRS GB")


def group(*application_ids: str) -> MoveGroup:
    """A move group without things: costs follow the applications."""
    return MoveGroup(id="g", application_ids=application_ids, thing_ids=(), data_gib=None, why_together=())


def items(seen: Estate, *prices: Price, routes: dict[str, str] | None = None) -> tuple[CostItem, ...]:
    """The cost items of all the estate's applications in one group, rehosted unless said otherwise."""
    ids = tuple(a.id for a in seen.applications)
    decided = tuple(disposition(app_id, (routes or {}).get(app_id, "rehost")) for app_id in ids)
    (found,) = group_costs((group(*ids),), decided, seen, programme(), prices)
    return found.items


def one_server(**fields: Any) -> Estate:
    """One application on one server."""
    return estate(applications=(application(**fields),), servers=(server(),), deployments=(runs("rates", "srv1"),))


def total(found: tuple[CostItem, ...], organisation_id: str | None = None) -> Decimal:
    """The known pounds of an organisation, or of all."""
    wanted = [i for i in found if organisation_id in (None, i.organisation_id)]
    return sum((i.gbp for i in wanted if i.gbp is not None), Decimal(0))


def test_a_machine_with_its_disk_and_backup_at_list_prices() -> None:
    found = items(one_server(), *load_prices())
    assert [(i.sku, i.gbp) for i in found] == [
        ("Azure VM Protected Instance", Decimal("7.55")),
        ("Backup LRS GB", Decimal("1.27")),
        ("E10 LRS", Decimal("7.97")),
        ("Standard_D4s_v5 Windows", Decimal("223.68")),
    ]
    assert {(i.every, i.starts, i.spend, i.allowance) for i in found} == {("month", "seeding_from", "revenue", False)}
    assert all(i.source for i in found)


def test_T_06_without_prices_every_item_is_unknown() -> None:
    found = items(one_server())
    assert sorted(i.sku or "" for i in found) == sorted(SKUS)
    assert [i.gbp for i in found] == [None] * 4


def test_what_lacks_a_price_is_named_and_what_lacks_a_quantity_is_not() -> None:
    blind = replace(one_server(), servers=(server(used_gib=None, disk_gib=None),))
    found = items(blind, price("E10 LRS"), price("Backup LRS GB"))
    assert [i.sku for i in found if i.gbp is None and i.source] == ["Backup LRS GB"]
    costs = (GroupCosts(group_id="g", items=found),)
    assert unpriced(costs) == ("Azure VM Protected Instance", "Standard_D4s_v5 Windows")


def test_an_allowance_counts_and_is_marked() -> None:
    found = items(one_server(), *(price(sku, None, allowance_gbp=Decimal("10.00")) for sku in SKUS))
    assert {i.allowance for i in found} == {True}


def test_prices_are_those_of_the_plans_first_day() -> None:
    dear = price("E10 LRS", "50.00", effective=date(2027, 1, 4))
    later = price("E10 LRS", "99.00", effective=date(2027, 1, 5))
    assert {i.gbp for i in items(one_server(), dear, later) if i.sku == "E10 LRS"} == {Decimal("50.00")}


def test_an_application_of_two_councils_is_paid_in_halves() -> None:
    found = items(one_server(organisation_ids=("county", "district")), price("E10 LRS", "10.01"))
    assert [(i.organisation_id, i.gbp) for i in found if i.sku == "E10 LRS"] == [
        ("county", Decimal("5.01")),
        ("district", Decimal("5.00")),
    ]


def test_deployments_say_which_council_carries_which_share() -> None:
    seen = replace(
        one_server(organisation_ids=("county", "district")),
        deployments=(
            runs("rates", "srv1", "app", organisation_id="county", share=Decimal("0.75")),
            runs("rates", "srv1", "web", organisation_id="district", share=Decimal("0.25")),
        ),
    )
    found = items(seen, price("E10 LRS", "10.00"))
    assert (total(found, "county"), total(found, "district")) == (Decimal("7.50"), Decimal("2.50"))


def test_an_application_of_nobody_is_paid_by_all_of_the_programme() -> None:
    found = items(one_server(organisation_ids=()), price("E10 LRS", "10.00"))
    assert {i.organisation_id for i in found} == {"county", "district"}


TWO_ON_ONE = estate(
    applications=(application("benefits"), application("rates", organisation_ids=("district",))),
    servers=(server(),),
    deployments=(runs("benefits", "srv1"), runs("rates", "srv1")),
)


def test_a_shared_server_is_paid_once_in_equal_parts() -> None:
    found = items(TWO_ON_ONE, price("E10 LRS", "10.01"))
    assert (total(found, "county"), total(found, "district")) == (Decimal("5.01"), Decimal("5.00"))


def test_a_shared_server_is_paid_by_the_shares_that_are_said() -> None:
    shares = (runs("benefits", "srv1", share=Decimal("0.8")), runs("rates", "srv1"))
    found = items(replace(TWO_ON_ONE, deployments=shares), price("E10 LRS", "10.00"))
    assert (total(found, "county"), total(found, "district")) == (Decimal("8.00"), Decimal("2.00"))


def test_shares_that_leave_nothing_leave_the_silent_nothing_to_pay() -> None:
    three = (application("benefits"), application("parking"), application("rates", organisation_ids=("district",)))
    said = [runs(app_id, "srv1", share=Decimal("0.7")) for app_id in ("benefits", "parking")]
    seen = replace(TWO_ON_ONE, applications=three, deployments=(*said, runs("rates", "srv1")))
    found = items(seen, price("E10 LRS", "10.00"))
    assert (total(found, "county"), total(found, "district")) == (Decimal("10.00"), Decimal(0))


def test_who_leaves_a_shared_server_does_not_pay_for_its_machine() -> None:
    found = items(TWO_ON_ONE, price("E10 LRS", "10.00"), routes={"benefits": "retire"})
    assert (total(found, "county"), total(found, "district")) == (Decimal(0), Decimal("10.00"))


def test_a_subscription_is_a_price_for_each_user() -> None:
    seen = estate(applications=(application(replacement_product="Hosted rates", users=40),))
    found = items(seen, price("SaaS Hosted rates", "12.50", unit="user-month"), routes={"rates": "replace"})
    assert [(i.gbp, i.every) for i in found] == [(Decimal("500.00"), "month")]


@pytest.mark.parametrize("route", ["retire", "retain"])
def test_what_is_retired_or_stays_costs_nothing_in_the_cloud(route: str) -> None:
    assert items(one_server(), *load_prices(), routes={"rates": route}) == ()


def test_platform_databases_have_no_list_price() -> None:
    seen = estate(
        applications=(application(),),
        servers=(server(),),
        databases=(database(),),
        deployments=(runs("rates", "db1", "database"),),
    )
    found = items(seen, *load_prices(), routes={"rates": "replatform"})
    assert [(i.sku, i.gbp) for i in found] == [("SQL Database Storage GB", None), ("SQL Database vCore", None)]


def test_implementation_is_paid_once_at_cut_over_and_is_revenue_unless_its_row_says_capital() -> None:
    by_route = price("implementation rehost", "900.00", unit="once")
    own = price("implementation rates", "1200.00", unit="once", spend="capital")
    (usual,) = [i for i in items(one_server(), by_route) if i.every == "once"]
    (named,) = [i for i in items(one_server(), by_route, own) if i.every == "once"]
    assert (usual.gbp, usual.spend, usual.starts) == (Decimal("900.00"), "revenue", "cut_over")
    assert (named.gbp, named.spend) == (Decimal("1200.00"), "capital")


@given(
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.lists(st.one_of(st.none(), st.decimals(min_value=0, max_value=1, places=2)), min_size=1, max_size=5),
)
def test_T_06_a_shared_thing_is_paid_in_full_to_the_penny(gbp: Decimal, shares: list[Decimal | None]) -> None:
    ids = [f"app{n}" for n in range(len(shares))]
    seen = estate(
        applications=tuple(application(app_id, organisation_ids=("county", "district")) for app_id in ids),
        servers=(server(),),
        deployments=tuple(runs(app_id, "srv1", share=s) for app_id, s in zip(ids, shares, strict=True)),
    )
    assert total(items(seen, price("E10 LRS", str(gbp)))) == gbp


def test_an_entry_for_residents_is_paid_once_for_an_application_and_unknown_without_a_price() -> None:
    seen = estate(
        applications=(application(traits=("public",)),),
        servers=(server(product="rhel"), server("srv2", "rhel")),
        deployments=(runs("rates", "srv1", role="web"), runs("rates", "srv2", role="web")),
    )
    for prices, gbp in (((), None), ((price("Front Door Premium", "250.00"),), Decimal("250.00"))):
        found = [i for i in items(seen, *prices, routes={"rates": "replatform"}) if i.sku == "Front Door Premium"]
        assert [(i.what, i.gbp) for i in found] == [("rates: an entry for residents", gbp)]
    assert not [i for i in items(one_server(traits=("public",))) if i.sku == "Front Door Premium"]
