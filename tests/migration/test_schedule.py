"""Each rule and goal of a plan, on the smallest programme that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from accepting import accepting_all
from plan_cases import (
    apps,
    calls,
    contract,
    cut_overs,
    ends,
    hardware,
    initiative,
    inputs,
    monthly,
    own_servers,
    quick,
    team,
)

from migration.model import Absence, Ceiling, Freeze, Gate, Pin, WaveApproval
from migration.plan.schedule import schedule
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, InputError

LOST = date(2026, 12, 31)
FIRST = date(2027, 1, 16)
"""The first Saturday that leaves two weeks of preparation after 4 January 2027."""


def ceilings(revenue: str, year: str = "2026/27") -> tuple[Ceiling, ...]:
    """Unlimited, but for the county's revenue in one year."""
    return tuple(
        Ceiling(
            organisation=owner,
            year=at,
            capital_gbp="unlimited",
            revenue_gbp=Decimal(revenue) if (owner, at) == ("county", year) else "unlimited",
        )
        for owner in ("county", "district")
        for at in ("2026/27", "2027/28")
    )


def test_what_has_lost_support_moves_on_the_first_possible_date() -> None:
    given = inputs(own_servers(apps("rates")), (ends("rates-srv", LOST),))
    plan = quick(given)
    assert cut_overs(plan) == {"rates": FIRST}
    assert plan.status == "optimal"
    assert verify(given, plan) == ()


def test_without_pressure_the_cheapest_date_is_the_last() -> None:
    plan = quick(inputs(own_servers(apps("rates"))))
    assert cut_overs(plan) == {"rates": date(2027, 6, 12)}


def test_the_dearest_risk_moves_first_when_people_are_short() -> None:
    both = (*apps("rates", criticality=4), *apps("care", criticality=1))
    given = inputs(own_servers(both), (ends("rates-srv", LOST), ends("care-srv", LOST)), teams=(team(fte="0.6"),))
    when = cut_overs(quick(given))
    assert when["care"] == date(2027, 1, 23)
    assert when["rates"] > when["care"]


def test_what_is_called_moves_no_later_than_its_caller() -> None:
    seen = own_servers(apps("portal", "identity"), interfaces=(calls("portal", "identity"),))
    given = inputs(seen, (ends("portal-srv", LOST),))
    when = cut_overs(quick(given))
    assert when["identity"] <= when["portal"]


def test_strongly_coupled_applications_are_one_group() -> None:
    seen = own_servers(apps("portal", "identity"), interfaces=(calls("portal", "identity", "strong"),))
    plan = quick(inputs(seen))
    assert [group.application_ids for group in plan.groups] == [("identity", "portal")]


def test_a_freeze_moves_the_date_for_its_service_only() -> None:
    both = (*apps("rates", service="revenues"), *apps("care", service="people"))
    freeze = Freeze(starts=date(2027, 1, 10), ends=date(2027, 2, 5), services=("revenues",), reason="billing")
    given = inputs(
        own_servers(both),
        (ends("rates-srv", LOST), ends("care-srv", LOST)),
        freezes=(freeze,),
        teams=(team(fte="3"),),
    )
    assert cut_overs(quick(given)) == {"care": FIRST, "rates": date(2027, 2, 6)}


def test_no_cut_over_on_a_bank_holiday() -> None:
    given = inputs(
        own_servers(apps("rates")),
        cut_over_days=("monday",),
        pins=(Pin(application_id="rates", not_before=date(2027, 5, 1), deadline=date(2027, 5, 10)),),
    )
    assert cut_overs(quick(given)) == {"rates": date(2027, 5, 10)}


def test_absence_and_bank_holidays_take_people_away() -> None:
    away = Absence(starts=date(2027, 1, 4), ends=date(2027, 2, 5), fte=Decimal(1))
    given = inputs(own_servers(apps("rates")), (ends("rates-srv", LOST),), teams=(team(absence=(away,)),))
    assert cut_overs(quick(given)) == {"rates": date(2027, 2, 20)}


