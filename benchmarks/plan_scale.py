"""Plans of 500 and of 5,000 applications: how soon there is one that verifies, or the reason why there is none.

.venv/bin/python benchmarks/plan_scale.py [500|500-tight|500-dense|5000]... [--seconds 60]

The estates are planted ones (docs/planted-estates.md), so there is a plan. Then their limits are broken: all ceilings
are halved; a wave is approved, and the people of its weeks are gone. All times are of the processor, the time that is
set too: what a machine does for other programs does not count.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import figure
from benchmarks.planted_estate import DENSE, HUNDREDS, THOUSANDS, TIGHT, Planted, Size, planted
from migration.model import Absence, Folder, Plan, WaveApproval
from migration.money.tables import load_prices
from migration.plan.assemble import assemble
from migration.plan.board import Board
from migration.plan.gather import gather
from migration.plan.inputs import PlanInputs
from migration.plan.moves import ground
from migration.plan.rebuild import restore
from migration.plan.schedule import schedule
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, NotEvaluatedError, UserError

FIRST_SECONDS, REFUSED_SECONDS, MIB = 60, 60, 4096
"""What is asked: processor seconds to a first plan that verifies, and to the reason why there is none; and memory."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Asked:
    """One size, and how it is called in the figures."""

    size: Size
    title: str


SIZES = {
    "500": Asked(HUNDREDS, "500 applications"),
    "500-tight": Asked(TIGHT, "500 applications, people busy, each calls those just before it"),
    "500-dense": Asked(DENSE, "500 applications, 20,000 interfaces"),
    "5000": Asked(THOUSANDS, "5,000 applications, 20,000 interfaces"),
}


