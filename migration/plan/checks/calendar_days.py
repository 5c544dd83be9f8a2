"""Cut-overs fall inside the plan, on an allowed weekday, outside freezes and bank holidays."""

from __future__ import annotations

from collections.abc import Iterator

from migration.dates import is_bank_holiday
from migration.model import Move, Violation
from migration.plan.case import Case

CONSTRAINT = "calendar"

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def check(case: Case) -> Iterator[Violation]:
    """Each move's cut-over and switch-off against the programme's calendar. A person's own date may be any weekday."""
    plan, programme = case.plan, case.inputs.folder.programme
    if (plan.plan_from, plan.plan_to) != (programme.plan_from, programme.plan_to):
        asked = f"programme.yaml asks for {programme.plan_from} to {programme.plan_to}"
        message = f"it runs from {plan.plan_from} to {plan.plan_to}; {asked}"
        yield Violation(constraint=CONSTRAINT, subject="plan", message=message, dates=(plan.plan_from, plan.plan_to))
    for move in plan.moves:
        if move.cut_over < programme.plan_from or max(move.cut_over, move.old_off) > programme.plan_to:
            inside = f"{programme.plan_from} to {programme.plan_to}"
            yield _broken(move, f"it, or the day the old machines stop, lies outside the plan ({inside})")
        weekday = WEEKDAYS[move.cut_over.weekday()]
        if weekday not in programme.cut_over_days and move.group_id not in case.fixed:
            yield _broken(move, f"{weekday} is not one of the cut-over days ({', '.join(programme.cut_over_days)})")
        if is_bank_holiday(move.cut_over):
            yield _broken(move, "it is a bank holiday")
        yield from _freezes(case, move)


def _freezes(case: Case, move: Move) -> Iterator[Violation]:
    group = case.groups.get(move.group_id)
    services = {case.applications[app].service for app in group.application_ids} if group else set()
    for freeze in case.inputs.folder.programme.freezes:
        touched = freeze.services == "all" or services & set(freeze.services)
        if touched and freeze.starts <= move.cut_over <= freeze.ends:
            yield _broken(move, f"it falls in the freeze {freeze.starts} to {freeze.ends} ({freeze.reason})")


def _broken(move: Move, why: str) -> Violation:
    return Violation(
        constraint=CONSTRAINT,
        subject=move.group_id,
        message=f"the cut-over on {move.cut_over}: {why}",
        dates=(move.cut_over,),
    )
