"""A key vault that only its private endpoint reaches."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import keyvault

from migration.model.architecture import KeyVault as Decided
from stacks.components.diagnostics import LogTarget, send_logs
from stacks.components.private_endpoint import Reached, build_private_endpoint

SOFT_DELETE_DAYS = 90
"""The longest the service keeps what was deleted; it cannot be changed later."""


class KeyVault(pulumi.ComponentResource):
    """A key vault. Makes 4 resources: vault, diagnostic setting, private endpoint, its names."""

    def __init__(
        self,
        vault: Decided,
        tenant_id: str,
        resource_group: pulumi.Input[str],
        subnet_id: pulumi.Input[str],
        zones: Mapping[str, pulumi.Output[str]],
        target: LogTarget,
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:KeyVault", vault.id, None, options)
        made = keyvault.Vault(
            f"{vault.id}-vault",
            vault_name=vault.name,
            resource_group_name=resource_group,
            location=vault.region,
            properties=_properties(vault, tenant_id),
            tags=vault.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        inside = pulumi.ResourceOptions(parent=self)
        send_logs(f"{vault.id}-logs", "key-vault", made.id, target, inside)
        reached = Reached(
            id=vault.id,
            service_id=made.id,
            resource_group=resource_group,
            region=vault.region,
            tags=vault.tags,
            options=inside,
        )
        build_private_endpoint(reached, vault.endpoint, subnet_id, zones)
        self.id: pulumi.Output[str] = made.id
        self.uri: pulumi.Output[str | None] = made.properties.vault_uri
        self.register_outputs({})


def _properties(vault: Decided, tenant_id: str) -> keyvault.VaultPropertiesArgs:
    return keyvault.VaultPropertiesArgs(
        tenant_id=tenant_id,
        sku=keyvault.SkuArgs(family="A", name=keyvault.SkuName.STANDARD),
        enable_rbac_authorization=True,
        enable_purge_protection=True,
        enable_soft_delete=True,
        soft_delete_retention_in_days=SOFT_DELETE_DAYS,
        public_network_access="Disabled",
        network_acls=keyvault.NetworkRuleSetArgs(
            default_action="Deny", bypass="AzureServices" if vault.trusted_services else "None"
        ),
    )
