"""What a choice of dates costs and spends, and which contracts are worth extending for it: no model of the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migration.plan.constraints.contracts import EXTENSIONS
from migration.plan.constraints.exits import EXITS
from migration.plan.constraints.portfolio import WHAT as LEFT_OUT
from migration.plan.constraints.support import WHAT as RISK
from migration.plan.joint import Purse
from migration.plan.linear import Because, Linear, Sum
from migration.plan.measures import measured
from migration.plan.problem import Need, Problem, Rolling, TaskOption
from migration.plan.solve import Effort, search
from migration.plan.ways import going, wholes_in

Positions = Mapping[str, int | None]
"""The option of each task, by task id; None where it is left out."""

SETTLE_WORK = 5.0
"""Deterministic work for choosing the extensions once all dates are set: a few hundred choices."""


@dataclass(frozen=True)
class Answer:
    """A plan as the solver knows it: an option for each task, the extensions taken, and pounds by heading."""

    positions: Positions
    extended: frozenset[Need]
    costs: Mapping[str, int]

    @property
    def objective(self) -> int:
        """Pounds of everything."""
        return sum(self.costs.values())


def settled(problem: Problem, positions: Positions) -> Answer | None:
    """The dates with the extensions that make them cheapest. None when no choice of extensions keeps the ceilings, a
    task that must be done has no date, or a package or an exclusion is not kept."""
    problem = going(problem, wholes_in(problem, positions))
    chosen = dict(_chosen(problem, positions))
    if any(task.must and task.id not in chosen for task in problem.tasks) or not _ties_kept(problem, chosen):
        return None
    linear = Linear()
    extends = _extension_columns(problem, linear)
    for extension in problem.extensions:
        linear.cost(EXTENSIONS, extends[extension.contract_id, extension.number], extension.cost_gbp)
    for number, (needs, gbp) in enumerate(sorted(_at_risk(problem, chosen).items())):
        risk = linear.boolean(f"risk {number}")
        linear.cost(RISK, risk, gbp)
        for need in needs:
            linear.at_most(Sum({}, 1).add(extends[need], -1).add(risk, -1), 0)
    extends |= _leaving(problem, linear, chosen, extends)
    spent = spending(problem, positions)
    for limit in problem.limits:
        total = Sum({}, spent.get(limit.purse, 0))
        for extension in problem.extensions:
            total.add(extends[extension.contract_id, extension.number], extension.cash.get(limit.purse, 0))
        for exit_ in problem.exits:
            for week, cash in exit_.cash.items():
                total.add(extends.get((exit_.contract_id, -week), Sum()), cash.get(limit.purse, 0))
        linear.at_most(total, limit.ceiling_gbp, Because("money", " ".join(limit.purse)))
    found = search(linear, Effort(deterministic=SETTLE_WORK))
    if found.status not in ("optimal", "feasible"):
        return None
    return priced(problem, positions, frozenset(n for n, total in extends.items() if linear.value(total, found.chosen)))


def _ties_kept(problem: Problem, chosen: Mapping[str, TaskOption]) -> bool:
    """Whether of each package all or none are chosen, and of two that exclude each other one at the most."""
    whole = all(len({one in chosen for one in package.members}) == 1 for package in problem.packages)
    return whole and not any(one in chosen and other in chosen for one, other in problem.excludes)


def within_ceilings(problem: Problem, positions: Positions) -> bool:
    """Whether these dates keep all ceilings with no contract extended or left early. Then `settled` has an answer too
    where every task that must be done has a date and ties are kept."""
    spent = spending(problem, positions)
    return all(spent[limit.purse] <= limit.ceiling_gbp for limit in problem.limits)


def priced(problem: Problem, positions: Positions, extended: frozenset[Need]) -> Answer:
    """What these dates and extensions cost, by heading. Ceilings and people are not looked at."""
    problem = going(problem, wholes_in(problem, positions))
    chosen = dict(_chosen(problem, positions))
    costs: dict[str, int] = defaultdict(int, problem.constants)
    for task in problem.tasks:
        if task.id not in chosen:
            costs[LEFT_OUT] += task.left_out_gbp
        for what, gbp in chosen[task.id].cost.items() if task.id in chosen else ():
            costs[what] += gbp
    for needs, gbp in _at_risk(problem, chosen).items():
        costs[RISK] += 0 if needs and set(needs) <= extended else gbp
    for extension in problem.extensions:
        if (extension.contract_id, extension.number) in extended:
            costs[EXTENSIONS] += extension.cost_gbp
    for exit_ in problem.exits:
        costs[EXITS] += sum(exit_.gbp(week) for week in exit_.cash if (exit_.contract_id, -week) in extended)
    for rolling in problem.rolling:
        costs[rolling.heading] += sum(rolling.gbp[: _weeks_running(problem, rolling, chosen)])
    for what, gbp in measured(problem, chosen, _cash(problem, chosen, extended)).items():
        costs[what] += gbp
    return Answer(dict(positions), extended, {what: gbp for what, gbp in sorted(costs.items()) if gbp})


def spending(problem: Problem, positions: Positions, extended: frozenset[Need] = frozenset()) -> dict[Purse, int]:
    """Pounds by purse: what is spent anyway, and what these dates and extensions add."""
    problem = going(problem, wholes_in(problem, positions))
    chosen = dict(_chosen(problem, positions))
    spent: dict[Purse, int] = defaultdict(int)
    for limit in problem.limits:
        spent[limit.purse] += limit.spent_anyway_gbp
    for cash in _cash(problem, chosen, extended):
        for purse, gbp in cash.items():
            spent[purse] += gbp
    return spent


def _cash(
    problem: Problem, chosen: Mapping[str, TaskOption], extended: frozenset[Need]
) -> Iterator[Mapping[Purse, int]]:
    yield from (option.cash for option in chosen.values())
    yield from (e.cash for e in problem.extensions if (e.contract_id, e.number) in extended)
    yield from (cash for x in problem.exits for week, cash in x.cash.items() if (x.contract_id, -week) in extended)
    for rolling in problem.rolling:
        yield from rolling.cash[: _weeks_running(problem, rolling, chosen)]


def _chosen(problem: Problem, positions: Positions) -> Iterator[tuple[str, TaskOption]]:
    for task in problem.tasks:
        at = positions[task.id]
        if at is not None:
            yield task.id, task.options[at]


def _at_risk(problem: Problem, chosen: Mapping[str, TaskOption]) -> dict[tuple[Need, ...], int]:
    """Pounds of weeks without support, by the extensions that would give it back; () where none would."""
    found: dict[tuple[Need, ...], int] = defaultdict(int)
    for stake in problem.stakes:
        moved = chosen[stake.task_id].week if stake.task_id is not None else len(problem.weeks)
        for lapse in stake.lapses:
            weeks = min(lapse.last, moved) - lapse.first + 1
            if weeks > 0:
                found[tuple(sorted(set(lapse.needs)))] += stake.gbp * weeks
    return found


def _weeks_running(problem: Problem, rolling: Rolling, chosen: Mapping[str, TaskOption]) -> int:
    """How many weeks a rolling contract is paid for: up to the week in which the last of its users is off."""
    last = max((chosen[user].week for user in rolling.users), default=-1)
    return min(len(problem.weeks), last + rolling.off_weeks + 1)


def _extension_columns(problem: Problem, linear: Linear) -> dict[Need, Sum]:
    """A choice for each extension; the second can be taken only with the first."""
    found: dict[Need, Sum] = {}
    for extension in problem.extensions:
        key = (extension.contract_id, extension.number)
        found[key] = linear.boolean(f"extend {extension.contract_id} {extension.number}")
        before = found.get((extension.contract_id, extension.number - 1))
        if before is not None:
            linear.at_most(Sum().add(found[key]).add(before, -1), 0)
    return found


def _leaving(
    problem: Problem, linear: Linear, chosen: Mapping[str, TaskOption], extends: Mapping[Need, Sum]
) -> dict[Need, Sum]:
    """A choice for each week after which a contract may be left with these dates: one at the most, and only of a
    contract that is not extended."""
    found: dict[Need, Sum] = {}
    for exit_ in problem.exits:
        free = max((chosen[user].week for user in exit_.users), default=0) + exit_.off_weeks
        together = Sum().add(extends.get((exit_.contract_id, 1), Sum()))
        for week in (week for week in exit_.cash if week >= free):
            column = found[exit_.contract_id, -week] = linear.boolean(f"leave {exit_.contract_id} after {week}")
            linear.cost(EXITS, column, exit_.gbp(week))
            together.add(column)
        linear.at_most(together, 1)
    return found
