"""All the solver needs, prepared: tasks with dated options, capacities, ceilings, orders, contracts.

A task is a move group or an initiative. Nothing here knows a solver; nothing in constraints/ prepares data.
Weeks are positions from 0; money is whole pounds, rounded up; people are hundredths of a person-day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from migration.plan.joint import Dearest, Either, Exit, Keep, Lead, Package, Purse, Span, Split

Ints = NDArray[np.int64]

CentiDays = int
"""Hundredths of a person-day: whole numbers for the solver. Demand is rounded up, capacity down."""


@dataclass(frozen=True)
class TaskOption:
    """One way to do a task. `week` is the deciding week: cut-over of a group, start of an initiative.

    People work in `work_weeks` weeks from `work_from`; `free_from` is the first week in which a dependant may start.
    """

    week: int
    work_from: int
    work_weeks: int
    free_from: int
    cost: Mapping[str, int]
    cash: Mapping[Purse, int]


@dataclass(frozen=True, eq=False)
class Options:
    """The ways to do a task, in date order, as columns: five years of weeks for a thousand tasks are many.

    `cost` and `cash` hold pounds by heading and purse, one entry an option.
    """

    week: Ints
    work_from: Ints
    work_weeks: int
    free_from: Ints
    cost: Mapping[str, Ints]
    cash: Mapping[Purse, Ints]

    def __len__(self) -> int:
        return len(self.week)

    def __getitem__(self, position: int) -> TaskOption:
        return TaskOption(
            week=int(self.week[position]),
            work_from=int(self.work_from[position]),
            work_weeks=self.work_weeks,
            free_from=int(self.free_from[position]),
            cost={what: int(gbp[position]) for what, gbp in self.cost.items()},
            cash={purse: int(gbp[position]) for purse, gbp in self.cash.items() if gbp[position]},
        )

    def __iter__(self) -> Iterator[TaskOption]:
        return (self[position] for position in range(len(self)))

    def total_cost(self) -> Ints:
        """Pounds of each option under all headings together."""
        total = np.zeros(len(self), dtype=np.int64)
        for gbp in self.cost.values():
            total += gbp
        return total


@dataclass(frozen=True)
class Carried:
    """Hundredths of a GiB a week that a line carries for a task in the last `weeks` weeks of its work."""

    centi_gib: int
    weeks: int


@dataclass(frozen=True)
class Task:
    """A move group or an initiative. `left_out_gbp` is what leaving it out costs (0 where it must be done).

    `lines` is what the line of each site carries for it. `one_way`: it is named in one of the problem's `eithers`, and
    need not be done where its application goes the other way; nothing then waits for it. `because`: why scored work
    must be done all the same, or cannot be; nothing where no tie says so.
    """

    id: str
    kind: Literal["group", "initiative"]
    must: bool
    left_out_gbp: int
    options: Options
    effort: Mapping[str, CentiDays]
    teams: Mapping[str, frozenset[str]]
    pinned: bool = False
    lines: Mapping[str, Carried] = field(default_factory=dict)
    one_way: bool = False
    because: str = ""


@dataclass(frozen=True)
class Order:
    """`later` may not come before `earlier`. Groups: not in an earlier week. Initiatives: after the other's end."""

    earlier: str
    later: str
    because: str


@dataclass(frozen=True)
class Pool:
    """What is scarce, week by week. People: work of one skill that only these teams may do is no more than they have.
    A line: what it carries, in hundredths of a GiB; `skill` is then its site, and there are no teams. Cut-overs: how
    many there may be."""

    skill: str
    teams: frozenset[str]
    have: tuple[CentiDays, ...]
    kind: Literal["people", "line", "cut-overs"] = "people"

    @property
    def words(self) -> str:
        """What it is, for people to read."""
        if self.kind == "people":
            return f"{self.skill} of {', '.join(sorted(self.teams))}"
        return f"the line of {self.skill}" if self.kind == "line" else "most_moves_a_week in programme.yaml"


def drawn(task: Task, pool: Pool) -> tuple[int, int]:
    """How much a task takes of a pool in a week, and how many weeks of its work pass before it does. 0: nothing."""
    if pool.kind == "line":
        carried = task.lines.get(pool.skill)
        return (carried.centi_gib, task.options.work_weeks - carried.weeks) if carried is not None else (0, 0)
    if pool.kind == "cut-overs":
        return (1, task.options.work_weeks - 1) if task.kind == "group" else (0, 0)
    need = task.effort.get(pool.skill, 0)
    return (need, 0) if need and task.teams[pool.skill] <= pool.teams else (0, 0)


@dataclass(frozen=True)
class Limit:
    """What is left of a ceiling after contingency and after money that is spent whatever the plan says."""

    purse: Purse
    ceiling_gbp: int
    spent_anyway_gbp: int


@dataclass(frozen=True)
class Extension:
    """One more term of a contract. `weeks` are the positions it supports."""

    contract_id: str
    number: int
    cost_gbp: int
    cash: Mapping[Purse, int]
    weeks: tuple[int, ...]


Need = tuple[str, int]
"""A contract, and the number of one of its extensions; or, where it is left early, minus the last week paid for."""


@dataclass(frozen=True)
class Lapse:
    """Weeks without support, `first` to `last` included. It comes back where all of `needs` are taken; none: never."""

    first: int
    last: int
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Stake:
    """An application that loses support in these weeks unless it has moved or contracts are extended.

    `task_id` None: it stays. `gbp` per week. `lapses` are in order and do not overlap.
    """

    application_id: str
    task_id: str | None
    gbp: int
    lapses: tuple[Lapse, ...]


@dataclass(frozen=True)
class Rolling:
    """A contract without an end: it is paid for every week until the last of its users is switched off.

    `price` is charged for each week besides, without being spent; `heading` is what people read of it all. `weight`:
    what each pound counts.
    """

    contract_id: str
    users: tuple[str, ...]
    off_weeks: int
    cash: tuple[Mapping[Purse, int], ...]
    price: int = 0
    heading: str = "contracts that run on"
    weight: int = 1

    @property
    def gbp(self) -> tuple[int, ...]:
        """Pounds of each week."""
        return tuple(self.weight * (sum(cash.values()) + self.price) for cash in self.cash)


@dataclass(frozen=True)
class Problem:
    """One planning question. `constants` are costs no decision changes but that belong to the objective; `excludes` the
    pairs of which a plan has one at the most."""

    weeks: tuple[date, ...]
    tasks: tuple[Task, ...]
    orders: tuple[Order, ...]
    pools: tuple[Pool, ...]
    limits: tuple[Limit, ...]
    extensions: tuple[Extension, ...]
    stakes: tuple[Stake, ...]
    rolling: tuple[Rolling, ...]
    apart: tuple[tuple[str, str], ...]
    constants: Mapping[str, int] = field(default_factory=dict)
    keeps: tuple[Keep, ...] = ()
    leads: tuple[Lead, ...] = ()
    spans: tuple[Span, ...] = ()
    eithers: tuple[Either, ...] = ()
    exits: tuple[Exit, ...] = ()
    splits: tuple[Split, ...] = ()
    packages: tuple[Package, ...] = ()
    excludes: tuple[tuple[str, str], ...] = ()
    wave_weeks: int = 4
    dearest: Dearest | None = None
