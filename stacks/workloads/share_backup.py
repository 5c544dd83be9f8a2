"""The backup of file shares: their account is entered in the recovery vault, and each share in the account's entry.

The copies in the vault outlive the account, and whoever breaks in cannot delete them before their time. Names: the
quickstart template recovery-services-backup-file-share in Azure/azure-quickstart-templates, f7ab9c32.
"""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import recoveryservices as azure
from pulumi_azure_native import storage

from migration.model.architecture import Workload
from stacks.workloads.surroundings import Backups, Surroundings

FABRIC = "Azure"


def back_up_shares(
    workload: Workload,
    account: storage.StorageAccount,
    shares: Mapping[str, storage.FileShare],
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    """Make the backups of these shares, given by name. Makes 1 resource (the account's entry) and 1 for each share."""
    vault_id, policy = workload.recovery.vault, workload.recovery.policy
    assert vault_id is not None and policy is not None, "shares are backed up in a vault, by a policy"
    backups = around.backups[vault_id]
    entry = _entry(workload, account, backups, around, parent)
    before: pulumi.Resource = entry
    for name, share in shares.items():
        # One after the other: the service takes one change of an account's protection at a time.
        before = azure.ProtectedItem(
            f"{workload.id}-{name}-backup",
            vault_name=backups.vault.name,
            resource_group_name=backups.resource_group,
            location=backups.vault.region,
            fabric_name=FABRIC,
            container_name=_entry_name(workload, around),
            protected_item_name=f"AzureFileShare;{name}",
            properties=azure.AzureFileshareProtectedItemArgs(
                protected_item_type="AzureFileShareProtectedItem",
                source_resource_id=account.id,
                policy_id=around.foundation.policies[vault_id, policy],
            ),
            tags=workload.tags,
            opts=_options(backups, parent, [before, share]),
        )


def _entry(
    workload: Workload,
    account: storage.StorageAccount,
    backups: Backups,
    around: Surroundings,
    parent: pulumi.Resource,
) -> azure.ProtectionContainer:
    return azure.ProtectionContainer(
        f"{workload.id}-backups",
        vault_name=backups.vault.name,
        resource_group_name=backups.resource_group,
        location=backups.vault.region,
        fabric_name=FABRIC,
        container_name=_entry_name(workload, around),
        properties=azure.AzureStorageContainerArgs(
            container_type="StorageContainer",
            backup_management_type=azure.BackupManagementType.AZURE_STORAGE,
            source_resource_id=account.id,
            # Azure Backup puts a lock on the account: the snapshots in it are gone with it.
            acquire_storage_account_lock=azure.AcquireStorageAccountLock.ACQUIRE,
        ),
        tags=workload.tags,
        opts=_options(backups, parent, []),
    )


def _entry_name(workload: Workload, around: Surroundings) -> str:
    return f"storagecontainer;Storage;{around.group_names[workload.resource_group]};{workload.name}"


def _options(backups: Backups, parent: pulumi.Resource, after: list[pulumi.Resource]) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(parent=parent, provider=backups.provider, protect=True, depends_on=after)
