"""The storage account that holds what has changed on machines until Site Recovery has sent it to the other region."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import authorization, storage

from migration.model.architecture import SiteRecovery as Decided
from safeio.values import value
from stacks.components.blob_service import build_blob_service
from stacks.components.closed_account import Account, closed_account
from stacks.components.private_endpoint import Reached, build_private_endpoint
from stacks.components.recovery_ground import Ground

ROLES = {
    "contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "blob-data-contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
}
"""What the vault may do with its cache: Contributor, and Storage Blob Data Contributor. Source:
learn.microsoft.com/azure/site-recovery, replicate machines with private endpoints."""

CACHE_SKU = "Standard_GRS"
"""Site Recovery takes no account that is kept in zones alone: illustrative until looked up in its support matrix."""

DELETED_DAYS = 30
"""A deleted piece of the cache is kept so long, as of every other account."""


@value
class Cache:
    """The id of the account, and what must be there before anything is copied by it."""

    account: pulumi.Output[str]
    before: Sequence[pulumi.Resource]


def build_cache(decided: Decided, ground: Ground, parent: pulumi.Resource) -> Cache:
    """Make the cache. Makes 7 resources: account, blob service, diagnostic setting, endpoint with its names, and two
    rights of the vault."""
    inside = pulumi.ResourceOptions(parent=parent)
    group = ground.groups[decided.cache_resource_group]
    account = _account(decided, group, pulumi.ResourceOptions(parent=parent, protect=True))
    names = (f"{decided.id}-cache-service", f"{decided.id}-cache-logs")
    build_blob_service(names, account, group, DELETED_DAYS, ground.target, inside)
    place = decided.cache_endpoint.place
    reached = Reached(
        id=f"{decided.id}-cache",
        service_id=account.id,
        resource_group=group,
        region=decided.source_region,
        tags=decided.tags,
        options=inside,
    )
    subnet = ground.subnets[place.network_id, place.subnet]
    endpoint = build_private_endpoint(reached, decided.cache_endpoint, subnet, ground.zones)
    rights = [_right(decided, ground, role, account.id, inside) for role in ROLES]
    return Cache(account=account.id, before=[endpoint, *rights])


def _account(decided: Decided, group: pulumi.Input[str], options: pulumi.ResourceOptions) -> storage.StorageAccount:
    account = Account(
        name=decided.cache_account, group=group, region=decided.source_region, sku=CACHE_SKU, tags=decided.tags
    )
    # Site Recovery is one of the trusted services, and comes with the vault's identity.
    return storage.StorageAccount(f"{decided.id}-cache", closed_account(account, trusts_azure=True), opts=options)


def _right(
    decided: Decided, ground: Ground, role: str, account_id: pulumi.Input[str], options: pulumi.ResourceOptions
) -> authorization.RoleAssignment:
    definition = f"/subscriptions/{ground.subscription_id}/providers/Microsoft.Authorization/roleDefinitions"
    return authorization.RoleAssignment(
        f"{decided.id}-cache-{role}",
        role_assignment_name=decided.cache_rights[role],
        scope=account_id,
        role_definition_id=f"{definition}/{ROLES[role]}",
        principal_id=ground.vault.principal_id,
        principal_type=authorization.PrincipalType.SERVICE_PRINCIPAL,
        opts=options,
    )
