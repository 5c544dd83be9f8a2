"""The blobs of a storage account: what is deleted is kept for a while, and who reads and writes is written down."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import storage

from stacks.components.diagnostics import LogTarget, send_logs


def build_blob_service(
    names: tuple[str, str],
    account: storage.StorageAccount,
    group: pulumi.Input[str],
    kept_days: int,
    target: LogTarget,
    options: pulumi.ResourceOptions,
) -> storage.BlobServiceProperties:
    """Make the settings of an account's blobs, and their diagnostic setting, under these two Pulumi names. Deleted
    blobs and containers are kept for `kept_days`. Makes 2 resources."""
    settings, logs = names
    kept = storage.DeleteRetentionPolicyArgs(enabled=True, days=kept_days)
    made = storage.BlobServiceProperties(
        settings,
        blob_services_name="default",
        account_name=account.name,
        resource_group_name=group,
        delete_retention_policy=kept,
        container_delete_retention_policy=kept,
        opts=options,
    )
    send_logs(logs, "blob-service", made.id, target, options)
    return made
