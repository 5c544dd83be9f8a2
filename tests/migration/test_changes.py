"""Planning again: what need not change does not, what must change does, and the price of change stays out of pounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from plan_cases import apps, cut_overs, ends, initiative, inputs, own_servers, quick, team, with_programme

from migration.model import Absence, CashFlow, InitiativeSlot, Move, Pin, Plan, WaveApproval
from migration.plan.changes import replan, unchanged
from migration.plan.difference import changes, money_by_year, weeks_shifted
from migration.plan.inputs import PlanInputs
from migration.plan.near import near_weeks
from migration.plan.problem import Task
from migration.plan.today import assembled_today
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

LOST = date(2026, 12, 31)


def three(**fields: object) -> PlanInputs:
    """Three applications without support, one after the other for want of people, and one initiative."""
    names = ("care", "rates", "roads")
    supports = tuple(ends(f"{name}-srv", LOST) for name in names)
    return inputs(own_servers(apps(*names)), supports, initiatives=(initiative(),), teams=(team(fte="0.6"),), **fields)  # type: ignore[arg-type]


def after(given: PlanInputs, plan: Plan, **fields: object) -> PlanInputs:
    """The same inputs with that plan behind them."""
    return replace(given, previous=plan, **fields)  # type: ignore[arg-type]


def test_planning_again_with_nothing_changed_changes_nothing() -> None:
    given = three()
    first = quick(given)
    second = replan(after(given, first))
    assert changes(first, second) == ()
    assert (second.objective, second.costs) == (first.objective, first.costs)
    assert verify(given, second) == ()


def test_the_same_files_give_the_same_plan_even_if_a_better_one_exists() -> None:
    given = replace(three(), inputs_sha256={"programme.yaml": "a"})
    best = quick(given)
    worse = quick(replace(with_programme(given), folder=replace(given.folder, pins=(_pin("rates", 2027, 5, 15),))))
    assert worse.objective > best.objective
    free = replace(worse, moves=tuple(replace(move, pinned=False) for move in worse.moves))
    again = after(given, free)
    assert unchanged(again)
    assert replan(again) == free


def _pin(app: str, *day: int) -> Pin:
    return Pin(application_id=app, cut_over=date(*day))


def test_other_files_are_not_unchanged() -> None:
    given = replace(three(), inputs_sha256={"programme.yaml": "a"})
    plan = quick(given)
    assert not unchanged(after(given, plan, inputs_sha256={"programme.yaml": "b"}))


def test_a_small_saving_is_not_worth_a_change_and_a_large_one_is() -> None:
    given = inputs(own_servers(apps("rates")))
    lost = replace(given, supports=(ends("rates-srv", LOST),))
    late = quick(given)
    kept = replan(after(lost, late, folder=_priced(lost, "100000")))
    moved = replan(after(lost, late, folder=_priced(lost, "1")))
    assert cut_overs(kept) == cut_overs(late)
    assert cut_overs(moved) == cut_overs(quick(lost))


def _priced(given: PlanInputs, gbp: str) -> object:
    objective = replace(given.folder.programme.objective, change_week_gbp=Decimal(gbp))
    return replace(given.folder, programme=replace(given.folder.programme, objective=objective))


def test_the_price_of_change_is_no_part_of_the_pounds() -> None:
    given = three()
    first = quick(given)
    away = team(fte="0.6", absence=(Absence(starts=date(2027, 1, 1), ends=date(2027, 2, 28), fte=Decimal("0.6")),))
    second = replan(after(with_programme(given, teams=(away,)), first))
    assert weeks_shifted(changes(first, second)) > 0
    assert sum((cost.gbp for cost in second.costs), Decimal(0)) == second.objective
    assert second.bound <= second.objective
    assert verify(after(with_programme(given, teams=(away,)), first), second) == ()


def test_what_has_passed_without_being_applied_moves_later() -> None:
    given = three()
    first = quick(given)
    today = min(move.cut_over for move in first.moves) + timedelta(days=3)
    second = replan(after(given, first, as_of=today))
    assert all(move.cut_over >= today for move in second.moves)
    late = [change for change in changes(first, second) if change.kind == "move"]
    assert late[0].how == "later"


def test_what_is_applied_stays_although_its_day_has_passed() -> None:
    given = three()
    first = quick(given)
    today = first.waves[0].period_to + timedelta(days=1)
    done = WaveApproval(id=first.waves[0].id, state="applied", approver="board", date=today)
    second = replan(after(given, first, as_of=today, folder=replace(given.folder, waves=(done,))))
    gone_by = set(first.waves[0].group_ids)
    assert {m for m in second.moves if m.group_id in gone_by} == {
        replace(m, pinned=True) for m in first.moves if m.group_id in gone_by
    }


def test_an_initiative_under_way_stays() -> None:
    given = three()
    first = quick(given)
    slot = first.initiatives[0]
    second = replan(after(given, first, as_of=slot.starts + timedelta(days=10)))
    assert second.initiatives == first.initiatives


def test_no_day_left_is_said_in_words() -> None:
    given = three()
    with pytest.raises(InfeasibleError, match="as of 2027-06-28 no date is left"):
        replan(after(given, quick(given), as_of=date(2027, 6, 28)))


def test_the_difference_names_what_is_added_gone_earlier_and_later() -> None:
    base = quick(inputs(own_servers(apps("rates"))))
    move = Move(
        group_id="care",
        prepare_from=date(2027, 1, 4),
        seeding_from=date(2027, 1, 4),
        cut_over=date(2027, 1, 16),
        old_off=date(2027, 1, 30),
    )
    slot = InitiativeSlot(initiative_id="portal", starts=date(2027, 2, 1), ends=date(2027, 3, 1))
    before = replace(base, moves=(move, replace(move, group_id="roads")), initiatives=(slot,))
    now = replace(
        base,
        moves=(replace(move, cut_over=date(2027, 1, 9)), replace(move, group_id="rates")),
        initiatives=(replace(slot, starts=date(2027, 2, 15)),),
    )
    found = {(c.subject, c.how, c.weeks) for c in changes(before, now)}
    expected = {("care", "earlier", -1), ("roads", "gone", None), ("rates", "added", None), ("portal", "later", 2)}
    assert found == expected


def test_money_by_year_keeps_unknown_and_leaves_benefits_out() -> None:
    def row(month: date, gbp: str | None, cause: str = "cloud") -> CashFlow:
        return CashFlow(
            month=month,
            organisation_id="county",
            capital_gbp=Decimal(0),
            revenue_gbp=None if gbp is None else Decimal(gbp),
            cause=cause,  # type: ignore[arg-type]
            subject="rates",
        )

    march, april = date(2027, 3, 1), date(2027, 4, 1)
    then = (row(march, "10"), row(march, "-7", "benefit"), row(april, "5"))
    one, other = money_by_year(then, (row(march, "12"), row(april, None)))
    assert (one.year, one.before_gbp, one.more_gbp) == ("2026/27", Decimal(10), Decimal(2))
    assert (other.after_gbp, other.more_gbp) == (None, None)


def test_a_large_programme_is_planned_again_in_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.plan.schedule.LARGE", 0)
    given = three()
    first = quick(given)
    second = replan(after(given, first))
    assert changes(first, second) == ()
    assert second.bound <= second.objective
    assert verify(given, second) == ()


def test_near_the_plan_before_only_what_must_shifts() -> None:
    names = ("care", "parks", "rates", "roads")
    given = inputs(own_servers(apps(*names)), tuple(ends(f"{n}-srv", LOST) for n in names), teams=(team(fte="0.6"),))
    problem = assembled_today(given).problem
    tasks = {task.id: task for task in problem.tasks}
    weeks = {"care": 3, "parks": 6, "rates": 9, "roads": 12}
    assert near_weeks(problem, weeks, frozenset(), rounds=0) is not None
    pinned = replace(problem, tasks=tuple(_only(task, 6) if task.id == "roads" else task for task in problem.tasks))
    found = near_weeks(pinned, weeks, frozenset(), rounds=0)
    assert found is not None
    then = {name: int(tasks[name].options.week[at]) for name, at in found.positions.items() if at and name != "roads"}
    # Roads takes the week that parks had: parks goes elsewhere, the others stay.
    assert {name: week for name, week in then.items() if name != "parks"} == {"care": 3, "rates": 9}
    assert then["parks"] != 6


def _only(task: Task, week: int) -> Task:
    """The task with the one option of a week."""
    at = task.options.week == week
    one = replace(
        task.options,
        **{name: getattr(task.options, name)[at] for name in ("week", "work_from", "free_from")},
        cost={what: gbp[at] for what, gbp in task.options.cost.items()},
        cash={purse: gbp[at] for purse, gbp in task.options.cash.items()},
    )
    return replace(task, options=one)
