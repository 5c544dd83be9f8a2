"""Which initiatives must have ended before applications go to the cloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inventory.model import Application
from migration.model import Disposition, Initiative, Prerequisite, Programme
from migration.rollouts import rollout_id


def needed_first(
    applications: Iterable[Application],
    dispositions: Mapping[str, Disposition],
    programme: Programme,
    initiatives: Iterable[Initiative],
) -> tuple[str, ...]:
    """The ids of the initiatives that must have ended before any of these applications moves, sorted.

    Where one is rolled out, the roll-outs to an application's organisations count; where it is to none of them, the
    build.
    """
    rollouts = {initiative.id for initiative in initiatives if initiative.rollout_of is not None}
    found = set()
    for application in applications:
        disposition = dispositions.get(application.id)
        route = disposition.route if disposition is not None else None
        for prerequisite in programme.prerequisites:
            if route in prerequisite.routes and _asks(prerequisite, application):
                own = {rollout_id(prerequisite.initiative, o) for o in application.organisation_ids} & rollouts
                found |= own or {prerequisite.initiative}
    return tuple(sorted(found))


def _asks(prerequisite: Prerequisite, application: Application) -> bool:
    organisations = set(prerequisite.organisations)
    meant = not prerequisite.applications or application.id in prerequisite.applications
    return meant and (not organisations or not organisations.isdisjoint(application.organisation_ids))
