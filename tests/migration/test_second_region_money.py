"""What stands ready in the second region has its own cost: who has it, what is paid, and what is not known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from small_estate import application, disposition, estate, price, programme, runs, server

from inventory.model import Estate
from migration.model import CostItem, MoveGroup, SkuLine
from migration.money.costs import group_costs
from migration.money.second_region import second_lines

GROUP = MoveGroup(id="g", application_ids=("rates",), thing_ids=(), data_gib=None, why_together=())


def seen(**fields: Any) -> Estate:
    """One application on one server."""
    return estate(applications=(application(**fields),), servers=(server(),), deployments=(runs("rates", "srv1"),))


def items(found: Estate, second: str | None = "ukwest") -> tuple[CostItem, ...]:
    """The cost items of the application, rehosted, at prices of both regions."""
    prices = (
        price("E10 LRS", "8.00", region="uksouth"),
        price("E10 LRS", "9.00", region="ukwest"),
        price("Site Recovery VM", "18.87", region="ukwest"),
    )
    decided = (disposition("rates", "rehost"),)
    (costs,) = group_costs((GROUP,), decided, found, programme(), prices, second_region=second)
    return costs.items


def test_a_copied_machine_pays_for_copying_and_its_disks_at_the_prices_there() -> None:
    ready = [one for one in items(seen(criticality=1)) if one.second_region]
    assert [(one.what, one.gbp) for one in ready] == [
        ("rates: second region, standard disk", Decimal("9.00")),
        ("rates: second region, copying a machine", Decimal("18.87")),
    ]


@pytest.mark.parametrize(
    ("fields", "second"),
    [
        ({"criticality": 1}, None),
        ({"criticality": 2, "rto_minutes": 720, "rpo_minutes": 60}, "ukwest"),
        ({"criticality": 3, "rto_minutes": 60, "rpo_minutes": 5}, "ukwest"),
    ],
)
def test_who_has_none_pays_for_none(fields: dict[str, Any], second: str | None) -> None:
    assert not any(one.second_region for one in items(seen(**fields), second))


def test_what_the_second_region_costs_changes_nothing_of_the_first() -> None:
    with_second, without = items(seen(criticality=1)), items(seen(criticality=1), None)
    assert tuple(one for one in with_second if not one.second_region) == without


def test_a_price_that_is_known_here_alone_stays_unknown_there() -> None:
    plan = SkuLine(sku="App Service P0v3 Linux", unit="hour", quantity=Decimal(4), what="App Service plan")
    assert [(one.sku, one.quantity) for one in second_lines("app-service", (plan,))] == [(plan.sku, Decimal(4))]
    (costs,) = group_costs(
        (GROUP,),
        (disposition("rates", "rehost"),),
        seen(criticality=1),
        programme(),
        (price("E10 LRS", "8.00", region="uksouth"),),
        second_region="ukwest",
    )
    assert [one.gbp for one in costs.items if one.second_region] == [None, None]
