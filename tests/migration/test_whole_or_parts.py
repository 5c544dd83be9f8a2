"""An application that may be split goes whole or in parts, whichever is cheaper: never dearer than either, forced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from plan_cases import calls, contract, cut_overs, quick, team
from small_estate import AS_OF
from split_council import PARTS, council, lost_west, went

from migration.dates import DAY, WEEK
from migration.model import Pin, SkillEffort, Splitting, WaveApproval
from migration.plan.changes import replan
from migration.plan.explain import explain
from migration.plan.measures import IN_PARTS
from migration.plan.verify import verify
from migration.plan.whole_or_parts import as_planned
from safeio.errors import InputError


@pytest.mark.parametrize(("gbp", "ids"), [(500, set(PARTS)), (50_000, {"drives"})])
def test_it_goes_the_cheaper_way_and_is_verified_so(gbp: int, ids: set[str]) -> None:
    asked = lost_west(gbp)
    plan = quick(asked)
    assert went(plan) == ids and plan.status == "optimal" and verify(asked, plan) == ()
    forced = {quick(lost_west(gbp, choose)).objective for choose in ("always", "never")}
    assert len(forced) == 2 and plan.objective == min(forced)


def test_a_part_after_the_first_has_its_price_and_the_whole_has_none() -> None:
    found = [[c.gbp for c in quick(lost_west(gbp)).costs if c.what == IN_PARTS] for gbp in (500, 50_000)]
    assert found == [[500], []]


def test_explain_says_which_way_and_what_both_come_to() -> None:
    asked = lost_west(500)
    said = "\n".join(explain(asked, quick(asked), "drives"))
    assert "may move whole or in 2 parts, and moves in 2 parts: the plan comes to £2,402" in said
    assert "Whole, with the rest planned again round it, the cheapest plan found comes to £2,776, £374 more." in said
    whole = lost_west(50_000)
    said = "\n".join(explain(whole, quick(whole), "drives"))
    assert "and moves whole: the plan comes to £2,776" in said and "In 2 parts, with the rest" in said


def test_what_a_plan_has_is_all_that_its_inputs_have() -> None:
    for gbp, whole in ((500, False), (50_000, True)):
        asked = lost_west(gbp)
        plan = quick(asked)
        inputs = as_planned(asked, plan)
        assert inputs.groups == plan.groups and inputs.eithers == () and (inputs.whole is None) is whole
        forced = lost_west(gbp, "never" if whole else "always")
        assert inputs.estate == forced.estate and inputs.dispositions == forced.dispositions
        assert as_planned(inputs, plan) == inputs


WAY: dict[str, dict[str, Any]] = {
    "a part has a date of its own": {"pins": (Pin(application_id="drives-on-east", not_before=date(2027, 2, 1)),)},
    "named": {"splitting": Splitting(named={"drives": "always"}, part_gbp=Decimal(50_000))},
}


@pytest.mark.parametrize("why", sorted(WAY))
def test_it_goes_in_parts_where(why: str) -> None:
    asked = council(**{"splitting": Splitting(part_gbp=Decimal(50_000))} | WAY[why])
    assert asked.eithers == () and went(quick(asked)) == set(PARTS)


def test_it_goes_whole_where_that_is_said() -> None:
    asked = council(Splitting(choose="always", named={"drives": "never"}))
    assert asked.eithers == () and went(quick(asked)) == {"drives"}


def test_a_name_that_is_no_application_is_refused() -> None:
    with pytest.raises(InputError, match="there is no application rives"):
        council(Splitting(named={"rives": "never"}))


def test_a_part_pinned_after_the_inputs_were_put_together_is_kept() -> None:
    asked = lost_west(50_000)
    pins = (Pin(application_id="drives-on-east", cut_over=date(2027, 3, 6)),)
    plan = quick(replace(asked, folder=replace(asked.folder, pins=pins)))
    assert cut_overs(plan)["drives-on-east"] == date(2027, 3, 6)


def test_where_one_way_has_no_date_it_goes_the_other() -> None:
    """Five weeks are enough for each server by itself, not for both in one move."""
    effort = {"rehost": {"platform": SkillEffort(fixed=Decimal(0), per_server=Decimal(14))}}
    fields: dict[str, Any] = {
        "effort": effort,
        "teams": (team(fte="4"),),
        "plan_to": date(2027, 1, 4) + 5 * WEEK - DAY,
        "old_off_weeks": 0,
    }
    asked = council(Splitting(part_gbp=Decimal(50_000)), **fields)
    plan = quick(asked)
    assert went(plan) == set(PARTS) and verify(asked, plan) == ()
    assert "Whole it has no date." in explain(asked, plan, "drives")


def test_what_moved_in_parts_in_an_approved_wave_stays_in_parts() -> None:
    before = quick(lost_west(500))
    wave = next(wave for wave in before.waves if not set(PARTS).isdisjoint(wave.group_ids))
    said = (WaveApproval(id=wave.id, state="approved", approver="Board", date=AS_OF),)
    asked = lost_west(50_000, previous=before, waves=said)
    assert asked.eithers == () and went(quick(asked)) == set(PARTS)


def test_changing_least_keeps_the_way_unless_the_other_pays() -> None:
    before = quick(lost_west(500))
    kept = replan(lost_west(600, previous=before))
    assert went(kept) == set(PARTS) and cut_overs(kept) == cut_overs(before)
    dear = lost_west(500_000, previous=before)
    assert went(replan(dear)) == {"drives"} and verify(dear, replan(dear)) == ()


def test_a_caller_waits_for_the_way_that_is_taken() -> None:
    for gbp in (0, 50_000):
        asked = lost_west(gbp, interfaces=(calls("portal", "drives"), calls("drives", "rates")))
        plan = quick(asked)
        at = cut_overs(plan)
        last, first = max(at[one] for one in went(plan)), min(at[one] for one in went(plan))
        assert at["rates"] <= first and last <= at["portal"] and verify(asked, plan) == ()


def test_a_rolling_contract_ends_with_the_last_part_or_the_whole() -> None:
    held = contract("care", covers_ids=("east", "west"), annual_gbp=Decimal(5200), ends=None)
    for gbp in (0, 50_000):
        asked = lost_west(gbp, contracts=(held,))
        plan = quick(asked)
        off = max(move.old_off for move in plan.moves if move.group_id.startswith("drives"))
        (end,) = [end for end in plan.contracts if end.contract_id == "care"]
        assert end.ends is not None and 0 <= (end.ends - off).days < 7 and verify(asked, plan) == ()


def test_what_moves_in_one_group_anyway_is_not_parted() -> None:
    asked = council(Splitting(choose="always"), interfaces=(calls("portal", "drives"), calls("drives", "portal")))
    assert asked.parts == () and [group.id for group in asked.groups] == ["drives-and-1-more", "rates"]
