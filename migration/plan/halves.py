"""Two sides of a graph, moved about until the ties between them are few and neither side is too heavy.

The method is that of Fiduccia and Mattheyses (1982): move what gains most, also at a loss, each node once; then go back
to the best seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

PASSES = 8
"""Most passes: after the first few hardly any gains."""

FEWEST_LOSSES = 60
"""So many moves without a better state end a pass; one in fifty nodes where those are more."""

Limits = tuple[int, int]
"""The most weight of each side."""


@dataclass(frozen=True)
class Graph:
    """Nodes from 0 with whole weights; `near` holds, for each, the nodes it is tied to and how strongly. Both ends of a
    tie hold it; no node is tied to itself."""

    weights: tuple[int, ...]
    near: tuple[Mapping[int, int], ...]

    def cut(self, part: Sequence[int]) -> int:
        """The strength of all ties between nodes of different parts."""
        across = (w for node, ties in enumerate(self.near) for other, w in ties.items() if part[node] != part[other])
        return sum(across) // 2


def refine(graph: Graph, side: list[int], limits: Limits) -> None:
    """Change `side` (0 or 1 for each node) in place: first to keep the limits, then to cut less."""
    for _ in range(PASSES):
        if not _Pass(graph, side, limits).run():
            return


class _Pass:
    """One pass: every node moves at most once. What is open waits in a heap for each side, the best gain first."""

    def __init__(self, graph: Graph, side: list[int], limits: Limits) -> None:
        self.graph, self.side, self.limits = graph, side, limits
        self.heavy, self.slack = [0, 0], max(graph.weights, default=0)
        self.gain = [0] * len(side)
        self.moved = bytearray(len(side))
        self.heaps: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        for node, ties in enumerate(graph.near):
            own = side[node]
            self.heavy[own] += graph.weights[node]
            across = sum(w for other, w in ties.items() if side[other] != own)
            self.gain[node] = 2 * across - sum(ties.values())
            if across or not ties:
                self.heaps[own].append((-self.gain[node], node))
        for own in (0, 1):
            if self._excess(own) > 0:
                nodes = (node for node, at in enumerate(side) if at == own)
                self.heaps[own][:] = [(-self.gain[node], node) for node in nodes]
            heapify(self.heaps[own])

    def run(self) -> bool:
        """True where the pass ended better than it began."""
        losses = max(FEWEST_LOSSES, len(self.side) // 50)
        cut, done = 0, list[int]()
        best, best_at = self._score(0), 0
        while len(done) - best_at < losses:
            node = self._next()
            if node is None:
                break
            cut -= self.gain[node]
            self._move(node)
            done.append(node)
            score = self._score(cut)
            if score < best:
                best, best_at = score, len(done)
        for node in done[best_at:]:
            self.side[node] = 1 - self.side[node]
        return best_at > 0

    def _score(self, cut: int) -> tuple[int, int, int]:
        return max(0, self._excess(0), self._excess(1)), cut, abs(self._excess(0) - self._excess(1))

    def _excess(self, own: int) -> int:
        return self.heavy[own] - self.limits[own]

    def _next(self) -> int | None:
        """The open node with the most gain; of a side that is too heavy where one is."""
        over = [own for own in (0, 1) if self._excess(own) > 0]
        found = [(*top, own) for own in over[:1] or (0, 1) if (top := self._top(own)) is not None]
        if not found:
            return None
        best = min(found)
        heappop(self.heaps[best[2]])
        return best[1]

    def _top(self, own: int) -> tuple[int, int] | None:
        """The best of a side that may move. On the way a side may be too heavy by one node: two can change places."""
        heap, room = self.heaps[own], self.slack - self._excess(1 - own)
        while heap:
            loss, node = heap[0]
            fits = self.graph.weights[node] <= room
            if not self.moved[node] and -loss == self.gain[node] and fits:
                return heap[0]
            heappop(heap)
        return None

    def _move(self, node: int) -> None:
        own, weight = self.side[node], self.graph.weights[node]
        self.moved[node] = 1
        self.side[node] = 1 - own
        self.heavy[own] -= weight
        self.heavy[1 - own] += weight
        for other, tie in self.graph.near[node].items():
            if not self.moved[other]:
                self.gain[other] += 2 * tie if self.side[other] == own else -2 * tie
                heappush(self.heaps[self.side[other]], (-self.gain[other], other))
