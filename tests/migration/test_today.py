"""A plain plan, its check and its explanation know what day it is: no unapplied move lies in the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plan_cases import apps, cut_overs, ends, initiative, inputs, own_servers, quick, team, with_programme

from migration.model import Gate, WaveApproval
from migration.plan.changes import replan
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

LATE = date(2027, 3, 3)
LOST = date(2026, 12, 31)


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
    passed = {v.subject for v in verify(applied, old) if v.constraint == "passed dates"}
    assert not passed & set(first.group_ids)


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


def test_work_under_way_needs_no_second_decision() -> None:
    seen = own_servers((*apps("rates", gate_ids=("board",)), *apps("care", gate_ids=("board",))))
    board = Gate(id="board", body="Board", dates=(date(2027, 1, 20), date(2027, 5, 5)), lead_weeks=2)
    fields = {"gates": (board,), "teams": (team(fte="0.6"),), "initiatives": (initiative("zone", gate_ids=("board",)),)}
    given = inputs(seen, (ends("rates-srv", LOST), ends("care-srv", LOST)), **fields)
    plan = quick(given)
    later = replace(given, as_of=date(2027, 2, 10), previous=plan)
    assert [v for v in verify(later, plan) if v.constraint == "gates"] == []
    again = replan(later)
    assert cut_overs(again) == cut_overs(plan)
    assert {slot.initiative_id: slot.starts for slot in again.initiatives} == {
        slot.initiative_id: slot.starts for slot in plan.initiatives
    }
    assert verify(later, again) == ()


def test_work_that_was_in_no_plan_waits_for_the_next_decision() -> None:
    board = Gate(id="board", body="Board", dates=(date(2027, 1, 20), date(2027, 5, 5)), lead_weeks=2)
    given = inputs(own_servers(apps("rates", gate_ids=("board",))), (ends("rates-srv", LOST),), gates=(board,))
    new = replace(given, as_of=date(2027, 2, 10))
    assert cut_overs(quick(new))["rates"] > date(2027, 5, 5)
    found = verify(new, replace(quick(given), as_of=date(2027, 2, 10)))
    assert "gates" in {v.constraint for v in found}


def test_a_decision_that_was_not_made_goes_out_of_the_dates_and_its_work_waits() -> None:
    board = Gate(id="board", body="Board", dates=(date(2027, 1, 20), date(2027, 5, 5)), lead_weeks=2)
    given = inputs(own_servers(apps("rates", gate_ids=("board",))), (ends("rates-srv", LOST),), gates=(board,))
    plan = quick(given)
    failed = with_programme(given, gates=(replace(board, dates=(date(2027, 5, 5),)),))
    again = replan(replace(failed, as_of=date(2027, 1, 21), previous=plan))
    assert cut_overs(plan)["rates"] < date(2027, 5, 5) < cut_overs(again)["rates"]
