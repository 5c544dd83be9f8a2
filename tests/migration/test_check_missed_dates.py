"""The check of missed support dates: priced in every plan, and accepted by somebody once people build on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hand_plan import by_hand, day, found, move, says
from plan_cases import apps, contract, ends, hardware, inputs, own_servers, team
from small_estate import database, runs

from inventory.model import Support
from migration.dates import DAY
from migration.model import AcceptedRisk, Plan, WaveApproval
from migration.plan.accepted_risks import missed_dates, not_missed
from migration.plan.inputs import PlanInputs

LAST = day(1, 20)
LEAVES = day(2, 27)
RULE = "missed dates"


def council(*supports: Support, routes: dict[str, str] | None = None, **fields: Any) -> PlanInputs:
    """Care, on a server that loses support on 20 January unless a test says otherwise, and roads beside it."""
    seen = replace(own_servers(apps("care", "roads", owner="Director of Care")), **fields)
    return inputs(seen, supports or (ends("care-srv", LAST),), routes=routes, teams=(team(fte="2"),))


def planned(given: PlanInputs, leaves: date = LEAVES) -> Plan:
    """Care leaves on 27 February, five Mondays after its last day with support; roads has left before."""
    stays = {one.application_id for one in given.dispositions if one.route == "retain"}
    moves = (move("care", leaves), move("roads", day(1, 16)))
    return by_hand(given, (one for one in moves if one.group_id not in stays))


def approved(given: PlanInputs, app: str = "care", state: str = "approved") -> PlanInputs:
    """The same, where people approved the wave of an application."""
    [wave] = [wave for wave in planned(given).waves if app in wave.group_ids]
    said = WaveApproval(id=wave.id, state=state, approver="Board", date=day(1, 4))  # type: ignore[arg-type]
    return replace(given, folder=replace(given.folder, waves=(said,)))


def word(app: str | None = "care", thing: str | None = None, **fields: Any) -> AcceptedRisk:
    """Somebody's word on care, until the very day it leaves."""
    known: dict[str, Any] = {"last_supported": LAST, "approved_on": date(2026, 11, 1), "expires": LEAVES}
    known |= {"owner": "Director of Care", "approver": "Board", "reason": "a firewall of its own"}
    return AcceptedRisk(application_id=app, thing_id=thing, **known | fields)


def accepting(given: PlanInputs, *words: AcceptedRisk) -> PlanInputs:
    return replace(given, folder=replace(given.folder, accepted_risks=words))


def told(given: PlanInputs, *words: AcceptedRisk) -> list[str]:
    """What is wrong with the plan of 27 February when people gave these words."""
    return [message for _, message in says(accepting(given, *words), planned(given), RULE)]


def test_a_draft_may_miss_a_date_and_says_so_with_its_price() -> None:
    assert told(council()) == []
    [one] = missed_dates(council(), planned(council()))
    assert (one.application_id, one.thing_id, one.last_supported, one.leaves) == ("care", "care-srv", LAST, LEAVES)
    assert (one.days, one.gbp, one.owner) == (38, Decimal(2500), "Director of Care")
    assert (one.asked, one.lacks, one.wave_id) == (False, "nobody has accepted that", "wave-2027-02-01")


@pytest.mark.parametrize("state", ["approved", "applied"])
def test_an_approved_wave_needs_somebody_who_accepts_its_missed_dates(state: str) -> None:
    given = approved(council(), state=state)
    [one] = found(given, planned(given), RULE)
    assert (one.subject, one.amount, one.dates, one.severity) == ("care", "£2,500", (LAST, LEAVES), "broken")
    assert one.message == (
        "it is without support after 2027-01-20 until it leaves on 2027-02-27, and wave-2027-02-01 is approved; nobody "
        "has accepted that. Record who accepts it in accepted_risks of waves.yaml, with expires on 2027-02-27 or "
        "later, or take the approval back"
    )
    assert told(given, word()) == []


def test_what_people_said_of_a_wave_counts_and_not_what_the_plan_says() -> None:
    taken_back = approved(council(), state="draft")
    plan = planned(council())
    claimed = replace(plan, waves=tuple(replace(wave, state="approved") for wave in plan.waves))
    assert found(taken_back, claimed, RULE, "waves") == []
    assert len(found(council(), claimed, RULE, "waves")) == 1


def test_another_wave_asks_for_nothing() -> None:
    assert told(approved(council(), "roads")) == []


@pytest.mark.parametrize(("until", "asked"), [(LEAVES, 0), (LEAVES - DAY, 1)])
def test_a_word_that_runs_out_before_it_leaves_does_not_cover(until: date, asked: int) -> None:
    found_ = told(approved(council()), word(expires=until))
    assert len(found_) == asked
    assert all("; it was accepted until 2027-02-26, and it leaves on 2027-02-27. " in one for one in found_)


