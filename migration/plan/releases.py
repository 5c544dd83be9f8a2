"""Which rule of a conflict could be let go of, so that there is a plan: each is tried alone, with every other kept.

What gives by an amount is in relaxations.py; these are the rules that either hold or do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from migration.model import Initiative
from migration.plan.assemble import Assembled
from migration.plan.conflict_words import fixable, order_ends, order_words
from migration.plan.linear import Because
from migration.plan.possible import can_be_planned, has_plan

MOST_TRIED = 10
"""Ways that are tried: each is a look at whether there is a plan."""

Way = tuple[str, Callable[[], bool]]
"""What is let go of, in words, and whether there is a plan without it."""


def releases(assembled: Assembled, rules: Iterable[Because]) -> tuple[str, ...]:
    """What would do by itself, in words, in the order of the rules."""
    ways = dict(way for rule in rules for way in _ways(assembled, rule))
    found = tuple(words for words, possible in list(ways.items())[:MOST_TRIED] if possible())
    fixed = {rule.subject for rule in rules if rule.kind == "must"}
    return found or tuple(words for words, possible in _all_dates(assembled, fixed) if possible())


def _all_dates(assembled: Assembled, task_ids: Iterable[str]) -> Iterator[Way]:
    """All the days fixed for these groups together: where several people want one week, one of them is not enough."""
    inputs = assembled.at.inputs
    members = {
        app for one in task_ids if one in assembled.groups for app in assembled.groups[one].group.application_ids
    }
    fixed = sorted(pin.application_id for pin in inputs.folder.pins if pin.cut_over and pin.application_id in members)
    if len(fixed) > 1:
        pins = tuple(replace(p, cut_over=None) if p.application_id in fixed else p for p in inputs.folder.pins)
        without = replace(inputs, folder=replace(inputs.folder, pins=pins))
        yield f"no cut_over for {' and '.join(fixed)} together, in waves.yaml", partial(can_be_planned, without)


def _ways(assembled: Assembled, rule: Because) -> Iterator[Way]:
    if rule.kind == "must":
        yield from _dates(assembled, rule.subject)
        yield from _left_out(assembled, rule.subject)
    elif rule.kind == "dependencies":
        for end in order_ends(rule, assembled.problem):
            yield from _dates(assembled, end)
        yield from _order(assembled, rule)
    elif rule.kind == "apart":
        yield from _together(assembled, rule)


def _dates(assembled: Assembled, task_id: str) -> Iterator[Way]:
    """What people fixed of a group: its day, a first day, and the approval of its wave."""
    planned, inputs = assembled.groups.get(task_id), assembled.at.inputs
    if planned is None:
        return
    members = fixable(assembled, task_id)
    pins = inputs.folder.pins
    free = {
        "cut_over": tuple(replace(pin, cut_over=None) if pin.application_id in members else pin for pin in pins),
        "not_before": tuple(replace(pin, not_before=None) if pin.application_id in members else pin for pin in pins),
    }
    for field, left in free.items():
        changed = [pin.application_id for pin, other in zip(pins, left, strict=True) if pin != other]
        if changed:
            without = replace(inputs, folder=replace(inputs.folder, pins=left))
            yield f"no {field} for {', '.join(changed)} in waves.yaml", partial(can_be_planned, without)
    previous = inputs.previous.waves if inputs.previous is not None else ()
    own = {wave.id for wave in previous if task_id in wave.group_ids}
    approved = [wave.id for wave in inputs.folder.waves if wave.id in own and wave.state == "approved"]
    if approved:
        waves = tuple(wave for wave in inputs.folder.waves if wave.id not in approved)
        drafted = replace(inputs, folder=replace(inputs.folder, waves=waves))
        yield f"{approved[0]} taken back to draft in waves.yaml", partial(can_be_planned, drafted)


def _left_out(assembled: Assembled, task_id: str) -> Iterator[Way]:
    problem = assembled.problem
    one = assembled.initiatives.get(task_id)
    if one is None:
        return
    if one.package is not None:
        # Who is let go of takes others along: the ties are asked anew.
        if one.must_do:
            yield f"{task_id} without must_do in initiatives.csv", _as_written(assembled, replace(one, must_do=False))
        yield (
            f"{task_id} out of package {one.package} in initiatives.csv",
            _as_written(assembled, replace(one, package=None)),
        )
    elif one.must_do:
        tasks = tuple(replace(task, must=False) if task.id == task_id else task for task in problem.tasks)
        yield f"{task_id} without must_do in initiatives.csv", partial(has_plan, replace(problem, tasks=tasks))


def _as_written(assembled: Assembled, changed: Initiative) -> Callable[[], bool]:
    inputs = assembled.at.inputs
    portfolio = tuple(changed if one.id == changed.id else one for one in inputs.folder.initiatives)
    return partial(can_be_planned, replace(inputs, folder=replace(inputs.folder, initiatives=portfolio)))


def _order(assembled: Assembled, rule: Because) -> Iterator[Way]:
    problem = assembled.problem
    kept = tuple(order for order in problem.orders if order_words(order) != rule.subject)
    for order in problem.orders:
        if order not in kept:
            words = f"{order.later} before {order.earlier} all the same"
            yield words, partial(has_plan, replace(problem, orders=kept))


def _together(assembled: Assembled, rule: Because) -> Iterator[Way]:
    problem = assembled.problem
    for pair in problem.apart:
        if f"{pair[0]} never with {pair[1]}" == rule.subject:
            kept = tuple(other for other in problem.apart if other != pair)
            words = f"{pair[0]} and {pair[1]} in one week after all"
            yield words, partial(has_plan, replace(problem, apart=kept))
