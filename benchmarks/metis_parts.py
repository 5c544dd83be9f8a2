"""Asks METIS, in an environment of its own: a graph on stdin, the best of several partitions on stdout, both as JSON.

In: `parts`, `percent` (that a part may be over the mean), `weights`, `near` (for each node, pairs of other node and
tie). Out: the part of each node, `null` where none kept the balance, and the seconds of one call in the mean.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import pymetis  # type: ignore[import-not-found, unused-ignore]

SEEDS = range(5)


def main() -> None:
    """Both methods of METIS with five seeds each."""
    given: Any = json.load(sys.stdin)
    starts, others, ties = [0], list[int](), list[int]()
    for near in given["near"]:
        others += [other for other, _ in near]
        ties += [tie for _, tie in near]
        starts.append(len(others))
    graph = pymetis.CSRAdjacency(starts, others)
    limit = sum(given["weights"]) * (100 + given["percent"]) / given["parts"]
    best: tuple[int, list[int]] | None = None
    began = time.perf_counter()
    for recursive in (True, False):
        for seed in SEEDS:
            cut, part = pymetis.part_graph(
                given["parts"],
                adjacency=graph,
                vweights=given["weights"],
                eweights=ties,
                recursive=recursive,
                options=pymetis.Options(ufactor=10 * given["percent"], seed=seed),
            )
            heavy = [0] * given["parts"]
            for node, at in enumerate(part):
                heavy[at] += given["weights"][node]
            if max(heavy) * 100 <= limit and (best is None or cut < best[0]):
                best = (cut, list(part))
    seconds = (time.perf_counter() - began) / (2 * len(SEEDS))
    json.dump({"part": best and best[1], "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
