"""The shares of an application become one storage account for each environment."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.model import Server, Share
from migration.design.drafts import LATER, NOWHERE, Draft, drafted
from migration.design.endpoints import endpoint
from migration.design.gathered import PRODUCTION, Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose, shortened
from migration.design.recovery import service_recovery, share_recovery
from migration.design.regions import region_of
from migration.design.spoke_places import Tenant
from migration.design.targets import file_share
from migration.design.virtual_machine import held_gib
from migration.design.workloads.left_out import left_out
from migration.model.architecture import DesignNote, FileStore, ShareInStore, Workload
from migration.model.architecture.name_rules import name_rule

KIND = file_share.KIND

MOST_GIB = 102_400
"""A large share takes 100 TiB. Source: learn.microsoft.com, scale targets of Azure Files."""

GROWTH = (5, 4)
"""A share may grow by a quarter. Illustrative."""

MOST_BACKED_UP_GIB = 9_313
"""The vault takes shares of up to 10 TB. Source: MicrosoftDocs azure-docs, support matrix of the backup of Azure Files,
2025-05-23."""

SOFT_DELETE_DAYS = 30


def file_store(parts: Sequence[Part], inputs: DesignInputs) -> tuple[Draft | DesignNote, ...]:
    """The storage account of one application and environment, and a note for each share left out of it."""
    copied = inputs.landing_zone.file_backup == "vault"
    found = [_share(part, copied) for part in parts]
    notes = tuple(one for one in found if isinstance(one, DesignNote))
    shares = tuple(sorted((one for one in found if isinstance(one, ShareInStore)), key=lambda one: one.id))
    return (_draft(parts[0], shares, inputs), *notes) if shares else notes


def share_quota(size_gib: int | None, used_gib: int | None) -> int | None:
    """GiB that a share may fill: its size now, and at least what it holds with room to grow. None where neither
    is known."""
    grown = None if used_gib is None else -(-used_gib * GROWTH[0] // GROWTH[1])
    known = [one for one in (size_gib, grown) if one is not None]
    return max(*known, 1) if known else None


def in_store(share_id: str, name: str, quota_gib: int, used_gib: int | None, copied: bool) -> ShareInStore:
    """A share, backed up where shares are `copied` and the vault takes it. What it takes now may not grow so far that
    the vault no longer does."""
    held = quota_gib if used_gib is None else used_gib
    backed_up = copied and held <= MOST_BACKED_UP_GIB
    quota = min(quota_gib, MOST_BACKED_UP_GIB) if backed_up else quota_gib
    return ShareInStore(id=share_id, name=name, quota_gib=quota, backed_up=backed_up)


def _share(part: Part, copied: bool) -> ShareInStore | DesignNote:
    thing = part.workload.thing
    assert isinstance(thing, Share | Server), "only shares and file servers become file shares"
    used = held_gib(thing) if isinstance(thing, Server) else thing.used_gib
    size = thing.disk_gib if isinstance(thing, Server) else thing.size_gib
    quota = share_quota(size, used)
    if quota is None:
        return left_out(thing.id, "its size is not known", "Write used_gib for it in things.csv.")
    if quota > MOST_GIB:
        wrong = f"it needs {quota} GiB, and one share takes {MOST_GIB}"
        return left_out(thing.id, wrong, "Split the share before the move.")
    name = shortened(thing.id, name_rule("file-share").longest)  # ids differ where names may not
    return in_store(thing.id, name if len(name) > 2 else f"share-{name}", quota, used, copied)


def _draft(first: Part, shares: tuple[ShareInStore, ...], inputs: DesignInputs) -> Draft:
    region, application, environment = inputs.landing_zone.regions.primary, first.application, first.environment
    workload_id = f"st-{application.id}-{environment}"
    unique = f"{inputs.landing_zone.tenant_id} {workload_id}"
    copied = any(share.backed_up for share in shares)
    too_large = sum(not share.backed_up for share in shares)
    workload = Workload(
        id=workload_id,
        application_id=application.id,
        stack=LATER,
        kind="file-share",
        name=compose("storage-account", application.id, environment, region, unique=unique),
        resource_group=LATER,
        region=region,
        zone=None,
        size=None,
        endpoint=endpoint("st", application.id, environment, region, NOWHERE, "file"),
        files=FileStore(
            sku=_replication(region, environment),
            shares=shares,
            soft_delete_days=SOFT_DELETE_DAYS,
            account_keys=copied,
        ),
        recovery=share_recovery(inputs, application, environment, first.organisation_id, too_large)
        if copied
        else service_recovery(inputs, application, environment, KIND),
        tags={},
        replaces=tuple(share.id for share in shares),
        why="each share may grow by a quarter of what it holds",
    )
    return drafted(first, workload, (Tenant(id=workload_id, purpose="endpoints"),))


def _replication(region: str, environment: str) -> str:
    """Production is kept in the paired region too, which is in the United Kingdom as well."""
    zones = bool(region_of(region).zones)
    if environment == PRODUCTION:
        return "Standard_GZRS" if zones else "Standard_GRS"
    return "Standard_ZRS" if zones else "Standard_LRS"
