"""NetApp Files: volumes that servers of the spoke reach by NFS, copied here and, where asked, to the other region.

Snapshots lie in the volume and go with it; backups lie in storage of the service and stay when a volume is deleted.
"""

from __future__ import annotations

import pulumi
from pulumi_azure_native import netapp

from migration.model.architecture import SubnetPlace, Volume, VolumeBackups, VolumeStore, Workload
from safeio.values import value
from stacks.components.diagnostics import send_logs
from stacks.workloads.surroundings import Surroundings

GIB, TIB = 1024**3, 1024**4

HOURLY_KEPT = 24


Protection = netapp.VolumePropertiesDataProtectionArgs


@value
class _Site:
    """An account in one region. `id` starts the Pulumi names."""

    id: str
    name: str
    pool_name: str
    resource_group: str
    region: str
    subnet: SubnetPlace


class NetappFiles(pulumi.ComponentResource):
    """An account with a pool of volumes. Makes 3 resources (account, pool, how snapshots are kept) and 2 for each
    volume (volume, diagnostic setting); where there are backups 2 more (their vault, how they are kept). In the second
    region an account, a pool, and 2 for each volume that follows one."""

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:NetappFiles", workload.id, None, options)
        decided = workload.volumes
        assert decided is not None
        site = _first(workload, decided)
        account, pool = _pool(workload, decided, site, around, self)
        copies = _copies(workload, decided, account, around, pulumi.ResourceOptions(parent=self))
        snapshots = netapp.VolumeSnapshotPropertiesArgs(snapshot_policy_id=copies.id)
        backup = _backups(workload, decided.backups, account, around, self) if decided.backups else None
        kept = Protection(snapshot=snapshots, backup=backup)
        made = {one.name: _volume(workload, one, site, pool, kept, around, self) for one in decided.volumes}
        if workload.second is not None:
            second = _second(workload)
            _, other = _pool(workload, decided, second, around, self)
            for one in decided.volumes:
                _volume(workload, one, second, other, _following(workload, made[one.name]), around, self)
        self.register_outputs({})


def _first(workload: Workload, decided: VolumeStore) -> _Site:
    assert workload.subnet is not None
    return _Site(
        id=workload.id,
        name=workload.name,
        pool_name=decided.pool_name,
        resource_group=workload.resource_group,
        region=workload.region,
        subnet=workload.subnet,
    )


def _second(workload: Workload) -> _Site:
    second = workload.second
    assert second is not None and second.pool_name is not None and second.subnet is not None
    return _Site(
        id=f"{workload.id}-second",
        name=second.name,
        pool_name=second.pool_name,
        resource_group=second.resource_group,
        region=second.region,
        subnet=second.subnet,
    )


def _following(workload: Workload, source: netapp.CapacityPoolVolume) -> Protection:
    """How a volume follows another. It takes nothing until people have allowed it at the source."""
    return Protection(
        replication=netapp.ReplicationObjectArgs(
            endpoint_type=netapp.EndpointType.DST,
            remote_volume_resource_id=source.id,
            remote_volume_region=workload.region,
            replication_schedule=netapp.ReplicationSchedule.REPLICATION_SCHEDULE_10MINUTELY,
        )
    )


def _pool(
    workload: Workload, decided: VolumeStore, site: _Site, around: Surroundings, parent: pulumi.Resource
) -> tuple[netapp.Account, netapp.CapacityPool]:
    kept = pulumi.ResourceOptions(parent=parent, protect=True)
    account = netapp.Account(
        f"{site.id}-account",
        account_name=site.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        tags=workload.tags,
        opts=kept,
    )
    pool = netapp.CapacityPool(
        f"{site.id}-pool",
        pool_name=site.pool_name,
        account_name=account.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        service_level=decided.level,
        size=decided.pool_tib * TIB,
        tags=workload.tags,
        opts=kept,
    )
    return account, pool


def _copies(
    workload: Workload,
    decided: VolumeStore,
    account: netapp.Account,
    around: Surroundings,
    options: pulumi.ResourceOptions,
) -> netapp.SnapshotPolicy:
    return netapp.SnapshotPolicy(
        f"{workload.id}-copies",
        snapshot_policy_name=decided.snapshots,
        account_name=account.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        enabled=True,
        hourly_schedule=netapp.HourlyScheduleArgs(minute=0, snapshots_to_keep=HOURLY_KEPT),
        daily_schedule=netapp.DailyScheduleArgs(hour=22, minute=30, snapshots_to_keep=decided.daily_days),
        tags=workload.tags,
        opts=options,
    )


def _backups(
    workload: Workload,
    decided: VolumeBackups,
    account: netapp.Account,
    around: Surroundings,
    parent: pulumi.Resource,
) -> netapp.VolumeBackupPropertiesArgs:
    group = around.groups[workload.resource_group]
    vault = netapp.BackupVault(
        f"{workload.id}-backups",
        backup_vault_name=decided.vault,
        account_name=account.name,
        resource_group_name=group,
        location=workload.region,
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )
    policy = netapp.BackupPolicy(
        f"{workload.id}-backups-kept",
        backup_policy_name=decided.policy,
        account_name=account.name,
        resource_group_name=group,
        location=workload.region,
        enabled=True,
        daily_backups_to_keep=decided.daily_days,
        weekly_backups_to_keep=decided.weekly_weeks,
        monthly_backups_to_keep=decided.monthly_months,
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return netapp.VolumeBackupPropertiesArgs(backup_vault_id=vault.id, backup_policy_id=policy.id, policy_enforced=True)


def _volume(
    workload: Workload,
    volume: Volume,
    site: _Site,
    pool: netapp.CapacityPool,
    protection: Protection,
    around: Surroundings,
    parent: pulumi.Resource,
) -> netapp.CapacityPoolVolume:
    decided = workload.volumes
    assert decided is not None
    made = netapp.CapacityPoolVolume(
        f"{site.id}-{volume.name}",
        volume_name=volume.name,
        pool_name=site.pool_name,
        account_name=site.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        creation_token=volume.name,
        service_level=decided.level,
        usage_threshold=volume.quota_gib * GIB,
        subnet_id=around.subnet(site.subnet),
        network_features="Standard",  # the other kind heeds no rules of the subnet
        protocol_types=["NFSv4.1"],
        export_policy=netapp.VolumePropertiesExportPolicyArgs(
            rules=[
                netapp.ExportPolicyRuleArgs(
                    rule_index=1,
                    allowed_clients=around.network_prefix(site.subnet),
                    nfsv3=False,
                    nfsv41=True,
                    cifs=False,
                    unix_read_only=False,
                    unix_read_write=True,
                    has_root_access=False,
                )
            ]
        ),
        volume_type=None if protection.replication is None else "DataProtection",
        data_protection=protection,
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True, depends_on=[pool]),
    )
    inside = pulumi.ResourceOptions(parent=parent)
    send_logs(f"{site.id}-{volume.name}-logs", "volume", made.id, around.foundation.target, inside)
    return made
