"""What packages and exclusions settle of the portfolio before any date is looked for, and what they leave open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from migration.dates import monday
from migration.model import Initiative
from migration.plan.gate_dates import Starts
from migration.plan.joint import Package
from migration.plan.problem import Options, Task
from migration.ties import Need, clash, exclusions, needed, packages, without
from safeio.errors import InputError

UNDER_WAY = "work on it has begun"
"""Why what has begun must be done."""

EXCLUDED = "it is excluded by what must be done or has begun"
"""Why what is excluded cannot be done."""


@dataclass(frozen=True)
class Tied:
    """The tasks, of which some must be done because of ties and some cannot be; the packages and the pairs that exclude
    each other of which nothing is settled yet."""

    tasks: list[Task]
    packages: tuple[Package, ...] = ()
    excludes: tuple[tuple[str, str], ...] = ()


def under_way(kept: Collection[str], starts: Starts, as_of: date, first: date) -> frozenset[str]:
    """The initiatives that the plan before has begun or done by this week. None before the plan begins on `first`."""
    if as_of <= first:
        return frozenset()
    days = {one: starts.get(("initiative", one)) for one in kept}
    return frozenset(one for one, day in days.items() if day is not None and day < monday(as_of))


def tied(tasks: Iterable[Task], kept: Mapping[str, Initiative], begun: Collection[str]) -> Tied:
    """Do what must be done together, and leave out what that excludes.

    `kept` are the initiatives of the plan. What has `begun` counts as chosen. Raises InputError where two exclude each
    other that must be done or have begun.
    """
    tasks, pairs, held = list(tasks), exclusions(kept), packages(kept)
    if not pairs and not held:
        return Tied(tasks)
    bound = {one for pair in pairs for one in pair} | {one for members in held.values() for one in members}
    chosen = needed({one for one in kept if kept[one].must_do} | (bound & set(begun)), kept)
    _refuse_both(chosen, kept, begun)
    barred = {one for pair in pairs for one in pair if chosen.keys() & (set(pair) - {one})}
    # What has no date takes its package with it.
    hopeless = {task.id for task in tasks if task.id in kept and not task.must and not len(task.options)}
    lost = without(barred | (hopeless - chosen.keys()), kept)
    gone = {one: why.words(one) if why is not None else "" for one, why in lost.items()}
    gone |= dict.fromkeys(barred, EXCLUDED)
    assert chosen.keys().isdisjoint(gone), "whatever is excluded was refused above"
    settled = chosen.keys() | gone.keys()
    return Tied(
        tasks=[_settled(task, chosen, gone, kept) for task in tasks],
        packages=tuple(Package(name, members) for name, members in held.items() if settled.isdisjoint(members)),
        excludes=tuple(pair for pair in pairs if settled.isdisjoint(pair)),
    )


def _settled(
    task: Task, chosen: Mapping[str, Need | None], gone: Mapping[str, str], kept: Mapping[str, Initiative]
) -> Task:
    if task.id in gone:
        return replace(task, options=_none(task.options), because=gone[task.id])
    if task.id not in chosen or task.must:
        return task
    why = chosen[task.id]
    if why is None:
        return replace(task, must=True, left_out_gbp=0, because=UNDER_WAY)
    if why.package is None and kept[task.id].package is None:
        return task
    must = "has begun" if chosen[why.by] is None and not kept[why.by].must_do else "must be done"
    return replace(task, must=True, left_out_gbp=0, because=f"{why.words(task.id)}, and {why.by} {must}")


def _none(options: Options) -> Options:
    nothing = np.zeros(0, dtype=np.int64)
    return replace(
        options,
        week=nothing,
        work_from=nothing,
        free_from=nothing,
        cost=dict.fromkeys(options.cost, nothing),
        cash=dict.fromkeys(options.cash, nothing),
    )


def _refuse_both(chosen: Mapping[str, Need | None], kept: Mapping[str, Initiative], begun: Collection[str]) -> None:
    found = clash((one for one, why in chosen.items() if why is None), kept)
    if found is not None:
        (one, other), how = found
        why = "both must be done" if not set(begun) & set(chosen) else "both must be done or have begun"
        raise InputError(
            f"initiatives.csv {one}, excludes",
            f"{one} and {other} exclude each other, and {why}" + (f": {how}" if how else ""),
            f"Take the exclusion out of the row of {one} or {other}, or write no in must_do of what needs one of them.",
        )