def test_a_ceiling_moves_spend_into_the_next_year() -> None:
    given = inputs(
        own_servers(apps("rates")),
        (ends("rates-srv", LOST),),
        costs=(monthly("rates", "1000"),),
        ceilings=ceilings("500"),
    )
    plan = quick(given)
    assert cut_overs(plan)["rates"] >= date(2027, 3, 20)
    assert verify(given, plan) == ()


def test_contingency_is_held_back() -> None:
    tight = tuple(replace(c, contingency_percent=Decimal(50)) for c in ceilings("2400"))
    free = inputs(own_servers(apps("rates")), (ends("rates-srv", LOST),), costs=(monthly("rates", "1000"),))
    held = replace(free, folder=replace(free.folder, programme=replace(free.folder.programme, ceilings=tight)))
    assert cut_overs(quick(held))["rates"] > cut_overs(quick(free))["rates"]


def test_an_extension_is_taken_when_it_is_cheaper_than_the_risk() -> None:
    cover = contract(covers=("rates-srv",), covers_ids=("rates-srv",), ends=date(2026, 12, 31), extension_months=12)
    pinned = (Pin(application_id="rates", not_before=date(2027, 5, 1)),)
    for price, times in ((Decimal(900), 1), (Decimal(90_000), 0)):
        seen = own_servers(apps("rates"), contracts=(replace(cover, extension_gbp=price),))
        given = inputs(seen, (hardware("rates-srv", date(2026, 12, 31)),), pins=pinned)
        plan = quick(given)
        assert [end.extensions for end in plan.contracts] == [times]
        assert verify(given, plan) == ()


def test_a_rolling_contract_ends_with_the_week_in_which_the_last_on_it_is_off() -> None:
    rolling = contract(
        "hosting", kind="hosting", covers_ids=("care-srv", "rates-srv"), annual_gbp=Decimal(52_000), notice_days=30
    )
    given = inputs(own_servers(apps("rates", "care"), contracts=(rolling,)), teams=(team(fte="2"),))
    plan = quick(given)
    assert set(cut_overs(plan).values()) == {FIRST}
    assert plan.contracts[0].ends == date(2027, 1, 31)
    assert plan.contracts[0].notice_by == date(2027, 1, 1)
    assert verify(given, plan) == ()


def test_work_starts_after_a_gate_whose_papers_can_be_ready() -> None:
    gate = Gate(
        id="cabinet", body="Cabinet", dates=(date(2026, 12, 1), date(2027, 2, 1), date(2027, 3, 1)), lead_weeks=4
    )
    given = inputs(own_servers(apps("rates", gate_ids=("cabinet",))), (ends("rates-srv", LOST),), gates=(gate,))
    plan = quick(given)
    assert plan.moves[0].prepare_from == date(2027, 2, 8)
    with pytest.raises(InputError, match="'board' is not in programme"):
        quick(inputs(own_servers(apps("rates", gate_ids=("board",))), gates=(gate,)))


def test_pins_fix_part_and_bound_dates() -> None:
    fixed = Pin(application_id="rates", cut_over=date(2027, 3, 10))
    apart = Pin(application_id="care", deadline=date(2027, 3, 13), not_before=date(2027, 3, 1), never_with=("rates",))
    given = inputs(own_servers(apps("rates", "care")), pins=(fixed, apart), teams=(team(fte="2"),))
    plan = quick(given)
    assert cut_overs(plan) == {"rates": date(2027, 3, 10), "care": date(2027, 3, 6)}
    assert [move.pinned for move in plan.moves] == [False, True]
    assert verify(given, plan) == ()


def test_approved_waves_stay_when_everything_else_moves() -> None:
    given = inputs(own_servers(apps("rates", "care")), (ends("rates-srv", LOST),))
    first = quick(given)
    wave = next(wave for wave in first.waves if "rates" in wave.group_ids)
    said = (WaveApproval(id=wave.id, state="approved", approver="board", date=date(2026, 12, 1)),)
    changed = replace(
        given, supports=(ends("care-srv", LOST),), previous=first, folder=replace(given.folder, waves=said)
    )
    second = quick(changed)
    assert cut_overs(second)["rates"] == cut_overs(first)["rates"]
    assert next(w.state for w in second.waves if w.id == wave.id) == "approved"
    assert verify(accepting_all(changed, second), second) == ()


