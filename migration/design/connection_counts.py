"""How many Azure resources the ways between networks become when they are built."""

from __future__ import annotations

from migration.model.architecture import FlowLog, Gateway, Hub, LandingZone, Spoke

PUBLIC_ADDRESS = 2
BASTION = 2 + PUBLIC_ADDRESS
GATEWAY = 2
RESOLVER = 3
FLOW_STORE = 5


def connection_resources(zone: LandingZone) -> int:
    """The gateways, Bastions, resolvers, flow logs with their stores, rules by address and the DDoS plan."""
    networks: tuple[Hub | Spoke, ...] = (*zone.hubs, *zone.spokes)
    return (
        sum(_hub(one) for one in zone.hubs)
        + sum(_flow_log(one.flow_log) for one in networks)
        + FLOW_STORE * len(zone.flow_stores)
        + (1 if zone.ddos_plan else 0)
    )


def _hub(hub: Hub) -> int:
    count = sum(_gateway(one) for one in hub.gateways)
    count += 1 if hub.firewall.network_rules else 0
    count += BASTION if hub.bastion else 0
    if hub.resolver:
        count += RESOLVER + len(hub.resolver.rules)
        count += (hub.resolver.ruleset_name is not None) + (hub.resolver.link_name is not None)
    return count


def _gateway(gateway: Gateway) -> int:
    sites = sum(one.site is not None for one in gateway.connections)
    return GATEWAY + PUBLIC_ADDRESS * len(gateway.public_ips) + len(gateway.connections) + sites


def _flow_log(log: FlowLog | None) -> int:
    return 0 if log is None else 1 + (log.watcher_group is None and log.watcher_of is None)
