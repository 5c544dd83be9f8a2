"""The check of days that have passed: what nobody marked as applied has not happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hand_plan import by_hand, day, found
from plan_cases import apps, inputs, own_servers

from migration.dates import DAY
from migration.model import Plan, WaveApproval
from migration.plan.inputs import PlanInputs

AT = day(3, 6)


def looked_at(on: date, **states: Any) -> tuple[PlanInputs, Plan]:
    """A plan with one move on 6 March, checked on a day, with what people said of its wave."""
    given = inputs(own_servers(apps("care")))
    plan = by_hand(given, care=AT)
    said = tuple(
        WaveApproval(id=plan.waves[0].id, state=state, approver="Board", date=day(1, 4)) for state in states.values()
    )
    return replace(given, as_of=on, folder=replace(given.folder, waves=said)), plan


def test_a_cut_over_of_today_has_not_passed() -> None:
    assert found(*looked_at(AT), "passed dates") == []


@pytest.mark.parametrize("said", [{}, {"is_": "draft"}, {"is_": "approved"}])
def test_a_cut_over_of_yesterday_that_is_not_applied_is_refused(said: dict[str, Any]) -> None:
    [one] = found(*looked_at(AT + DAY, **said), "passed dates")
    assert (one.subject, one.dates) == ("care", (AT,))
    assert one.message == (
        "its cut-over on 2027-03-06 is before 2027-03-07, and its wave is not applied: "
        "mark the wave applied in waves.yaml if it has moved, or plan again"
    )


def test_what_people_applied_is_done() -> None:
    assert found(*looked_at(day(5, 1), is_="applied"), "passed dates") == []


def test_what_people_took_back_is_not_done_though_the_plan_says_so() -> None:
    given, plan = looked_at(AT + DAY, is_="draft")
    claimed = replace(plan, waves=(replace(plan.waves[0], state="applied"),))
    assert len(found(given, claimed, "passed dates")) == 1


def test_only_the_wave_of_a_move_counts() -> None:
    given, plan = looked_at(AT + DAY, is_="applied")
    elsewhere = replace(plan, waves=(replace(plan.waves[0], group_ids=("roads",)),))
    assert len(found(given, elsewhere, "passed dates", "waves")) == 1
