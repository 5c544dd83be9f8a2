"""The planner's model of starts and stretches on published project scheduling problems (PSPLIB): j30, j60, j120.

Each job is a task, each renewable resource a pool of people, and the week of the last job is all that costs.
Source of the problems: R. Kolisch and A. Sprecher, PSPLIB, European Journal of Operational Research 96, 1996. A bare
CP-SAT model, written straight from the file, runs beside it on the largest.
"""

from __future__ import annotations

import csv
import math
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from ortools.sat.python import cp_model

from benchmarks.figures import figure
from benchmarks.published_problems import WORKERS, Scheduled, arguments, problem, scheduled, spread, work
from migration.plan.problem import Problem

EQUAL_PART, ABOVE_PERCENT, WORSE_POINTS = 0.85, 0.5, 0.5
"""j60: at least this part equal to the best known, at most so much above on average. j120: points behind bare."""

BARE = ("j120",)


@dataclass(frozen=True)
class Project:
    """A project as published. Jobs count from 1; the last is the end of all."""

    durations: tuple[int, ...]
    successors: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    capacity: tuple[int, ...]
    horizon: int


@dataclass(frozen=True)
class Run:
    """One problem solved: `bare` is the week a bare CP-SAT model found, where one ran."""

    name: str
    best: int
    found: Scheduled
    seconds: float
    bare: int | None

    @property
    def above(self) -> float:
        """Percent above the best known."""
        return _above(self.found.last, self.best)


def main() -> int:
    """Solve the problems asked for and print a table. Returns 1 when a target is missed."""
    given = arguments(__doc__ or "")
    sets: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (given.folder / "psplib" / "BEST_KNOWN.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            sets[row["set"]].append(row)
    kept = True
    for name in sorted(sets, key=lambda key: int(key[1:])):
        runs = [_run(row, given.folder, given.seconds) for row in spread(sets[name], given.sample)]
        kept &= _told(name, runs)
    return 0 if kept else 1


def read_project(path: Path) -> Project:
    """Read a .sm file."""
    text = path.read_text(encoding="ascii")
    order = [[int(word) for word in line.split()] for line in _block(text, "PRECEDENCE RELATIONS:", 1)]
    jobs = [[int(word) for word in line.split()] for line in _block(text, "REQUESTS/DURATIONS:", 2)]
    (capacity,) = _block(text, "RESOURCEAVAILABILITIES:", 1)
    horizon = re.search(r"^horizon\s*:\s*(\d+)", text, re.MULTILINE)
    assert horizon is not None, path
    return Project(
        durations=tuple(job[2] for job in jobs),
        successors=tuple(tuple(row[3:]) for row in order),
        needs=tuple(tuple(job[3:]) for job in jobs),
        capacity=tuple(int(word) for word in capacity.split()),
        horizon=int(horizon[1]),
    )


def as_problem(project: Project) -> Problem:
    """The project as a plan problem: a week is one of its periods, and a week later costs a pound."""
    names = [f"job-{n + 1:03}" for n in range(len(project.durations))]
    tasks = [
        work(
            name,
            range(project.horizon + 1 - length),
            length,
            {f"resource-{n + 1}": need for n, need in enumerate(needs) if need},
            week_gbp=int(name == names[-1]),
        )
        for name, length, needs in zip(names, project.durations, project.needs, strict=True)
    ]
    orders = [(names[n], names[after - 1]) for n, row in enumerate(project.successors) for after in row]
    capacity = {f"resource-{n + 1}": have for n, have in enumerate(project.capacity)}
    return problem(tasks, orders, capacity, project.horizon + 1)


def bare(project: Project, seconds: float) -> int | None:
    """The shortest project a plain CP-SAT model finds: starts, one cumulative for each resource, and orders."""
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, project.horizon, "") for _ in project.durations]
    stretches = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, project.durations, strict=True)
    ]
    for n, have in enumerate(project.capacity):
        model.add_cumulative(stretches, [needs[n] for needs in project.needs], have)
    for n, row in enumerate(project.successors):
        for after in row:
            model.add(starts[after - 1] >= starts[n] + project.durations[n])
    model.minimize(starts[-1])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = seconds
    found = solver.solve(model)
    return round(solver.objective_value) if found in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _block(text: str, heading: str, skip: int) -> list[str]:
    lines = text.split(heading, 1)[1].splitlines()[1 + skip :]
    ends = next((n for n, line in enumerate(lines) if not line.strip() or line.startswith("*")), len(lines))
    return lines[:ends]


def _run(row: dict[str, str], folder: Path, seconds: float) -> Run:
    project = read_project(folder / row["file"])
    plain = bare(project, seconds) if row["set"] in BARE else None
    began = time.perf_counter()
    found = scheduled(as_problem(project), seconds)
    return Run(Path(row["file"]).stem, int(row["best_known_makespan"]), found, time.perf_counter() - began, plain)


def _told(name: str, runs: list[Run]) -> bool:
    """Print the runs of one set and its summary; whether it meets its target."""
    for run in runs:
        beside = "" if run.bare is None else f", bare CP-SAT {run.bare}"
        how = "proven best" if run.found.optimal else f"none below {run.found.bound}"
        print(
            f"{run.name:12} best known {run.best:4}, found {run.found.last}{beside}, {how}, {run.seconds:.1f} s",
            flush=True,
        )
    count = len(runs)
    equal = sum(run.found.last is not None and run.found.last <= run.best for run in runs)
    above = sum(run.above for run in runs) / count
    proven = sum(run.found.optimal for run in runs)
    if name == "j30":
        return figure(f"psplib {name}: proven best", proven, f"of {count}", count, proven == equal == count)
    if name == "j60":
        needed = math.ceil(EQUAL_PART * count)
        kept = figure(f"psplib {name}: equal to best known", equal, f"of {count}", needed, equal >= needed)
        what = f"psplib {name}: above best known, on average"
        return figure(what, above, "%", ABOVE_PERCENT, above <= ABOVE_PERCENT) and kept
    plain = sum(_above(run.bare, run.best) for run in runs) / count
    print(f"{name}: {above:.2f} % above best known on average; bare CP-SAT {plain:.2f} %")
    what = f"psplib {name}: points behind bare CP-SAT"
    return figure(what, above - plain, "points", WORSE_POINTS, above <= plain + WORSE_POINTS)


def _above(found: int | None, best: int) -> float:
    return 100 * (found - best) / best if found is not None else float("inf")


if __name__ == "__main__":
    raise SystemExit(main())
