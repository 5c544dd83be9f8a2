"""The rules of a conflict in words: with the dates and amounts that make them one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from migration.plan.assemble import Assembled
from migration.plan.linear import Because
from migration.plan.parts import wholes
from migration.plan.problem import Order, Problem, Task, drawn
from migration.plan.shortages import days
from migration.plan.windows import TOO_SOON, blocked

_MOST_NAMED = 5


def conflict_words(rules: Sequence[Because], assembled: Assembled) -> tuple[str, ...]:
    """One text for each rule, in their order."""
    tasks = {task.id: task for task in assembled.problem.tasks}
    named = [tasks[rule.subject] for rule in rules if rule.kind == "must"]
    bound = {
        end: tasks[end] for rule in rules if rule.kind == "dependencies" for end in order_ends(rule, assembled.problem)
    }
    every = [*named, *(task for task in bound.values() if task not in named)]
    purses = {rule.subject for rule in rules if rule.kind == "money"}
    said = []
    for rule in rules:
        match rule.kind:
            case "must":
                said.append(_must_words(tasks[rule.subject], assembled) + _money_words(tasks[rule.subject], purses))
            case "money":
                said.append(_left_words(rule.subject, assembled.problem))
            case "people" | "links":
                said.append(_pool_words(rule.subject, every, assembled.problem))
            case "change":
                most = max(pool.have[0] for pool in assembled.problem.pools if pool.kind == "cut-overs")
                said.append(f"{rule.subject} is {most}")
            case "dependencies":
                ends = [bound[end] for end in order_ends(rule, assembled.problem) if bound[end] not in named]
                more = "".join(f"; {window_words(end, assembled)}" for end in ends if len(end.options))
                said.append(rule.subject + more)
            case _:
                said.append(rule.subject)
    return tuple(said)


def _must_words(task: Task, assembled: Assembled) -> str:
    """When a task must be done, and what ties it to work that must be where it is scored itself."""
    return window_words(task, assembled) + (f" (because {task.because})" if task.because else "")


def order_words(order: Order) -> str:
    """How an order is named in a conflict."""
    return f"{order.earlier} before {order.later} ({order.because})"


def window_words(task: Task, assembled: Assembled) -> str:
    """In which weeks a task can be done, and who or what says so."""
    weeks, group = assembled.problem.weeks, assembled.groups.get(task.id)
    first, last = weeks[task.options.week[0]], weeks[task.options.week[-1]]
    if group is not None and group.window.pinned:
        return f"{task.id} is fixed to {group.window.option(0).cut_over} ({_fixed_by(task.id, assembled)})"
    verb = "move" if group is not None else "start"
    must = "must" if task.must else "can only"
    when = f"in the week of {first}" if first == last else f"between the weeks of {first} and {last}"
    why = _edges(task, assembled)
    return f"{task.id} {must} {verb} {when}" + (f" ({'; '.join(why)})" if why else "")


def fixable(assembled: Assembled, group_id: str) -> frozenset[str]:
    """The applications of a group as waves.yaml names them: a part goes by its whole."""
    of, members = wholes(assembled.at.inputs.parts), assembled.groups[group_id].group.application_ids
    return frozenset({*members, *(of.get(app, app) for app in members)})


def _fixed_by(group_id: str, assembled: Assembled) -> str:
    folder, members = assembled.at.inputs.folder, fixable(assembled, group_id)
    if any(pin.application_id in members and pin.cut_over for pin in folder.pins):
        return "cut_over in waves.yaml"
    previous, states = assembled.at.inputs.previous, {wave.id: wave.state for wave in folder.waves}
    waves = previous.waves if previous is not None else ()
    held = [wave.id for wave in waves if group_id in wave.group_ids and states.get(wave.id) in ("approved", "applied")]
    return f"{held[0]} is {states[held[0]]}" if held else "its wave is approved or applied"


def _edges(task: Task, assembled: Assembled) -> list[str]:
    """Why not a week earlier, and why not a week later, where that is more than the ends of the plan."""
    group = assembled.groups.get(task.id)
    if group is None:
        return []
    weeks = assembled.problem.weeks
    first, last = weeks[task.options.week[0]], weeks[task.options.week[-1]]
    against = blocked(group.window, assembled.at.inputs.folder.programme)
    before = [why for week, why in against if week < first][-1:]
    after = [why for week, why in against if week > last][:1]
    told = [why for why in (*before, *after) if why != TOO_SOON and not why.startswith("the old machines")]
    return list(dict.fromkeys(told))


def order_ends(rule: Because, problem: Problem) -> tuple[str, ...]:
    """The two tasks of an order that is in a conflict."""
    order = next((order for order in problem.orders if order_words(order) == rule.subject), None)
    known = {task.id for task in problem.tasks}
    return tuple(end for end in (order.earlier, order.later) if end in known) if order is not None else ()


def _money_words(task: Task, purses: set[str]) -> str:
    """What a task takes at the least from the ceilings of the conflict, wherever in the plan it is put."""
    asked = [gbp for purse, gbp in task.options.cash.items() if " ".join(purse) in purses]
    least = int(np.sum(asked, axis=0).min()) if asked and len(task.options) else 0
    return f" and needs at least £{least:,} of these ceilings" if least else ""


def _left_words(subject: str, problem: Problem) -> str:
    limit = next(one for one in problem.limits if " ".join(one.purse) == subject)
    left = limit.ceiling_gbp - limit.spent_anyway_gbp
    return f"{subject}: £{max(0, left):,} is left for new work after contingency and signed contracts"


def _pool_words(subject: str, tasks: Sequence[Task], problem: Problem) -> str:
    """What there is in the weeks in which the tasks of the conflict can be worked on, and what they take."""
    pool = next(one for one in problem.pools if one.words == subject)
    unit = "days" if pool.kind == "people" else "GiB"
    most = f"{subject} {'have' if pool.kind == 'people' else 'carries'} at most {days(max(pool.have))} {unit} a week"
    asked = {task.id: (task, *drawn(task, pool)) for task in tasks if drawn(task, pool)[0] and len(task.options)}
    if not asked:
        return most
    first = max(0, min(int(task.options.work_from[0]) + late for task, _, late in asked.values()))
    last = max(int(task.options.work_from[-1]) + task.options.work_weeks - 1 for task, _, _ in asked.values())
    have = sum(pool.have[first : last + 1])
    taken = {name: each * (task.options.work_weeks - late) for name, (task, each, late) in asked.items()}
    each = ", ".join(f"{name} takes {days(centi)}" for name, centi in list(taken.items())[:_MOST_NAMED])
    more = f" and {len(asked) - _MOST_NAMED} more" if len(asked) > _MOST_NAMED else ""
    begins, ends = problem.weeks[first], problem.weeks[min(last, len(problem.weeks) - 1)]
    when = f" from the week of {begins} to that of {ends}" if begins != ends else f" in the week of {begins}"
    amount = f", {days(have)}{when}" if begins != ends else when
    return f"{most}{amount}: {each}{more}"
