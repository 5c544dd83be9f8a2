"""The storage account of a region that flow logs are written to."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import authorization, managedidentity, storage

from migration.model.architecture import FlowStore as Decided
from stacks.components.blob_service import build_blob_service
from stacks.components.closed_account import Account, closed_account
from stacks.components.diagnostics import LogTarget

BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
"""Storage Blob Data Contributor, which the identity of a flow log needs. Sources: learn.microsoft.com/azure/
network-watcher/vnet-flow-logs-managed-identity of 2025-11-18; the id from the list of built-in roles."""

SOFT_DELETE_DAYS = 30


class FlowStore(pulumi.ComponentResource):
    """A store of flow logs.

    Makes 5 resources: account, blob service, its diagnostic setting, an identity that writes, and its right to do so.
    `id` and `writer` are the ids of the account and of the identity, to be used once `ready` is there.
    """

    def __init__(
        self,
        store: Decided,
        subscription_id: str,
        resource_group: pulumi.Input[str],
        target: LogTarget,
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:FlowStore", store.id, None, options)
        inside = pulumi.ResourceOptions(parent=self)
        account = _account(store, resource_group, self)
        names = (f"{store.id}-blobs", f"{store.id}-logs")
        build_blob_service(names, account, resource_group, SOFT_DELETE_DAYS, target, inside)
        writer = managedidentity.UserAssignedIdentity(
            f"{store.id}-writer",
            resource_name_=store.identity_name,
            resource_group_name=resource_group,
            location=store.region,
            tags=store.tags,
            opts=inside,
        )
        role = f"/subscriptions/{subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{BLOB_CONTRIBUTOR}"
        self.ready: pulumi.Resource = authorization.RoleAssignment(
            f"{store.id}-writer-right",
            role_assignment_name=store.role_assignment,
            scope=account.id,
            role_definition_id=role,
            principal_id=writer.principal_id,
            principal_type="ServicePrincipal",
            opts=inside,
        )
        self.id: pulumi.Output[str] = account.id
        self.writer: pulumi.Output[str] = writer.id
        self.register_outputs({})


def _account(store: Decided, group: pulumi.Input[str], parent: pulumi.Resource) -> storage.StorageAccount:
    account = Account(name=store.name, group=group, region=store.region, sku=store.sku, tags=store.tags)
    closed = closed_account(account, trusts_azure=True)
    # Closed to every network but to Azure's own trusted services, of which Network Watcher is one: it does not write
    # through private endpoints.
    closed.public_network_access = "Enabled"
    return storage.StorageAccount(
        f"{store.id}-account", closed, opts=pulumi.ResourceOptions(parent=parent, protect=True)
    )
