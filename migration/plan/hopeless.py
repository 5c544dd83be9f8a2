"""What has no date at all, whatever the rest of the plan: refused, or left to the other way its application may go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from migration.model import Programme
from migration.plan.joint import Either
from migration.plan.moves import PlannedGroup
from migration.plan.no_date import why_none
from migration.plan.problem import Task
from safeio.errors import InfeasibleError


def without_hopeless(
    tasks: Iterable[Task],
    eithers: Iterable[Either],
    groups: Mapping[str, PlannedGroup],
    programme: Programme,
    pinned: Collection[str],
) -> tuple[list[Task], frozenset[str]]:
    """The tasks, of which those of `eithers` need not be done; and which of these cannot be.

    An application goes in parts where people `pinned` one of them.
    Raises InfeasibleError for what must be done and cannot, or cannot be done either way.
    """
    found = sorted(tasks, key=lambda task: task.id)
    wrong = {task.id: why for task in found if (why := _hopeless(task, groups, programme)) is not None}
    barred = wrong.keys() | {either.whole for either in eithers if not set(pinned).isdisjoint(either.parts)}
    optional: set[str] = set()
    for either in eithers:
        if either.whole not in barred or barred.isdisjoint(either.parts):
            optional.update(either.groups)
    for task in found:
        if task.id in wrong and task.must and task.id not in optional:
            raise wrong[task.id]
    ways = [replace(task, must=False, one_way=True) if task.id in optional else task for task in found]
    return ways, frozenset(barred & optional)


def _hopeless(task: Task, groups: Mapping[str, PlannedGroup], programme: Programme) -> InfeasibleError | None:
    """Why a task has no date at all, whatever the rest of the plan."""
    planned = groups.get(task.id)
    if planned is not None and planned.copied is not None and planned.copied.too_slow:
        return InfeasibleError(
            task.id,
            f"its data changes faster than the line of {', '.join(planned.copied.too_slow)} can copy",
            "Give the link more mbps or larger shares in programme.yaml, or mend copying.daily_change_percent.",
        )
    nobody = sorted(skill for skill, teams in task.teams.items() if not teams and task.effort.get(skill))
    if nobody:
        return InfeasibleError(
            task.id,
            f"it needs {', '.join(nobody)}, and no team that serves its organisations has that skill{_tie(task)}",
            "Give a team the skill in programme.yaml, or take the effort out.",
        )
    if not len(task.options):
        why = why_none(groups[task.id].window, programme) if task.id in groups else ""
        why = why or "no start lets it end before plan_to"
        remedy = "Move a freeze, a gate or plan_to, change its pins, or give its line or its people more."
        return InfeasibleError(task.id, f"no date is left for it: {why}{_tie(task)}", remedy)
    return None


def _tie(task: Task) -> str:
    """Why it must be done although it is scored work."""
    return f"; it must be done because {task.because}" if task.because else ""
