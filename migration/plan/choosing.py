"""Which initiatives may be on the board beside which: packages and exclusions, by the numbers of the tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from migration.plan.pieces import OFF
from migration.plan.problem import Problem


class Choosing:
    """The packages and exclusions of a problem. `package_of`: all members of the package of a task, itself included."""

    def __init__(self, problem: Problem) -> None:
        number = {task.id: n for n, task in enumerate(problem.tasks)}
        self.packages = tuple(tuple(number[one] for one in package.members) for package in problem.packages)
        self.package_of = {n: package for package in self.packages for n in package}
        self._rivals: dict[int, list[int]] = {}
        for one, other in problem.excludes:
            self._rivals.setdefault(number[one], []).append(number[other])
            self._rivals.setdefault(number[other], []).append(number[one])
        self.asked = bool(self.packages or self._rivals)

    def rival(self, number: int, week: NDArray[np.int64]) -> int | None:
        """A task on the board that excludes this one; `week` is that of each task."""
        return next((other for other in self._rivals.get(number, ()) if week[other] != OFF), None)

    def whole(self, week: NDArray[np.int64]) -> bool:
        """Whether of each package all or none are on the board."""
        return all(len({week[n] != OFF for n in package}) == 1 for package in self.packages)

    def together(self, numbers: Iterable[int]) -> list[int]:
        """These tasks, with those of their packages and those that they exclude, whose packages come too: they change
        together."""
        found = list(dict.fromkeys(numbers))
        if not self.asked:
            return found
        own = [n for one in found for n in self.package_of.get(one, (one,))]
        rivals = [n for one in own for n in self._rivals.get(one, ())]
        theirs = [n for one in rivals for n in self.package_of.get(one, (one,))]
        return list(dict.fromkeys((*found, *own, *theirs)))

    def of(self, numbers: Sequence[int]) -> list[tuple[int, ...]]:
        """The packages of these tasks, each once."""
        return list(dict.fromkeys(self.package_of[n] for n in numbers if n in self.package_of))
