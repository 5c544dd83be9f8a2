"""Programmes that cannot be planned: each is told why, with dates and amounts, and what would do. That is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from plan_cases import apps, calls, ends, initiative, inputs, monthly, own_servers, quick, team, with_programme
from test_schedule import ceilings

from migration.model import Absence, Freeze, Gate, Link, Pin, Prerequisite, WaveApproval
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

SATURDAY = date(2027, 3, 6)


def refused(given: PlanInputs) -> InfeasibleError:
    """What planning it says."""
    with pytest.raises(InfeasibleError) as caught:
        quick(given)
    return caught.value


def pinned(given: PlanInputs, *pins: Pin) -> PlanInputs:
    """The same with these pins."""
    return replace(given, folder=replace(given.folder, pins=pins))


def pair(**fields: Any) -> PlanInputs:
    """Two applications; the portal calls the register."""
    seen = own_servers(apps("portal", "register"), interfaces=(calls("portal", "register"),))
    return inputs(seen, **fields)


def test_a_ceiling_below_what_must_be_spent_says_by_how_much() -> None:
    dear = initiative(
        "portal", capital_gbp=Decimal(0), revenue_gbp_per_year=Decimal(52_000), organisation_ids=("county",)
    )
    said = refused(inputs(own_servers(apps("rates")), initiatives=(dear,), ceilings=ceilings("10", "2027/28")))
    assert "county 2027/28 revenue: the ceiling leaves £10 after contingency" in said.wrong
    assert "more (largest: portal £" in said.wrong


def test_people_who_are_away_all_the_time_are_short_in_days() -> None:
    away = team(absence=(Absence(starts=date(2026, 12, 1), ends=date(2027, 7, 31), fte=Decimal(1)),))
    said = refused(inputs(own_servers(apps("rates", "care")), teams=(away,)))
    assert said.wrong == (
        "these are short whatever the dates: platform of platform-team: work that must be done takes 10 days, "
        "and after absence and bank holidays the whole plan has 0 (largest: rates 5, care 5)"
    )
    assert "each at least what it says" in said.remedy


def test_zero_people_are_nobody() -> None:
    said = refused(inputs(own_servers(apps("rates")), teams=(team(fte="0"),)))
    assert "it needs platform, and no team that serves its organisations has that skill" in said.wrong


def test_a_freeze_of_the_whole_plan_is_named_with_its_weeks() -> None:
    always = Freeze(starts=date(2027, 1, 1), ends=date(2027, 6, 30), services="all", reason="elections")
    said = refused(inputs(own_servers(apps("rates")), freezes=(always,)))
    assert "no date is left for it: freeze 2027-01-01 to 2027-06-30 (elections), 25 weeks" in said.wrong


def test_a_gate_without_a_date_is_named() -> None:
    board = Gate(id="board", body="Board", dates=(date(2026, 11, 23),), lead_weeks=4)
    said = refused(inputs(own_servers(apps("rates", gate_ids=("board",))), gates=(board,)))
    assert said.wrong.startswith("no date is left for it: the gate board has no date left, and work starts after it, ")


def test_a_line_that_is_as_good_as_dead_says_how_long_copying_takes() -> None:
    thin = Link(id="line", site_id="hall", mbps=1, share_out_of_hours=Decimal("0.01"), share_in_hours=Decimal(0))
    said = refused(inputs(own_servers(apps("rates")), links=(thin,)))
    assert "preparation would start before the plan (it takes " in said.wrong
    assert " days of copying)" in said.wrong and "give its line" in said.remedy


def test_pins_against_an_order_name_both_dates_and_what_would_do() -> None:
    given = pinned(
        pair(),
        Pin(application_id="register", not_before=SATURDAY),
        Pin(application_id="portal", deadline=date(2027, 2, 1)),
    )
    said = refused(given)
    assert "register before portal (the second calls the first)" in said.wrong
    assert "(a person set not before 2027-03-06)" in said.wrong
    assert "a person set the deadline 2027-02-01" in said.wrong
    for way in ("the deadline of portal 5 weeks later", "no not_before for register in waves.yaml"):
        assert way in said.remedy
    assert verify(pinned(given, given.folder.pins[1]), quick(pinned(given, given.folder.pins[1]))) == ()


def test_two_that_must_not_share_a_week_and_are_fixed_to_one() -> None:
    both = (
        Pin(application_id="rates", cut_over=SATURDAY, never_with=("care",)),
        Pin(application_id="care", cut_over=SATURDAY),
    )
    given = pinned(inputs(own_servers(apps("rates", "care")), teams=(team(fte="5"),)), *both)
    said = refused(given)
    assert "care is fixed to 2027-03-06 (cut_over in waves.yaml)" in said.wrong
    for way in ("no cut_over for care in waves.yaml", "care and rates in one week after all"):
        assert way in said.remedy
    assert verify(pinned(given, both[0]), quick(pinned(given, both[0]))) == ()


def test_three_fixed_to_one_week_with_people_for_one_are_let_go_together() -> None:
    names = ("care", "rates", "roads")
    fixed = tuple(Pin(application_id=name, cut_over=SATURDAY) for name in names)
    given = pinned(inputs(own_servers(apps(*names)), teams=(team(fte="0.5"),)), *fixed)
    said = refused(given)
    assert "platform of platform-team have at most 2.5 days a week" in said.wrong
    assert "is fixed to 2027-03-06 (cut_over in waves.yaml)" in said.wrong
    assert "together, in waves.yaml" in said.remedy


def test_work_that_comes_first_and_ends_too_late_is_named() -> None:
    first = initiative("zone", duration_weeks=12)
    given = pinned(
        inputs(own_servers(apps("rates")), initiatives=(first,), prerequisites=(Prerequisite(initiative="zone"),)),
        Pin(application_id="rates", deadline=date(2027, 3, 1)),
    )
    said = refused(given)
    assert "zone before rates" in said.wrong and "deadline 2027-03-01" in said.wrong
    assert "the deadline of rates " in said.remedy


def test_an_approved_wave_that_cannot_be_any_more_says_so_and_what_would_do() -> None:
    given = pair(supports=(ends("portal-srv", date(2026, 12, 31)), ends("register-srv", date(2026, 12, 31))))
    before = quick(given)
    wave = before.waves[0]
    said_so = WaveApproval(id=wave.id, state="approved", approver="board", date=date(2026, 12, 1))
    away = team(absence=(Absence(starts=date(2027, 1, 1), ends=date(2027, 2, 28), fte=Decimal(1)),))
    changed = with_programme(given, teams=(away,))
    changed = replace(changed, previous=before, folder=replace(changed.folder, waves=(said_so,)))
    said = refused(changed)
    assert f"({wave.id} is approved)" in said.wrong and "platform of platform-team have at most" in said.wrong
    assert f"{wave.id} taken back to draft in waves.yaml" in said.remedy
    drafted = replace(changed, folder=replace(changed.folder, waves=()))
    assert verify(drafted, quick(drafted)) == ()


def test_an_approved_wave_that_no_plan_has_is_a_broken_rule() -> None:
    given = inputs(own_servers(apps("rates")))
    plan = quick(given)
    lost = WaveApproval(id="wave-2031-01-06", state="approved", approver="board", date=date(2026, 12, 1))
    found = verify(replace(given, folder=replace(given.folder, waves=(lost,))), plan)
    assert [(one.constraint, one.subject, one.severity) for one in found] == [("pins", "wave-2031-01-06", "broken")]


def test_a_deadline_is_not_mixed_with_what_lies_after_it() -> None:
    later = Freeze(starts=date(2027, 5, 1), ends=date(2027, 5, 20), services="all", reason="elections")
    given = pinned(
        inputs(own_servers(apps("rates")), freezes=(later,), teams=(team(fte="0.3"),)),
        Pin(application_id="rates", deadline=date(2027, 1, 10)),
    )
    said = refused(given).wrong
    assert "a person set the deadline 2027-01-10; preparation would start before the plan" in said
    assert "elections" not in said


def test_must_do_work_that_no_ceiling_bears_could_be_left_out() -> None:
    dear = initiative("portal", capital_gbp=Decimal(12_000), organisation_ids=("county",))
    low = tuple(replace(c, capital_gbp=Decimal(1_000)) for c in ceilings("900000"))
    given = inputs(own_servers(apps("rates")), initiatives=(dear,), ceilings=low, costs=(monthly("rates", "0"),))
    assert "portal without must_do in initiatives.csv" in refused(given).remedy
    eased = replace(given, folder=replace(given.folder, initiatives=(replace(dear, must_do=False, scores={}),)))
    assert verify(eased, quick(eased)) == ()
