"""Plans of programmes small enough to be written down as one model: its relaxation proves the bound, CP-SAT settles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migration.plan.answer import Answer, priced
from migration.plan.assemble import Assembled
from migration.plan.board import Board
from migration.plan.budget import PRICING_ROUNDS, Budget, Told
from migration.plan.choices import Choices, declare, scarcity_costs, wanted_weeks
from migration.plan.conflict import explain_conflict
from migration.plan.constraints import CONSTRAINTS
from migration.plan.dual import bounded
from migration.plan.dual_rows import columns
from migration.plan.improve import improve
from migration.plan.intervals import search_cheaper, search_intervals
from migration.plan.linear import Linear
from migration.plan.pieces import MISSING
from migration.plan.problem import Need, Problem
from migration.plan.rebuild import rebuild
from migration.plan.reopened import reopened
from migration.plan.solve import Effort, Relaxed, Solved, relax, search
from migration.plan.ways import filled, floor, going
from safeio.errors import InfeasibleError, NotEvaluatedError

FINISH_WORK, PROOF_WORK = 5.0, 60.0
"""Deterministic work to settle what is left once the dates are set, and to find out whether there is any plan."""

QUESTIONS = 4
"""How often it is asked whether there is a plan in the lower half of what is not settled."""

WHOLE = 40
"""Up to so many tasks, CP-SAT is given the whole problem: small programmes get a proven best plan. Of 37 tasks, starts
and stretches proved the best within the work allowed, in a third of a minute; rows of people and weeks did not."""


def modelled(assembled: Assembled, spent: Budget, say: Told) -> tuple[Answer, int]:
    """The best plan found, and pounds that no plan goes below.

    Raises InfeasibleError with the smallest conflict found, in words; NotEvaluatedError when time ran out first.
    """
    linear, choices = model(assembled)
    say(f"{len(linear.names):,} yes-or-no choices, {len(linear.rows):,} rules between them")
    relaxed = relax(linear, spent.seconds / 3 if spent.seconds is not None else None)
    if relaxed.infeasible:
        raise _conflict(assembled, linear)
    if not relaxed.parts:
        # The time was up, or the solver lost its footing: prices still prove something.
        proven = bounded(columns(floor(assembled.problem)), None, lambda done: done < PRICING_ROUNDS)
        relaxed = replace(relaxed, bound=max(relaxed.bound, proven.bound))
    say(f"proven: no plan costs less than £{relaxed.bound:,}")
    problem = assembled.problem
    solved = _settled(problem, choices, linear, _found(assembled, linear, choices, relaxed, spent, say), spent)
    answer = _answer(problem, choices, solved)
    if solved.status == "optimal":
        return answer, solved.objective
    return reopened(problem, answer, max(relaxed.bound, solved.bound), spent, say)


def bettered(
    problem: Problem, choices: Choices, linear: Linear, solved: Solved, known: int, spent: Budget, say: Told
) -> tuple[Answer, int]:
    """The best that can be made of a plan, and what none goes below: by the objective of `linear`, of which `known` is
    a proven bound."""
    solved = _settled(problem, choices, linear, solved, spent)
    if solved.status != "optimal":
        solved = improve(problem, choices, linear, solved, solved.bound, spent.tries_left, say, spent.workers)
    bound = solved.objective if solved.status == "optimal" else max(known, solved.bound)
    return _answer(problem, choices, solved), bound


def _conflict(assembled: Assembled, linear: Linear) -> InfeasibleError:
    """What cannot hold together; where applications may go either way, what cannot while they go in parts."""
    if not assembled.problem.eithers:
        return explain_conflict(assembled, linear)
    in_parts = replace(assembled, problem=going(assembled.problem, ()))
    return explain_conflict(in_parts, model(in_parts)[0])


def model(assembled: Assembled) -> tuple[Linear, Choices]:
    """The linear model of a problem: the variables, then every constraint in order."""
    linear = Linear()
    choices = declare(assembled.problem, linear)
    for add in CONSTRAINTS:
        add(assembled.problem, choices, linear)
    return linear, choices


def _found(
    assembled: Assembled, linear: Linear, choices: Choices, relaxed: Relaxed, spent: Budget, say: Told
) -> Solved:
    """A first good plan by rebuilding; where tasks find no place, CP-SAT decides whether there is any plan."""
    problem = assembled.problem
    best: Solved | None = None
    settled = going(problem, _wholes(problem, choices, relaxed.parts))
    wanted, scarcity = wanted_weeks(choices, relaxed.parts), scarcity_costs(linear, choices, relaxed.prices)
    extended: frozenset[tuple[str, int]] = frozenset()
    for rounds in (spent.rounds, spent.rounds // 2):
        board = Board(settled, extended)
        rebuilt = rebuild(board, wanted, rounds, spent.rounds_left, scarcity)
        placed = filled(problem, {task.id: at for task, at in zip(settled.tasks, rebuilt, strict=True)})
        positions = [placed[task.id] for task in problem.tasks]
        dated = search(linear, Effort(deterministic=FINISH_WORK), fixed=held(problem, choices, positions))
        if board.cost() >= MISSING or dated.status not in ("optimal", "feasible"):
            break
        if best is None or dated.objective < best.objective:
            # Best for these dates is not best of all: only the relaxation's bound is proven.
            best = Solved("feasible", dated.chosen, dated.objective, relaxed.bound)
            say(f"a plan of £{dated.objective:,}")
        taken = frozenset(key for key, total in choices.extended.items() if linear.value(total, dated.chosen))
        if taken == extended:
            break
        extended = taken
    return best or _any_plan(assembled, linear)


def _wholes(problem: Problem, choices: Choices, parts: tuple[float, ...]) -> frozenset[str]:
    """The groups that move an application whole by more than half where fractions are allowed. None without these."""
    done = {one.whole: choices.done(one.whole).terms for one in problem.eithers if parts}
    return frozenset(group for group, terms in done.items() if terms and parts[next(iter(terms))] > 1 / 2)


def _settled(problem: Problem, choices: Choices, linear: Linear, solved: Solved, spent: Budget) -> Solved:
    """For a small problem: the best plan there is, proven where the work allowed for it is enough.

    The better plan of the two and the higher bound are kept.
    """
    if len(problem.tasks) > WHOLE or solved.objective <= solved.bound:
        return solved
    effort = Effort(deterministic=FINISH_WORK, workers=spent.workers)
    again = search_intervals(problem, choices, linear, effort, hint=solved.chosen)
    if again.status == "optimal":
        return again
    best = again if again.status == "feasible" and again.objective < solved.objective else solved
    known = max(solved.bound, again.bound) if again.status == "feasible" else solved.bound
    return _halved(problem, choices, linear, replace(best, bound=known), effort)


def _halved(problem: Problem, choices: Choices, linear: Linear, best: Solved, effort: Effort) -> Solved:
    """A plan nearer to its bound: is there one in the lower half between them? Yes and no both bring them nearer."""
    for _ in range(QUESTIONS):
        if best.objective <= best.bound:
            break
        below = (best.objective + best.bound) // 2 + 1
        asked = search_cheaper(problem, choices, linear, below, effort)
        if asked.status == "unknown":
            break
        best = replace(best, bound=below) if asked.status == "infeasible" else replace(asked, bound=best.bound)
    return replace(best, status="optimal") if best.objective <= best.bound else best


def _any_plan(assembled: Assembled, linear: Linear) -> Solved:
    solved = search(linear, Effort(deterministic=PROOF_WORK))
    if solved.status == "infeasible":
        raise _conflict(assembled, linear)
    if solved.status == "unknown":
        raise NotEvaluatedError(
            "plan",
            "no plan was found in the work allowed, and none was ruled out",
            "Give a ceiling, a team or plan_to more room, or look longer with --seconds 300.",
        )
    return solved


def held(problem: Problem, choices: Choices, positions: Sequence[int | None]) -> dict[int, int]:
    """The variables of every task, as these positions, in the order of the tasks, say."""
    found = {}
    for task, at in zip(problem.tasks, positions, strict=True):
        for n, column in enumerate(choices.upto[task.id]):
            found[next(iter(column.terms))] = int(at is not None and n >= at)
    return found


def _answer(problem: Problem, choices: Choices, solved: Solved) -> Answer:
    positions = {
        task_id: next((n for n, column in enumerate(columns) if set(column.terms) <= solved.chosen), None)
        for task_id, columns in choices.upto.items()
    }
    extended: frozenset[Need] = frozenset(
        need for need, column in choices.extended.items() if set(column.terms) <= solved.chosen
    )
    return priced(problem, positions, extended)
