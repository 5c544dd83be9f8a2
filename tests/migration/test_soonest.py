"""The soonest dates: people and orders are kept, nothing is better than the best, and a good list is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.published_problems import problem, work
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.problem import Problem, Rolling
from migration.plan.solve import Effort
from migration.plan.soonest import soonest

WEEKS = 30
SOME = settings(max_examples=25, deadline=None, derandomize=True)


def three_rounds(rounds: int) -> bool:
    return rounds < 3


def project(lengths: Sequence[int], needs: Sequence[int], orders: Sequence[tuple[int, int]], have: int) -> Problem:
    """Tasks in weeks of one team; the last week of work costs a pound for each week until then."""
    names = [f"task-{n}" for n in range(len(lengths))]
    tasks = [
        work(name, range(WEEKS + 1 - length), length, {"builder": need})
        for name, length, need in zip(names, lengths, needs, strict=True)
    ]
    end = work("the end", range(WEEKS), 1, {}, week_gbp=1)
    links = [*((names[one], names[other]) for one, other in orders), *((name, "the end") for name in names)]
    return problem([*tasks, end], links, {"builder": have}, WEEKS)


def last_week(found: Mapping[str, int] | None) -> int:
    assert found is not None
    return found["the end"]


@st.composite
def projects(draw: st.DrawFn) -> Problem:
    count = draw(st.integers(2, 6))
    lengths = draw(st.lists(st.integers(1, 4), min_size=count, max_size=count))
    needs = draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    pairs = [(one, other) for other in range(count) for one in range(other)]
    return project(lengths, needs, draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)), have=3)


@SOME
@given(projects())
def test_people_and_orders_are_kept_and_none_is_better_than_the_best(made: Problem) -> None:
    found = soonest(made, three_rounds)
    linear, choices = rows_left(made)
    best = search_intervals(made, choices, linear, Effort())
    assert best.status == "optimal"
    assert last_week(found) >= best.objective
    assert found is not None
    tasks = {task.id: task for task in made.tasks}
    for order in made.orders:
        free = tasks[order.earlier].options.free_from[found[order.earlier]]
        assert tasks[order.later].options.week[found[order.later]] >= free
    for pool in made.pools:
        for week, have in enumerate(pool.have):
            assert have >= sum(
                task.effort.get(pool.skill, 0)
                for task in made.tasks
                if 0 <= week - task.options.work_from[found[task.id]] < task.options.work_weeks
            )


def test_a_list_that_begins_with_the_long_chain_is_found() -> None:
    # Side by side the chain of twos (6 weeks) and the block (6 weeks); any other start of the chain ends later.
    made = project([6, 2, 2, 2, 1, 1], [1, 2, 2, 2, 1, 1], [(1, 2), (2, 3), (3, 4)], have=3)
    assert last_week(soonest(made, three_rounds)) == 7


def test_a_contract_that_runs_until_its_last_user_has_left_counts() -> None:
    free = project([2, 2], [3, 3], [], have=3)
    tasks = tuple(replace(task, options=replace(task.options, cost={})) for task in free.tasks)
    runs = Rolling("array", ("task-1",), 0, ({},) * WEEKS, 100)
    found = soonest(replace(free, tasks=tasks, rolling=(runs,)), three_rounds)
    assert found is not None
    assert (found["task-1"], found["task-0"]) == (0, 2)


def test_orders_in_a_circle_and_too_few_people_give_no_dates() -> None:
    assert soonest(project([1, 1], [1, 1], [(0, 1), (1, 0)], have=3), three_rounds) is None
    assert soonest(project([1, 1], [1, 4], [], have=3), three_rounds) is None
    assert soonest(project([WEEKS, 1], [3, 3], [], have=3), three_rounds) is None


def test_the_same_problem_gives_the_same_dates() -> None:
    made = project([3, 1, 2, 2, 4], [2, 1, 2, 1, 3], [(0, 3)], have=3)
    assert soonest(made, three_rounds) == soonest(made, three_rounds)
