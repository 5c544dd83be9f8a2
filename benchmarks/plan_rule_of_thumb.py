"""The planner beside a planner by rule of thumb: the same estate, the same hard constraints, four measures.

The rule is in rule_of_thumb.py. The planner plans once for pounds, and once more for each measure before all pounds.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from planted_estate import Size, planted
from rule_of_thumb import planned_by_rule

from migration.plan.answer import Answer, priced, spending
from migration.plan.assemble import Assembled
from migration.plan.budget import Budget
from migration.plan.choices import Choices
from migration.plan.constraints.support import WHAT as RISK
from migration.plan.improve import improve
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.joint import Purse
from migration.plan.linear import Linear, Sum
from migration.plan.modelled import model
from migration.plan.problem import Problem, Rolling
from migration.plan.schedule import best_dates
from migration.plan.solve import Effort, Solved, search

TOWN = Size(applications=30, servers=120, months=36, organisations=2, initiatives=10)
COUNTY = Size(60, 400, 60, 3, 40, seed=3, margin=Decimal("1.25"))
"""As the small planted estate, drawn again and with more room for both: under ceilings a tenth above the planted
schedule the rule finds no dates that keep them, for any of three seeds."""

ESTATES = {"town": TOWN, "county": COUNTY}

WHOLE = 40
"""Up to so many tasks, each plan is one search. Larger estates are planned as the command plans them, and improved part
by part for each measure from there."""

ROUNDS_A_TASK, TRIES = 20, 60
"""For larger estates: how often parts of the first plan are rebuilt for each task, and how often parts are improved."""
WORK = 20.0
"""Deterministic work for each plan: the same machine or another finds the same."""

WEIGHT = 100_000
"""Pounds for a unit of the measure that comes first. All the pounds a town can save by its dates are a few units."""

STEP = 50
"""The peak is lowered in so many steps from what the rule spends."""

PAGE = Path(__file__).resolve().parents[1] / "docs" / "planner.md"


@dataclass(frozen=True)
class Measures:
    """What a plan is compared by: application-days without support, pounds in the dearest year, interfaces between
    moves of different waves, and the week (from 0) of the last cut-over."""

    missed_days: int
    peak_gbp: int
    cut: int
    finish: int


NAMES = {
    "missed_days": "application-days without support",
    "peak_gbp": "spend in the dearest year, £",
    "cut": "interfaces across waves",
    "finish": "week of the last cut-over",
}


def main(arguments: Sequence[str]) -> int:
    """Print a table for each estate. Returns 1 where the rule's plan is as good in every measure, or a measure put
    first is worse than the rule's."""
    options = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    options.add_argument("estates", nargs="*", metavar="|".join(ESTATES), help="without any, all")
    options.add_argument("--write", action="store_true", help=f"put the tables into docs/{PAGE.name}")
    given = options.parse_args(arguments)
    unknown = [name for name in given.estates if name not in ESTATES]
    if unknown:
        options.error(f"there is no estate {unknown[0]}; there are {', '.join(ESTATES)}")
    kept = []
    for name in given.estates or ESTATES:
        lines, good = _compared(name, ESTATES[name])
        kept.append(good)
        print(*lines, sep="\n", file=sys.stderr)
        if given.write:
            PAGE.write_text(_with_table(PAGE.read_text(encoding="utf-8"), name, lines), encoding="utf-8")
    return int(not all(kept))


def _compared(estate: str, size: Size) -> tuple[Sequence[str], bool]:
    assembled = planted(size).assembled
    _, rule = planned_by_rule(assembled)
    assert rule is not None, "the rule finds dates on this estate"
    target = measures(assembled, rule)
    if len(assembled.problem.tasks) <= WHOLE:
        first = _planned(assembled, lambda *_: None, assembled)
        better = _planned
    else:
        first = _as_the_command(assembled)
        better = _improved
    plans = {"planner, pounds first": first}
    for name, (changed, add) in _firsts(assembled, target).items():
        plans[f"planner, {name} first"] = better(changed, add, assembled, first[0])
    rows = {"rule of thumb": (rule, target, "")}
    rows |= {name: (plan, measures(assembled, plan), how) for name, (plan, how) in plans.items()}
    kept = [_figure(f"{estate}: rule of thumb as good in every measure", int(_dominates(rows)), "", 0)]
    for name in NAMES:
        reached, most = getattr(rows[f"planner, {name} first"][1], name), getattr(target, name)
        kept.append(_figure(f"{estate}: {NAMES[name]}, put first; target is the rule's", reached, "", most))
    return _table(estate, rows), all(kept)


