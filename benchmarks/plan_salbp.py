"""The planner's model of starts and stretches on published assembly line problems (SALBP-1): fewest stations.

An application is a task of one week, its effort the task's time, a week a station, and what the team has a week the
cycle time: the fewest waves of equal size. A task may share a station with what it waits for.
Source of the problems: A. Scholl, Balancing and Sequencing of Assembly Lines, 1999.
"""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import figure
from benchmarks.published_problems import arguments, problem, scheduled, spread, work
from migration.plan.problem import Problem

LAST = "the end"


@dataclass(frozen=True)
class Line:
    """An assembly line as published: times, and pairs of tasks (from 0) of which the first comes first."""

    times: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


def main() -> int:
    """Solve the problems asked for and print a line for each. Returns 1 when an optimum is missed."""
    given = arguments(__doc__ or "")
    folder = given.folder / "salbp"
    with (folder / "OPTIMA.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    files = {path.name: path for path in sorted(folder.rglob("*.IN2"))}
    reached, chosen = 0, spread(rows, given.sample)
    for row in chosen:
        cycle, best = int(row["cycle_time"]), int(row["optimal_stations"])
        began = time.perf_counter()
        found = scheduled(as_problem(read_line(files[row["instance"]]), cycle), given.seconds)
        stations = found.last + 1 if found.last is not None else None
        how = "proven best" if found.optimal else f"none below {found.bound + 1}"
        spent = time.perf_counter() - began
        print(f"{row['instance']} {cycle:5}: best {best}, found {stations}, {how}, {spent:.1f} s", flush=True)
        reached += stations is not None and stations <= best
    return int(not figure("salbp: optima reached", reached, f"of {len(chosen)}", len(chosen), reached == len(chosen)))


def read_line(path: Path) -> Line:
    """Read an .IN2 file."""
    words = path.read_text(encoding="ascii").split()
    count = int(words[0])
    pairs = [tuple(int(number) - 1 for number in word.split(",")) for word in words[1 + count :]]
    return Line(tuple(map(int, words[1 : 1 + count])), tuple((a, b) for a, b in pairs if a >= 0))


def as_problem(line: Line, cycle: int) -> Problem:
    """The line as a plan problem, with a week for each station that could be needed."""
    count = len(line.times)
    names = [f"task-{n + 1:03}" for n in range(count)]
    tasks = [work(name, range(count), 1, {"time": need}, lag=0) for name, need in zip(names, line.times, strict=True)]
    tasks.append(work(LAST, range(count), 1, {}, week_gbp=1))
    orders = [(names[a], names[b]) for a, b in line.pairs] + [(name, LAST) for name in names]
    return problem(tasks, orders, {"time": cycle}, count)


if __name__ == "__main__":
    raise SystemExit(main())