def test_must_do_work_takes_people_and_scored_work_must_earn_its_place() -> None:
    busy = initiative("must", effort={"platform": Decimal(40)})
    scored = initiative("nice", must_do=False, scores={"value": Decimal(5)}, capital_gbp=Decimal(12_000))
    given = inputs(own_servers(apps("rates")), initiatives=(busy, scored), scoring={"value": Decimal(1)})
    plan = quick(given)
    assert [slot.initiative_id for slot in plan.initiatives] == ["must"]
    assert [waiting.subject for waiting in plan.waiting] == ["nice"]
    worth_it = replace(scored, scores={"value": Decimal(500)})
    again = quick(replace(given, folder=replace(given.folder, initiatives=(busy, worth_it))))
    assert [slot.initiative_id for slot in again.initiatives] == ["must", "nice"]


def test_work_under_a_month_is_left_out_and_said() -> None:
    plan = quick(inputs(own_servers(apps("rates")), initiatives=(initiative("small", duration_weeks=4),)))
    assert plan.initiatives == ()
    assert "under a month" in plan.waiting[0].why


def test_an_initiative_waits_for_what_it_depends_on() -> None:
    pair = (initiative("later", depends_on=("first",)), initiative("first"))
    slots = {
        slot.initiative_id: slot for slot in quick(inputs(own_servers(apps("rates")), initiatives=pair)).initiatives
    }
    assert slots["later"].starts > slots["first"].ends


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ceilings": ceilings("0", "2027/28"), "costs": (monthly("rates", "1000"),)}, "county 2027/28 revenue"),
        ({"teams": (team(skills={"dba": Decimal(1)}),)}, "needs platform, and no team"),
        ({"pins": (Pin(application_id="rates", deadline=date(2027, 1, 10)),)}, "no date is left"),
        ({"initiatives": (initiative("big", duration_weeks=40),)}, "big"),
        (
            {
                "pins": tuple(
                    Pin(application_id=a, not_before=date(2027, 2, 20), deadline=date(2027, 2, 20))
                    for a in ("rates", "care")
                ),
                "teams": (team(fte="0.6"),),
            },
            "rates must move in the week of 2027-02-15",
        ),
    ],
)
def test_an_infeasible_programme_says_what_cannot_hold_together(changes: dict, words: str) -> None:
    given = inputs(own_servers(apps("rates", "care")), **changes)
    with pytest.raises(InfeasibleError) as caught:
        schedule(given)
    assert words in str(caught.value)
    assert caught.value.exit_code == 5


def test_a_ceiling_below_initiatives_says_what_they_need_of_it() -> None:
    dear = initiative("portal", capital_gbp=Decimal(12_000), organisation_ids=("county",))
    low = tuple(replace(c, capital_gbp=Decimal(1_000)) for c in ceilings("900000"))
    given = inputs(own_servers(apps("rates")), initiatives=(dear,), ceilings=low)
    with pytest.raises(InfeasibleError) as caught:
        schedule(given)
    assert "portal must start between" in caught.value.wrong
    assert "and needs at least £12,00" in caught.value.wrong
    assert "county 2026/27 capital: £1,000 is left" in caught.value.wrong


def test_P_14_a_plan_is_optimal_only_when_its_bound_is_its_cost() -> None:
    plan = quick(inputs(own_servers(apps(*"abcdef")), tuple(ends(f"{a}-srv", LOST) for a in "abcdef")))
    assert (plan.status == "optimal") == (plan.bound == plan.objective)
    assert plan.bound <= plan.objective


def test_T_07_the_same_inputs_give_the_same_plan_in_any_order() -> None:
    given = inputs(own_servers(apps(*"abcd")), tuple(ends(f"{a}-srv", LOST) for a in "abcd"))
    seen = given.estate
    turned = replace(
        given,
        estate=replace(seen, servers=seen.servers[::-1], deployments=seen.deployments[::-1]),
        supports=given.supports[::-1],
        costs=given.costs[::-1],
        dispositions=given.dispositions[::-1],
    )
    assert quick(turned) == quick(given)
