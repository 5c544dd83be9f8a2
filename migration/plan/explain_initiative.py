"""Why is an initiative in the plan when it is, or why is it not: its ties, its dates, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from migration.model import Initiative, Plan
from migration.plan.initiatives import score, too_short
from migration.plan.inputs import PlanInputs
from migration.plan.today import assembled_today
from migration.plan.why_left_out import left_out
from migration.ties import exclusions, packages


def explain_initiative(inputs: PlanInputs, plan: Plan, initiative_id: str) -> tuple[str, ...]:
    """Plain sentences. The initiative is one of initiatives.csv, or a roll-out of one."""
    known = {one.id: one for one in inputs.folder.initiatives}
    initiative = known[initiative_id]
    there = {slot.initiative_id: slot for slot in plan.initiatives}
    said = [f"{initiative.name} ({initiative_id})", _scored(initiative, inputs)]
    if too_short(initiative):
        return (*said, f"It takes {initiative.duration_weeks} weeks: work under a month is left out of the plan.")
    assembled = assembled_today(inputs)
    tasks = {task.id: task for task in assembled.problem.tasks}
    said += _ties(initiative_id, assembled.initiatives, there.keys())
    slot = there.get(initiative_id)
    if slot is None:
        waiting = left_out(initiative_id, assembled.initiatives, there.keys(), tasks)
        return (*said, f"The plan leaves it out: {waiting.why}.", waiting.remedy)
    task = tasks[initiative_id]
    if task.must and task.because:
        said.append(f"It must be done all the same: {task.because}.")
    return (*said, f"Work starts on {slot.starts} and ends on {slot.ends}.")


def _scored(initiative: Initiative, inputs: PlanInputs) -> str:
    if initiative.must_do:
        return "It must be done, and is not scored."
    points = score(initiative, inputs.folder.programme)
    worth = points * inputs.folder.programme.objective.score_point_gbp
    return f"It is scored work of {points.normalize():f} points, which count as £{worth:,.0f}."


def _ties(one: str, kept: Mapping[str, Initiative], there: Iterable[str]) -> Iterable[str]:
    """What it waits for, its package, and what it excludes."""
    held, planned = packages(kept), set(there)
    before = [other for other in sorted(kept[one].depends_on) if other in kept]
    if before:
        yield f"It waits for {', '.join(before)}."
    package = kept[one].package
    if package in held:
        others = ", ".join(other for other in held[package] if other != one)
        yield f"It is in package {package} with {others}: all of them are done or none."
    rivals = sorted({other for pair in exclusions(kept) if one in pair for other in pair} - {one})
    for other in rivals:
        yield f"It excludes {other}, which is {'in' if other in planned else 'not in'} the plan."