@pytest.mark.parametrize(("gbp", "asked"), [("2500", 0), ("2499.99", 1)])
def test_a_price_below_that_of_the_plan_does_not_cover(gbp: str, asked: int) -> None:
    found_ = told(approved(council()), word(accepted_gbp=Decimal(gbp)))
    assert len(found_) == asked
    assert all("; it was accepted for £2,499.99, and the plan prices it at £2,500. " in one for one in found_)


@pytest.mark.parametrize(("accepted", "asked"), [(LAST, 0), (LAST - DAY, 0), (LAST + DAY, 1)])
def test_support_that_ends_sooner_than_was_accepted_is_not_covered(accepted: date, asked: int) -> None:
    found_ = told(approved(council()), word(last_supported=accepted))
    assert len(found_) == asked
    words = "; 2027-01-21 was accepted as its last day with support, and that is 2027-01-20. "
    assert all(words in one for one in found_)


def test_one_word_that_covers_is_enough() -> None:
    assert told(approved(council()), word(expires=LAST + DAY, accepted_gbp=Decimal(1)), word()) == []


def test_the_word_for_another_application_does_not_cover() -> None:
    given = accepting(approved(council()), word("roads"))
    assert [one.subject for one in found(given, planned(given), RULE)] == ["care"]
    assert not_missed(given, planned(given)) == (word("roads"),)


def test_a_date_that_is_no_longer_missed_is_no_fault_and_can_be_told() -> None:
    given = accepting(approved(council(ends("care-srv", LEAVES))), word(last_supported=LAST))
    plan = planned(given)
    assert (found(given, plan, RULE), missed_dates(given, plan), not_missed(given, plan)) == ([], (), (word(),))
    assert not_missed(accepting(council(), word()), planned(council())) == ()


@pytest.mark.parametrize(("last", "missed"), [(LEAVES, 0), (LEAVES - DAY, 1)])
def test_a_single_day_counts_though_no_week_of_it_is_priced(last: date, missed: int) -> None:
    given = approved(council(ends("care-srv", last)))
    assert len(found(given, planned(given), RULE)) == missed
    assert [(one.days, one.gbp) for one in missed_dates(given, planned(given))] == [(1, Decimal(0))] * missed


def test_support_that_was_lost_before_the_plan_counts_from_its_first_day() -> None:
    [one] = missed_dates(council(ends("care-srv", date(2020, 1, 14))), planned(council()))
    assert (one.days, one.gbp) == (55, Decimal(4000))


def test_an_extended_contract_moves_the_date() -> None:
    cover = contract(covers_ids=("care-srv",), ends=LAST, extension_months=1, extension_gbp=Decimal(50))
    given = council(hardware("care-srv", LAST), contracts=(cover,))
    plan = planned(given)
    longer = tuple(replace(one, extensions=1, ends=day(2, 20)) for one in plan.contracts)
    assert [one.last_supported for one in missed_dates(given, plan)] == [LAST]
    assert [one.last_supported for one in missed_dates(given, replace(plan, contracts=longer))] == [day(2, 20)]


def test_the_word_for_a_thing_covers_what_stands_on_it_once_all_its_things_are_accepted() -> None:
    given = approved(council(ends("care-srv", LAST), ends("care-db", day(2, 1)), **with_database()))
    of_server = word(None, "care-srv")
    [one] = told(given, of_server)
    assert "; of care-db, supported until 2027-02-01, nobody has accepted that. " in one
    assert told(given, of_server, word(None, "care-db", last_supported=day(2, 1))) == []
    [short] = told(given, of_server, word(None, "care-db", last_supported=day(2, 1), expires=day(2, 5)))
    assert "; of care-db, it was accepted until 2027-02-05, and it leaves on 2027-02-27. " in short


def with_database() -> dict[str, Any]:
    """Care has a database of its own on its server."""
    deployed = (runs("care", "care-srv"), runs("care", "care-db"), runs("roads", "roads-srv"))
    return {"databases": (replace(database("care-db", parent_id="care-srv"), site_id="hall"),), "deployments": deployed}


def test_a_word_for_the_application_that_does_not_cover_leaves_those_for_its_things() -> None:
    both = (word(accepted_gbp=Decimal(1)), word(None, "care-srv", expires=day(3, 1), approver="Mayor"))
    assert told(approved(council()), *both) == []
    [one] = missed_dates(accepting(council(), *both), planned(council()))
    assert (one.by, one.until, one.lacks) == (("Mayor",), day(3, 1), None)
    [short] = told(approved(council()), both[0], word(None, "care-srv", expires=day(2, 1)))
    assert "; it was accepted for £1, and" in short


def test_a_thing_is_covered_until_the_first_of_the_words_for_it_runs_out() -> None:
    given = council(ends("care-srv", LAST), ends("care-db", day(2, 1)), **with_database())
    both = (
        word(None, "care-srv", expires=day(3, 5)),
        word(None, "care-db", last_supported=day(2, 1), expires=day(3, 1)),
    )
    [one] = missed_dates(accepting(given, *both), planned(given))
    assert (one.by, one.until) == (("Board",), day(3, 1))


