"""How long to look for a plan: work is counted, unless somebody sets a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Told = Callable[[str], None]
Clock = Callable[[], float]
"""Seconds from any start: only the command knows a real one."""

TRIES = 4
"""How often parts of the plan are rebuilt by CP-SAT when no time is set."""

FEWEST_ROUNDS = 500
"""However short the time, a plan is rebuilt so often: without it there may be none."""

PRICING_ROUNDS = 300
"""How often prices are mended for the bound of a large programme when no time is set."""

WEEKLY_ROUNDS = 20
"""How often the relaxation by weeks is solved for the bound of a programme of middling size when no time is set."""

REOPENINGS = 8
"""How often some tasks may take any date again when no time is set."""

MOST_TIME = 0.9
"""The part of a set time after which no plan is improved any more: the rest goes to putting it together."""


@dataclass(frozen=True)
class Budget:
    """How long to look. Without `seconds` the work is counted, so that a slow machine finds the same plan."""

    seconds: float | None
    workers: int
    rounds: int
    clock: Clock
    started: float

    @property
    def repeatable(self) -> bool:
        """True where the same input gives the same plan."""
        return self.seconds is None and self.workers == 1

    def rounds_left(self, done: int, part: float = 0.5) -> bool:
        """Whether to rebuild once more: until a part of the time is up, or a set number of rounds is done."""
        if self.seconds is None:
            return done < self.rounds
        return done < FEWEST_ROUNDS or self.clock() - self.started < self.seconds * part

    def tries_left(self, done: int) -> bool:
        """Whether to improve once more."""
        return done < TRIES if self.seconds is None else self.in_time()

    def reopenings_left(self, done: int) -> bool:
        """Whether to let some tasks take any date again once more: until nearly all of the time is up, or a set number
        of tries."""
        if self.seconds is None:
            return done < REOPENINGS
        return self.clock() - self.started < self.seconds * MOST_TIME

    def pricing_left(self, done: int) -> bool:
        """Whether to mend prices once more: a third of the time, or a set number of rounds."""
        return self._third_left(done, PRICING_ROUNDS)

    def weekly_left(self, done: int) -> bool:
        """Whether to solve the relaxation by weeks once more: a third of the time, or a set number of rounds."""
        return self._third_left(done, WEEKLY_ROUNDS)

    def _third_left(self, done: int, rounds: int) -> bool:
        if self.seconds is None:
            return done < rounds
        return self.clock() - self.started < self.seconds / 3

    def left(self) -> float | None:
        """Seconds that are left to improve a plan where a time was set; one at the least."""
        return None if self.seconds is None else max(1.0, self.seconds * MOST_TIME - (self.clock() - self.started))

    def in_time(self) -> bool:
        """Whether a time that was set is not up yet."""
        return self.seconds is None or self.clock() - self.started < self.seconds
