"""Decisions that a plan counts on since an earlier one: named in it, so that a date moved by hand can be told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hand_plan import by_hand, day, move, slot
from plan_cases import apps, ends, initiative, inputs, own_servers, quick

from migration.model import EarlierDecision, Gate, Plan, WaveApproval
from migration.plan.changes import replan
from migration.plan.earlier_decisions import with_earlier_decisions
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from safeio.json_files import canonical_json

GATE = Gate(id="board", body="Board", dates=(day(1, 5), day(4, 20)), lead_weeks=4)
SAID = (EarlierDecision(subject="rates", gate_id="board", date=day(1, 5)),)
AFTER = date(2026, 12, 20)
"""Two weeks before the board meets: too late for new papers."""


def council() -> PlanInputs:
    seen = own_servers(apps("rates", gate_ids=("board",)))
    return replace(
        inputs(seen, (ends("rates-srv", day(1, 4)),), gates=(GATE,)), inputs_sha256={"programme.yaml": "ab" * 32}
    )


def gates_broken(given: PlanInputs, plan: Plan) -> list[str]:
    """What the check of gates says of a plan in its file, which is the plan before itself."""
    return [one.message for one in verify(replace(given, previous=plan), plan) if one.constraint == "gates"]


def test_a_new_plan_counts_on_nothing_earlier_and_is_written_as_ever() -> None:
    plan = quick(council())
    assert plan.earlier_decisions is None
    assert b"earlier_decisions" not in canonical_json(plan)


def test_a_plan_made_again_names_what_it_counts_on_and_keeps_to_it() -> None:
    given = council()
    first = quick(given)
    assert day(1, 5) < first.moves[0].prepare_from < day(4, 20)
    later = replace(given, as_of=AFTER, previous=first)
    again = replan(later)
    assert (again.moves, again.earlier_decisions) == (first.moves, SAID)
    assert gates_broken(later, again) == []
    assert len(gates_broken(later, replace(again, earlier_decisions=None))) == 1
    assert quick(later).earlier_decisions == SAID


def test_planning_again_twice_changes_no_byte() -> None:
    later = replace(council(), as_of=AFTER, previous=quick(council()))
    again = replan(later)
    assert canonical_json(replan(replace(later, previous=again))) == canonical_json(again)


def test_the_date_of_the_plan_before_is_kept_where_it_still_comes_first() -> None:
    given = council()
    second = replace(GATE, dates=(day(1, 5), day(1, 12)))
    given = replace(given, folder=replace(given.folder, programme=replace(given.folder.programme, gates=(second,))))
    plan = by_hand(given, (move("rates", day(2, 27)),))
    before = replace(plan, earlier_decisions=SAID)
    on = replace(plan, as_of=AFTER)
    assert with_earlier_decisions(on, replace(given, previous=before)).earlier_decisions == SAID
    newest = with_earlier_decisions(on, replace(given, previous=plan)).earlier_decisions
    assert newest == (replace(SAID[0], date=day(1, 12)),)
    gone = replace(before, earlier_decisions=(replace(SAID[0], date=day(1, 6)),))
    assert with_earlier_decisions(on, replace(given, previous=gone)).earlier_decisions == newest


def test_what_people_fixed_waits_for_no_decision_and_names_none() -> None:
    given = council()
    plan = replace(by_hand(given, (move("rates", day(2, 27), pinned=True),)), as_of=AFTER)
    assert with_earlier_decisions(plan, replace(given, previous=plan)).earlier_decisions is None


def test_an_approved_wave_was_decided_with_its_approval() -> None:
    given = council()
    first = quick(given)
    said = (WaveApproval(id=first.waves[0].id, state="approved", approver="Board", date=AFTER),)
    later = replace(given, as_of=AFTER, previous=first, folder=replace(given.folder, waves=said))
    assert replan(later).earlier_decisions is None


def test_an_initiative_names_its_decision_too() -> None:
    work = initiative("portal", gate_ids=("board",))
    given = inputs(own_servers(()), initiatives=(work,), gates=(GATE,))
    plan = replace(by_hand(given, slots=(slot("portal", day(1, 11)),)), as_of=AFTER)
    found = with_earlier_decisions(plan, replace(given, previous=plan)).earlier_decisions
    assert found == (replace(SAID[0], subject="portal"),)
    assert gates_broken(given, replace(plan, earlier_decisions=found)) == []
