"""From inputs to a plan: relax for the bound, search for the dates, turn the answer back into days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from migration.model import Plan
from migration.plan.assemble import Assembled, assemble
from migration.plan.board import MISSING, Board
from migration.plan.choices import Choices, declare, scarcity_costs, wanted_weeks
from migration.plan.conflict import explain_conflict
from migration.plan.constraints import CONSTRAINTS
from migration.plan.dated import plan_of
from migration.plan.improve import improve
from migration.plan.inputs import PlanInputs
from migration.plan.linear import Linear
from migration.plan.moves import ground
from migration.plan.problem import Problem
from migration.plan.rebuild import rebuild
from migration.plan.solve import Effort, Relaxed, Solved, relax, search
from safeio.errors import NotEvaluatedError

FINISH_WORK, PROOF_WORK = 5.0, 60.0
"""Deterministic work to settle what is left once the dates are set, and to find out whether there is any plan."""

Told = Callable[[str], None]
Clock = Callable[[], float]
"""Seconds from any start: only the command knows a real one."""

ROUNDS_A_TASK, TRIES = 60, 4
"""How often parts of the plan are rebuilt by hand (for each task), then by CP-SAT, when no time is set."""

FEWEST_ROUNDS = 500
"""However short the time, a plan is rebuilt so often: without it there may be none."""

WHOLE = 24
"""Up to so many tasks, CP-SAT is given the whole problem: small programmes get a proven best plan."""


def schedule(
    inputs: PlanInputs,
    seconds: float | None = None,
    fast: bool = False,
    told: Told | None = None,
    clock: Clock | None = None,
) -> Plan:
    """Plan every group and initiative. Repeatable unless `seconds` or `fast` (two workers) is asked for.

    `seconds` needs a `clock`: nothing below the command reads one by itself.

    Raises InfeasibleError with the smallest conflict found, in words; NotEvaluatedError when time ran out first.
    """
    assert seconds is None or clock is not None, "a time limit needs a clock"
    now = clock or (lambda: 0.0)
    started = now()
    say = told or (lambda _text: None)
    assembled = assemble(ground(inputs))
    linear, choices = model(assembled)
    say(f"{len(linear.names):,} yes-or-no choices, {len(linear.rows):,} rules between them")
    relaxed = relax(linear, seconds / 3 if seconds is not None else None)
    if relaxed.infeasible:
        raise explain_conflict(assembled, linear)
    say(f"proven: no plan costs less than £{relaxed.bound:,}")
    rounds = ROUNDS_A_TASK * len(assembled.problem.tasks)
    spent = Budget(seconds, workers=2 if fast else 1, rounds=rounds, clock=now, started=started)
    solved = _found(assembled, linear, choices, relaxed, spent, say)
    solved = _settled(assembled.problem, linear, solved, relaxed.bound, spent)
    if solved.status != "optimal":
        solved = improve(
            assembled.problem, choices, linear, solved, relaxed.bound, spent.tries_left, say, spent.workers
        )
    return plan_of(assembled, linear, choices, solved, relaxed.bound, "repeatable" if spent.repeatable else "fast")


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

    def rounds_left(self, done: int) -> bool:
        """Whether to rebuild once more: half of the time, or a set number of rounds."""
        if self.seconds is None:
            return done < self.rounds
        return done < FEWEST_ROUNDS or self.clock() - self.started < self.seconds / 2

    def tries_left(self, done: int) -> bool:
        """Whether to improve once more."""
        return done < TRIES if self.seconds is None else self.clock() - self.started < self.seconds


def _found(
    assembled: Assembled, linear: Linear, choices: Choices, relaxed: Relaxed, spent: Budget, say: Told
) -> Solved:
    """A first good plan by rebuilding; where tasks find no place, CP-SAT decides whether there is any plan."""
    problem = assembled.problem
    best: Solved | None = None
    wanted, scarcity = wanted_weeks(choices, relaxed.parts), scarcity_costs(linear, choices, relaxed.prices)
    extended: frozenset[tuple[str, int]] = frozenset()
    for rounds in (spent.rounds, spent.rounds // 2):
        board = Board(problem, extended)
        positions = rebuild(board, wanted, rounds, spent.rounds_left, scarcity)
        held = search(linear, Effort(deterministic=FINISH_WORK), fixed=_held(problem, choices, positions))
        if board.cost() >= MISSING or held.status not in ("optimal", "feasible"):
            break
        if best is None or held.objective < best.objective:
            # Best for these dates is not best of all: only the relaxation's bound is proven.
            best = Solved("feasible", held.chosen, held.objective, relaxed.bound)
            say(f"a plan of £{held.objective:,}")
        taken = frozenset(key for key, total in choices.extended.items() if linear.value(total, held.chosen))
        if taken == extended:
            break
        extended = taken
    return best or _any_plan(assembled, linear)


def _settled(problem: Problem, linear: Linear, solved: Solved, bound: int, spent: Budget) -> Solved:
    """For a small problem: the best plan there is, proven where the work allowed for it is enough."""
    if len(problem.tasks) > WHOLE or solved.objective <= bound:
        return solved
    again = search(linear, Effort(deterministic=FINISH_WORK, workers=spent.workers), hint=solved.chosen)
    better = again.status in ("optimal", "feasible") and again.objective <= solved.objective
    return again if better else solved


def _any_plan(assembled: Assembled, linear: Linear) -> Solved:
    solved = search(linear, Effort(deterministic=PROOF_WORK))
    if solved.status == "infeasible":
        raise explain_conflict(assembled, linear)
    if solved.status == "unknown":
        raise NotEvaluatedError(
            "plan",
            "no plan was found in the work allowed, and none was ruled out",
            "Give a ceiling, a team or plan_to more room, or look longer with --seconds 300.",
        )
    return solved


def _held(problem: Problem, choices: Choices, positions: list[int | None]) -> dict[int, int]:
    """The variables of every task, as these positions say."""
    held = {}
    for task, at in zip(problem.tasks, positions, strict=True):
        for n, column in enumerate(choices.upto[task.id]):
            held[next(iter(column.terms))] = int(at is not None and n >= at)
    return held


def model(assembled: Assembled) -> tuple[Linear, Choices]:
    """The linear model of a problem: the variables, then every constraint in order."""
    linear = Linear()
    choices = declare(assembled.problem, linear)
    for add in CONSTRAINTS:
        add(assembled.problem, choices, linear)
    return linear, choices
