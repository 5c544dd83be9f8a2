"""A plain plan, its check and its explanation know what day it is: no unapplied move lies in the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plan_cases import apps, ends, initiative, inputs, own_servers, quick, team

from migration.model import WaveApproval
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

LATE = date(2027, 3, 3)


def overdue(as_of: date = LATE) -> PlanInputs:
    """Two applications without support and an initiative, looked at some weeks after the plan began."""
    seen = own_servers(apps("care", "rates"))
    lost = (ends("care-srv", date(2026, 12, 31)), ends("rates-srv", date(2026, 12, 31)))
    given = inputs(seen, lost, initiatives=(initiative(),), teams=(team(fte="0.6"),))
    return replace(given, as_of=as_of)


def test_a_plain_plan_has_no_date_before_today() -> None:
    given = overdue()
    plan = quick(given)
    assert min(move.prepare_from for move in plan.moves) >= LATE - timedelta(days=LATE.weekday())
    assert min(slot.starts for slot in plan.initiatives) >= date(2027, 3, 1)
    assert verify(given, plan) == ()


def test_a_plan_that_grew_old_is_found_unless_its_wave_is_applied() -> None:
    given = overdue()
    old = quick(replace(given, as_of=date(2026, 11, 22)))
    first = old.waves[0]
    found = verify(given, old)
    assert {v.constraint for v in found} == {"passed dates"}
    done = WaveApproval(id=first.id, state="applied", approver="board", date=LATE)
    applied = replace(given, folder=replace(given.folder, waves=(done,)))
    assert not {v.subject for v in verify(applied, old)} & set(first.group_ids)


def test_what_is_under_way_goes_on() -> None:
    given = overdue(date(2027, 1, 13))
    before = quick(replace(given, as_of=date(2026, 11, 22)))
    again = quick(replace(given, previous=before))
    begun = min(before.moves, key=lambda move: move.prepare_from)
    assert begun.prepare_from < date(2027, 1, 11) < begun.cut_over
    assert min(move.prepare_from for move in again.moves) == begun.prepare_from


def test_no_day_left_is_said() -> None:
    with pytest.raises(InfeasibleError, match="as of 2027-06-28 no date is left"):
        quick(overdue(date(2027, 6, 28)))


def test_explain_says_which_weeks_have_passed() -> None:
    given = overdue()
    said = "\n".join(explain(given, quick(given), "rates"))
    assert "that week has passed" in said and "possible" not in said.split("that week has passed")[0]
