"""An application moves in parts only where it may, all of it, in no more parts and weeks than the programme allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from migration.dates import WEEK, monday
from migration.model import MoveGroup, Part, Violation
from migration.plan.case import Case

CONSTRAINT = "parts"


def check(case: Case) -> Iterator[Violation]:
    """Each application that is split, against the estate without parts and the dates of its moves."""
    whole = case.inputs.whole
    if whole is None:
        return
    of: dict[str, list[Part]] = defaultdict(list)
    for part in case.inputs.parts:
        of[part.application_id].append(part)
    applications = {application.id: application for application in whole.estate.applications}
    for app_id, parts in sorted(of.items()):
        application, asked = applications.get(app_id), case.inputs.folder.programme.splitting
        if application is None or not application.may_split or asked is None:
            yield _broken(app_id, "it is split, and nothing says that it may be")
            continue
        if len(parts) > asked.most_parts:
            yield _broken(app_id, f"it moves in {len(parts)} parts; splitting.most_parts allows {asked.most_parts}")
        yield from _left_behind(case, app_id)
        yield from _too_long(case, app_id, parts, asked.within_weeks)


def _left_behind(case: Case, app_id: str) -> Iterator[Violation]:
    """Things of the application that no group of its parts takes along, though nothing that stays needs them."""
    assert case.inputs.whole is not None
    own = {one.thing_id for one in case.inputs.whole.estate.deployments if one.application_id == app_id}
    wanted = {part.id for part in case.inputs.parts if part.application_id == app_id}
    taken = {thing for group in case.groups.values() if _holds(group, wanted) for thing in group.thing_ids}
    staying = {d.application_id for d in case.inputs.dispositions if d.route == "retain"}
    for thing_id in sorted(own - taken):
        if staying.isdisjoint(case.stand.users.get(thing_id, ())):
            yield _broken(app_id, f"none of its parts takes {thing_id} along")


def _too_long(case: Case, app_id: str, parts: list[Part], within: int | None) -> Iterator[Violation]:
    days = sorted(move.cut_over for part in parts if (move := case.move_of(part.id)) is not None)
    if within is not None and days and monday(days[-1]) - monday(days[0]) > within * WEEK:
        yield Violation(
            constraint=CONSTRAINT,
            subject=app_id,
            message=f"its first part moves on {days[0]} and its last on {days[-1]}; "
            f"splitting.within_weeks allows {within} weeks between",
            dates=(days[0], days[-1]),
        )


def _holds(group: MoveGroup, part_ids: set[str]) -> bool:
    return not part_ids.isdisjoint(group.application_ids)


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
