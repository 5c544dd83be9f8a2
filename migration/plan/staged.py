"""Plans by stages: the first measure is made as small as can be found, then held while the next is made small.

Last come the pounds of the whole plan, so that of plans which are equal in the stages the cheapest is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from migration.model import Measure, Stage
from migration.plan.answer import Answer
from migration.plan.assemble import Assembled
from migration.plan.budget import Budget, Told
from migration.plan.stage_headings import allowed, pounds
from migration.plan.stage_names import WORDS
from migration.plan.stage_search import MEASURES, Goal, Search


@dataclass(frozen=True)
class Met:
    """What was found of one stage: its best, a proven bound, and what later stages keep to."""

    best: int
    bound: int
    most: int


@dataclass(frozen=True)
class Staged:
    """The plan found, pounds that no plan which holds the stages goes below, and the stages in order."""

    answer: Answer
    bound: int
    met: Mapping[Measure, Met]

    def goal(self) -> Goal:
        """What comes last: all pounds, with every stage held."""
        return Goal(MEASURES, {measure: met.most for measure, met in self.met.items()})

    def stages(self) -> tuple[Stage, ...]:
        """As the plan tells it. Where the last stages found a better one of a stage, that is its best."""
        found = []
        for measure, met in self.met.items():
            comes_to = pounds(self.answer.costs, measure)
            best = min(met.best, comes_to)
            gap = Decimal(best - met.bound) / max(1, abs(best))
            found.append(
                Stage(
                    measure=measure,
                    gbp=Decimal(comes_to),
                    best_gbp=Decimal(best),
                    bound_gbp=Decimal(met.bound),
                    gap=gap.quantize(Decimal("0.0001")),
                )
            )
        return tuple(found)


def share(spent: Budget, parts: int) -> Callable[[], Budget]:
    """A budget for each of so many searches: an equal part of the time, or as much counted work as for one alone."""
    seconds = spent.seconds / parts if spent.seconds is not None else None
    return lambda: replace(spent, seconds=seconds, started=spent.clock())


def staged(
    assembled: Assembled, first: tuple[Answer, int], search: Search, each: Callable[[], Budget], say: Told
) -> Staged:
    """Stage by stage from a `first` plan and a bound of pounds; `each` gives the budget of a search."""
    objective = assembled.at.inputs.folder.programme.objective
    answer, floor = first
    met: dict[Measure, Met] = {}
    for measure in objective.stages:
        goal = Goal((measure,), {before: found.most for before, found in met.items()})
        answer, bound = search(assembled, goal, answer, each(), say)
        best = goal.pounds(answer)
        met[measure] = Met(best, min(bound, best), best + int(allowed(Decimal(best), objective)))
        proven = "proven" if bound >= best else f"no plan goes below £{bound:,}"
        say(f"stage {len(met)}, {WORDS[measure]}: £{best:,}, {proven}")
    last = Staged(answer, floor, met)
    answer, bound = search(assembled, last.goal(), answer, each(), say)
    return Staged(answer, max(floor, bound), met)
