"""Person-days by skill that a move needs, and over how many weeks they are spread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

from inventory.model import Application
from migration.model import Disposition, MoveGroup, Programme
from migration.plan.footprint import Footprint
from safeio.errors import InputError

LEAST_WEEKS = 2
"""No move is prepared and done in less: one week of work, one of rehearsal and change notice. Illustrative."""

DAYS_A_WEEK = 5
"""At most one person of a skill works on one application, five days a week."""


def group_effort(
    group: MoveGroup,
    applications: Mapping[str, Application],
    dispositions: Mapping[str, Disposition],
    programme: Programme,
    stand: Footprint,
) -> dict[str, Decimal]:
    """Person-days by skill: what applications.csv says, else the programme's table for the route.

    A server shared by applications of the group is counted once, with the first of them.
    Raises InputError when the programme has no effort for a route that is used.
    """
    total: dict[str, Decimal] = defaultdict(Decimal)
    counted: set[str] = set()
    for app_id in group.application_ids:
        servers = set(stand.servers(app_id)) - counted
        counted |= servers
        for skill, days in _effort(applications[app_id], dispositions[app_id], programme, len(servers)).items():
            total[skill] += days
    return {skill: days for skill, days in sorted(total.items()) if days > 0}


def _effort(
    application: Application, disposition: Disposition, programme: Programme, servers: int
) -> dict[str, Decimal]:
    table = programme.effort.get(disposition.route)
    if table is None and not application.effort:
        raise InputError(
            f"programme.yaml effort.{disposition.route}",
            f"there is no effort for this route, and {application.id} takes it",
            f"Add {disposition.route}: {{platform: {{fixed: 2, per_server: 0.5}}}} with your own figures.",
        )
    days = {skill: e.fixed + e.per_server * servers for skill, e in (table or {}).items()}
    days.update(application.effort)
    return days


def weeks_of_work(effort: Mapping[str, Decimal], most_fte: Mapping[str, Decimal], applications: int = 1) -> int:
    """Weeks a move is prepared over: one person of each skill for each application, and no more than four fifths of
    what the teams have, so that other work goes on."""
    longest = LEAST_WEEKS
    for skill, days in effort.items():
        people = min(Decimal(applications), most_fte.get(skill, Decimal(1)) * Decimal("0.8"))
        if people > 0:
            longest = max(longest, int((days / (people * DAYS_A_WEEK)).to_integral_value(ROUND_CEILING)))
    return longest
