"""No more changes in a week than the programme allows, and no two critical services of one area at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from migration.dates import monday
from migration.model import Violation
from migration.plan.case import Case
from migration.plan.parts import wholes

CONSTRAINT = "change"


def check(case: Case) -> Iterator[Violation]:
    """The cut-overs of each week, and the critical applications of each service area in it."""
    programme = case.inputs.folder.programme
    weeks: dict[date, list[str]] = defaultdict(list)
    for move in case.plan.moves:
        weeks[monday(move.cut_over)].append(move.group_id)
    for week, groups in sorted(weeks.items()):
        most = programme.most_moves_a_week
        if most is not None and len(groups) > most:
            message = f"{len(groups)} moves cut over in the week of {week}; the programme allows {most}"
            yield Violation(constraint=CONSTRAINT, subject=", ".join(sorted(groups)), message=message, dates=(week,))
        if programme.critical_apart is not None:
            yield from _critical(case, week, groups, programme.critical_apart)


def _critical(case: Case, week: date, groups: list[str], level: int) -> Iterator[Violation]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    whole = wholes(case.inputs.parts)
    for group_id in sorted(groups):
        group = case.groups.get(group_id)
        for app_id in group.application_ids if group is not None else ():
            application = case.applications.get(app_id)
            criticality = application.criticality if application is not None else None
            if application is not None and application.service and criticality is not None and criticality <= level:
                found[application.service].setdefault(group_id, whole.get(app_id, app_id))
    for service, by_group in sorted(found.items()):
        if len(set(by_group.values())) > 1:
            both = " and ".join(dict.fromkeys(by_group.values()))
            message = f"{both} are critical services of {service}, and cut over in one week, that of {week}"
            yield Violation(constraint=CONSTRAINT, subject=min(by_group.values()), message=message, dates=(week,))
