"""The check of contracts: extended in time, by whole terms, at their price; left with notice, at their charge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hand_plan import by_hand, day, found, says
from plan_cases import apps, contract, inputs, own_servers, team

from inventory.model import Contract
from migration.dates import DAY
from migration.model import ContractEnd, Plan
from migration.plan.inputs import PlanInputs

ENDS = day(4, 30)
WRITE = "write the day on which it was given as notice_given into contracts.csv, or plan again"
LEASE: dict[str, Any] = {
    "kind": "lease",
    "covers_ids": ("care-srv", "roads-srv"),
    "ends": ENDS,
    "annual_gbp": Decimal(5200),
    "notice_days": 28,
    "exit_gbp": Decimal(300),
    "extension_months": 6,
    "extension_gbp": Decimal(900),
}


def leased(routes: dict[str, str] | None = None, as_of: date | None = None, **fields: Any) -> PlanInputs:
    """Two applications on machines that are leased until the end of April."""
    seen = own_servers(apps("care", "roads"), contracts=(contract("machines", **LEASE | fields),))
    given = inputs(seen, routes=routes, teams=(team(fte="2"),))
    return replace(given, as_of=as_of) if as_of is not None else given


def decided(given: PlanInputs, **fields: Any) -> Plan:
    """Both move in January and are off by 13 February; the contract ends as a test says."""
    known: dict[str, Any] = {"extensions": 0, "ends": ENDS, "notice_by": None, "gbp": Decimal(0), "because": ""}
    end = ContractEnd(contract_id="machines", **known | fields)
    return by_hand(given, contracts=(end,), care=day(1, 16), roads=day(1, 30))


def told(given: PlanInputs, **fields: Any) -> list[str]:
    known = says(given, decided(given, **fields), "notices")
    assert {subject for subject, _ in known} <= {"machines"}
    return [message for _, message in known]


def test_a_contract_runs_to_its_own_end() -> None:
    assert told(leased()) == []
    assert told(leased(), ends=day(5, 1)) == ["it ends on 2027-04-30 and is not extended; the plan says 2027-05-01"]
    assert told(leased(), ends=None) == ["it ends on 2027-04-30 and is not extended; the plan says None"]


def test_an_extension_is_a_whole_term_at_its_price() -> None:
    once, twice = date(2027, 10, 30), date(2028, 4, 30)
    assert told(leased(), extensions=1, ends=once, gbp=Decimal(900)) == []
    assert told(leased(), extensions=2, ends=twice, gbp=Decimal(1800)) == []
    assert told(leased(), extensions=1, ends=twice, gbp=Decimal(900)) == [
        "extended once it ends on 2027-10-30; the plan says 2028-04-30"
    ]
    assert told(leased(), extensions=2, ends=twice, gbp=Decimal(900)) == [
        "extending it 2 times costs £1,800; the plan says £900"
    ]
    assert told(leased(), extensions=1, ends=once, gbp=None) == [
        "extending it once costs £900; the plan says nothing of it"
    ]


CANNOT = ["it is extended, but it is over or its extension has no length or price"]


@pytest.mark.parametrize(
    "fields",
    [{"extension_months": None}, {"extension_months": 0}, {"extension_gbp": None}, {"ends": None}, {"kind": "hosting"}],
)
def test_what_has_no_extension_is_not_extended(fields: dict[str, Any]) -> None:
    assert told(leased(**fields), extensions=1, ends=date(2027, 10, 30), gbp=Decimal(900)) == CANNOT


def test_an_extension_is_agreed_before_the_end_and_not_taken_back() -> None:
    once: dict[str, Any] = {"extensions": 1, "gbp": Decimal(900)}
    last, over = leased(ends=date(2026, 11, 22)), leased(ends=date(2026, 11, 21))
    assert told(last, **once, ends=date(2027, 5, 22)) == []
    assert told(over, **once, ends=date(2027, 5, 21)) == CANNOT
    assert told(leased(), extensions=-1, ends=date(2026, 10, 30), gbp=Decimal(-900)) == CANNOT


LEFT: dict[str, Any] = {"ends": day(2, 14), "notice_by": day(1, 17), "gbp": Decimal(300)}


def test_a_contract_is_left_once_nothing_runs_on_it() -> None:
    assert told(leased(), **LEFT) == []
    assert told(leased(), **LEFT | {"ends": day(2, 13), "notice_by": day(1, 16)}) == []
    assert told(leased(), **LEFT | {"ends": day(2, 12), "notice_by": day(1, 15)}) == [
        "it ends on 2027-02-12, while something on it runs until 2027-02-13"
    ]


def test_the_day_before_its_end_is_early_and_its_end_is_not() -> None:
    assert told(leased(exit_gbp=None), ends=day(4, 29), notice_by=day(4, 1)) == [
        "it is left on 2027-04-29, before its end, and what that costs is not known"
    ]
    assert told(leased(exit_gbp=None)) == []


def test_leaving_costs_its_charge() -> None:
    assert told(leased(), **LEFT | {"gbp": Decimal(299)}) == ["leaving it costs £300; the plan says £299"]
    assert told(leased(), **LEFT | {"gbp": None}) == ["leaving it costs £300; the plan says nothing of it"]


def test_notice_is_given_in_time() -> None:
    assert told(leased(), **LEFT | {"notice_by": day(2, 1)}) == [
        "its notice is due on 2027-01-17; the plan says 2027-02-01"
    ]
    assert told(leased(notice_days=0), **LEFT | {"notice_by": LEFT["ends"]}) == []
    assert told(leased(notice_days=84), **LEFT | {"notice_by": date(2026, 11, 22)}) == []
    assert told(leased(notice_days=85), **LEFT | {"notice_by": date(2026, 11, 21)}) == [
        f"notice was due on 2026-11-21, before today, and it is not known to be given: {WRITE}"
    ]
    assert told(leased(notice_days=None), **LEFT | {"notice_by": None}) == []
    assert told(leased(notice_days=None), **LEFT) == ["the register asks for no notice; the plan says 2027-01-17"]


def test_notice_that_was_given_in_time_holds_when_its_day_has_passed() -> None:
    late: dict[str, Any] = {"notice_days": 85, "as_of": date(2027, 1, 3)}
    due = date(2026, 11, 21)
    assert told(leased(notice_given=due, **late), **LEFT | {"notice_by": due}) == []
    assert told(leased(notice_given=due + DAY, **late), **LEFT | {"notice_by": due}) == [
        f"notice was due on 2026-11-21, before today, and it was given on 2026-11-22: {WRITE}"
    ]


@pytest.mark.parametrize("route", ["roads", "nobody"])
def test_what_something_rests_on_that_stays_is_not_left(route: str) -> None:
    """Roads stays on its machine; or the contract covers a machine that nobody is known to use."""
    given = leased({"roads": "retain"}) if route == "roads" else leased(covers_ids=("care-srv", "roads-srv", "spare"))
    end = ContractEnd(contract_id="machines", extensions=0, because="", **LEFT)
    moving = {"care": day(1, 16)} | ({} if route == "roads" else {"roads": day(1, 30)})
    assert says(given, by_hand(given, contracts=(end,), **moving), "notices") == [
        ("machines", "it ends on 2027-02-14, while something on it still runs")
    ]


def test_a_rolling_contract_stops_with_its_last_user_and_with_notice() -> None:
    rolling = leased(ends=None, exit_gbp=None)
    assert told(rolling, ends=day(2, 14), notice_by=day(1, 17)) == []
    assert told(rolling, ends=None) == []
    assert told(rolling, ends=day(2, 7), notice_by=day(1, 10)) == [
        "it ends on 2027-02-07, while something on it runs until 2027-02-13"
    ]


def test_a_contract_is_decided_once_and_stands_in_the_register() -> None:
    plan = decided(leased())
    [end] = plan.contracts
    assert says(leased(), replace(plan, contracts=(end, end)), "notices") == [
        ("machines", "the plan decides on it 2 times")
    ]
    ghost = replace(plan, contracts=(end, replace(end, contract_id="ghost")))
    assert says(leased(), ghost, "notices") == [("ghost", "the plan decides on it, but the register does not name it")]


def test_a_machine_whose_move_is_gone_still_runs() -> None:
    plan = decided(leased(), **LEFT)
    gone = replace(plan, moves=())
    told_of = says(leased(), gone, "notices", "completeness", "objective", "waves")
    assert told_of == [("machines", "it ends on 2027-02-14, while something on it still runs")]


def test_every_contract_is_looked_at_by_itself() -> None:
    given = leased()
    other: Contract = contract("other", **LEASE)
    both = replace(given, estate=replace(given.estate, contracts=(*given.estate.contracts, other)))
    plan = decided(both)
    [end] = plan.contracts
    wrong = replace(end, contract_id="other", ends=day(5, 1))
    assert found(both, replace(plan, contracts=(end, wrong)), "notices", "objective")[0].subject == "other"
