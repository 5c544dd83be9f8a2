"""What the planning board has to know of sites that stand in for others: which weeks empty one too soon."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from migration.plan.pieces import OFF
from migration.plan.problem import Ints, Problem

NEVER = 10**9
"""A week after every plan: a site that is not emptied."""


class Keeping:
    """The second sites of a problem, by the numbers of its tasks."""

    def __init__(self, problem: Problem) -> None:
        """Nothing is on the board yet."""
        number = {task.id: n for n, task in enumerate(problem.tasks)}
        self._rules = [
            (keep, np.array([number[g] for g in keep.needing]), np.array([number[g] for g in keep.leaving]))
            for keep in problem.keeps
        ]
        self._of: dict[int, list[int]] = defaultdict(list)
        for place, (_, needing, leaving) in enumerate(self._rules):
            for n in sorted({*needing.tolist(), *leaving.tolist()}):
                self._of[n].append(place)

    def open_weeks(self, number: int, week: Ints, wanted: Ints) -> NDArray[np.bool_]:
        """Which of the wanted weeks of a task keep every second site long enough, with the rest of the board as it is.

        What is off the board may still be placed late: it empties nothing yet.
        """
        fits = np.ones(len(wanted), dtype=np.bool_)
        for place in self._of.get(number, ()):
            keep, needing, leaving = self._rules[place]
            others = week[leaving[leaving != number]]
            last = NEVER if (others == OFF).any() else int(others.max(initial=OFF))
            own = np.maximum(wanted, last) if number in leaving else np.full(len(wanted), last)
            needed = int(week[needing[needing != number]].max(initial=OFF))
            until = np.maximum(wanted, needed) if number in needing else np.full(len(wanted), needed)
            fits &= until <= own + keep.off_weeks
        return fits

    def in_the_way(self, number: int, week: Ints, wanted: int) -> str | None:
        """Which second site a week leaves empty too soon, in words; None where it leaves none."""
        for place in self._of.get(number, ()):
            keep = self._rules[place][0]
            if not self.open_weeks(number, week, np.array([wanted]))[0]:
                return f"{keep.words}, and would be empty while it is needed"
        return None
