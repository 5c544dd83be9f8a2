"""NetApp Files: volumes that servers of the spoke reach by NFS, with copies that are kept."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import netapp

from migration.model.architecture import Volume, VolumeStore, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.surroundings import Surroundings

GIB, TIB = 1024**3, 1024**4

HOURLY_KEPT = 24


class NetappFiles(pulumi.ComponentResource):
    """An account with a pool of volumes. Makes 3 resources (account, pool, how copies are kept) and 2 for each volume
    (volume, diagnostic setting)."""

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:NetappFiles", workload.id, None, options)
        decided = workload.volumes
        assert decided is not None
        kept = pulumi.ResourceOptions(parent=self, protect=True)
        account = netapp.Account(
            f"{workload.id}-account",
            account_name=workload.name,
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            tags=workload.tags,
            opts=kept,
        )
        pool = netapp.CapacityPool(
            f"{workload.id}-pool",
            pool_name=decided.pool_name,
            account_name=account.name,
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            service_level=decided.level,
            size=decided.pool_tib * TIB,
            tags=workload.tags,
            opts=kept,
        )
        copies = _copies(workload, decided, account, around, pulumi.ResourceOptions(parent=self))
        for volume in decided.volumes:
            _volume(workload, volume, pool, copies.id, around, self)
        self.register_outputs({})


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


def _volume(
    workload: Workload,
    volume: Volume,
    pool: netapp.CapacityPool,
    copies_id: pulumi.Input[str],
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    decided, place = workload.volumes, workload.subnet
    assert decided is not None and place is not None
    made = netapp.CapacityPoolVolume(
        f"{workload.id}-{volume.name}",
        volume_name=volume.name,
        pool_name=decided.pool_name,
        account_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        creation_token=volume.name,
        service_level=decided.level,
        usage_threshold=volume.quota_gib * GIB,
        subnet_id=around.subnet(place),
        network_features="Standard",  # the other kind heeds no rules of the subnet
        protocol_types=["NFSv4.1"],
        export_policy=netapp.VolumePropertiesExportPolicyArgs(
            rules=[
                netapp.ExportPolicyRuleArgs(
                    rule_index=1,
                    allowed_clients=around.network_prefix(place),
                    nfsv3=False,
                    nfsv41=True,
                    cifs=False,
                    unix_read_only=False,
                    unix_read_write=True,
                    has_root_access=False,
                )
            ]
        ),
        data_protection=netapp.VolumePropertiesDataProtectionArgs(
            snapshot=netapp.VolumeSnapshotPropertiesArgs(snapshot_policy_id=copies_id)
        ),
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True, depends_on=[pool]),
    )
    inside = pulumi.ResourceOptions(parent=parent)
    send_logs(f"{workload.id}-{volume.name}-logs", "volume", made.id, around.foundation.target, inside)
