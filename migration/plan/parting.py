"""How a graph parts into pieces of like weight with few ties cut between them.

Nodes that are tied most strongly are joined, and joined again, until few are left; those are halved in many ways; the
best is carried back step by step, and mended at each (the multilevel method of Karypis and Kumar, 1998). The two halves
are parted in the same way, and every two parts are mended once more at the end. The same graph gives the same parts.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import combinations

from migration.plan.halves import Graph, Limits, refine

FEW = 60
"""Nodes are joined until about so many are left."""

FIRST_HALVES = 12
"""Ways in which those few are halved at first; the best is kept."""

WORK = 20_000
"""Nodes looked at again: a graph of 100 is parted 20 times in all, up to MOST_TIMES; one of 20,000 once."""

MOST_TIMES = 20

MEND_ROUNDS = 6
"""How often all pairs of parts are mended, at most."""


def parted(graph: Graph, parts: int, most: int, seed: int = 7) -> tuple[int, ...]:
    """The part of each node, from 0. No part weighs more than `most` where that was found to be possible."""
    dice = random.Random(seed)  # noqa: S311 - a fixed seed chooses where to begin, not secrets
    times = max(1, min(MOST_TIMES, WORK // max(1, len(graph.weights))))
    found = [tuple(_once(graph, parts, most, dice)) for _ in range(times)]
    return min(found, key=lambda part: (_over(graph, part, parts, most), graph.cut(part)))


def _once(graph: Graph, parts: int, most: int, dice: random.Random) -> list[int]:
    part = [0] * len(graph.weights)
    _divide(graph, range(len(part)), parts, 0, most, part, dice)
    _mend(graph, parts, most, part)
    return part


def _over(graph: Graph, part: Sequence[int], parts: int, most: int) -> int:
    heavy = [0] * parts
    for node, at in enumerate(part):
        heavy[at] += graph.weights[node]
    return sum(max(0, one - most) for one in heavy)


def _divide(
    graph: Graph, nodes: Sequence[int], parts: int, first: int, most: int, part: list[int], dice: random.Random
) -> None:
    """Give these nodes the parts from `first` on, by halves. Room is kept for the halving that is still to come."""
    if parts == 1:
        for node in nodes:
            part[node] = first
        return
    within, few = _within(graph, nodes), parts // 2
    weight = sum(within.weights)
    room = max(1.0, most * parts / max(1, weight)) ** (1 / math.ceil(math.log2(parts)))
    limits = tuple(min(n * most, math.ceil(weight * n / parts * room)) for n in (few, parts - few))
    side = _halved(within, (limits[0], limits[1]), dice)
    for own, count, start in ((0, few, first), (1, parts - few, first + few)):
        chosen = [node for node, at in zip(nodes, side, strict=True) if at == own]
        _divide(graph, chosen, count, start, most, part, dice)


def _within(graph: Graph, nodes: Iterable[int]) -> Graph:
    """These nodes alone, with the ties among them, numbered anew."""
    number = {node: n for n, node in enumerate(nodes)}
    near = tuple({number[o]: w for o, w in graph.near[node].items() if o in number} for node in number)
    return Graph(tuple(graph.weights[node] for node in number), near)


def _halved(graph: Graph, limits: Limits, dice: random.Random) -> list[int]:
    """A side for each node. Smaller graphs first, then back."""
    small, joined = _joined(graph, sum(graph.weights) // 25, dice)
    if len(graph.weights) <= FEW or len(small.weights) > 0.95 * len(graph.weights):
        return _first_halves(graph, limits, dice)
    side = _halved(small, limits, dice)
    back = [side[at] for at in joined]
    refine(graph, back, limits)
    return back


def _joined(graph: Graph, heaviest: int, dice: random.Random) -> tuple[Graph, list[int]]:
    """Each node joined with the one it is tied to most that is still free; and where each node has gone.

    Where none is free, with another such node that is tied to the same one: what thousands are tied to parts too.
    """
    order, goes = list(range(len(graph.weights))), [-1] * len(graph.weights)
    dice.shuffle(order)
    count, alone = 0, dict[int, int]()
    for node in order:
        if goes[node] >= 0:
            continue
        room, ties = heaviest - graph.weights[node], graph.near[node]
        free = [(w, -graph.weights[o], -o) for o, w in ties.items() if goes[o] < 0 and graph.weights[o] <= room]
        to = max(ties, key=lambda other: (ties[other], -other)) if ties else -1
        other = alone.pop(to, None) if not free else None
        if other is not None and graph.weights[other] <= room:
            goes[node] = goes[other]
            continue
        goes[node] = count
        if free:
            goes[-max(free)[2]] = count
        else:
            alone[to] = node
        count += 1
    return _smaller(graph, goes, count), goes


def _smaller(graph: Graph, goes: Sequence[int], count: int) -> Graph:
    weights, near = [0] * count, [dict[int, int]() for _ in range(count)]
    for node, at in enumerate(goes):
        weights[at] += graph.weights[node]
        ties = near[at]
        for other, w in graph.near[node].items():
            if goes[other] != at:
                ties[goes[other]] = ties.get(goes[other], 0) + w
    return Graph(tuple(weights), tuple(near))


def _first_halves(graph: Graph, limits: Limits, dice: random.Random) -> list[int]:
    """The best of several: one side grows from a node drawn, by what it is tied to most, until it has its share."""
    found = []
    for _ in range(FIRST_HALVES):
        side = _grown(graph, limits, dice)
        refine(graph, side, limits)
        over = max(0, *(_heavy(graph, side, own) - limits[own] for own in (0, 1)))
        found.append((over, graph.cut(side), side))
    return min(found)[2] if graph.weights else []


def _heavy(graph: Graph, side: Sequence[int], own: int) -> int:
    return sum(weight for weight, at in zip(graph.weights, side, strict=True) if at == own)


def _grown(graph: Graph, limits: Limits, dice: random.Random) -> list[int]:
    side, order = [1] * len(graph.weights), list(range(len(graph.weights)))
    dice.shuffle(order)
    wanted, have = sum(graph.weights) * limits[0] / max(1, sum(limits)), 0
    seen, tied, heap = set[int](), dict[int, int](), list[tuple[int, int]]()
    for start in order:
        heappush(heap, (0, start))
        while heap and have < wanted:
            node = heappop(heap)[1]
            if node in seen or have + graph.weights[node] > limits[0]:
                continue
            seen.add(node)
            side[node], have = 0, have + graph.weights[node]
            for other, w in graph.near[node].items():
                tied[other] = tied.get(other, 0) + w
                heappush(heap, (-tied[other], other))
    return side


def _mend(graph: Graph, parts: int, most: int, part: list[int]) -> None:
    """Every two parts that are tied, or of which one is too heavy, are mended as two sides."""
    for _ in range(MEND_ROUNDS):
        before = (_over(graph, part, parts, most), graph.cut(part))
        for one, other in _pairs(graph, parts, part, anything=before[0] > 0):
            nodes = [node for node, at in enumerate(part) if at in (one, other)]
            side = [int(part[node] == other) for node in nodes]
            refine(_within(graph, nodes), side, (most, most))
            for node, at in zip(nodes, side, strict=True):
                part[node] = other if at else one
        if (_over(graph, part, parts, most), graph.cut(part)) >= before:
            return


def _pairs(graph: Graph, parts: int, part: Sequence[int], anything: bool) -> Iterable[tuple[int, int]]:
    """Parts with a tie between them; all where something is too heavy, since it may have to go anywhere."""
    if anything:
        return combinations(range(parts), 2)
    tied = {(part[node], part[other]) for node, ties in enumerate(graph.near) for other in ties}
    return sorted(pair for pair in tied if pair[0] < pair[1])
