"""What the planning board has to know of pilots: which weeks of a move come too soon after the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from migration.plan.pieces import OFF
from migration.plan.problem import Ints, Problem

NEVER = 10**9
"""A week after every plan."""


class Leading:
    """The pilots of a problem, by the numbers of its tasks."""

    def __init__(self, problem: Problem) -> None:
        """Nothing is on the board yet."""
        number = {task.id: n for n, task in enumerate(problem.tasks)}
        self._rules = [
            (lead, np.array([number[g] for g in lead.leaders]), np.array([number[g] for g in lead.followers]))
            for lead in problem.leads
        ]
        weeks = [task.options.week for task in problem.tasks] if problem.leads else []
        self._first = np.array([int(week[0]) if len(week) else NEVER for week in weeks], dtype=np.int64)
        self._of: dict[int, list[int]] = defaultdict(list)
        for place, (_, leaders, followers) in enumerate(self._rules):
            for n in sorted({*leaders.tolist(), *followers.tolist()}):
                self._of[n].append(place)
        self._ids = [task.id for task in problem.tasks]

    def floors(self, earliest: Sequence[int]) -> list[int]:
        """The first week of each task when the pilot it waits for comes as early as it can; `earliest` is without."""
        found = list(earliest)
        for lead, leaders, followers in self._rules:
            free = min(max(found[n], int(self._first[n])) for n in leaders.tolist()) + lead.weeks
            for n in followers.tolist():
                found[n] = max(found[n], free)
        return found

    def open_weeks(self, number: int, week: Ints, wanted: Ints, soonest: Callable[[int], int]) -> NDArray[np.bool_]:
        """Which of the wanted weeks of a task leave a pilot early enough, with the rest of the board as it is.

        A pilot that is off the board may still be placed as early as can be, which `soonest` tells.
        """
        fits = np.ones(len(wanted), dtype=np.bool_)
        for place in self._of.get(number, ()):
            lead, leaders, followers = self._rules[place]
            others = [int(week[n]) if week[n] != OFF else soonest(n) for n in leaders[leaders != number].tolist()]
            first = min(others, default=NEVER)
            if number in followers:
                fits &= first + lead.weeks <= wanted
            else:
                placed = week[followers]
                fits &= np.minimum(wanted, first) + lead.weeks <= placed[placed != OFF].min(initial=NEVER)
        return fits

    def in_the_way(self, number: int, week: Ints, wanted: int, soonest: Callable[[int], int]) -> str | None:
        """Which pilot a week does not leave enough time, in words; None where all have enough."""
        for place in self._of.get(number, ()):
            if not self.open_weeks(number, week, np.array([wanted]), soonest)[0]:
                return self._rules[place][0].words
        return None

    def wanted(self, weeks: Mapping[str, float], earliest: Sequence[int]) -> Mapping[str, float]:
        """The weeks in which tasks are wanted, with moves put off until after the pilot that is wanted first."""
        found = dict(weeks)
        for (lead, _, _), pilot in zip(self._rules, self.pilots(weeks, earliest), strict=True):
            free = max(found[self._ids[pilot]], float(earliest[pilot])) + lead.weeks
            found |= {follower: max(found[follower], free) for follower in lead.followers}
        return found

    def pilots(self, wanted: Mapping[str, float], earliest: Sequence[int]) -> list[int]:
        """The pilot of each rule that is wanted first: it has to find its place before those that wait for it."""
        return [
            min(leaders.tolist(), key=lambda n: (max(wanted[self._ids[n]], float(earliest[n])), n))
            for _, leaders, _ in self._rules
        ]
