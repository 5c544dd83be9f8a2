"""Networks as built: address ranges, subnets, who may talk to whom, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from safeio.values import value


@value
class AddressRange:
    """One range of the address plan, as a prefix ("10.64.0.0/20"). No two ranges overlap, but for one inside another
    of the same `owner` chain: `inside` names the range it is part of."""

    id: str
    prefix: str
    what: Literal["on-premise", "pool", "network", "subnet"]
    owner: str
    region: str | None = None
    inside: str | None = None


@value
class ResourceGroup:
    """A group of resources in one region of one subscription. `stack` is the one that makes a group of the landing
    zone, None: its first."""

    id: str
    name: str
    region: str
    subscription_key: str
    tags: Mapping[str, str]
    stack: str | None = None


@value
class SecurityRule:
    """One rule of a network security group. `ports` are "443" or "1024-2048" or "*"; lower `priority` wins."""

    name: str
    priority: int
    direction: Literal["Inbound", "Outbound"]
    access: Literal["Allow", "Deny"]
    protocol: Literal["Tcp", "Udp", "*"]
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    ports: tuple[str, ...]
    why: str


@value
class NetworkSecurityGroup:
    """Who may talk to the subnets that name it."""

    name: str
    rules: tuple[SecurityRule, ...]


@value
class Route:
    """Where packets for `prefix` go next. `next_hop` is the address of an appliance, else None."""

    name: str
    prefix: str
    next_hop_type: Literal["VirtualAppliance", "VnetLocal", "Internet", "None"]
    next_hop: str | None = None


@value
class RouteTable:
    """The routes of the subnets that name it."""

    name: str
    routes: tuple[Route, ...]


@value
class Subnet:
    """A part of a network. `delegation` is the service it is given to ("Microsoft.Web/serverFarms"), if any;
    `service_endpoints` are services that it reaches past the firewall, on Azure's own network."""

    name: str
    prefix: str
    purpose: Literal[
        "firewall",
        "firewall-management",
        "gateway",
        "bastion",
        "resolver-in",
        "resolver-out",
        "machines",
        "data",
        "endpoints",
        "web",
        "instances",
        "containers",
        "volumes",
        "apis",
    ]
    network_security_group: str | None = None
    route_table: str | None = None
    delegation: str | None = None
    service_endpoints: tuple[str, ...] = ()


@value
class Network:
    """A virtual network. `dns_servers` empty means the name servers of Azure."""

    name: str
    prefix: str
    dns_servers: tuple[str, ...] = ()
    subnets: tuple[Subnet, ...]


@value
class Peering:
    """A network's side of its connection with another hub or spoke, named by its id. A hub with a gateway lends it
    (`lend_gateway`) and its spokes use it (`use_gateway`)."""

    name: str
    remote_id: str
    allow_forwarded: bool
    lend_gateway: bool = False
    use_gateway: bool = False


@value
class SubnetPlace:
    """Where something stands: a subnet of a spoke or hub. `address` is fixed where given."""

    network_id: str
    subnet: str
    address: str | None = None


@value
class PrivateEndpoint:
    """A private address for a platform service. `group_id` is the part of the service ("sqlServer", "vault");
    `zones` are the private DNS zones that get its name."""

    name: str
    interface_name: str
    place: SubnetPlace
    group_id: str
    zones: tuple[str, ...]
