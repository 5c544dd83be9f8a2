"""The check of the pounds of a plan: each of its parts, worked out by hand from the dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hand_plan import by_hand, day, move, slot, with_move
from plan_cases import OBJECTIVE, apps, calls, contract, ends, hardware, initiative, inputs, own_servers, team

from migration.model import ContractEnd, CostItem, GroupCosts, Objective, Part, Plan, Splitting
from migration.plan.case import case
from migration.plan.checks.objective import counted
from migration.plan.inputs import PlanInputs, Whole

FREE = Objective(unsupported_week_gbp={1: Decimal(0)}, score_point_gbp=Decimal(0), benefit_weight=Decimal(0))


def council(
    objective: Objective = FREE, routes: Any = None, supports: Any = (), seen: Any = None, **fields: Any
) -> PlanInputs:
    """Care calls roads; nothing has a price but what a test gives one."""
    known = seen or own_servers(apps("care", "roads"), interfaces=(calls("care", "roads"),))
    made = inputs(known, supports, routes, objective=objective, teams=(team(fte="9"),), **fields)
    return replace(made, costs=tuple(GroupCosts(group_id=group.id, items=()) for group in made.groups))


def planned(given: PlanInputs, care: date = date(2027, 3, 6), roads: date = date(2027, 2, 6), **fields: Any) -> Plan:
    return by_hand(given, care=care, roads=roads, **fields)


def pounds(given: PlanInputs, plan: Plan) -> dict[str, Decimal]:
    """What the dates come to in each measure, without those that come to nothing."""
    return {measure: gbp for measure, gbp in counted(case(given, plan)).items() if gbp}


def test_nothing_that_has_a_price_costs_nothing() -> None:
    assert pounds(council(), planned(council())) == {}


def test_a_week_without_support_has_its_price_until_the_week_of_the_cut_over() -> None:
    """Care's last day of support is 31 January; the weeks of 1 February to 1 March are five."""
    given = council(OBJECTIVE, supports=(ends("care-srv", day(1, 31)),))
    assert pounds(given, planned(given)) == {"risk": 5 * 500}
    monday = council(OBJECTIVE, supports=(ends("care-srv", day(2, 1)),))
    assert pounds(monday, planned(monday))["risk"] == 4 * 500


def test_what_stays_is_without_support_to_the_end_of_the_plan() -> None:
    given = council(OBJECTIVE, {"care": "retain"}, (ends("care-srv", day(5, 31)),))
    assert pounds(given, by_hand(given, roads=day(2, 6)))["risk"] == 4 * 500


def test_an_extension_gives_weeks_back_and_costs_its_price() -> None:
    """Support ends on 31 January; a term of two months takes it past the cut-over."""
    pack = contract("pack", covers_ids=("care-srv",), ends=day(1, 31), extension_months=2, extension_gbp=Decimal(70))
    seen = own_servers(apps("care", "roads"), contracts=(pack,))
    given = council(OBJECTIVE, supports=(hardware("care-srv", day(1, 31)),), seen=seen)
    once = ContractEnd(
        contract_id="pack", extensions=1, ends=day(3, 31), notice_by=None, gbp=Decimal(70), because="cheaper"
    )
    assert pounds(given, planned(given)) == {"risk": 2500}
    assert pounds(given, planned(given, contracts=(once,))) == {"cost": 70}
    not_said = replace(once, gbp=None)
    assert pounds(given, planned(given, contracts=(not_said,))) == {}
    longer = replace(once, extensions=0)
    assert pounds(given, planned(given, contracts=(longer,)))["risk"] == 2500


def test_a_part_is_a_share_of_the_risk() -> None:
    given = council(OBJECTIVE, supports=(ends("care-srv", day(1, 31)),))
    part = Part(id="care", name="care", application_id="homes", thing_ids=(), hosts=(), share=Decimal("0.25"))
    split = replace(given, parts=(part,), whole=Whole(estate=given.estate, dispositions=given.dispositions))
    assert pounds(split, planned(split)) == {"risk": Decimal(625)}


