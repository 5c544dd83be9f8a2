"""The check that work starts after the decisions it needs, and that their papers could be ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hand_plan import by_hand, day, found, move, says, slot
from plan_cases import apps, initiative, inputs, own_servers

from migration.dates import DAY
from migration.model import EarlierDecision, Gate, Pin, Plan, WaveApproval
from migration.plan.inputs import PlanInputs

BOARD = Gate(id="board", body="Board", dates=(day(1, 20), day(5, 5)))


def gated(*gates: Gate, **fields: object) -> PlanInputs:
    """Rates waits for the board, roads for nobody."""
    seen = own_servers((*apps("rates", gate_ids=("board",)), *apps("roads")))
    return inputs(seen, gates=gates or (BOARD,), **fields)  # type: ignore[arg-type]


def planned(given: PlanInputs, prepare: date, seed: date | None = None) -> Plan:
    """Rates with work from a day on, or copying from one."""
    rates = move("rates", day(2, 27), prepare_from=prepare, seeding_from=seed or day(2, 22))
    return by_hand(given, (rates,), roads=day(1, 16))


def test_work_starts_on_the_day_after_the_decision() -> None:
    assert found(gated(), planned(gated(), day(1, 21)), "gates") == []


def test_work_on_the_day_of_the_decision_is_too_soon() -> None:
    [one] = found(gated(), planned(gated(), day(1, 20)), "gates")
    assert (one.subject, one.dates) == ("rates", (day(1, 20), day(1, 20)))
    said = "before the gate board has decided: its first usable date is 2027-01-20"
    assert one.message == f"work starts on 2027-01-20, {said}"


def test_copying_is_work_too() -> None:
    [one] = found(gated(), planned(gated(), day(1, 21), seed=day(1, 20)), "gates", "preparation")
    assert one.message.startswith("work starts on 2027-01-20, before the gate board")


@pytest.mark.parametrize(("lead_weeks", "usable"), [(8, day(1, 20)), (9, day(5, 5))])
def test_a_date_counts_only_where_its_papers_can_be_ready(lead_weeks: int, usable: date) -> None:
    """Today is 22 November 2026: eight weeks and three days before the first date."""
    given = gated(replace(BOARD, lead_weeks=lead_weeks))
    told = says(given, planned(given, day(1, 21)), "gates")
    late = "work starts on 2027-01-21, before the gate board has decided: its first usable date is 2027-05-05"
    assert told == ([] if usable == day(1, 20) else [("rates", late)])


def test_papers_had_the_time_since_the_plan_was_made() -> None:
    given = gated(replace(BOARD, lead_weeks=8))
    plan = planned(given, day(1, 21))
    later = replace(given, as_of=date(2026, 12, 14))
    assert found(later, plan, "gates") == []
    assert len(found(later, replace(plan, as_of=date(2026, 12, 14)), "gates")) == 1


@pytest.mark.parametrize("gate", [replace(BOARD, dates=()), replace(BOARD, id="cabinet")])
def test_a_gate_without_a_date_is_never_passed(gate: Gate) -> None:
    [one] = found(gated(gate), planned(gated(gate), day(2, 15)), "gates")
    assert one.message == "work starts on 2027-02-15, before the gate board has decided: it has no usable date"
    assert one.dates == (day(2, 15),)


def test_every_gate_of_an_application_counts() -> None:
    seen = own_servers((*apps("rates", gate_ids=("board", "cabinet")), *apps("roads")))
    given = inputs(seen, gates=(BOARD, Gate(id="cabinet", body="Cabinet", dates=(day(2, 10),))))
    [one] = says(given, planned(given, day(2, 8)), "gates")
    assert "before the gate cabinet has decided" in one[1]


def test_a_date_that_a_person_fixed_waits_for_no_gate_but_a_plan_cannot_say_so_itself() -> None:
    pinned = gated(pins=(Pin(application_id="rates", cut_over=day(2, 27)),))
    assert found(pinned, planned(pinned, day(1, 20)), "gates") == []
    plan = planned(gated(), day(1, 20))
    claimed = replace(plan, moves=tuple(replace(one, pinned=True) for one in plan.moves))
    assert len(found(gated(), claimed, "gates")) == 1


def test_a_wave_that_was_approved_was_decided_before() -> None:
    given = gated()
    plan = planned(given, day(1, 20))
    [wave] = [wave for wave in plan.waves if "rates" in wave.group_ids]
    said = (WaveApproval(id=wave.id, state="approved", approver="Board", date=date(2026, 12, 1)),)
    kept = replace(given, previous=plan, folder=replace(given.folder, waves=said))
    assert found(kept, replace(plan, waves=plan.waves), "gates") == []


def test_work_that_was_planned_before_needs_no_second_decision() -> None:
    given = gated(replace(BOARD, lead_weeks=9))
    before = planned(given, day(1, 21))
    assert found(replace(given, previous=before), replace(before), "gates") == []


def portfolio() -> PlanInputs:
    work = (initiative("base", gate_ids=("board",)), initiative("next"))
    return inputs(own_servers(()), initiatives=work, gates=(BOARD,))


def test_an_initiative_starts_after_its_gate() -> None:
    given, free = portfolio(), slot("next", day(1, 4))
    assert found(given, by_hand(given, slots=(slot("base", day(1, 20) + DAY), free)), "gates") == []
    [one] = found(given, by_hand(given, slots=(slot("base", day(1, 20)), free)), "gates")
    said = "before the gate board has decided: its first usable date is 2027-01-20"
    assert (one.subject, one.message) == ("base", f"work starts on 2027-01-20, {said}")


def test_an_initiative_that_was_planned_before_needs_no_second_decision() -> None:
    given = portfolio()
    hurried = replace(BOARD, lead_weeks=20)
    given = replace(given, folder=replace(given.folder, programme=replace(given.folder.programme, gates=(hurried,))))
    plan = by_hand(given, slots=(slot("base", day(1, 25)), slot("next", day(1, 4))))
    assert len(found(given, plan, "gates")) == 1
    assert found(replace(given, previous=replace(plan)), plan, "gates") == []


def moved_by_hand(starts: date, *said: EarlierDecision) -> list[str]:
    """What is found of a plan in its file, which is the plan before itself. Papers take nine weeks, so on 20 January
    the board cannot decide."""
    given = gated(replace(BOARD, lead_weeks=9))
    plan = replace(planned(given, starts), earlier_decisions=said or None)
    return [message for _, message in says(replace(given, previous=plan), plan, "gates")]


def decision(**fields: Any) -> EarlierDecision:
    known: dict[str, Any] = {"subject": "rates", "gate_id": "board", "date": day(1, 20)}
    return EarlierDecision(**known | fields)


def test_a_start_moved_by_hand_is_asked_for_the_weeks_of_the_papers() -> None:
    [one] = moved_by_hand(day(1, 21))
    assert one.endswith("before the gate board has decided: its first usable date is 2027-05-05")


def test_a_plan_that_says_which_earlier_decision_it_counts_on_is_believed() -> None:
    assert moved_by_hand(day(1, 21), decision()) == []
    assert moved_by_hand(day(1, 21), decision(subject="roads"), decision(gate_id="cabinet"), decision()) == []


@pytest.mark.parametrize(
    "other", [{"subject": "roads"}, {"gate_id": "cabinet"}, {"date": day(1, 19)}, {"date": day(1, 20)}]
)
def test_an_earlier_decision_is_of_this_work_and_gate_on_a_date_before_it(other: dict[str, Any]) -> None:
    starts = day(1, 20) if "date" in other else day(1, 21)
    assert len(moved_by_hand(starts, decision(**other))) == 1


def test_a_slot_of_unknown_work_has_no_gate() -> None:
    given = portfolio()
    slots = (slot("base", day(1, 25)), slot("next", day(1, 4)), slot("ghost", day(1, 4)))
    assert found(given, by_hand(given, slots=slots), "gates", "portfolio") == []
