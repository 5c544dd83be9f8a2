"""A plan of which something lost its place: only what must shifts, and what makes room for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from plan_cases import apps, cut_overs, ends, inputs, own_servers, quick, team, with_programme

from migration.model import Absence, Pin
from migration.plan.board import Board
from migration.plan.changes import replan
from migration.plan.difference import changes
from migration.plan.inputs import PlanInputs
from migration.plan.mended import mended
from migration.plan.near import mended_weeks
from migration.plan.pieces import OFF
from migration.plan.problem import Problem
from migration.plan.put_back import only
from migration.plan.today import assembled_today
from migration.plan.verify import verify
from migration.plan.why_changed import FIXED, why_changed

NAMES = ("care", "parks", "rates", "roads")
WEEKS = {"care": 3, "parks": 6, "rates": 9, "roads": 12}
LOST = date(2026, 12, 31)


def four() -> PlanInputs:
    """Four applications that one small team moves one after the other."""
    supports = tuple(ends(f"{name}-srv", LOST) for name in NAMES)
    return inputs(own_servers(apps(*NAMES)), supports, teams=(team(fte="0.6"),))


def pinned(problem: Problem, name: str, week: int) -> Problem:
    """The problem in which a task has one week only."""
    return replace(
        problem,
        tasks=tuple(only(t, np.flatnonzero(t.options.week == week), {}) if t.id == name else t for t in problem.tasks),
    )


def weeks_in(problem: Problem, weeks: dict[str, int]) -> dict[str, int] | None:
    """The weeks after mending."""
    found = mended_weeks(problem, weeks, frozenset(), 500, lambda: True)
    if found is None:
        return None
    return {t.id: int(t.options.week[at]) for t in problem.tasks if (at := found.positions[t.id]) is not None}


def test_a_plan_that_fits_stays_as_it_is() -> None:
    assert weeks_in(assembled_today(four()).problem, WEEKS) == WEEKS


def test_what_is_in_the_way_of_a_fixed_date_goes_elsewhere_and_the_rest_stays() -> None:
    found = weeks_in(pinned(assembled_today(four()).problem, "roads", 6), WEEKS)
    assert found is not None and found["roads"] == 6 and found["parks"] != 6
    assert {name: week for name, week in found.items() if name in ("care", "rates")} == {"care": 3, "rates": 9}


def test_many_that_lost_their_place_find_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.plan.mended.FEW", 0)
    found = weeks_in(pinned(assembled_today(four()).problem, "roads", 6), WEEKS)
    assert found is not None and found["roads"] == 6 and len(set(found.values())) == 4


def test_where_there_is_no_room_the_board_says_so() -> None:
    problem = pinned(pinned(assembled_today(four()).problem, "roads", 6), "parks", 6)
    board = Board(problem, frozenset())
    assert not mended(board, frozenset(), WEEKS, 500, lambda: True)
    assert (board.week == OFF).any()


def large_plan_with_an_edit(monkeypatch: pytest.MonkeyPatch) -> tuple[PlanInputs, PlanInputs]:
    """A plan, searched for as large ones are; and the inputs in which its last move comes three weeks later."""
    monkeypatch.setattr("migration.plan.schedule.LARGE", 0)
    given = four()
    first = quick(given)
    last = max(first.moves, key=lambda move: move.cut_over)
    pin = Pin(application_id=last.group_id, cut_over=last.cut_over + timedelta(weeks=3))
    return given, replace(given, previous=first, folder=replace(given.folder, pins=(pin,)))


def test_in_a_large_programme_an_edit_changes_what_must_follow_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    _, edited = large_plan_with_an_edit(monkeypatch)
    assert edited.previous is not None
    second = replan(edited)
    (change,) = changes(edited.previous, second)
    assert (change.subject, change.weeks) == (edited.folder.pins[0].application_id, 3)
    assert why_changed(edited, second, (change,)) == {("move", change.subject): FIXED}
    assert verify(edited, second) == ()


def test_in_a_large_programme_a_team_that_is_away_moves_its_own_work_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.plan.schedule.LARGE", 0)
    given = four()
    first = quick(given)
    last = max(first.moves, key=lambda move: move.cut_over)
    gone = Absence(starts=last.prepare_from, ends=last.cut_over, fte=Decimal("0.6"))
    away = with_programme(given, teams=(team(fte="0.6", absence=(gone,)),))
    second = replan(replace(away, previous=first))
    (change,) = changes(first, second)
    assert change.subject == last.group_id
    assert {m: day for m, day in cut_overs(second).items() if m != last.group_id} == {
        m: day for m, day in cut_overs(first).items() if m != last.group_id
    }
    why = why_changed(replace(away, previous=first), second, (change,))[("move", last.group_id)]
    assert "too few" in why
