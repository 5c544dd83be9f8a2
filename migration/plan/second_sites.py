"""Which sites stand in for which: what must not be emptied while an application may have to be brought back there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inventory.model import Application
from migration.model import Programme
from migration.plan.footprint import Footprint
from migration.plan.joint import Keep


def sites_of(application_id: str, stand: Footprint) -> frozenset[str]:
    """The sites of everything an application stands on, as far as they are known."""
    things = (stand.things.get(thing_id) for thing_id in stand.rests_on(application_id))
    return frozenset(thing.site_id for thing in things if thing is not None and thing.site_id is not None)


def must_come_back(application: Application) -> bool:
    """Whether an application has a recovery time, and so needs a second site where its own names one."""
    return application.rto_minutes is not None


def keeps(
    applications: Iterable[Application], stand: Footprint, programme: Programme, place: Mapping[str, str]
) -> tuple[Keep, ...]:
    """For each site that another names as its second: the groups that need it, and the groups that empty it.

    `place` gives the group of each application that moves. A site on which an application stays is never emptied, nor
    is one that has no application to begin with; neither is named here.
    """
    if not any(site.second_site for site in programme.sites):
        return ()
    at: dict[str, set[str]] = {}
    for application in applications:
        for site_id in sites_of(application.id, stand):
            at.setdefault(site_id, set()).add(application.id)
    needed = {application.id for application in applications if must_come_back(application)}
    found = []
    for site in programme.sites:
        there = at.get(site.second_site or "", set())
        needing = {place[app] for app in at.get(site.id, set()) & needed if app in place}
        if there and needing and there <= place.keys():
            leaving = tuple(sorted({place[app] for app in there}))
            second = site.second_site or ""
            found.append(Keep(second, site.id, tuple(sorted(needing)), leaving, programme.old_off_weeks))
    return tuple(sorted(found, key=lambda keep: (keep.site_id, keep.for_site)))
