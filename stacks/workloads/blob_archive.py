"""An archive in blob storage: what is put in cannot be changed before its time, and soon costs next to nothing."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import storage

from migration.model.architecture import Archive, ArchiveStore, Workload
from stacks.components.blob_service import build_blob_service
from stacks.components.closed_account import Account, closed_account
from stacks.workloads.endpoint import build_endpoint
from stacks.workloads.surroundings import Surroundings

DELETED_DAYS = 30


class BlobArchive(pulumi.ComponentResource):
    """A storage account with its archives.

    Makes 6 resources (account, blob service, diagnostic setting, when things go to the archive tier, private endpoint,
    its names) and 2 for each archive (container, how long nothing in it may be changed).
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:BlobArchive", workload.id, None, options)
        decided = workload.archive
        assert decided is not None
        group = around.groups[workload.resource_group]
        inside = pulumi.ResourceOptions(parent=self)
        account = _account(workload, decided, around, self)
        names = (f"{workload.id}-blob-service", f"{workload.id}-logs")
        service = build_blob_service(names, account, group, DELETED_DAYS, around.foundation.target, inside)
        for archive in decided.archives:
            _container(workload, archive, account, service, around, self)
        _tiers(workload, decided, account, around, inside)
        build_endpoint(workload, account.id, around, inside)
        self.register_outputs({})


def _account(
    workload: Workload, decided: ArchiveStore, around: Surroundings, parent: pulumi.Resource
) -> storage.StorageAccount:
    account = Account(
        name=workload.name,
        group=around.groups[workload.resource_group],
        region=workload.region,
        sku=decided.sku,
        tags=workload.tags,
    )
    closed = closed_account(account, trusts_azure=False)
    closed.access_tier = storage.AccessTier.COOL
    return storage.StorageAccount(
        f"{workload.id}-account", closed, opts=pulumi.ResourceOptions(parent=parent, protect=True)
    )


def _container(
    workload: Workload,
    archive: Archive,
    account: storage.StorageAccount,
    service: pulumi.Resource,
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    decided, group = workload.archive, around.groups[workload.resource_group]
    assert decided is not None
    made = storage.BlobContainer(
        f"{workload.id}-{archive.name}",
        container_name=archive.name,
        account_name=account.name,
        resource_group_name=group,
        public_access=storage.PublicAccess.NONE,
        # One that comes before the service's settings could be deleted for good.
        opts=pulumi.ResourceOptions(parent=parent, protect=True, depends_on=[service]),
    )
    storage.BlobContainerImmutabilityPolicy(
        f"{workload.id}-{archive.name}-kept",
        immutability_policy_name="default",
        account_name=account.name,
        container_name=made.name,
        resource_group_name=group,
        immutability_period_since_creation_in_days=decided.keep_days,
        # It can be locked by hand once people are sure: then nobody can shorten it, Microsoft neither.
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _tiers(
    workload: Workload,
    decided: ArchiveStore,
    account: storage.StorageAccount,
    around: Surroundings,
    options: pulumi.ResourceOptions,
) -> None:
    after = storage.DateAfterModificationArgs(days_after_modification_greater_than=decided.archive_after_days)
    storage.ManagementPolicy(
        f"{workload.id}-tiers",
        management_policy_name="default",
        account_name=account.name,
        resource_group_name=around.groups[workload.resource_group],
        policy=storage.ManagementPolicySchemaArgs(
            rules=[
                storage.ManagementPolicyRuleArgs(
                    name="to-archive",
                    enabled=True,
                    type=storage.RuleType.LIFECYCLE,
                    definition=storage.ManagementPolicyDefinitionArgs(
                        actions=storage.ManagementPolicyActionArgs(
                            base_blob=storage.ManagementPolicyBaseBlobArgs(tier_to_archive=after)
                        ),
                        filters=storage.ManagementPolicyFilterArgs(blob_types=["blockBlob"]),
                    ),
                )
            ]
        ),
        opts=options,
    )
