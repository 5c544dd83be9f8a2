"""The money of a plan by month: a golden plan of two groups, each cause on its own, and no penny lost (T-06)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_estate import AS_OF, estate, programme, server

from inventory.model import Contract, Estate, Licence
from migration.dates import financial_year
from migration.model import CashFlow, ContractEnd, CostItem, Folder, GroupCosts, Initiative, InitiativeSlot, Move, Plan
from migration.money.cash_flow import cash_flow, contract_cash, initiative_cash, licence_cash, move_cash
from migration.money.pence import by_month

PLAN_FROM, PLAN_TO = date(2027, 1, 4), date(2027, 6, 30)
GOLDEN = Path(__file__).parent / "golden" / "cash_flow_of_two_groups.txt"


def move(group_id: str = "rates", seeding_from: date = date(2027, 2, 15), **fields: Any) -> Move:
    """A move seeded from 15 February, cut over on 20 March, with the old machines off on 3 April 2027."""
    known: dict[str, Any] = {
        "group_id": group_id,
        "prepare_from": date(2027, 2, 1),
        "seeding_from": seeding_from,
        "cut_over": date(2027, 3, 20),
        "old_off": date(2027, 4, 3),
    }
    return Move(**known | fields)


def item(gbp: str | None, **fields: Any) -> CostItem:
    """A monthly cloud cost of the county."""
    known: dict[str, Any] = {
        "what": "machine",
        "organisation_id": "county",
        "spend": "revenue",
        "every": "month",
        "starts": "seeding_from",
        "gbp": None if gbp is None else Decimal(gbp),
    }
    return CostItem(**known | fields)


def costs(*found: CostItem, group_id: str = "rates") -> GroupCosts:
    """The costs of one group."""
    return GroupCosts(group_id=group_id, items=found)


def initiative(**fields: Any) -> Initiative:
    """An initiative of six weeks for the county."""
    return Initiative(
        **{"id": "network", "name": "Network", "must_do": True, "duration_weeks": 6, "organisation_ids": ("county",)}
        | fields
    )


def contract(**fields: Any) -> Contract:
    """Support of an array at £3,650 a year until the end of March 2027."""
    known: dict[str, Any] = {
        "id": "array",
        "kind": "support",
        "organisation_id": "county",
        "starts": date(2025, 4, 1),
        "ends": date(2027, 3, 31),
        "annual_gbp": Decimal(3650),
    }
    return Contract(**known | fields)


def ended(on: date | None, extensions: int = 0) -> ContractEnd:
    """What the plan does with the contract."""
    return ContractEnd(
        contract_id="array", extensions=extensions, ends=on, notice_by=None, gbp=None, because="last user left"
    )


SLOT = InitiativeSlot(initiative_id="network", starts=date(2027, 2, 1), ends=date(2027, 3, 14))


def plan(*moves: Move, contracts: tuple[ContractEnd, ...] = (), slots: tuple[InitiativeSlot, ...] = ()) -> Plan:
    """A plan with nothing in it but dates."""
    return Plan(
        as_of=AS_OF,
        plan_from=PLAN_FROM,
        plan_to=PLAN_TO,
        inputs_sha256={},
        groups=(),
        waves=(),
        moves=moves,
        initiatives=slots,
        contracts=contracts,
        waiting=(),
        costs=(),
        objective_name="cost",
        objective=Decimal(0),
        bound=Decimal(0),
        gap=Decimal(0),
        status="feasible",
        mode="repeatable",
    )


def folder(*initiatives: Initiative) -> Folder:
    """A programme folder with its initiatives."""
    return Folder(programme=programme(), initiatives=initiatives)


def months_of(rows: tuple[CashFlow, ...], spend: str = "revenue") -> list[tuple[str, str]]:
    """The months with their pounds, as text."""
    found = [(row.month, row.capital_gbp if spend == "capital" else row.revenue_gbp) for row in rows]
    return [(f"{month:%Y-%m}", "unknown" if gbp is None else str(gbp)) for month, gbp in found]


def test_the_cash_flow_of_a_plan_of_two_groups_by_month() -> None:
    held = estate(
        servers=(server(),),
        contracts=(contract(extension_months=6, extension_gbp=Decimal(2100)),),
        licences=(Licence(id="cores", product="mssqlserver", annual_gbp=Decimal(1001), renewal=date(2026, 5, 1)),),
    )
    rates = costs(
        item("310.00"),
        item("100.00", organisation_id="district", allowance=True),
        item("1200.00", every="once", starts="cut_over", spend="capital"),
    )
    parking = costs(item("62.00"), item(None), group_id="parking")
    network = initiative(
        capital_gbp=Decimal(42000), revenue_gbp_per_year=Decimal(3650), benefit_gbp_per_year=Decimal(7300)
    )
    moves = (move(), move("parking", seeding_from=date(2027, 5, 10), cut_over=date(2027, 5, 22)))
    made = plan(*moves, contracts=(ended(date(2027, 5, 31), extensions=1),), slots=(SLOT,))
    rows = cash_flow(made, (rates, parking), held, folder(network))
    assert "".join(_line(row) for row in rows) == GOLDEN.read_text(encoding="utf-8")


def _line(row: CashFlow) -> str:
    amounts = ["unknown" if gbp is None else f"{gbp:.2f}" if gbp else "-" for gbp in (row.capital_gbp, row.revenue_gbp)]
    mark = "  illustrative" if row.allowance else ""
    start = f"{row.month:%Y-%m}  {row.organisation_id:<9} {row.cause:<11} {row.subject:<8}"
    return f"{start} {amounts[0]:>10} {amounts[1]:>10}{mark}\n"


def test_cloud_runs_from_seeding_to_the_end_of_the_plan() -> None:
    found = move_cash(move(), costs(item("280.00")), PLAN_TO)
    assert months_of(found)[:2] == [("2027-02", "140.00"), ("2027-03", "280.00")]
    assert months_of(found)[-1] == ("2027-06", "280.00")
    assert {row.cause for row in found} == {"cloud"}


def test_a_move_on_the_plans_last_day_is_still_paid() -> None:
    found = move_cash(move(seeding_from=PLAN_TO), costs(item("30.00")), PLAN_TO)
    assert months_of(found) == [("2027-06", "1.00")]


def test_what_is_paid_once_falls_on_its_own_date_and_not_after_the_plan() -> None:
    once = item("5.00", every="once", starts="old_off")
    assert months_of(move_cash(move(), costs(once), PLAN_TO)) == [("2027-04", "5.00")]
    assert move_cash(move(old_off=date(2027, 7, 1)), costs(once), PLAN_TO) == ()


def test_T_06_an_unknown_price_stays_beside_the_known_ones() -> None:
    found = move_cash(move(), costs(item("28.00"), item(None)), date(2027, 2, 28))
    assert months_of(found) == [("2027-02", "14.00"), ("2027-02", "unknown")]


def test_a_contract_is_paid_day_by_day_to_its_end() -> None:
    found = contract_cash(contract(), None, ["county"], PLAN_FROM, PLAN_TO)
    assert months_of(found) == [("2027-01", "280.00"), ("2027-02", "280.00"), ("2027-03", "310.00")]


@pytest.mark.parametrize(
    ("fields", "end", "expected"),
    [
        ({"ends": date(2026, 12, 31)}, None, []),
        ({"starts": date(2027, 3, 1)}, None, [("2027-03", "310.00")]),
        ({}, ended(date(2027, 1, 31)), [("2027-01", "280.00"), ("2027-01", "unknown")]),
        ({"exit_gbp": Decimal(0)}, ended(date(2027, 1, 31)), [("2027-01", "280.00")]),
        ({"ends": None}, ended(date(2027, 1, 31)), [("2027-01", "280.00")]),
        ({"exit_gbp": Decimal(99)}, ended(date(2027, 1, 31)), [("2027-01", "379.00")]),
        ({"exit_gbp": Decimal(99), "starts": date(2027, 3, 1)}, ended(date(2027, 3, 31)), [("2027-03", "310.00")]),
        ({"ends": None, "exit_gbp": Decimal(99)}, ended(date(2027, 1, 31)), [("2027-01", "379.00")]),
        ({"annual_gbp": None, "ends": date(2027, 1, 31)}, None, [("2027-01", "unknown")]),
    ],
)
def test_when_a_contract_starts_ends_or_is_ended(
    fields: dict[str, Any], end: ContractEnd | None, expected: list[tuple[str, str]]
) -> None:
    assert months_of(contract_cash(contract(**fields), end, ["county"], PLAN_FROM, PLAN_TO)) == expected


def test_each_extension_is_one_sum_on_its_first_day() -> None:
    longer = contract(ends=date(2027, 1, 31), extension_months=3, extension_gbp=Decimal(500))
    found = contract_cash(longer, ended(date(2027, 7, 31), extensions=2), ["county"], PLAN_FROM, PLAN_TO)
    assert months_of(tuple(row for row in found if row.cause == "extension")) == [
        ("2027-02", "500.00"),
        ("2027-05", "500.00"),
    ]
    unpriced = contract(ends=date(2027, 1, 31), extension_months=3)
    found = contract_cash(unpriced, ended(date(2027, 4, 30), extensions=1), ["county"], PLAN_FROM, PLAN_TO)
    assert months_of(found)[-1] == ("2027-02", "unknown")


def test_a_contract_of_two_councils_is_paid_in_halves_and_may_be_capital() -> None:
    lease = contract(kind="lease", capital_or_revenue="capital", starts=date(2027, 3, 1))
    found = contract_cash(lease, None, ["county", "district"], PLAN_FROM, PLAN_TO)
    assert months_of(found, "capital") == [("2027-03", "155.00"), ("2027-03", "155.00")]


def test_a_licence_is_paid_on_each_renewal() -> None:
    cores = Licence(id="cores", product="x", annual_gbp=Decimal(1000), renewal=date(2024, 2, 29))
    assert months_of(licence_cash(cores, ["county"], PLAN_FROM, PLAN_TO)) == [("2027-02", "1000.00")]
    undated = Licence(id="cores", product="x", annual_gbp=Decimal(1000))
    expected = [("2027-01", "1000.00"), ("2027-04", "1000.00")]
    assert months_of(licence_cash(undated, ["county"], PLAN_FROM, PLAN_TO)) == expected


@pytest.mark.parametrize(
    ("contract_gbp", "licence_gbp", "causes"),
    [(3650, 1000, {"contract"}), (None, 1000, {"licence"}), (3650, None, {"contract"})],
)
def test_a_licence_under_a_contract_is_paid_once(
    contract_gbp: int | None, licence_gbp: int | None, causes: set[str]
) -> None:
    held = Estate(
        contracts=(contract(annual_gbp=None if contract_gbp is None else Decimal(contract_gbp)),),
        licences=(
            Licence(
                id="cores",
                product="x",
                contract_id="array",
                renewal=date(2027, 2, 1),
                annual_gbp=None if licence_gbp is None else Decimal(licence_gbp),
            ),
        ),
    )
    assert {row.cause for row in cash_flow(plan(), (), held, folder())} == causes


def test_an_initiative_spends_capital_while_it_runs_and_revenue_after() -> None:
    rows = initiative_cash(
        SLOT, initiative(capital_gbp=Decimal(42000), revenue_gbp_per_year=Decimal(0)), date(2027, 3, 31)
    )
    found = [row for row in rows if row.cause == "initiative" and row.capital_gbp]
    assert months_of(tuple(found), "capital") == [("2027-02", "28000.00"), ("2027-03", "14000.00")]


def test_a_benefit_comes_back_and_is_shared() -> None:
    shared = initiative(
        capital_gbp=Decimal(0),
        revenue_gbp_per_year=Decimal(0),
        benefit_gbp_per_year=Decimal(3650),
        organisation_ids=("county", "district"),
    )
    found = [row for row in initiative_cash(SLOT, shared, date(2027, 3, 24)) if row.cause == "benefit"]
    assert months_of(tuple(found)) == [("2027-03", "-50.00"), ("2027-03", "-50.00")]


def test_what_is_nobodys_is_paid_by_everyone_and_else_left_unassigned() -> None:
    nobodys = initiative(organisation_ids=(), capital_gbp=Decimal(10))
    named = {row.organisation_id for row in initiative_cash(SLOT, nobodys, PLAN_TO, ("county", "district"))}
    assert named == {"county", "district"}
    assert {row.organisation_id for row in initiative_cash(SLOT, nobodys, PLAN_TO)} == {"unassigned"}


monthly_items = st.lists(st.decimals(min_value=0, max_value=10**7, places=2), min_size=1, max_size=6)
starts = st.dates(PLAN_FROM, PLAN_TO)


@given(monthly_items, starts)
def test_T_06_months_years_and_items_come_to_the_same(amounts: list[Decimal], seeding_from: date) -> None:
    held = tuple(
        item(str(gbp), organisation_id=("county", "district")[n % 2], allowance=n % 3 == 0)
        for n, gbp in enumerate(amounts)
    )
    rows = move_cash(move(seeding_from=seeding_from), costs(*held), PLAN_TO)
    by_month_sum: dict[date, Decimal] = defaultdict(Decimal)
    by_year_sum: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        by_month_sum[row.month] += row.revenue_gbp or 0
        by_year_sum[financial_year(row.month)] += row.revenue_gbp or 0
    by_item = sum((gbp for amount in amounts for _, gbp in by_month([amount], seeding_from, PLAN_TO)), Decimal(0))
    assert sum(by_month_sum.values()) == sum(by_year_sum.values()) == by_item


@given(st.permutations(range(4)))
def test_the_order_of_moves_changes_nothing(order: list[int]) -> None:
    moves = [move(f"g{n}") for n in range(4)]
    found = tuple(costs(item(f"{n}.10"), group_id=f"g{n}") for n in order)
    straight = cash_flow(plan(*moves), found, estate(), folder())
    assert cash_flow(plan(*(moves[n] for n in order)), found, estate(), folder()) == straight
