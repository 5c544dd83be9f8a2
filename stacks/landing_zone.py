"""The first stack: what every organisation stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from migration.model.architecture import Architecture, LandingZone, Stack
from stacks.components.hub import Hub
from stacks.components.key_vault import KeyVault
from stacks.components.network import BuiltNetwork
from stacks.components.private_dns import PrivateDns
from stacks.components.recovery_vault import RecoveryVault
from stacks.components.resource_group import ResourceGroup
from stacks.components.spoke import Spoke
from stacks.components.subscription import Subscription, provider_of
from stacks.components.workspace import Workspace

Providers = Mapping[str, pulumi.ProviderResource]
Groups = Mapping[str, pulumi.Output[str]]


def build_landing_zone(architecture: Architecture, stack: Stack) -> None:
    """Make the landing zone and give other stacks its ids.

    Makes what each component says, and one provider for each subscription.
    """
    zone = architecture.landing_zone
    providers: Providers = {
        one.key: provider_of(one.key, one.subscription_id, architecture.tenant_id) for one in zone.subscriptions
    }
    # A group may be written with the landing zone or with its stack, never with both.
    groups: Groups = {
        one.id: ResourceGroup(one, providers[one.subscription_key]).name
        for one in (*zone.resource_groups, *stack.resource_groups)
    }
    workspace = Workspace(
        zone.workspace, groups[zone.workspace.resource_group], providers[zone.workspace.subscription_key]
    )
    for one in zone.subscriptions:
        Subscription(one, zone.security_contacts, workspace.target, providers[one.key])
    hubs = _hubs(zone, groups, workspace, providers)
    spokes = _spokes(zone, hubs, groups, workspace, providers)
    networks: Mapping[str, BuiltNetwork] = {
        **{name: hub.network for name, hub in hubs.items()},
        **{name: spoke.network for name, spoke in spokes.items()},
    }
    dns = PrivateDns(
        zone.private_dns,
        groups[zone.private_dns.resource_group],
        {name: one.id for name, one in networks.items()},
        providers[zone.private_dns.subscription_key],
    )
    keys = _key_vaults(architecture, groups, networks, dns, workspace, providers)
    recovery = {
        one.id: RecoveryVault(one, groups[one.resource_group], workspace.target, providers[one.subscription_key])
        for one in zone.recovery_vaults
    }
    _give(zone, hubs, spokes, dns, workspace, keys, recovery)


def _hubs(zone: LandingZone, groups: Groups, workspace: Workspace, providers: Providers) -> Mapping[str, Hub]:
    made = {
        one.id: Hub(one, groups[one.resource_group], workspace.target, providers[one.subscription_key])
        for one in zone.hubs
    }
    for one in zone.hubs:
        for peering in one.peerings:
            made[one.id].join(peering, made[peering.remote_id].network, made[one.id], f"{one.id}-{peering.name}")
    return made


def _spokes(
    zone: LandingZone, hubs: Mapping[str, Hub], groups: Groups, workspace: Workspace, providers: Providers
) -> Mapping[str, Spoke]:
    return {
        one.id: Spoke(
            one, hubs[one.hub_id], groups[one.resource_group], workspace.target, providers[one.subscription_key]
        )
        for one in zone.spokes
    }


def _key_vaults(
    architecture: Architecture,
    groups: Groups,
    networks: Mapping[str, BuiltNetwork],
    dns: PrivateDns,
    workspace: Workspace,
    providers: Providers,
) -> Mapping[str, KeyVault]:
    return {
        one.id: KeyVault(
            one,
            architecture.tenant_id,
            groups[one.resource_group],
            networks[one.endpoint.place.network_id].subnets[one.endpoint.place.subnet],
            dns.zones,
            workspace.target,
            providers[one.subscription_key],
        )
        for one in architecture.landing_zone.key_vaults
    }


def _give(
    zone: LandingZone,
    hubs: Mapping[str, Hub],
    spokes: Mapping[str, Spoke],
    dns: PrivateDns,
    workspace: Workspace,
    keys: Mapping[str, KeyVault],
    recovery: Mapping[str, RecoveryVault],
) -> None:
    pulumi.export("subscriptions", {one.key: one.subscription_id for one in zone.subscriptions})
    pulumi.export("hub", {one.id: _hub_outputs(hubs[one.id], one.firewall.private_address) for one in zone.hubs})
    pulumi.export(
        "spokes",
        {name: {"network_id": one.network.id, "subnets": dict(one.network.subnets)} for name, one in spokes.items()},
    )
    pulumi.export("private_dns_zones", dns.zones)
    pulumi.export("workspace_id", workspace.id)
    pulumi.export(
        "vaults",
        {
            "recovery": {
                name: {"name": one.name, "resource_group": one.resource_group, "policies": one.policies}
                for name, one in recovery.items()
            },
            "keys": {name: {"id": one.id, "uri": one.uri} for name, one in keys.items()},
        },
    )


def _hub_outputs(hub: Hub, firewall_address: str) -> Mapping[str, Any]:
    return {"network_id": hub.network.id, "firewall_address": firewall_address}
