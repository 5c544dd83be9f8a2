"""The parts of organisations in the landing zone: their spokes, and the vaults that stand on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from migration.model.architecture import Architecture, LandingZone, Stack
from migration.model.architecture.landing_zone import known_ids
from migration.model.architecture.zone_stacks import part_of
from safeio.values import value
from stacks.components.key_vault import KeyVault
from stacks.components.network import BuiltNetwork
from stacks.components.policy_exemption import build_exemptions
from stacks.components.private_dns import build_zone_links
from stacks.components.recovery_ground import Ground
from stacks.components.recovery_vault import RecoveryVault
from stacks.components.resource_group import ResourceGroup
from stacks.components.site_recovery import SiteRecovery
from stacks.components.spoke import Spoke
from stacks.components.subscription import providers_of
from stacks.zone_ground import Providers, ZoneGround, read_ground

Groups = Mapping[str, pulumi.Output[str]]


@value
class ZonePart:
    """The parts that were made, each by its id."""

    spokes: Mapping[str, Spoke]
    keys: Mapping[str, KeyVault]
    recovery: Mapping[str, RecoveryVault]
    copies: Mapping[str, SiteRecovery]

    def things(self) -> Mapping[str, pulumi.Resource]:
        """All of them by id."""
        return {**self.spokes, **self.keys, **self.recovery, **self.copies}

    def outputs(self) -> Mapping[str, Any]:
        """What other stacks read of them."""
        spokes = {
            name: {"network_id": one.network.id, "subnets": dict(one.network.subnets)}
            for name, one in self.spokes.items()
        }
        recovery = {
            name: {"name": one.name, "resource_group": one.resource_group, "policies": one.policies}
            for name, one in self.recovery.items()
        }
        copies = {
            name: {"policy": one.policy, "target_container": one.target_container, "cache": one.cache}
            for name, one in self.copies.items()
        }
        keys = {name: {"id": one.id, "uri": one.uri} for name, one in self.keys.items()}
        return {"spokes": spokes, "vaults": {"recovery": recovery, "keys": keys, "site_recovery": copies}}


def build_zone_part(architecture: Architecture, stack: Stack) -> None:
    """Make the parts that this stack makes, on what the first stack of the landing zone made, and give their ids."""
    zone = part_of(architecture.landing_zone, stack.name)
    providers: Providers = providers_of(architecture)
    ground = read_ground(architecture, providers)
    groups: Groups = {one.id: ResourceGroup(one, providers[one.subscription_key]).name for one in zone.resource_groups}
    spokes = build_spokes(zone, ground, groups, providers)
    dns = zone.private_dns
    names = {one.id: one.name for one in architecture.landing_zone.resource_groups}
    for name, spoke in spokes.items():
        options = pulumi.ResourceOptions(parent=spoke, provider=providers[dns.subscription_key])
        for private_zone in dns.zones:
            build_zone_links(dns, private_zone, names[dns.resource_group], {name: spoke.network.id}, options)
    made = build_vaults(architecture, zone, spokes, ground, groups, providers)
    build_exemptions(architecture, stack.name, made.things(), groups, providers)
    for output, found in made.outputs().items():
        pulumi.export(output, found)


def build_spokes(zone: LandingZone, ground: ZoneGround, groups: Groups, providers: Providers) -> Mapping[str, Spoke]:
    """Make the spokes of a part of the landing zone."""
    return {
        one.id: Spoke(
            one,
            ground.hubs[one.hub_id],
            groups[one.resource_group],
            ground.target,
            providers[one.subscription_key],
            ground.flows,
        )
        for one in zone.spokes
    }


def build_vaults(
    architecture: Architecture,
    zone: LandingZone,
    spokes: Mapping[str, Spoke],
    ground: ZoneGround,
    groups: Groups,
    providers: Providers,
) -> ZonePart:
    """Make the vaults of a part of the landing zone, and what copies its machines."""
    keys = {
        one.id: KeyVault(
            one,
            architecture.tenant_id,
            groups[one.resource_group],
            spokes[one.endpoint.place.network_id].network.subnets[one.endpoint.place.subnet],
            ground.zones,
            ground.target,
            providers[one.subscription_key],
        )
        for one in zone.key_vaults
    }
    recovery = {
        one.id: RecoveryVault(one, groups[one.resource_group], ground.target, providers[one.subscription_key])
        for one in zone.recovery_vaults
    }
    networks = {name: one.network for name, one in spokes.items()}
    copies = _site_recoveries(architecture, zone, networks, recovery, ground, groups, providers)
    return ZonePart(spokes=spokes, keys=keys, recovery=recovery, copies=copies)


def _site_recoveries(
    architecture: Architecture,
    zone: LandingZone,
    networks: Mapping[str, BuiltNetwork],
    recovery: Mapping[str, RecoveryVault],
    ground: ZoneGround,
    groups: Groups,
    providers: Providers,
) -> Mapping[str, SiteRecovery]:
    subscriptions = known_ids(architecture.landing_zone)
    vaults = {one.id: one for one in zone.recovery_vaults}
    subnets = {(name, subnet): made for name, net in networks.items() for subnet, made in net.subnets.items()}
    return {
        one.id: SiteRecovery(
            one,
            Ground(
                decided_vault=vaults[one.vault],
                vault=recovery[one.vault],
                subnets=subnets,
                networks={name: net.id for name, net in networks.items()},
                network_names={spoke.id: spoke.network.name for spoke in zone.spokes},
                zones=ground.zones,
                groups=groups,
                target=ground.target,
                subscription_id=subscriptions[one.subscription_key],
                provider=providers[one.subscription_key],
            ),
        )
        for one in zone.site_recoveries
    }