def test_a_server_that_is_still_on_has_its_price_by_the_day() -> None:
    """Off on 20 March and on 20 February: 75 and 47 days after 4 January."""
    given = council(replace(FREE, on_premise_server_week_gbp=Decimal(7)))
    assert pounds(given, planned(given)) == {"servers": 75 + 47}
    before = with_move(planned(given), "care", old_off=date(2026, 12, 1))
    assert pounds(given, before) == {"servers": 47}
    ghost = by_hand(given, (move("ghost", day(3, 6)),), care=day(3, 6), roads=day(2, 6))
    assert pounds(given, ghost) == {"servers": 75 + 47}
    bare = tuple(replace(group, thing_ids=()) for group in given.groups)
    assert pounds(given, replace(planned(given), groups=bare)) == {}


def test_each_week_until_the_last_cut_over_has_its_price() -> None:
    """The week of 1 March is the ninth of the plan."""
    given = council(replace(FREE, finish_week_gbp=Decimal(10)))
    assert pounds(given, planned(given)) == {"finish": 90}
    assert pounds(given, planned(given, care=day(1, 9), roads=day(1, 9))) == {"finish": 10}
    assert pounds(given, by_hand(given)) == {}


def test_an_interface_between_two_waves_has_its_price() -> None:
    """Four weeks are a wave: that of 1 February ends on the 28th."""
    given = council(replace(FREE, split_interface_gbp=Decimal(30)))
    assert pounds(given, planned(given)) == {"interfaces": 30}
    assert pounds(given, planned(given, care=day(2, 27))) == {}
    stays = council(replace(FREE, split_interface_gbp=Decimal(30)), {"roads": "retain"})
    assert pounds(stays, by_hand(stays, care=day(3, 6))) == {}
    group = replace(given.groups[0], id="both", application_ids=("care", "roads"))
    together = replace(by_hand(given), groups=(group,), moves=(move("both", day(3, 6)),))
    assert pounds(given, together) == {}


def test_further_parts_and_what_runs_between_them_have_their_price() -> None:
    given = council(replace(FREE, split_interface_gbp=Decimal(30)))
    seen = replace(given.estate, interfaces=())
    parts = tuple(
        Part(id=one, name=one, application_id="homes", thing_ids=(), hosts=(), share=Decimal("0.5"))
        for one in ("care", "roads")
    )
    whole = Whole(estate=seen, dispositions=given.dispositions)
    split = replace(given, estate=seen, parts=parts, whole=whole)
    programme = replace(given.folder.programme, splitting=Splitting(part_gbp=Decimal(4)))
    priced = replace(split, folder=replace(given.folder, programme=programme))
    assert pounds(split, planned(split)) == {"interfaces": 30}
    assert pounds(priced, planned(priced)) == {"interfaces": 34}
    assert pounds(priced, planned(priced, care=day(2, 27))) == {"interfaces": 4}


def work(**fields: Any) -> PlanInputs:
    """A year of work has benefits of £365: a pound a day."""
    year = Decimal(365)
    known = {"must_do": False, "benefit_gbp_per_year": year, "scores": {"value": Decimal(3)}, "capital_gbp": Decimal(0)}
    three = (initiative("base", **known), initiative("brief", **known | {"duration_weeks": 4}))
    objective = replace(FREE, benefit_weight=Decimal(2), score_point_gbp=Decimal(100))
    return inputs(own_servers(()), initiatives=three, objective=objective, scoring={"value": Decimal(5)}, **fields)


def test_benefit_is_missed_to_the_end_of_the_work_and_what_is_left_out_is_missed_whole() -> None:
    """Eight weeks are 56 days; the plan has 178, and the work is worth 15 points."""
    given = work()
    assert pounds(given, by_hand(given, slots=(slot("base", day(1, 4)),))) == {"benefit": 2 * 56}
    assert pounds(given, by_hand(given)) == {"benefit": 2 * 178 + 1500}
    unknown = replace(given.folder.initiatives[0], benefit_gbp_per_year=None)
    given = replace(given, folder=replace(given.folder, initiatives=(unknown,)))
    assert pounds(given, by_hand(given)) == {"benefit": 1500}
    early = replace(slot("base", day(1, 4)), ends=date(2026, 12, 1))
    assert pounds(work(), replace(by_hand(work()), initiatives=(early,))) == {}


def item(gbp: str | None, every: Any = "once", spend: Any = "revenue", **fields: Any) -> CostItem:
    known: dict[str, Any] = {"what": "w", "organisation_id": "county", "starts": "cut_over"}
    return CostItem(every=every, spend=spend, gbp=None if gbp is None else Decimal(gbp), **known | fields)


