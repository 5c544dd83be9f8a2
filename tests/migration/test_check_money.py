"""The check of money: spend by organisation, year, capital and revenue against ceilings, to the penny."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from hand_plan import by_hand, day, found, move, says, slot
from plan_cases import apps, initiative, inputs, monthly, own_servers

from inventory.model import Contract
from migration.model import Ceiling, CostItem, GroupCosts, Plan
from migration.plan.inputs import PlanInputs

YEARS = ("2026/27", "2027/28")
Limit = Decimal | Literal["unlimited"]


def ceilings(year: str, held: str | None = None, organisation: str = "county", **limits: Limit) -> tuple[Ceiling, ...]:
    """Nobody has a limit but one organisation in one year, part of which may be held back."""
    free: dict[str, Limit] = {"capital_gbp": "unlimited", "revenue_gbp": "unlimited"}
    return tuple(
        Ceiling(
            organisation=o,
            year=y,
            contingency_percent=Decimal(held) if held and (o, y) == (organisation, year) else None,
            **free | (limits if (o, y) == (organisation, year) else {}),  # type: ignore[arg-type]
        )
        for o in ("county", "district")
        for y in YEARS
    )


def paid(gbp: str | None, spend: str = "revenue", organisation: str = "county", group: str = "care") -> GroupCosts:
    """A sum on the day of the cut-over."""
    item = CostItem(
        what="work",
        organisation_id=organisation,
        spend=spend,  # type: ignore[arg-type]
        every="once",
        starts="cut_over",
        gbp=None if gbp is None else Decimal(gbp),
    )
    return GroupCosts(group_id=group, items=(item,))


def council(limits: tuple[Ceiling, ...], *costs: GroupCosts, **fields: Any) -> PlanInputs:
    return inputs(own_servers(apps("care")), costs=costs or (paid("1000.50"),), ceilings=limits, **fields)


def planned(given: PlanInputs) -> Plan:
    return by_hand(given, care=day(3, 6))


def test_a_ceiling_may_be_reached_and_a_penny_more_is_over() -> None:
    given = council(ceilings("2026/27", revenue_gbp=Decimal("1000.50")))
    assert found(given, planned(given), "money") == []
    tight = council(ceilings("2026/27", revenue_gbp=Decimal("1000.49")))
    [one] = found(tight, planned(tight), "money")
    assert (one.subject, one.severity, one.amount) == ("county 2026/27 revenue", "broken", "£0 over")


def test_what_is_over_is_said_in_pounds() -> None:
    given = council(ceilings("2026/27", held="10", revenue_gbp=Decimal(1000)))
    [one] = found(given, planned(given), "money")
    assert one.amount == "£100 over"
    assert one.message == "the plan spends £1,000; the ceiling leaves £900 after contingency"


def test_contingency_is_held_back() -> None:
    fits = council(ceilings("2026/27", held="10", revenue_gbp=Decimal(1112)))
    assert found(fits, planned(fits), "money") == []


def test_years_organisations_and_kinds_of_money_are_held_apart() -> None:
    nothing = Decimal(0)
    for limits in (
        ceilings("2027/28", revenue_gbp=nothing),
        ceilings("2026/27", capital_gbp=nothing),
        ceilings("2026/27", organisation="district", revenue_gbp=nothing),
    ):
        given = council(limits)
        assert found(given, planned(given), "money") == []
    capital = council(ceilings("2026/27", capital_gbp=nothing), paid("7", "capital"))
    assert found(capital, planned(capital), "money")[0].subject == "county 2026/27 capital"
    april = council(ceilings("2026/27", revenue_gbp=nothing))
    assert found(april, by_hand(april, care=day(4, 3)), "money") == []


def test_contracts_and_initiatives_spend_and_benefits_give_no_room() -> None:
    limits = ceilings("2026/27", capital_gbp=Decimal(1500), revenue_gbp=Decimal(100))
    work = initiative("base", capital_gbp=Decimal(3200), organisation_ids=("county",))
    work = replace(work, benefit_gbp_per_year=Decimal(9999))
    given = council(limits, paid("0"), initiatives=(work,))
    plan = by_hand(given, slots=(slot("base", day(1, 4)),), care=day(3, 6))
    [one] = found(given, plan, "money")
    assert (one.subject, one.amount) == ("county 2026/27 capital", "£1,700 over")
    assert found(given, by_hand(given, slots=(slot("base", day(3, 8)),), care=day(3, 6)), "money") == []
    support = Contract(id="host", kind="support", organisation_id="county", annual_gbp=Decimal(3650), ends=day(1, 31))
    seen = replace(given.estate, contracts=(support,))
    bound = replace(given, estate=seen, folder=replace(given.folder, initiatives=()))
    assert [one.amount for one in found(bound, by_hand(bound, care=day(3, 6)), "money")] == ["£180 over"]


def test_money_that_is_not_known_is_never_green_under_a_ceiling() -> None:
    given = council(ceilings("2026/27", revenue_gbp=Decimal(50_000)), paid(None))
    [one] = found(given, planned(given), "money")
    assert (one.severity, one.subject) == ("unproven", "county 2026/27 revenue")
    assert one.message == "no price is known for care (move); fill in the amount in its register"
    free = council(ceilings("2026/27"), paid(None))
    assert found(free, planned(free), "money") == []


def test_a_price_that_lacks_is_named_with_where_it_goes() -> None:
    [item] = paid(None).items
    costs = GroupCosts(group_id="care", items=(replace(item, sku="D4s v5"), replace(item, sku="P10")))
    given = council(ceilings("2026/27", revenue_gbp=Decimal(50_000)), costs)
    [one] = found(given, planned(given), "money")
    assert one.message == "no price is known for care (move); add rows to prices/ for D4s v5, P10"


def test_three_names_are_shown_and_the_rest_counted() -> None:
    names = tuple(f"app{n}" for n in range(1, 6))
    limits = ceilings("2026/27", revenue_gbp=Decimal(50_000))
    given = inputs(own_servers(apps(*names)), costs=tuple(paid(None, group=name) for name in names), ceilings=limits)
    days = (day(1, 16), day(1, 30), day(2, 13), day(2, 27), day(3, 13))
    [one] = found(given, by_hand(given, **dict(zip(names, days, strict=True))), "money")
    assert one.message.startswith("no price is known for app1 (move), app2 (move), app3 (move) and 2 more; ")
    three = by_hand(given, **dict(zip(names[:3], days[:3], strict=True)))
    told = found(given, three, "money", "completeness")
    assert [one.message for one in told] == [
        "no price is known for app1 (move), app2 (move), app3 (move); fill in the amount in its register"
    ]


def test_an_unknown_benefit_costs_nothing_and_capital_and_revenue_are_named_apart() -> None:
    limits = ceilings("2026/27", capital_gbp=Decimal(9000), revenue_gbp=Decimal(9000))
    work = initiative("base", benefit_gbp_per_year=None, capital_gbp=None, organisation_ids=("county",))
    given = council(limits, paid("0"), initiatives=(work,))
    told = says(given, by_hand(given, slots=(slot("base", day(1, 4)),), care=day(3, 6)), "money")
    missing = "no price is known for base (initiative); fill in the amount in its register"
    assert told == [("county 2026/27 capital", missing)]
    neither = replace(work, capital_gbp=Decimal(0), revenue_gbp_per_year=None)
    given = council(limits, paid("0"), initiatives=(neither,))
    told = says(given, by_hand(given, slots=(slot("base", day(1, 4)),), care=day(3, 6)), "money")
    assert told == [("county 2026/27 revenue", missing)]


def test_a_move_without_costs_is_not_proven() -> None:
    given = council(ceilings("2026/27"), monthly("roads"))
    [one] = found(given, planned(given), "money")
    assert (one.subject, one.severity) == ("plan", "unproven")
    assert one.message == "a move has no costs worked out: assess and plan again"
    both = council(ceilings("2026/27"), paid("1"), monthly("roads"))
    assert found(both, by_hand(both, (move("care", day(3, 6)),)), "money") == []
