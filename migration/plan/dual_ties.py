"""Packages and exclusions under prices: what is tied picks together, so that the bound counts the ties."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx

from migration.plan.problem import Ints, Problem

MOST_UNITS = 12
"""Of more packages and initiatives than this that exclude each other in one web, every choice takes too long to try:
their exclusions are left out of the bound, which holds all the same."""

Unit = tuple[int, ...]
"""Numbers of tasks that are all in the plan or none: those of a package, or one alone."""


@dataclass(frozen=True)
class Web:
    """Units that exclude each other, directly or by others between; `rivals` by the place of the unit."""

    units: tuple[Unit, ...]
    rivals: Mapping[int, frozenset[int]]


def webs(problem: Problem) -> tuple[Web, ...]:
    """What is tied, web by web: each can pick for itself."""
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    units: list[Unit] = [tuple(number[one] for one in package.members) for package in problem.packages]
    held = {n for unit in units for n in unit}
    units += [(n,) for n in sorted({number[one] for pair in problem.excludes for one in pair} - held)]
    place = {n: at for at, unit in enumerate(units) for n in unit}
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(len(units))))
    graph.add_edges_from_no_data([(place[number[one]], place[number[other]]) for one, other in problem.excludes])
    found = []
    for inside in sorted(sorted(one) for one in rustworkx.connected_components(graph)):
        if len(inside) > MOST_UNITS:
            found += [Web((units[at],), {}) for at in inside if len(units[at]) > 1]
            continue
        own = {at: n for n, at in enumerate(inside)}
        rivals = {own[at]: frozenset(own[other] for other in graph.neighbors(at)) for at in inside}
        found.append(Web(tuple(units[at] for at in inside), rivals))
    return tuple(found)


def pick_together(found: Sequence[Web], starts: Ints, sizes: Ints, reduced: np.ndarray, picked: Ints) -> float:
    """Change in `picked` what ties forbid, for as little as can be under these prices; returns pounds more.

    `starts` and `sizes` say where the options of each task stand in `reduced`; the last one leaves it out.
    """
    more = 0.0
    for web in found:
        gains, cheapest = [], dict[int, int]()
        for unit in web.units:
            gain = 0.0
            for n in unit:
                first, out = int(starts[n]), int(starts[n] + sizes[n]) - 1
                more -= float(reduced[picked[n]])
                if first < out:
                    cheapest[n] = first + int(np.argmin(reduced[first:out]))
                    gain += float(reduced[out] - reduced[cheapest[n]])
                else:
                    gain = -np.inf
            gains.append(gain)
        _, taken = _most(tuple(at for at, gain in enumerate(gains) if gain > 0), gains, web.rivals)
        for at, unit in enumerate(web.units):
            for n in unit:
                picked[n] = cheapest[n] if at in taken else int(starts[n] + sizes[n]) - 1
                more += float(reduced[picked[n]])
    return more


def _most(
    units: tuple[int, ...], gains: Sequence[float], rivals: Mapping[int, Collection[int]]
) -> tuple[float, tuple[int, ...]]:
    """What is gained most by units of which no two exclude each other, and which they are."""
    if not units:
        return 0.0, ()
    first, rest = units[0], units[1:]
    against = rivals.get(first, ())
    gained, taken = _most(tuple(one for one in rest if one not in against), gains, rivals)
    best = gained + gains[first], (first, *taken)
    if any(one in against for one in rest):
        best = max(best, _most(rest, gains, rivals), key=lambda one: one[0])
    return best
