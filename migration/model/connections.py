"""What people write about the networks of the cloud: the sections of landing-zone.yaml that may be left out."""

from __future__ import annotations

from typing import Literal

from safeio.values import value

VpnSku = Literal["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"]
"""Sizes of VPN gateways. Those without AZ cannot be made any more (enum of azure-native 3.29.0; Azure VPN Gateway,
"gateway SKU consolidation and migration"). In a region without zones they stand in one place all the same."""

CircuitSku = Literal["ErGw1AZ", "ErGw2AZ", "ErGw3AZ"]
"""Sizes of ExpressRoute gateways (enum of azure-native 3.29.0)."""

BastionTier = Literal["none", "Basic", "Standard", "Premium"]
"""`none` builds no Bastion. The tier Developer is left out: it reaches only the network it stands in."""


@value
class OwnFirewallRule:
    """A way through the firewall that people ask for, between ranges or single addresses.

    `interface_id` is the interface of the estate that it is for, where it is for one: then nobody is told any more
    that the ports of that interface are not known.
    """

    name: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    protocol: Literal["TCP", "UDP"] = "TCP"
    ports: tuple[str, ...]
    why: str
    interface_id: str | None = None


@value
class VpnSite:
    """A site with a VPN device. Its ranges are those of `on_premise_ranges`; `behind` are other sites that are reached
    through it. With `asn` and `bgp_address` the two ends tell each other their routes. The shared key is a secret of
    Pulumi and stands in no file."""

    site_id: str
    public_address: str
    asn: int | None = None
    bgp_address: str | None = None
    behind: tuple[str, ...] = ()


@value
class Vpn:
    """Tunnels to sites. Without `regions` every hub has a gateway; without `sku` the profile decides."""

    sites: tuple[VpnSite, ...]
    sku: VpnSku | None = None
    regions: tuple[str, ...] = ()


@value
class Circuit:
    """An ExpressRoute circuit that a provider has made, such as a link to PSN or HSCN. `circuit_id` is its id in Azure.
    `authorised` is True where it belongs to another subscription: then its key is a secret of Pulumi."""

    name: str
    circuit_id: str
    region: str | None = None
    authorised: bool = False


@value
class ExpressRoute:
    """Circuits that end in a hub: that of `region`, or of the primary region. Without `sku` the profile decides."""

    circuits: tuple[Circuit, ...]
    sku: CircuitSku | None = None


@value
class BastionSettings:
    """How people reach machines. `people_from` are the public ranges they come from; empty is all of the internet,
    which still has to sign in. Without `regions` it stands in the primary region, where the machines are."""

    tier: BastionTier
    people_from: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@value
class ForwardedDomain:
    """Names that name servers on premise answer for, such as "county.local"."""

    domain: str
    servers: tuple[str, ...]


@value
class DnsSettings:
    """How names are found across the two places. `resolver` None: one is built where there is a way to the sites (in
    the profile county) or a domain to forward."""

    resolver: bool | None = None
    forward: tuple[ForwardedDomain, ...] = ()


@value
class FlowLogSettings:
    """What is kept of who talked to whom. `days` in the storage account; `analytics_minutes` is how often Traffic
    Analytics reads them, None: as the profile says, 0: never. `watchers` are "made" here, or "there" already (Azure
    makes one for each region of a subscription that has had a network)."""

    keep: bool = True
    days: int = 90
    analytics_minutes: Literal[0, 10, 60] | None = None
    watchers: Literal["made", "there"] = "made"
