"""The planner beside a planner by rule of thumb: the same estate, the same hard constraints, four measures.

The rule is in rule_of_thumb.py. The planner plans once for pounds, and once more for each measure before all pounds.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from benchmarks.figures import figure
from benchmarks.measured_plans import NAMES, Add, Measures, measures, put_first
from benchmarks.planted_estate import Size, planted
from benchmarks.rule_of_thumb import planned_by_rule
from migration.plan.answer import Answer, priced
from migration.plan.assemble import Assembled
from migration.plan.budget import Budget
from migration.plan.choices import Choices
from migration.plan.improve import improve
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.modelled import model
from migration.plan.problem import Problem
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

PAGE = Path(__file__).resolve().parents[1] / "docs" / "planner.md"


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
    for name, (changed, add) in put_first(assembled, target).items():
        plans[f"planner, {name} first"] = better(changed, add, assembled, first[0])
    rows = {"rule of thumb": (rule, target, "")}
    rows |= {name: (plan, measures(assembled, plan), how) for name, (plan, how) in plans.items()}
    kept = [figure(f"{estate}: rule of thumb as good in every measure", int(_dominates(rows)), "", 0)]
    for name in NAMES:
        reached, most = getattr(rows[f"planner, {name} first"][1], name), getattr(target, name)
        kept.append(figure(f"{estate}: {NAMES[name]}, put first; target is the rule's", reached, "", most))
    return _table(estate, rows), all(kept)


def _as_the_command(assembled: Assembled) -> tuple[Answer, str]:
    """The plan that the command would make, with a counted amount of work."""
    spent = Budget(None, 1, ROUNDS_A_TASK * len(assembled.problem.tasks), lambda: 0.0, 0.0)
    found, bound = best_dates(assembled, spent, lambda text: print(f"# {text}", file=sys.stderr, flush=True))
    return found, f"at most {(found.objective - bound) / found.objective:.1%} from the best"


def _improved(assembled: Assembled, add: Add, own: Assembled, start: Answer) -> tuple[Answer, str]:
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
    add: Add,
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


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