def test_each_thing_is_priced_from_its_own_date_and_an_application_by_itself() -> None:
    given = approved(council(ends("care-srv", LAST), ends("care-db", day(2, 10)), **with_database()))
    of_server = word(None, "care-srv", accepted_gbp=Decimal(2500))
    assert told(given, of_server, word(None, "care-db", accepted_gbp=Decimal(1000))) == []
    assert len(told(given, of_server, word(None, "care-db", accepted_gbp=Decimal(999)))) == 1
    two = approved(council(ends("care-srv", LAST), ends("roads-srv", day(1, 5))))
    assert told(two, word(accepted_gbp=Decimal(2500))) == []


def test_missed_dates_stand_in_the_order_of_leaving_and_what_stays_comes_last() -> None:
    given = council(ends("care-srv", LAST), ends("roads-srv", day(1, 5)))
    assert [one.application_id for one in missed_dates(given, planned(given))] == ["roads", "care"]
    stays = council(ends("care-srv", LAST), ends("roads-srv", day(1, 5)), routes={"care": "retain"})
    assert [one.application_id for one in missed_dates(stays, planned(stays))] == ["roads", "care"]


def test_the_last_word_that_ran_out_is_told() -> None:
    given = accepting(council(), word(expires=day(1, 31)), word(expires=day(1, 25), last_supported=LAST - DAY))
    [one] = missed_dates(replace(given, as_of=day(2, 5)), planned(council()))
    assert one.lapsed == day(1, 31)


def test_a_thing_is_priced_with_all_that_stands_on_it() -> None:
    deployed = (runs("care", "care-srv"), runs("roads", "care-srv"), runs("roads", "roads-srv"))
    shared = inputs(replace(council().estate, deployments=deployed), (ends("care-srv", LAST),), teams=(team(fte="2"),))
    [group] = shared.groups
    plan = by_hand(shared, (move(group.id, LEAVES),))
    said = WaveApproval(id=plan.waves[0].id, state="approved", approver="Board", date=day(1, 4))
    on = replace(shared, folder=replace(shared.folder, waves=(said,)))
    assert found(accepting(on, word(None, "care-srv", accepted_gbp=Decimal(5000))), plan, RULE) == []
    short = found(accepting(on, word(None, "care-srv", accepted_gbp=Decimal(4999))), plan, RULE)
    assert [one.subject for one in short] == ["care", "roads"]
    assert "; of care-srv, it was accepted for £4,999, and the plan prices it at £5,000. " in short[0].message


def test_what_stays_is_asked_for_once_a_wave_is_approved_and_again_when_the_word_runs_out() -> None:
    given = council(routes={"care": "retain"})
    assert told(given) == []
    on = approved(given, "roads")
    [one] = told(on)
    assert one == (
        "it is without support after 2027-01-20 and stays; nobody has accepted that. Record who accepts it in "
        "accepted_risks of waves.yaml, with expires on a day to come, or take the approval back"
    )
    assert told(on, word(expires=day(2, 1))) == []
    later = replace(accepting(on, word(expires=day(2, 1))), as_of=day(2, 2))
    [ran_out] = found(later, planned(given), RULE, "passed dates")
    assert "; it was accepted until 2027-02-01, and it stays. Record" in ran_out.message
    assert found(replace(later, as_of=day(2, 1)), planned(given), RULE, "passed dates") == []
    assert ran_out.dates == (LAST,)


def test_what_stays_is_priced_until_the_word_runs_out() -> None:
    on = approved(council(routes={"care": "retain"}), "roads")
    assert told(on, word(expires=day(2, 1), accepted_gbp=Decimal(1000))) == []
    assert len(told(on, word(expires=day(2, 8), accepted_gbp=Decimal(1000)))) == 1


def test_a_word_that_ran_out_is_told_of_a_draft_too() -> None:
    given = replace(accepting(council(), word(expires=day(1, 31))), as_of=day(2, 1))
    [one] = found(given, planned(council()), RULE, "passed dates")
    assert one.message == (
        "it is without support after 2027-01-20 until it leaves on 2027-02-27; it was accepted until 2027-01-31, and "
        "it leaves on 2027-02-27. What was accepted ran out on 2027-01-31: renew it in accepted_risks of waves.yaml, "
        "or take it out"
    )
    assert found(replace(given, as_of=day(1, 31)), planned(council()), RULE, "passed dates") == []


def test_a_word_that_ran_out_when_it_had_left_is_no_fault() -> None:
    given = replace(accepting(approved(council(), state="applied"), word()), as_of=day(5, 1))
    assert found(given, planned(council()), RULE, "passed dates") == []


def test_a_record_of_what_is_not_there_is_told() -> None:
    given = accepting(council(), word("ghost"), word(None, "ghost-srv"), word(None, "care-srv"))
    why = "waves.yaml accepts a missed date of it, and there is no such {}: mend the id or take the entry out"
    assert says(given, planned(given), RULE) == [
        ("ghost", why.format("application")),
        ("ghost-srv", why.format("thing")),
    ]
