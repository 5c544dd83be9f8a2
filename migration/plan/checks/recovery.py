"""In every week each application can be brought back in its time: on its second site, and with all that it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from inventory.model import Application
from migration.dates import monday
from migration.model import Violation
from migration.plan.case import Case

CONSTRAINT = "recovery"


def check(case: Case) -> Iterator[Violation]:
    """Second sites that are emptied too soon, and applications parted from what they cannot run without."""
    yield from _second_sites(case)
    yield from _parted(case)


def _second_sites(case: Case) -> Iterator[Violation]:
    """An application with a recovery time stands on a site until its cut-over week. If that site names a second one
    that runs applications today, it still runs one in that week: a machine until the week it is switched off."""
    sites = case.inputs.folder.programme.sites
    second = {site.id: there for site in sites if (there := site.second_site) is not None}
    if not second:
        return
    where = {app_id: _sites(case, app_id) for app_id in sorted(case.applications)}
    emptied = _emptied(case, where)
    for app_id, own in where.items():
        move = case.move_of(app_id)
        if case.applications[app_id].rto_minutes is None or move is None:
            continue
        if not own:
            message = "it has a recovery time, but at which site it stands is not known, nor which site takes over"
            yield Violation(constraint=CONSTRAINT, subject=app_id, message=message, severity="unproven")
        for site in sorted(own & second.keys()):
            empty = emptied.get(second[site])
            if empty is not None and empty < monday(move.cut_over):
                yield Violation(
                    constraint=CONSTRAINT,
                    subject=app_id,
                    message=f"it stays at {site} until {move.cut_over}, but {second[site]}, which takes over for "
                    f"{site}, runs nothing after the week of {empty}",
                    dates=(empty, move.cut_over),
                )


def _sites(case: Case, app_id: str) -> set[str]:
    things = (case.stand.things.get(thing) for thing in case.stand.rests_on(app_id))
    return {thing.site_id for thing in things if thing is not None and thing.site_id is not None}


def _emptied(case: Case, where: dict[str, set[str]]) -> dict[str, date]:
    """The week in which the last application of each site is switched off. Sites on which one stays are left out."""
    last: dict[str, date] = {}
    kept: set[str] = set()
    for app_id, sites in where.items():
        move = case.move_of(app_id)
        for site in sites:
            if move is None:
                kept.add(site)
            else:
                last[site] = max(last.get(site, date.min), monday(move.old_off))
    return {site: week for site, week in last.items() if site not in kept}


def _parted(case: Case) -> Iterator[Violation]:
    """What stays behind while an application moves must itself be back in the application's time."""
    for app_id, others in sorted(_left_behind(case).items()):
        move, time = case.move_of(app_id), case.applications[app_id].rto_minutes
        if move is None or time is None:
            continue
        for other in sorted(others):
            theirs = case.applications[other].rto_minutes
            if theirs is not None and theirs <= time:
                continue
            known = "its own time is not known" if theirs is None else f"it may take {theirs:,} minutes"
            yield Violation(
                constraint=CONSTRAINT,
                subject=app_id,
                message=f"it must be back within {time:,} minutes, but from {move.cut_over} it needs {other} on the "
                f"other side of the line, and {known}",
                severity="unproven" if theirs is None else "broken",
                dates=(move.cut_over,),
            )


def _left_behind(case: Case) -> dict[str, set[str]]:
    """By application that moves: those that stay and are strongly coupled to it, or hold a thing it needs."""
    found: dict[str, set[str]] = defaultdict(set)
    for interface in case.inputs.estate.interfaces:
        if interface.coupling == "strong":
            pair = interface.from_application, interface.to_application
            for one, other in (pair, pair[::-1]):
                if _moves(case, one) and _stays(case, other):
                    found[one].add(other)
    for users in case.stand.users.values():
        staying = [app for app in users if _stays(case, app)]
        for app_id in users if staying else ():
            if _moves(case, app_id):
                found[app_id].update(staying)
    return found


def _moves(case: Case, app_id: str) -> bool:
    """Whether an application runs somewhere else after its move: one that is retired needs nothing any more."""
    disposition = case.dispositions.get(app_id)
    return app_id in case.applications and disposition is not None and disposition.route not in ("retain", "retire")


def _stays(case: Case, app_id: str) -> bool:
    application: Application | None = case.applications.get(app_id)
    disposition = case.dispositions.get(app_id)
    return application is not None and (disposition is None or disposition.route == "retain")
