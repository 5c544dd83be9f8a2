"""The names of what stands in a hub beside its network and firewall, and of what writes down traffic."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model.architecture.connections import FlowLog, FlowStore, Gateway, Resolver
from migration.model.architecture.landing_zone import Hub
from migration.model.architecture.name_kinds import NameKind

HubName = tuple[NameKind, str, str]
"""The kind of a name, the name, and within what it must be different."""


def hub_names(hub: Hub) -> Iterator[HubName]:
    """The names of a hub's gateways, Bastion and resolver, and of its rules by address."""
    group = hub.resource_group
    for rule in hub.firewall.network_rules:
        yield "security-rule", rule.name, f"{hub.firewall.policy_name}/network"
    for gateway in hub.gateways:
        yield from _gateway(gateway, group)
    if hub.bastion is not None:
        yield "bastion", hub.bastion.name, group
        yield "public-ip", hub.bastion.public_ip, group
    if hub.resolver is not None:
        yield from _resolver(hub.resolver, group)


def flow_names(flow_log: FlowLog | None, group: str) -> Iterator[HubName]:
    """The names of a network's flow log and, where it is made, its watcher. `group` is the network's resource group."""
    if flow_log is None:
        return
    home = flow_log.watcher_group or flow_log.watcher_of or group
    yield "flow-log", flow_log.name, f"{home}/{flow_log.watcher}"
    if flow_log.watcher_group is None and flow_log.watcher_of is None:
        yield "network-watcher", flow_log.watcher, group


def store_names(store: FlowStore) -> Iterator[HubName]:
    """The names of a store of flow logs and of the identity that writes to it."""
    yield "storage-account", store.name, "azure"
    yield "managed-identity", store.identity_name, store.resource_group


def _gateway(gateway: Gateway, group: str) -> Iterator[HubName]:
    yield "virtual-network-gateway", gateway.name, group
    for address in gateway.public_ips:
        yield "public-ip", address, group
    for one in gateway.connections:
        yield "connection", one.name, group
        if one.site is not None:
            yield "local-network-gateway", one.site.name, group


def _resolver(resolver: Resolver, group: str) -> Iterator[HubName]:
    yield "dns-resolver", resolver.name, group
    yield "dns-endpoint", resolver.inbound_name, f"{resolver.name}/in"
    yield "dns-endpoint", resolver.outbound_name, f"{resolver.name}/out"
    if resolver.ruleset_name is not None:
        yield "dns-forwarding-ruleset", resolver.ruleset_name, group
    for rule in resolver.rules:
        yield "dns-forwarding-rule", rule.name, f"{resolver.name}/rules"
    if resolver.link_name is not None:
        yield "zone-link", resolver.link_name, f"{resolver.name}/links"