def main(names: Sequence[str]) -> int:
    """Plan each size and print the figures. Returns 1 when a target is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", metavar="|".join(SIZES), help="without any, all")
    options.add_argument("--seconds", type=float, default=60.0, help="the time that is set for each plan")
    given = options.parse_args(names)
    unknown = [name for name in given.sizes if name not in SIZES]
    if unknown:
        options.error(f"there is no size {unknown[0]}; there are {', '.join(SIZES)}")
    kept = [_measured(SIZES[name], given.seconds) for name in given.sizes or SIZES]
    return int(not all(kept))


def _measured(asked: Asked, seconds: float) -> bool:
    made, title = planted(asked.size), asked.title
    kept = [figure(f"{title}: interfaces", len(made.inputs.estate.interfaces), "interfaces", None)]
    inputs, gathered = _timed(lambda: _gathered(made))
    assembled, assembling = _timed(lambda: assemble(ground(inputs)))
    dates = sum(len(task.options) for task in assembled.problem.tasks)
    del assembled
    kept += [
        figure(f"{title}: days of people used up to the last planted cut-over", _used(made), "%", None),
        figure(f"{title}: groups", len(inputs.groups), "groups", None),
        figure(f"{title}: dates to choose from", dates, "dates", None),
        figure(f"{title}: gathering", gathered, "s of CPU", None),
        figure(f"{title}: putting the problem together", assembling, "s of CPU", None),
    ]
    plan, found = _planned(inputs, title, seconds, gathered)
    kept += found
    kept += _refused(title, "ceilings halved", _halved(inputs), "ceiling")
    if plan is not None:
        kept += _refused(title, "an approved wave without people", _without_people(inputs, plan), "is approved")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return all((*kept, figure(f"{title}: memory", memory, "MiB", MIB)))


def _used(made: Planted) -> float:
    """The part of their days that people work in the planted schedule until its last cut-over or start: what the size
    asks for is of the whole time, and teams are made larger until the schedule fits."""
    problem = made.assembled.problem
    board = Board(problem, frozenset())
    restore(board, [made.positions[task.id] for task in problem.tasks], range(len(problem.tasks)))
    until = int(board.week.max()) + 1
    own = [n for n, pool in enumerate(problem.pools) if pool.kind == "people" and len(pool.teams) == 1]
    have = sum(sum(problem.pools[n].have[:until]) for n in own)
    return round(100 - 100 * int(board.people[own, :until].sum()) / have, 1)


def _gathered(made: Planted) -> PlanInputs:
    """The inputs as the command puts them together: groups and costs worked out again."""
    given = made.inputs
    return gather(given.estate, given.dispositions, given.supports, given.folder, load_prices(), given.as_of, None, {})


def _planned(inputs: PlanInputs, title: str, seconds: float, gathered: float) -> tuple[Plan | None, list[bool]]:
    """The plan that is found in so many seconds, None where there is none, and its figures."""
    began, first = time.process_time(), list[float]()

    def told(text: str) -> None:
        if "a first plan" in text:
            first.append(time.process_time() - began)
        print(f"# {title}: {time.process_time() - began:.1f} s {text}", file=sys.stderr, flush=True)

    try:
        plan = schedule(inputs, seconds=seconds, told=told, clock=time.process_time)
    except NotEvaluatedError as problem:
        print(f"# {title}: {problem}", file=sys.stderr)
        return None, [figure(f"{title}: plans found", 0, "of 1", 1, least=True)]
    spent = time.process_time() - began
    violations, verifying = _timed(lambda: verify(inputs, plan))
    broken = sum(violation.severity == "broken" for violation in violations)
    soon = round(gathered + first[0] + verifying, 1) if first else 1e9
    return plan, [
        figure(f"{title}: from the estate to a first plan, checked", soon, "s of CPU", FIRST_SECONDS),
        figure(f"{title}: checking a plan", verifying, "s of CPU", None),
        figure(f"{title}: rules broken", broken, "rules", 0),
        figure(f"{title}: plan, {seconds:.0f} s being set", int(plan.objective), "GBP", None),
        figure(f"{title}: proven bound", int(plan.bound), "GBP", None),
        figure(f"{title}: gap", float(plan.gap) * 100, "%", None),
        figure(f"{title}: time taken", spent, "s of CPU", seconds * 1.5),
    ]


def _halved(inputs: PlanInputs) -> PlanInputs:
    """The same with half of every ceiling."""
    ceilings = tuple(
        replace(one, capital_gbp=_half(one.capital_gbp), revenue_gbp=_half(one.revenue_gbp))
        for one in inputs.folder.programme.ceilings
    )
    return _with(inputs, replace(inputs.folder, programme=replace(inputs.folder.programme, ceilings=ceilings)))


def _half(gbp: Decimal | str) -> Decimal | str:
    return gbp / 2 if isinstance(gbp, Decimal) else gbp


def _without_people(inputs: PlanInputs, plan: Plan) -> PlanInputs:
    """The same with a wave in the middle of the plan approved, and everybody away in its first weeks."""
    wave = plan.waves[len(plan.waves) // 2]
    away = Absence(starts=wave.period_from - timedelta(weeks=4), ends=wave.period_to, fte=Decimal(10_000))
    programme = inputs.folder.programme
    teams = tuple(replace(team, absence=(*team.absence, away)) for team in programme.teams)
    said = WaveApproval(id=wave.id, state="approved", approver="board", date=inputs.as_of)
    folder = replace(inputs.folder, programme=replace(programme, teams=teams), waves=(said,))
    return replace(_with(inputs, folder), previous=plan)


def _with(inputs: PlanInputs, folder: Folder) -> PlanInputs:
    return replace(inputs, folder=folder)


def _refused(title: str, what: str, inputs: PlanInputs, named: str) -> list[bool]:
    """Whether it is told, and soon, that there is no plan, and by what."""
    began, said = time.process_time(), ""
    try:
        schedule(inputs, seconds=REFUSED_SECONDS, clock=time.process_time)
    except InfeasibleError as problem:
        said = problem.wrong
    except UserError as problem:
        print(f"# {title}, {what}: {problem}", file=sys.stderr)
    spent = round(time.process_time() - began, 1)
    print(f"# {title}, {what}: {said[:2000]}", file=sys.stderr, flush=True)
    return [
        figure(f"{title}, {what}: told by name", int(named in said), "of 1", 1, least=True),
        figure(f"{title}, {what}: told after", spent, "s of CPU", REFUSED_SECONDS),
    ]


def _timed(work: Callable[[], Found]) -> tuple[Found, float]:
    began = time.process_time()
    found = work()
    return found, round(time.process_time() - began, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
