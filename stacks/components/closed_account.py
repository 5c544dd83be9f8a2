"""What every storage account keeps to: encrypted, without keys, and closed to the internet."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import storage

from safeio.values import value


@value
class Account:
    """Where an account stands and what it is called; `sku` says how often and where its data is copied."""

    name: str
    group: pulumi.Input[str]
    region: str
    sku: str
    tags: Mapping[str, str]


def closed_account(account: Account, *, trusts_azure: bool) -> storage.StorageAccountArgs:
    """The arguments of an account that answers private endpoints only, over TLS 1.2, and asks Entra ID who comes. With
    `trusts_azure` it answers Azure's own trusted services too. What differs is set by the caller."""
    return storage.StorageAccountArgs(
        account_name=account.name,
        resource_group_name=account.group,
        location=account.region,
        kind="StorageV2",
        sku=storage.SkuArgs(name=account.sku),
        minimum_tls_version="TLS1_2",
        enable_https_traffic_only=True,
        public_network_access="Disabled",
        network_rule_set=storage.NetworkRuleSetArgs(
            default_action=storage.DefaultAction.DENY,
            bypass=storage.Bypass.AZURE_SERVICES if trusts_azure else storage.Bypass.NONE,
        ),
        allow_blob_public_access=False,
        allow_cross_tenant_replication=False,
        allow_shared_key_access=False,
        default_to_o_auth_authentication=True,
        is_local_user_enabled=False,
        tags=account.tags,
    )
