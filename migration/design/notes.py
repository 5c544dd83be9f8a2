"""What people should know before they approve: limits that are not met, values nobody has said, ids that are ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from migration.dates import add_months
from migration.design.drafts import NOWHERE, Draft
from migration.design.frozen import APPLIED, frozen_stacks
from migration.design.images import SUPPORTED_MONTHS, supported_on
from migration.design.inputs import DesignInputs
from migration.design.public_entry import entry_notes
from migration.design.recovery import COPIED, DAY_MINUTES, LOST_MINUTES
from migration.design.share_notes import share_notes
from migration.design.tags import missing_tags
from migration.design.virtual_machine import held_gib
from migration.model.architecture import DesignNote, Workload

ILLUSTRATIVE = "00000000-0000-0000-0000-"
"""How the ids begin that stand in a new programme folder until people write their own."""

COMPARED = (
    "size",
    "disks",
    "machine",
    "database_server",
    "web",
    "entry",
    "files",
    "containers",
    "volumes",
    "archive",
    "desktops",
)
"""The parts of a workload that say what it is."""


def notes(inputs: DesignInputs, drafts: Sequence[Draft], workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """Everything but what is left out, which is noted where it is found."""
    yield from _illustrative(inputs)
    yield from _tags(workloads)
    yield from _recovery(workloads)
    yield from _second_region(workloads)
    yield from _copied_volumes(workloads)
    yield from share_notes(inputs.landing_zone.file_backup, workloads)
    yield from _containers(inputs, workloads)
    yield from entry_notes([one.application for one in drafts], workloads)
    yield from _releases(inputs, drafts)
    yield from _kept(inputs, drafts)


def _illustrative(inputs: DesignInputs) -> Iterator[DesignNote]:
    file = inputs.landing_zone
    ids = {
        "tenant_id": file.tenant_id,
        "database_administrators": file.database_administrators.object_id,
        **{f"subscriptions {one.key}": one.subscription_id or "" for one in file.subscriptions},
    }
    ours = [where for where, text in ids.items() if text.startswith(ILLUSTRATIVE)]
    if ours:
        yield DesignNote(
            subject="landing-zone.yaml",
            message=f"these ids are illustrative, and nothing in Azure has them: {', '.join(ours)}",
            remedy="Write your own before you build. A rehearsal does with them.",
        )


def _tags(workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """One note for each application whose resources lack a tag because nobody said its value."""
    missing = {one.application_id: missing_tags(one.tags) for one in workloads}
    for application_id, tags in sorted(missing.items()):
        if tags:
            yield DesignNote(
                subject=application_id,
                message=f"its resources have no {', '.join(tags)} tag: nobody has said it",
                remedy="Fill owner, service and data_class in applications.csv, cost_centres in landing-zone.yaml.",
            )


def _recovery(workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """One note for each application that can lose more than people allow."""
    found: dict[str, list[Workload]] = defaultdict(list)
    for one in workloads:
        lost, limit = _lost(one), one.recovery.rpo_minutes
        if lost is not None and limit is not None and lost > limit:
            found[one.application_id].append(one)
    for application_id, short in sorted(found.items()):
        lost = max(_lost(one) or 0 for one in short)
        yield DesignNote(
            subject=application_id,
            message=f"up to {lost} minutes of work can be lost, and its limit is {short[0].recovery.rpo_minutes}",
            remedy="Add replication of its own, or let its owner accept it: rpo_minutes in applications.csv.",
        )


def _second_region(workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """What stands twice is paid for twice, and some of it has no price."""
    count = sum(one.second is not None for one in workloads)
    if count:
        yield DesignNote(
            subject="second region",
            message=f"what {count} workloads need in the second region is built, and the plan pays for it",
            remedy="Its line in the report's costs says how much; docs/targets.md what each kind has twice.",
        )


def _copied_volumes(workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """One note for each account whose volumes are to be copied: nothing that is built can allow it."""
    for one in workloads:
        if one.second is not None and one.volumes is not None:
            count = len(one.volumes.volumes)
            yield DesignNote(
                subject=one.id,
                message=f"{count} volume{'' if count == 1 else 's'} will not be copied before the source allows it",
                remedy="Once both stand, allow it at each source by Approve-AzNetAppFilesReplication: docs/targets.md.",
            )


def _containers(inputs: DesignInputs, workloads: Sequence[Workload]) -> Iterator[DesignNote]:
    """One note for each app in containers whose servers hold files, or may: it mounts nothing, so none of them go
    along."""
    servers = {one.id: one for one in inputs.estate.servers}
    for one in workloads:
        held = [held_gib(servers[name]) for name in one.replaces if name in servers]
        known = sum(gib for gib in held if gib is not None)
        if one.containers is not None and (known or None in held):
            least = "at least " if None in held else ""
            hold = f"hold {least}{known} GiB" if known else "may hold files, since how much they hold is not known"
            yield DesignNote(
                subject=one.id,
                message=f"its servers {hold}, and a container keeps nothing: what it writes is gone with it",
                remedy="Give the files it keeps a share of their own in deployments.csv; shares are backed up.",
            )


def _lost(workload: Workload) -> int | None:
    """The minutes of work that can be lost; a copy of its disks or databases loses less than its backups."""
    if workload.recovery.method == "share-backup":
        return DAY_MINUTES
    return LOST_MINUTES.get(workload.kind) if workload.second is None else COPIED[workload.kind].lost


def _releases(inputs: DesignInputs, drafts: Sequence[Draft]) -> Iterator[DesignNote]:
    """Machines whose newest release there is an image of is not supported for two years."""
    for draft in drafts:
        machine = draft.workload.machine
        if machine is None or draft.cut_over is None:
            continue
        image, until = machine.image, add_months(draft.cut_over, SUPPORTED_MONTHS)
        release = f"{image.product} {image.cycle}"
        if not supported_on(image.product, image.cycle, until, inputs.products):
            yield DesignNote(
                subject=draft.workload.id,
                message=f"{release} is not known to be supported on {until}, two years after its move",
                remedy="Plan its next upgrade now.",
            )


def _kept(inputs: DesignInputs, drafts: Iterable[Draft]) -> Iterator[DesignNote]:
    """What is built and would be designed otherwise today."""
    applied = frozen_stacks(inputs, APPLIED)
    before = {one.id: one for one in inputs.previous.workloads} if inputs.previous else {}
    for draft in drafts:
        if draft.workload.id in applied:
            old = before[draft.workload.id]
            other = [name for name in COMPARED if _decided(old, name) != _decided(draft.workload, name)]
            if other:
                yield DesignNote(
                    subject=old.id,
                    message=f"it is built and stays as it is; designed today it would have another {', '.join(other)}",
                    remedy="Change it in its own stack by hand, or leave it.",
                )


def _decided(workload: Workload, name: str) -> object:
    """A part of a workload without where it stands, which is settled later."""
    found = getattr(workload, name)
    if found is not None and name == "web":
        found = replace(found, integration=NOWHERE)
    if found is not None and name == "desktops":
        found = replace(found, feed=replace(found.feed, place=NOWHERE))
    return found
