"""The search of one stage: from a plan that is known, by some measures alone, with others held below what they may be.

Small problems get a row for each measure that is held, and the bound of that model. In large ones what is held is dear
instead; a plan counts only where it keeps below all the same. That the prices prove a bound needs no luck: whoever
holds a measure pays no more for it than its price times what it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from migration.model import Measure
from migration.plan.answer import Answer, priced
from migration.plan.assemble import Assembled
from migration.plan.budget import Budget, Told
from migration.plan.choices import Choices
from migration.plan.dual import bounded
from migration.plan.dual_rows import columns
from migration.plan.linear import Sum
from migration.plan.modelled import bettered, held, model
from migration.plan.near import near
from migration.plan.pieces import MISSING
from migration.plan.problem import Problem
from migration.plan.solve import Effort, Solved, relax, search
from migration.plan.soonest import soonest
from migration.plan.stage_headings import measure_of, pounds
from migration.plan.together import least_dearest, least_split
from migration.plan.ways import floor
from migration.plan.ways_search import large_ways
from migration.plan.weighed import weighed

START_WORK = 5.0
"""Deterministic work for writing a known plan down in the model: its dates are set, a few choices are not."""

SOONEST_ROUNDS = 20
"""Rounds of looking for the soonest dates, from which the stage of the last cut-over is searched too."""

DEAR, ROOM = 1_000, 20
"""In large problems a pound of what is held counts as so many, less where a plan would then come to more than a part of
ROOM of what a missing task costs."""

TOGETHER: frozenset[Measure] = frozenset({"interfaces", "dearest_year"})
"""What no task costs by itself: prices of what is scarce prove nothing of it. Neither is below 0."""

MOST_TIME = 0.9
"""The part of a set time for which what tasks cost together is searched."""

MEASURES: tuple[Measure, ...] = get_args(Measure)


@dataclass(frozen=True)
class Goal:
    """What a stage makes small, and the pounds that others may come to at the most."""

    measures: tuple[Measure, ...]
    most: Mapping[Measure, int]

    def pounds(self, answer: Answer) -> int:
        """What a plan comes to by this goal."""
        return sum(pounds(answer.costs, measure) for measure in self.measures)

    def kept(self, answer: Answer) -> bool:
        """Whether a plan holds all that is held."""
        return all(pounds(answer.costs, measure) <= most for measure, most in self.most.items())

    def best(self, answers: Iterable[Answer]) -> Answer:
        """The least by this goal of those that hold what is held; of equals the cheaper, then the first."""
        return min((a for a in answers if self.kept(a)), key=lambda a: (self.pounds(a), a.objective))


Search = Callable[[Assembled, Goal, Answer, Budget, Told], tuple[Answer, int]]
"""The best plan found by a goal, no worse than the one given, which holds what is held; and a proven bound."""


def by_rows(assembled: Assembled, goal: Goal, start: Answer, spent: Budget, say: Told) -> tuple[Answer, int]:
    """The search of problems small enough to be written down as one model."""
    problem = assembled.problem
    linear, choices = model(assembled)
    for measure, most in goal.most.items():
        total = Sum()
        for heading, part in linear.costs.items():
            if measure_of(heading) == measure:
                total.add(part)
        linear.at_most(total, most)
    kept = {heading: total for heading, total in linear.costs.items() if measure_of(heading) in goal.measures}
    linear.costs.clear()
    linear.costs.update(kept)
    if not any(linear.objective().terms.values()):
        return start, linear.objective().constant
    relaxed = relax(linear, spent.seconds / 3 if spent.seconds is not None else None)
    fixed = held(problem, choices, [start.positions[task.id] for task in problem.tasks])
    fixed |= {next(iter(c.terms)): int(need in start.extended) for need, c in choices.extended.items() if c.terms}
    tried = [fixed, *([_soonest(problem, goal, choices)] if "finish" in goal.measures else ())]
    met = [search(linear, Effort(deterministic=START_WORK), fixed=one) for one in tried if one]
    written = [one for one in met if one.status in ("optimal", "feasible")]
    if not written:
        return start, relaxed.bound
    known = min(written, key=lambda one: one.objective)
    solved = Solved("feasible", known.chosen, known.objective, relaxed.bound)
    found, bound = bettered(problem, choices, linear, solved, relaxed.bound, spent, say)
    return goal.best((start, found)), bound


def _soonest(problem: Problem, goal: Goal, choices: Choices) -> dict[int, int]:
    """The variables of the tasks that must be done, at the soonest dates; none where there are none."""
    found = soonest(weighed(problem, dict.fromkeys(goal.measures, 1)), lambda rounds: rounds < SOONEST_ROUNDS)
    if found is None:
        return {}
    must = replace(problem, tasks=tuple(task for task in problem.tasks if task.id in found))
    return held(must, choices, [found[task.id] for task in must.tasks])


def by_prices(assembled: Assembled, goal: Goal, start: Answer, spent: Budget, say: Told) -> tuple[Answer, int]:
    """The search of large problems."""
    problem = assembled.problem
    dear = _dear(goal, start)
    weights = dict.fromkeys(goal.measures, 1)
    for measure in goal.most:
        weights[measure] = weights.get(measure, 0) + dear
    at = weighed(problem, weights)
    if TOGETHER.issuperset(goal.measures):
        close = near(at, start, spent.rounds, lambda done: spent.rounds_left(done, MOST_TIME))
        found = [priced(problem, close.positions, close.extended)] if close is not None else []
        return goal.best((start, *found)), min(goal.pounds(start), _least_together(problem, goal))
    met, proven = large_ways(replace(assembled, problem=at), spent, say)
    close = near(at, start, spent.rounds // 2, spent.rounds_left)
    found = [priced(problem, one.positions, one.extended) for one in (met, close) if one is not None]
    best = goal.best((start, *found))
    bound = proven - dear * sum(goal.most.values())
    if goal.most:
        free = columns(floor(weighed(problem, dict.fromkeys(goal.measures, 1))))
        bound = max(bound, bounded(free, goal.pounds(best), spent.pricing_left).bound)
    return best, bound


def _least_together(problem: Problem, goal: Goal) -> int:
    """What every plan comes to in these measures: what is split or spent whatever the dates, and each part's price."""
    at = weighed(problem, dict.fromkeys(goal.measures, 1))
    alone = floor(at)
    parts = sum(int(t.options.total_cost().min(initial=0)) for t in alone.tasks if t.must and len(t.options))
    return parts + sum(alone.constants.values()) + least_split(at) + least_dearest(at)


def _dear(goal: Goal, start: Answer) -> int:
    """What a pound of what is held counts."""
    worth = sum(abs(pounds(start.costs, measure)) for measure in goal.most) + abs(goal.pounds(start))
    return max(1, min(DEAR, MISSING // ROOM // max(1, worth)))