def measures(assembled: Assembled, plan: Answer) -> Measures:
    """The four measures of a plan, worked out from its dates."""
    problem, inputs = assembled.problem, assembled.at.inputs
    flat = replace(problem, stakes=tuple(replace(stake, gbp=7) for stake in problem.stakes))
    weeks = inputs.folder.programme.wave_weeks
    week = {
        task.id: int(task.options.week[at])
        for task in problem.tasks
        for at in [plan.positions[task.id]]
        if at is not None
    }
    return Measures(
        missed_days=priced(flat, plan.positions, plan.extended).costs.get(RISK, 0),
        peak_gbp=max(_by_year(spending(problem, plan.positions, plan.extended)).values()),
        cut=sum(week[one] // weeks != week[other] // weeks for one, other in _interfaces(assembled)),
        finish=max(week[group] for group in assembled.groups),
    )


def _as_the_command(assembled: Assembled) -> tuple[Answer, str]:
    """The plan that the command would make, with a counted amount of work."""
    spent = Budget(None, 1, ROUNDS_A_TASK * len(assembled.problem.tasks), lambda: 0.0, 0.0)
    found, bound = best_dates(assembled, spent, lambda text: print(f"# {text}", file=sys.stderr, flush=True))
    return found, f"at most {(found.objective - bound) / found.objective:.1%} from the best"


def _improved(
    assembled: Assembled, add: Callable[[Problem, Choices, Linear], None], own: Assembled, start: Answer
) -> tuple[Answer, str]:
    """As `_planned`, from the dates of `start` part by part."""
    problem = assembled.problem
    linear, choices = model(assembled)
    add(problem, choices, linear)
    held = {
        next(iter(column.terms)): int((at := start.positions[task_id]) is not None and n >= at)
        for task_id, columns in choices.upto.items()
        for n, column in enumerate(columns)
    }
    begun = search(linear, Effort(deterministic=WORK), fixed=held)
    assert begun.status in ("optimal", "feasible"), begun.status
    found = improve(problem, choices, linear, begun, 0, lambda tries: tries < TRIES, lambda _text: None)
    return _answer(own.problem, choices, found), "not proven best"


def _planned(
    assembled: Assembled,
    add: Callable[[Problem, Choices, Linear], None],
    own: Assembled,
    start: Answer | None = None,
) -> tuple[Answer, str]:
    """The best plan found with rows and costs added, priced by the estate's `own` problem, and how good it is.

    The dates of `start` are tried first.
    """
    problem = assembled.problem
    linear, choices = rows_left(problem)
    add(problem, choices, linear)
    found = search_intervals(problem, choices, linear, Effort(deterministic=WORK), hint=_hint(choices, start))
    assert found.status in ("optimal", "feasible"), found.status
    return _answer(own.problem, choices, found), _how(found)


def _answer(problem: Problem, choices: Choices, found: Solved) -> Answer:
    """The dates and extensions of the variables chosen, priced."""
    positions = {
        task_id: next((n for n, column in enumerate(columns) if set(column.terms) <= found.chosen), None)
        for task_id, columns in choices.upto.items()
    }
    extended = frozenset(need for need, column in choices.extended.items() if set(column.terms) <= found.chosen)
    return priced(problem, positions, extended)


def _hint(choices: Choices, start: Answer | None) -> frozenset[int] | None:
    """The variables that are 1 with these dates and extensions."""
    if start is None:
        return None
    on = [
        column
        for task_id, columns in choices.upto.items()
        for at in [start.positions[task_id]]
        for column in (columns[at:] if at is not None else ())
    ]
    on += [column for need, column in choices.extended.items() if need in start.extended]
    return frozenset(next(iter(column.terms)) for column in on)


def _how(found: Solved) -> str:
    return "proven best" if found.status == "optimal" else "not proven best"


def _firsts(
    assembled: Assembled, rule: Measures
) -> dict[str, tuple[Assembled, Callable[[Problem, Choices, Linear], None]]]:
    """For each measure: the problem, and what puts the measure before all pounds."""
    problem, nothing = assembled.problem, lambda *_: None
    dear = tuple(replace(stake, gbp=stake.gbp + WEIGHT) for stake in problem.stakes)
    until = {("the last cut-over", "", ""): WEIGHT}
    line = Rolling("the last cut-over", tuple(assembled.groups), 0, (until,) * len(problem.weeks))
    return {
        "missed_days": (replace(assembled, problem=replace(problem, stakes=dear)), nothing),
        "peak_gbp": (assembled, lambda p, c, linear: _lower_peak(p, c, linear, rule.peak_gbp)),
        "cut": (assembled, lambda _, c, linear: _keep_together(assembled, c, linear)),
        "finish": (replace(assembled, problem=replace(problem, rolling=(*problem.rolling, line))), nothing),
    }


def _lower_peak(problem: Problem, choices: Choices, linear: Linear, most: int) -> None:
    """Every year spends no more than `most`, less a step for each that is won."""
    won = [linear.boolean(f"peak lower by {n + 1}") for n in range(STEP)]
    size = most // (2 * STEP)
    years: dict[str, Sum] = defaultdict(Sum)
    for limit in problem.limits:
        years[limit.purse[1]].constant += limit.spent_anyway_gbp
    for task in problem.tasks:
        for purse, column in task.options.cash.items():
            for position, gbp in enumerate(column.tolist()):
                years[purse[1]].add(choices.chosen(task.id, position), gbp)
    for extension in problem.extensions:
        for purse, gbp in extension.cash.items():
            years[purse[1]].add(choices.extended[extension.contract_id, extension.number], gbp)
    for rolling in problem.rolling:
        for week, cash in enumerate(rolling.cash):
            for purse, gbp in cash.items():
                years[purse[1]].add(choices.running[rolling.contract_id, week], gbp)
    for total in years.values():
        for step in won:
            total.add(step, size)
        linear.at_most(total, most)
    for step in won:
        linear.cost("peak", Sum({}, 1).add(step, -1), WEIGHT)


def _keep_together(assembled: Assembled, choices: Choices, linear: Linear) -> None:
    """An interface between two moves costs `WEIGHT` unless both fall in one wave."""
    weeks, length = len(assembled.problem.weeks), assembled.at.inputs.folder.programme.wave_weeks
    for one, other in _interfaces(assembled):
        cut = linear.boolean(f"cut {one} {other}")
        linear.cost("cut", cut, WEIGHT)
        for first in range(0, weeks, length):
            apart = _in_wave(choices, one, first, length).add(_in_wave(choices, other, first, length), -1)
            linear.at_most(apart.add(cut, -1), 0)


def _in_wave(choices: Choices, group: str, first: int, length: int) -> Sum:
    """1 when the group is cut over in the weeks of a wave."""
    return Sum().add(choices.by_week(group, first + length - 1)).add(choices.by_week(group, first - 1), -1)


def _interfaces(assembled: Assembled) -> list[tuple[str, str]]:
    """The two groups of each interface between groups."""
    group_of = {app: key for key, group in assembled.groups.items() for app in group.group.application_ids}
    ends = [
        (group_of.get(i.from_application), group_of.get(i.to_application))
        for i in assembled.at.inputs.estate.interfaces
    ]
    return [(one, other) for one, other in ends if one is not None and other is not None and one != other]


def _by_year(spent: Mapping[Purse, int]) -> dict[str, int]:
    years: dict[str, int] = defaultdict(int)
    for purse, gbp in spent.items():
        years[purse[1]] += gbp
    return years


def _dominates(rows: Mapping[str, tuple[Answer, Measures, str]]) -> bool:
    """Whether the rule's plan is at least as good as the planner's in every measure, and better in one."""
    rule, own = (rows[name][1] for name in ("rule of thumb", "planner, pounds first"))
    pairs = [(getattr(rule, name), getattr(own, name)) for name in NAMES]
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def _table(estate: str, rows: Mapping[str, tuple[Answer, Measures, str]]) -> Sequence[str]:
    heads = [f"plan of the {estate}", *NAMES.values(), "pounds over the horizon", ""]
    lines = [heads, ["---"] * len(heads)]
    for name, (plan, of, how) in rows.items():
        for key, words in NAMES.items():
            name = name.replace(f"{key} first", f"{words.removesuffix(', £')} first")
        lines.append([name, *(f"{getattr(of, key):,}" for key in NAMES), f"{plan.objective:,}", how])
    return [f"| {' | '.join(line)} |" for line in lines]


def _with_table(page: str, estate: str, lines: Sequence[str]) -> str:
    """The page with the table of an estate replaced."""
    before, _, rest = page.partition(f"| plan of the {estate} |")
    _, _, after = rest.partition("\n\n")
    return before + "\n".join(lines) + "\n\n" + after


def _figure(name: str, value: int, unit: str, target: int) -> bool:
    print(json.dumps({"name": name, "value": value, "unit": unit, "target": target, "ok": value <= target}), flush=True)
    return value <= target


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
