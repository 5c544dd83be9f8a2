"""What stands in a hub beside its firewall, and what is written down of the traffic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from migration.model.architecture.network import SubnetPlace
from migration.model.connections import CircuitSku, VpnSku
from safeio.values import value


@value
class Proposal:
    """What the two ends of a tunnel agree on, in Azure's words. Lifetimes in seconds and kilobytes."""

    ike_encryption: str
    ike_integrity: str
    dh_group: str
    ipsec_encryption: str
    ipsec_integrity: str
    pfs_group: str
    seconds: int
    kilobytes: int


@value
class LocalNetwork:
    """The far end of a tunnel: the device of a site, and the ranges behind it. Without `asn` the ranges are all that
    is known of its routes."""

    name: str
    site_id: str
    public_address: str
    prefixes: tuple[str, ...]
    asn: int | None = None
    bgp_address: str | None = None


@value
class Connection:
    """A gateway's connection: by tunnel to a local network, or to a circuit by its id. `secret` is the name of the
    Pulumi config that holds its key, None where it needs none."""

    name: str
    secret: str | None
    site: LocalNetwork | None = None
    proposal: Proposal | None = None
    circuit_id: str | None = None


@value
class Gateway:
    """A hub's way to the sites. `public_ips` are its addresses, two where both of its machines work at once; `zones`
    is empty where a region has none."""

    name: str
    kind: Literal["Vpn", "ExpressRoute"]
    sku: VpnSku | CircuitSku
    public_ips: tuple[str, ...]
    zones: tuple[str, ...]
    connections: tuple[Connection, ...]


@value
class Bastion:
    """Where people sign in to machines, without a public address on any of them."""

    name: str
    tier: Literal["Basic", "Standard", "Premium"]
    public_ip: str
    zones: tuple[str, ...]


@value
class ForwardingRule:
    """Names below `domain` (with the dot at its end) are asked of `servers`, on port 53."""

    name: str
    domain: str
    servers: tuple[str, ...]


@value
class Resolver:
    """Finds names across the two places. `inbound` is where the sites ask, at the address of its place; `outbound` is
    the subnet from which name servers on premise are asked. `ruleset_name`, and `link_name` of its link to the hub, are
    None where nothing is forwarded."""

    name: str
    inbound_name: str
    inbound: SubnetPlace
    outbound_name: str
    outbound: SubnetPlace
    ruleset_name: str | None
    rules: tuple[ForwardingRule, ...]
    link_name: str | None = None


@value
class FlowLog:
    """What is written down of a network's traffic, in a store of its region. `watcher` is the network watcher of its
    region and subscription. It is made with this network, but where it stands already: in the resource group with the
    name `watcher_group`, or made with the hub whose id is `watcher_of`. `analytics_minutes` None: Traffic Analytics
    does not read it."""

    name: str
    store_id: str
    days: int
    analytics_minutes: int | None
    watcher: str
    watcher_group: str | None
    watcher_of: str | None = None


@value
class FlowStore:
    """The storage account of a region that flow logs are written to. `identity_name` is the identity that writes, and
    `role_assignment` the GUID of its right to do so: the account's keys open nothing."""

    id: str
    name: str
    identity_name: str
    role_assignment: str
    subscription_key: str
    resource_group: str
    region: str
    sku: Literal["Standard_ZRS", "Standard_GRS"]
    days: int
    tags: Mapping[str, str]


@value
class DdosPlan:
    """A paid plan against floods of traffic, for the hubs with public addresses."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    region: str
    tags: Mapping[str, str]
