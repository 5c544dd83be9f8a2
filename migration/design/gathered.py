"""What of the plan is built: each thing with where it goes, for which application, in which wave and stack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inventory.model import ENVIRONMENTS, Application, Deployment, Route, Server
from migration.design.frozen import frozen_owners
from migration.design.inputs import DesignInputs
from migration.design.placing import chosen
from migration.design.runs_on import RunsOn, Workload, runs_on
from migration.design.targets import Target
from migration.design.virtual_machine import Sized
from migration.model import Wave
from safeio.values import Day, value

BUILT_ROUTES: tuple[Route, ...] = ("replatform", "rehost", "retain")
"""Routes of which something is built: machines, platform services, or an entry in Arc."""

PRODUCTION = "prod"


@value
class Part:
    """One thing of an application and what it becomes. `wave` and `cut_over` are None for what stays.

    `thing_id` is that of the application where no thing is known.
    """

    application: Application
    thing_id: str
    kind: str
    workload: Workload
    sized: Sized
    environment: str
    organisation_id: str
    wave: Wave | None
    cut_over: Day | None


def gather(inputs: DesignInputs) -> tuple[Part, ...]:
    """Everything that moves by the plan and everything that stays, sorted. What is retired or replaced is not built."""
    index = runs_on(inputs.estate)
    moved = _moves(inputs)
    owners = {one.application_id: one.organisation_id for one in frozen_owners(inputs).values()}
    region = inputs.landing_zone.regions.primary
    found = []
    for decided in sorted(inputs.dispositions, key=lambda one: one.application_id):
        runs = index[decided.application_id]
        if decided.route not in BUILT_ROUTES or (decided.application_id not in moved and decided.route != "retain"):
            continue
        for target, workload in chosen(decided.route, runs):
            wave, cut_over = _when(decided.application_id, target, workload, moved)
            found.append(
                Part(
                    application=runs.application,
                    thing_id=workload.thing.id if workload.thing else runs.application.id,
                    kind=target.kind,
                    workload=workload,
                    sized=target.size(workload, region),
                    environment=environment_of(workload, runs),
                    organisation_id=owners.get(decided.application_id) or owner_of(runs.application, inputs),
                    wave=wave,
                    cut_over=cut_over,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.application.id, one.kind, one.thing_id)))


def _when(
    application_id: str, target: Target, workload: Workload, moved: Mapping[str, Moved]
) -> tuple[Wave | None, date | None]:
    """The wave and the cut-over of a thing. What is no machine may stand for things of several parts: it is there when
    the first of them moves."""
    found = moved.get(application_id)
    if found is None:
        return None, None
    ids = {one.id for one in (workload.thing, workload.host) if one is not None}
    own = [found.by_thing[one] for one in sorted(ids & found.by_thing.keys())] if target.machine else []
    return min(own or [found.first], key=lambda one: one[1])


def owner_of(application: Application, inputs: DesignInputs) -> str:
    """In whose subscription an application is built: its organisation's.

    Where several share it, or none is known, it is the platform's own organisation if that is one of them, else the
    first by id.
    """
    owners = application.organisation_ids or (inputs.landing_zone.platform_organisation,)
    platform = inputs.landing_zone.platform_organisation
    return platform if platform in owners else min(owners)


@dataclass(frozen=True)
class Moved:
    """When an application moves: the wave and the cut-over of its first move, and of each thing of its parts."""

    first: tuple[Wave, date]
    by_thing: Mapping[str, tuple[Wave, date]]


def _moves(inputs: DesignInputs) -> Mapping[str, Moved]:
    """The waves and cut-overs of each application that the plan moves, whole or in parts."""
    waves = {group_id: wave for wave in inputs.plan.waves for group_id in wave.group_ids}
    days = {move.group_id: move.cut_over for move in inputs.plan.moves}
    when = {
        application_id: (waves[group.id], days[group.id])
        for group in inputs.plan.groups
        if group.id in waves and group.id in days
        for application_id in group.application_ids
    }
    parts: dict[str, dict[str, tuple[Wave, date]]] = defaultdict(dict)
    for part in inputs.parts:
        if part.id in when:
            parts[part.application_id] |= dict.fromkeys(part.thing_ids, when[part.id])
    found = {application_id: Moved(first, {}) for application_id, first in when.items()}
    for application_id, by_thing in parts.items():
        found[application_id] = Moved(min(by_thing.values(), key=lambda one: one[1]), by_thing)
    return found


def environment_of(workload: Workload, runs: RunsOn) -> str:
    """The environment in the words of names and tags. Production of any organisation that deploys a thing counts."""
    if workload.production:
        return PRODUCTION
    ids = {one.id for one in (workload.thing, workload.host) if one}
    said = {_said(one, workload.host) for one in runs.deployments if one.thing_id in ids}
    return min((ENVIRONMENTS[text] for text in said if text in ENVIRONMENTS), default=PRODUCTION)


def _said(deployment: Deployment, host: Server | None) -> str:
    return (deployment.environment or (host.environment if host else None) or "").casefold()
