"""Gateways, resolvers, flow logs and rules of the firewall that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from migration.model.architecture.connections import Gateway, Resolver
from migration.model.architecture.firewall import NetworkRule
from migration.model.architecture.landing_zone import Hub, Spoke
from migration.model.architecture.network import SubnetPlace
from migration.model.architecture.whole import Architecture
from migration.model.decided import Violation


def connection_problems(architecture: Architecture) -> Iterator[Violation]:
    """What is wrong with the ways between networks, hub by hub, then the flow logs."""
    zone = architecture.landing_zone
    hubs = {one.id: one for one in zone.hubs}
    for hub in zone.hubs:
        for rule in hub.firewall.network_rules:
            yield from _rule(hub, rule)
        for gateway in hub.gateways:
            yield from _gateway(hub, gateway)
        if hub.bastion is not None and not _has(hub, "bastion"):
            yield _problem(hub.id, "it has a Bastion and no subnet for it")
        if hub.resolver is not None:
            yield from _resolver(hub, hub.resolver)
    for spoke in zone.spokes:
        at = hubs.get(spoke.hub_id)
        if spoke.to_hub.use_gateway and (at is None or not at.gateways or not spoke.from_hub.lend_gateway):
            yield _problem(spoke.id, f"it uses a gateway that {spoke.hub_id} does not lend")
    stores = {one.id: one.region for one in zone.flow_stores}
    networks: tuple[Hub | Spoke, ...] = (*zone.hubs, *zone.spokes)
    for network in networks:
        log = network.flow_log
        if log is not None and stores.get(log.store_id) != network.region:
            yield _problem(network.id, f"there is no store {log.store_id} for its flow log in {network.region}")


def _rule(hub: Hub, rule: NetworkRule) -> Iterator[Violation]:
    if not (rule.sources and rule.destinations and rule.ports):
        yield _problem(hub.id, f"the rule {rule.name} of the firewall names nothing")
    for text in (*rule.sources, *rule.destinations):
        try:
            IPv4Network(text)
        except ValueError:
            yield _problem(hub.id, f"the rule {rule.name} names {text[:40]!r}, which is not an IPv4 range")


def _gateway(hub: Hub, gateway: Gateway) -> Iterator[Violation]:
    if not _has(hub, "gateway"):
        yield _problem(hub.id, f"it has the gateway {gateway.name} and no subnet for it")
    if not gateway.public_ips:
        yield _problem(hub.id, f"the gateway {gateway.name} has no address")
    for one in gateway.connections:
        tunnel = one.site is not None and one.proposal is not None and one.secret is not None
        wanted = tunnel and one.circuit_id is None if gateway.kind == "Vpn" else bool(one.circuit_id) and not one.site
        if not wanted:
            yield _problem(hub.id, f"the connection {one.name} is not one of a {gateway.kind} gateway")


def _resolver(hub: Hub, resolver: Resolver) -> Iterator[Violation]:
    wanted: tuple[tuple[SubnetPlace, str], ...] = (
        (resolver.inbound, "resolver-in"),
        (resolver.outbound, "resolver-out"),
    )
    purposes = {one.name: one.purpose for one in hub.network.subnets}
    for place, purpose in wanted:
        if place.network_id != hub.id or purposes.get(place.subnet) != purpose:
            yield _problem(hub.id, f"its resolver stands in {place.subnet}, which is not for it")
    if bool(resolver.rules) != (resolver.ruleset_name is not None):
        yield _problem(hub.id, "its resolver has rules and no ruleset, or a ruleset without rules")


def _has(hub: Hub, purpose: str) -> bool:
    return any(one.purpose == purpose for one in hub.network.subnets)


def _problem(subject: str, message: str) -> Violation:
    return Violation(constraint="connection", subject=subject, message=message)
