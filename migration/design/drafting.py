"""Bundles what belongs together (a server, an application's databases) and drafts a workload for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from migration.design.drafts import Draft
from migration.design.frozen import APPLIED, frozen_owners, frozen_stacks
from migration.design.gathered import Part
from migration.design.inputs import DesignInputs
from migration.design.resource_counts import workload_resources
from migration.design.second_sites import second_site
from migration.design.workloads import arc, archive, containers, database, desktops, files, machine, volumes, web
from migration.design.workloads.left_out import left_out
from migration.design.zones import zones_of
from migration.model.architecture import DesignNote, Workload
from migration.model.architecture.problems import MOST_RESOURCES


def draft_all(inputs: DesignInputs, parts: Sequence[Part]) -> tuple[tuple[Draft, ...], tuple[DesignNote, ...]]:
    """Every workload, sorted by id, and a note for each thing that is not built."""
    found: list[Draft | DesignNote] = []
    owners = frozen_owners(inputs)
    found += [machine.machine(bundle, inputs, owners) for bundle in _by(parts, machine.KINDS, _server)]
    found += [arc.arc_machine(bundle, inputs) for bundle in _by(parts, (arc.KIND,), _server)]
    found += [web.web_application(bundle, inputs) for bundle in _by(parts, (web.KIND,), _system)]
    for bundle in _by(parts, database.KINDS, _engine):
        found += database.database_server(bundle, inputs)
    found += [containers.container_service(bundle, inputs) for bundle in _by(parts, (containers.KIND,), _owner)]
    found += [archive.archive_store(bundle, inputs) for bundle in _by(parts, (archive.KIND,), _owner)]
    found += [desktops.desktop_pool(bundle, inputs) for bundle in _by(parts, (desktops.KIND,), _owner)]
    for bundle in _by(parts, (volumes.KIND,), _owner):
        found += volumes.volume_store(bundle, inputs)
    for bundle in _by(parts, (files.KIND,), _owner):
        found += files.file_store(bundle, inputs)
    applied = frozen_stacks(inputs, APPLIED)
    before = inputs.previous.workloads if inputs.previous else ()
    built = {one.id: one for one in before if one.id in applied}
    found = [_not_too_large(_with_second(inputs, one, built)) for one in found]
    drafts = sorted((one for one in found if isinstance(one, Draft)), key=lambda one: one.workload.id)
    zones = zones_of(inputs, drafts)
    zoned = tuple(replace(one, workload=replace(one.workload, zone=zones.get(one.workload.id))) for one in drafts)
    return zoned, tuple(one for one in found if isinstance(one, DesignNote))


def _with_second(inputs: DesignInputs, one: Draft | DesignNote, built: Mapping[str, Workload]) -> Draft | DesignNote:
    """The draft with what stands in the second region; of what is built already, what was built there."""
    if isinstance(one, DesignNote):
        return one
    if one.workload.id in built:
        stands = built[one.workload.id]
        return replace(one, workload=replace(one.workload, recovery=stands.recovery, second=stands.second))
    return replace(one, workload=replace(one.workload, second=second_site(inputs, one)))


def _not_too_large(one: Draft | DesignNote) -> Draft | DesignNote:
    """A stack holds a whole workload and its resource group, so there is a most that one may have."""
    if isinstance(one, DesignNote):
        return one
    count = workload_resources(one.workload) + 1
    if count <= MOST_RESOURCES:
        return one
    wrong = f"it would have {count} resources, and a stack takes {MOST_RESOURCES}"
    return left_out(one.workload.id, wrong, "Split the application in applications.csv, so that each has fewer.")


def _by(parts: Sequence[Part], kinds: Sequence[str], key: Callable[[Part], tuple[str, ...]]) -> list[list[Part]]:
    """The parts of some kinds in bundles that have the same key, sorted by it."""
    bundles: dict[tuple[str, ...], list[Part]] = defaultdict(list)
    for part in parts:
        if part.kind in kinds:
            bundles[key(part)].append(part)
    return [bundles[one] for one in sorted(bundles)]


def _server(part: Part) -> tuple[str, ...]:
    return (part.workload.host.id if part.workload.host else part.thing_id,)


def _owner(part: Part) -> tuple[str, ...]:
    return part.application.id, part.environment


def _system(part: Part) -> tuple[str, ...]:
    return (*_owner(part), web.system_of(part))


def _engine(part: Part) -> tuple[str, ...]:
    return (*_owner(part), part.kind)