def spending(*items: CostItem, objective: Objective = FREE, seen: Any = None) -> PlanInputs:
    given = council(objective, seen=seen)
    return replace(given, costs=(GroupCosts(group_id="care", items=items), GroupCosts(group_id="roads", items=())))


def test_spend_is_what_the_moves_and_the_work_cost() -> None:
    """In May and June a monthly £10 that starts on 1 May comes to £20."""
    given = spending(
        item("5"), item("7", spend="capital"), item("10", "month"), item("100", "month", second_region=True)
    )
    assert pounds(given, planned(given, care=day(5, 1))) == {"cost": 5 + 7 + 20 + 200}
    unknown = spending(item("5"), item(None), item(None, spend="capital"))
    assert pounds(unknown, planned(unknown)) == {"cost": 5}
    work_only = inputs(own_servers(()), initiatives=(initiative("base", capital_gbp=Decimal(80)),), objective=FREE)
    assert pounds(work_only, by_hand(work_only, slots=(slot("base", day(1, 4)),))) == {"cost": 80}


def rolling(**fields: Any) -> PlanInputs:
    """A contract of £10 a day for both machines."""
    known = {"covers_ids": ("care-srv", "roads-srv"), "annual_gbp": Decimal(3650), "kind": "hosting"}
    return council(seen=own_servers(apps("care", "roads"), contracts=(contract("host", **known | fields),)))


def end(ends_on: date | None, **fields: Any) -> tuple[ContractEnd, ...]:
    known: dict[str, Any] = {"extensions": 0, "notice_by": None, "gbp": Decimal(0), "because": ""}
    return (ContractEnd(contract_id="host", ends=ends_on, **known | fields),)


def test_a_contract_without_an_end_is_spend_where_the_plan_ends_it() -> None:
    """From 4 January to 21 March are 77 days."""
    assert pounds(rolling(), planned(rolling(), contracts=end(day(3, 21)))) == {"cost": 770}
    assert pounds(rolling(), planned(rolling(), contracts=end(None))) == {}
    bound = rolling(ends=day(3, 31))
    assert pounds(bound, planned(bound, contracts=end(day(3, 31)))) == {}


def test_leaving_early_is_the_charge_less_what_is_saved() -> None:
    """Ten days of £10 are not paid, and £30 are charged."""
    given = rolling(ends=day(3, 31), exit_gbp=Decimal(30))
    left = planned(given, contracts=end(day(3, 21), gbp=Decimal(30)))
    assert pounds(given, left) == {"cost": 30 - 100}
    capital = rolling(ends=day(3, 31), exit_gbp=Decimal(30), capital_or_revenue="capital")
    assert pounds(capital, planned(capital, contracts=end(day(3, 21), gbp=Decimal(30)))) == {"cost": 30 - 100}
    assert pounds(given, planned(given, contracts=end(day(4, 30)))) == {}
    unknown = rolling(ends=day(3, 31))
    assert pounds(unknown, planned(unknown, contracts=end(day(3, 21)))) == {"cost": -100}


def test_the_dearest_year_counts_by_its_weight() -> None:
    """£900 in March and £400 in May: half of the dearer year."""
    weighted = replace(FREE, dearest_year_weight=Decimal("0.5"))
    given = spending(item("600"), item("300", spend="capital"), objective=weighted)
    roads = GroupCosts(group_id="roads", items=(item("400"),))
    given = replace(given, costs=(given.costs[0], roads))
    assert pounds(given, planned(given, roads=day(5, 8))) == {"cost": 1300, "dearest_year": 450}
    benefit = initiative("base", capital_gbp=Decimal(0), benefit_gbp_per_year=Decimal(99_999))
    gained = replace(given, folder=replace(given.folder, initiatives=(benefit,)))
    plan = by_hand(gained, slots=(slot("base", day(1, 4)),), care=day(3, 6), roads=day(5, 8))
    assert pounds(gained, plan)["dearest_year"] == 450
    assert pounds(council(weighted), by_hand(council(weighted))) == {}
    unknown = replace(
        given,
        costs=(GroupCosts(group_id="care", items=(item(None), item(None, spend="capital"))), roads),
    )
    assert pounds(unknown, planned(unknown, roads=day(5, 8)))["dearest_year"] == 200
