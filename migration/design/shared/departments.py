"""Shares of storage arrays that no application owns: departments keep their files there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from inventory.model import Share
from migration.design.drafts import NOWHERE
from migration.design.endpoints import endpoint
from migration.design.inputs import SHARED, DesignInputs, subscription_keys
from migration.design.names import compose
from migration.design.recovery import MOST_CRITICAL
from migration.design.regions import region_of
from migration.design.share_notes import share_notes
from migration.design.shared.place import STACK, review, single_hyphens
from migration.design.spoke_places import Tenant
from migration.design.tags import ENVIRONMENT, SHARED_SERVICES, platform_tags
from migration.design.vaults import CRITICAL, STANDARD, recovery_vault_id, share_policy_name
from migration.design.workloads.files import MOST_GIB, SOFT_DELETE_DAYS, in_store, share_quota
from migration.design.workloads.left_out import left_out
from migration.model.architecture import (
    DesignNote,
    FileStore,
    Recovery,
    ResourceGroup,
    ShareInStore,
    SubnetPlace,
    Workload,
)
from safeio.values import value


@value
class Departments:
    """The stores, one for each organisation, without their places; and what is left out."""

    stores: tuple[Workload, ...] = ()
    groups: tuple[ResourceGroup, ...] = ()
    notes: tuple[DesignNote, ...] = ()

    def tenants(self) -> tuple[Tenant, ...]:
        """The addresses that the stores take."""
        return tuple(Tenant(id=one.id, purpose="endpoints") for one in self.stores)


def departments(inputs: DesignInputs) -> Departments:
    """The stores of the shares that no application owns. A share on a server is that server's, and a share that an
    application is deployed on is the application's."""
    if inputs.landing_zone.shared_services.files == "none":
        return Departments()
    owned: dict[str, list[ShareInStore]] = defaultdict(list)
    notes = []
    for share in _unowned(inputs):
        found = _in_store(share, inputs.landing_zone.file_backup == "vault")
        if isinstance(found, DesignNote):
            notes.append(found)
        else:
            owned[share.organisation_id or inputs.landing_zone.platform_organisation].append(found)
    groups = {owner: _group(inputs, owner) for owner in sorted(owned)}
    stores = tuple(_store(inputs, owner, owned[owner], groups[owner]) for owner in groups)
    told = share_notes(inputs.landing_zone.file_backup, stores)
    return Departments(stores=stores, groups=tuple(groups.values()), notes=(*notes, *told))


def settled_stores(found: Departments, places: Mapping[str, SubnetPlace]) -> tuple[Workload, ...]:
    """The stores with their places, by tenant id."""
    return tuple(_at(one, places[one.id]) for one in found.stores)


def _unowned(inputs: DesignInputs) -> Iterator[Share]:
    estate = inputs.estate
    owned = {one.thing_id for one in estate.deployments}
    arrays = {one.id for one in (*estate.volumes, *estate.storage_arrays)}
    for share in sorted(estate.shares, key=lambda one: one.id):
        if share.id not in owned and share.parent_id in arrays:
            yield share


def _in_store(share: Share, copied: bool) -> ShareInStore | DesignNote:
    quota = share_quota(share.size_gib, share.used_gib)
    if quota is None:
        return left_out(share.id, "its size is not known", "Write used_gib for it in things.csv.")
    if quota > MOST_GIB:
        wrong = f"it needs {quota} GiB, and one share takes {MOST_GIB}"
        return left_out(share.id, wrong, "Split the share before the move.")
    name = single_hyphens("file-share", share.id if len(share.id) > 2 else f"share-{share.id}")
    return in_store(share.id, name, quota, share.used_gib, copied)


def _store(inputs: DesignInputs, owner: str, shares: list[ShareInStore], group: ResourceGroup) -> Workload:
    region, workload_id = group.region, f"st-departments-{owner}"
    copied = any(share.backed_up for share in shares)
    zones = bool(region_of(region).zones)
    unique = f"{inputs.landing_zone.tenant_id} {workload_id}"
    return Workload(
        id=workload_id,
        application_id=SHARED_SERVICES,
        stack=STACK,
        kind="file-share",
        name=compose("storage-account", f"files{owner}", ENVIRONMENT, region, unique=unique),
        resource_group=group.id,
        region=region,
        zone=None,
        size=None,
        endpoint=endpoint("st", f"departments-{owner}", ENVIRONMENT, region, NOWHERE, "file"),
        files=FileStore(
            sku="Standard_GZRS" if zones else "Standard_GRS",
            shares=tuple(sorted(shares, key=lambda one: one.id)),
            soft_delete_days=SOFT_DELETE_DAYS,
            account_keys=copied,
        ),
        recovery=_recovery(inputs, region, copied),
        tags=group.tags,
        replaces=tuple(sorted(one.id for one in shares)),
        why="no application is deployed on these shares, so they move with none",
    )


def _recovery(inputs: DesignInputs, region: str, copied: bool) -> Recovery:
    """Copies are kept in the vault of what is shared, in the platform's subscription as the stores are."""
    criticality = inputs.landing_zone.shared_services.files_criticality
    level = CRITICAL if criticality in MOST_CRITICAL else STANDARD
    each_day = "a backup a day is kept in the vault, and " if copied else ""
    return Recovery(
        criticality=criticality,
        rto_minutes=None,
        rpo_minutes=None,
        method="share-backup" if copied else "service-backup",
        vault=recovery_vault_id(SHARED, region) if copied else None,
        policy=share_policy_name(level) if copied else None,
        second_region=region_of(region).pair,
        why=f"{each_day}the shares are kept in the paired region too; nobody has said how soon they must be back",
    )


def _group(inputs: DesignInputs, owner: str) -> ResourceGroup:
    file = inputs.landing_zone
    region = file.regions.primary
    return ResourceGroup(
        id=f"rg-departments-{owner}",
        name=compose("resource-group", f"{file.prefix}-departments-{owner}", ENVIRONMENT, region),
        region=region,
        subscription_key=subscription_keys(file)[SHARED],
        tags=platform_tags(inputs, owner, review(inputs), SHARED_SERVICES),
    )


def _at(store: Workload, place: SubnetPlace) -> Workload:
    assert store.endpoint is not None
    return replace(store, endpoint=replace(store.endpoint, place=place))
