"""Roles of our own: the five trades of a landing zone, and the engineer who moves applications into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migration.design.governance.ids import guid_of, role_definition_id
from migration.design.governance.management_groups import ROOT
from migration.model.architecture import CustomRole, ManagementGroup, management_group_id
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.values import value

APPLICATION_OWNERS, SUBSCRIPTION_OWNER = "application-owners", "subscription-owner"
NETWORK_MANAGEMENT, SUBNET_CONTRIBUTOR = "network-management", "network-subnet-contributor"
SECURITY_OPERATIONS, MIGRATION_ENGINEER = "security-operations", "migration-engineer"


@value
class Trade:
    """What people of one trade do, and what they may do for it."""

    title: str
    description: str
    actions: tuple[str, ...]
    not_actions: tuple[str, ...] = ()


_SUPPORT = ("Microsoft.Support/*", "Microsoft.ResourceHealth/availabilityStatuses/read")
_BUILDS = (
    "*/read",
    "Microsoft.App/*",
    "Microsoft.Authorization/locks/*",
    "Microsoft.Compute/*",
    "Microsoft.DBforMySQL/*",
    "Microsoft.DBforPostgreSQL/*",
    "Microsoft.HybridCompute/*",
    "Microsoft.Insights/*",
    "Microsoft.KeyVault/*",
    "Microsoft.ManagedIdentity/*",
    "Microsoft.NetApp/*",
    "Microsoft.Network/*",
    "Microsoft.RecoveryServices/*",
    "Microsoft.Resources/*",
    "Microsoft.Sql/*",
    "Microsoft.SqlVirtualMachine/*",
    "Microsoft.Storage/*",
    "Microsoft.Web/*",
    *_SUPPORT,
)
_NO_WAY_OUT = (
    "Microsoft.Network/expressRouteCircuits/*",
    "Microsoft.Network/routeTables/write",
    "Microsoft.Network/vpnGateways/*",
    "Microsoft.Network/vpnSites/*",
)

TRADES: Mapping[str, Trade] = {
    APPLICATION_OWNERS: Trade(
        title="Application owners",
        description="Look after the resources of an application, not its network, its rights or its locks.",
        actions=_BUILDS,
        not_actions=(
            "Microsoft.Authorization/locks/*",
            "Microsoft.KeyVault/locations/deletedVaults/purge/action",
            "Microsoft.Network/publicIPAddresses/write",
            "Microsoft.Network/virtualNetworks/write",
            *_NO_WAY_OUT,
        ),
    ),
    MIGRATION_ENGINEER: Trade(
        title="Migration engineer",
        description="Build and move the machines and databases of a wave. May not change networks, rights or policies.",
        actions=(
            "*/read",
            "Microsoft.Authorization/locks/read",
            "Microsoft.Compute/*",
            "Microsoft.DataMigration/*",
            "Microsoft.DBforMySQL/*",
            "Microsoft.DBforPostgreSQL/*",
            "Microsoft.Insights/dataCollectionRuleAssociations/*",
            "Microsoft.Insights/diagnosticSettings/*",
            "Microsoft.Migrate/*",
            "Microsoft.Network/networkInterfaces/*",
            "Microsoft.Network/privateEndpoints/*",
            "Microsoft.Network/virtualNetworks/subnets/join/action",
            "Microsoft.OffAzure/*",
            "Microsoft.RecoveryServices/vaults/backupFabrics/*",
            "Microsoft.RecoveryServices/vaults/replicationFabrics/*",
            "Microsoft.Resources/deployments/*",
            "Microsoft.Resources/subscriptions/resourceGroups/write",
            "Microsoft.Sql/*",
            "Microsoft.Storage/*",
            "Microsoft.Web/*",
            *_SUPPORT,
        ),
        not_actions=("Microsoft.Storage/storageAccounts/listKeys/action",),
    ),
    NETWORK_MANAGEMENT: Trade(
        title="Network management",
        description="Run the networks of the platform.",
        actions=("*/read", "Microsoft.Network/*", "Microsoft.Resources/deployments/*", *_SUPPORT),
    ),
    SUBNET_CONTRIBUTOR: Trade(
        title="Network subnet contributor",
        description="Add and change subnets in networks that others run.",
        actions=(
            "Microsoft.Authorization/*/read",
            "Microsoft.Network/*/read",
            "Microsoft.Network/virtualNetworks/subnets/*",
            "Microsoft.Resources/deployments/*",
            "Microsoft.Resources/subscriptions/resourceGroups/read",
            *_SUPPORT,
        ),
    ),
    SECURITY_OPERATIONS: Trade(
        title="Security operations",
        description="See everything, and run policies, Defender for Cloud and alerts.",
        actions=(
            "*/read",
            "Microsoft.Authorization/policyAssignments/*",
            "Microsoft.Authorization/policyDefinitions/*",
            "Microsoft.Authorization/policyExemptions/*",
            "Microsoft.Authorization/policySetDefinitions/*",
            "Microsoft.Insights/alertRules/*",
            "Microsoft.PolicyInsights/*",
            "Microsoft.Resources/deployments/*",
            "Microsoft.Security/*",
            *_SUPPORT,
        ),
    ),
    SUBSCRIPTION_OWNER: Trade(
        title="Subscription owner",
        description="Look after everything in a subscription but rights, and ways out of its network.",
        actions=(*_BUILDS, "Microsoft.Consumption/*", "Microsoft.CostManagement/*", "Microsoft.Security/*"),
        not_actions=_NO_WAY_OUT,
    ),
}
"""The names are those of the five roles of the Azure Landing Zones Library (faae8ccf of 2026-06-27), and one of ours.
What each may do is ours: no role here has every right, as standard IAM-003 asks."""

BUILT_IN: Mapping[str, str] = {
    "Backup Contributor": "5e467623-bb1f-42f4-a55d-6e525e11384b",
    "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "Cost Management Reader": "72fafb9e-0641-4937-9268-a91bfd8191a3",
    "Key Vault Administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Log Analytics Reader": "73c42c96-874c-492b-b04d-ab87d138a893",
    "Management Group Reader": "ac63b705-f282-497d-ac71-919bf39d939d",
    "Monitoring Contributor": "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
    "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
    "Owner": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Resource Policy Contributor": "36243c78-bf99-498c-9df9-86d9f8d28608",
    "Security Admin": "fb1c8493-542b-48eb-b624-b4c8fea62acd",
    "Security Reader": "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
    "User Access Administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "Virtual Machine Contributor": "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
}
"""Built-in roles by name. Source: Azure/terraform-azure-avm-utl-roledefinitions, list 4f23f533 of 2026-08-21."""


@value
class Role:
    """A role as it is given: its name for people, its id in Azure, and the id of ours in the architecture (None: it is
    built in)."""

    name: str
    definition: str
    custom_role: str | None


def custom_roles(file: LandingZoneFile, groups: Sequence[ManagementGroup]) -> tuple[CustomRole, ...]:
    """Our roles, which may be given anywhere below our topmost group."""
    root = next(one for one in groups if one.key == ROOT)
    return tuple(
        CustomRole(
            id=f"role-{key}",
            key=key,
            name=_guid(file, key),
            display_name=f"{trade.title} ({file.prefix})",
            description=trade.description,
            actions=tuple(sorted(trade.actions)),
            not_actions=tuple(sorted(trade.not_actions)),
            scope=management_group_id(root.name),
            assignable=(management_group_id(root.name),),
        )
        for key, trade in sorted(TRADES.items())
    )


def role_called(file: LandingZoneFile, name: str, where: str) -> Role:
    """The role with the key of one of ours or the name of a built-in one. Raises InputError with the nearest."""
    if name in TRADES:
        definition = role_definition_id(_guid(file, name))
        return Role(name=TRADES[name].title, definition=definition, custom_role=f"role-{name}")
    if name in BUILT_IN:
        return Role(name=name, definition=role_definition_id(BUILT_IN[name]), custom_role=None)
    known = [*sorted(TRADES), *sorted(BUILT_IN)]
    near = nearest(name, known)
    remedy = f"Did you mean {near!r}?" if near else f"Write one of: {', '.join(known)}."
    raise InputError(where, f"{name[:60]!r} is no role that is known here", remedy)


def _guid(file: LandingZoneFile, key: str) -> str:
    """Names of roles are unique in a tenant; another programme in it has another prefix."""
    return guid_of(file.tenant_id, file.prefix, "role", key)
