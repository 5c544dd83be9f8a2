"""The stacks of the landing zone. The first one is what every organisation stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from migration.model.architecture import Architecture, LandingZone, Stack
from migration.model.architecture.landing_zone import known_ids
from migration.model.architecture.zone_stacks import part_of
from stacks.components.collection_rule import CollectionRule
from stacks.components.ddos_plan import build_ddos_plan
from stacks.components.flow_log import FlowTarget, FlowTargets
from stacks.components.flow_store import FlowStore
from stacks.components.hub import Hub
from stacks.components.policy_exemption import build_exemptions
from stacks.components.private_dns import PrivateDns
from stacks.components.resource_group import ResourceGroup
from stacks.components.subscription import Subscription, providers_of
from stacks.components.workspace import Workspace
from stacks.connection_keys import connection_keys
from stacks.zone_ground import Providers, ZoneGround
from stacks.zone_part import Groups, build_spokes, build_vaults, build_zone_part


def build_landing_zone(architecture: Architecture, stack: Stack) -> None:
    """Make what this stack makes of the landing zone, and give other stacks its ids.

    Makes what each component says, and one provider for each subscription.
    """
    if stack.name != architecture.landing_zone.stack:
        build_zone_part(architecture, stack)
        return
    zone = part_of(architecture.landing_zone, stack.name)
    # Before anything is asked of the engine: what is missing here is said first.
    keys = connection_keys(architecture, stack)
    providers: Providers = providers_of(architecture)
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
    stores = _flow_stores(zone, groups, workspace, providers)
    flows = {name: _flow_target(one, zone.workspace.region) for name, one in stores.items()}
    hubs = _hubs(zone, groups, workspace, providers, flows, keys)
    dns = PrivateDns(
        zone.private_dns, groups[zone.private_dns.resource_group], providers[zone.private_dns.subscription_key]
    )
    sides = {name: one.side for name, one in hubs.items()}
    ground = ZoneGround(target=workspace.target, hubs=sides, flows=flows, zones=dns.zones)
    spokes = build_spokes(zone, ground, groups, providers)
    networks = {name: one.network.id for name, one in hubs.items()}
    dns.link(networks | {name: one.network.id for name, one in spokes.items()})
    made = build_vaults(architecture, zone, spokes, ground, groups, providers)
    rules = {
        one.id: CollectionRule(one, groups[one.resource_group], workspace.id, providers[one.subscription_key])
        for one in zone.collection_rules
    }
    things: Mapping[str, pulumi.Resource] = {**hubs, **made.things(), **stores, zone.workspace.id: workspace}
    build_exemptions(architecture, stack.name, things, groups, providers)
    _give(zone, hubs, dns, workspace, stores, rules)
    for output, found in made.outputs().items():
        pulumi.export(output, found)


def _hubs(
    zone: LandingZone,
    groups: Groups,
    workspace: Workspace,
    providers: Providers,
    flows: FlowTargets,
    keys: Mapping[str, pulumi.Output[str]],
) -> Mapping[str, Hub]:
    plan = zone.ddos_plan
    ddos = build_ddos_plan(plan, groups[plan.resource_group], providers[plan.subscription_key]) if plan else None
    made = {
        one.id: Hub(
            one, groups[one.resource_group], workspace.target, providers[one.subscription_key], flows, keys, ddos
        )
        for one in zone.hubs
    }
    for one in zone.hubs:
        for peering in one.peerings:
            made[one.id].side.join(peering, made[peering.remote_id].network, made[one.id], f"{one.id}-{peering.name}")
    return made


def _flow_stores(
    zone: LandingZone, groups: Groups, workspace: Workspace, providers: Providers
) -> Mapping[str, FlowStore]:
    ids = known_ids(zone)
    return {
        one.id: FlowStore(
            one,
            ids[one.subscription_key],
            groups[one.resource_group],
            workspace.target,
            providers[one.subscription_key],
        )
        for one in zone.flow_stores
    }


def _flow_target(store: FlowStore, workspace_region: str) -> FlowTarget:
    return FlowTarget(
        store_id=store.id, writer_id=store.writer, workspace_region=workspace_region, after=(store.ready,)
    )


def _give(
    zone: LandingZone,
    hubs: Mapping[str, Hub],
    dns: PrivateDns,
    workspace: Workspace,
    stores: Mapping[str, FlowStore],
    rules: Mapping[str, CollectionRule],
) -> None:
    pulumi.export("subscriptions", {one.key: one.subscription_id for one in zone.subscriptions})
    pulumi.export("hub", {one.id: _hub_outputs(hubs[one.id], one.firewall.private_address) for one in zone.hubs})
    pulumi.export("private_dns_zones", dns.zones)
    pulumi.export("workspace_id", workspace.id)
    if stores:
        pulumi.export("flow_stores", {name: {"store": one.id, "writer": one.writer} for name, one in stores.items()})
    if rules:
        pulumi.export("data_collection_rules", {name: one.id for name, one in rules.items()})


def _hub_outputs(hub: Hub, firewall_address: str) -> Mapping[str, Any]:
    return {"network_id": hub.network.id, "firewall_address": firewall_address}
