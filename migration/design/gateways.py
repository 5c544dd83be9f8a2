"""A hub's ways to the sites: gateways, the far ends of their tunnels, and circuits."""

from __future__ import annotations

from migration.design.ground import regions
from migration.design.inputs import DesignInputs
from migration.design.names import compose, joined
from migration.design.regions import region_of
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import Connection, Gateway, LocalNetwork, Proposal
from migration.model.connections import CircuitSku, VpnSite, VpnSku
from migration.model.landing_zone import LandingZoneFile, Profile

# Illustrative: the smallest sizes that suit the profile. Their prices are not known here.
VPN_SKUS: dict[Profile, VpnSku] = {"county": "VpnGw2AZ", "district": "VpnGw1AZ"}
CIRCUIT_SKUS: dict[Profile, CircuitSku] = {"county": "ErGw1AZ", "district": "ErGw1AZ"}

# Illustrative: IKEv2 with AES in Galois counter mode, SHA-256 and the 256-bit elliptic curve (group 19). No source is
# at hand: hold it against "Using IPsec to protect data" of the National Cyber Security Centre before it is used. IKE
# itself keeps to AES-256 with SHA-256, which older devices can do too.
PROPOSAL = Proposal(
    ike_encryption="AES256",
    ike_integrity="SHA256",
    dh_group="ECP256",
    ipsec_encryption="GCMAES256",
    ipsec_integrity="GCMAES256",
    pfs_group="ECP256",
    seconds=27_000,
    kilobytes=102_400_000,
)

AZURE_ASN = 65515
"""The number by which gateways of Azure name themselves; no site may have it. Source: documentation strings of
azure-native 3.29.0, BgpSettings; learn.microsoft.com/azure/vpn-gateway/vpn-gateway-bgp-overview."""


def gateway_regions(file: LandingZoneFile) -> tuple[str, ...]:
    """The regions whose hub has a gateway of any kind, the primary one first."""
    wanted = {*_vpn_regions(file), *_circuit_regions(file)}
    return tuple(one for one in regions(file) if one in wanted)


def gateways(inputs: DesignInputs, region: str) -> tuple[Gateway, ...]:
    """The gateways of a hub, the one for circuits first."""
    file = inputs.landing_zone
    found = []
    if region in _circuit_regions(file):
        found.append(_for_circuits(inputs, region))
    if region in _vpn_regions(file):
        found.append(_for_tunnels(inputs, region))
    return tuple(found)


def reached_sites(file: LandingZoneFile) -> frozenset[str]:
    """The sites that some tunnel leads to. Which sites a circuit leads to is known to its routes alone."""
    return frozenset(name for one in (file.vpn.sites if file.vpn else ()) for name in (one.site_id, *one.behind))


def shared_key(site_id: str) -> str:
    """The Pulumi config with the shared key of a site's tunnels: both ends know it, no file does."""
    return f"vpn-key-{site_id}"


def circuit_key(name: str) -> str:
    """The Pulumi config with the key that lets us use a circuit of another subscription."""
    return f"circuit-key-{name}"


def _vpn_regions(file: LandingZoneFile) -> tuple[str, ...]:
    if file.vpn is None or not file.vpn.sites:
        return ()
    return file.vpn.regions or regions(file)


def _circuit_regions(file: LandingZoneFile) -> tuple[str, ...]:
    circuits = file.express_route.circuits if file.express_route else ()
    return tuple(sorted({one.region or file.regions.primary for one in circuits}))


def _for_tunnels(inputs: DesignInputs, region: str) -> Gateway:
    file = inputs.landing_zone
    assert file.vpn is not None
    what = f"{file.prefix}-vpn"
    return Gateway(
        name=compose("virtual-network-gateway", what, ENVIRONMENT, region),
        kind="Vpn",
        sku=file.vpn.sku or VPN_SKUS[file.profile],
        # Two: both machines of the gateway hold tunnels, so that none breaks when one of them is renewed.
        public_ips=tuple(compose("public-ip", what, ENVIRONMENT, region, number) for number in (1, 2)),
        zones=region_of(region).zones,
        connections=tuple(
            Connection(
                name=compose("connection", f"{file.prefix}-{site.site_id}", ENVIRONMENT, region),
                secret=shared_key(site.site_id),
                site=_far_end(file, site, region),
                proposal=PROPOSAL,
            )
            for site in sorted(file.vpn.sites, key=lambda one: one.site_id)
        ),
    )


def _for_circuits(inputs: DesignInputs, region: str) -> Gateway:
    file = inputs.landing_zone
    assert file.express_route is not None
    what = f"{file.prefix}-circuits"
    mine = [one for one in file.express_route.circuits if (one.region or file.regions.primary) == region]
    return Gateway(
        name=compose("virtual-network-gateway", what, ENVIRONMENT, region),
        kind="ExpressRoute",
        sku=file.express_route.sku or CIRCUIT_SKUS[file.profile],
        public_ips=(compose("public-ip", what, ENVIRONMENT, region),),
        zones=region_of(region).zones,
        connections=tuple(
            Connection(
                name=joined("connection", f"con-{one.name}-{region_of(region).short}"),
                secret=circuit_key(one.name) if one.authorised else None,
                circuit_id=one.circuit_id,
            )
            for one in sorted(mine, key=lambda one: one.name)
        ),
    )


def _far_end(file: LandingZoneFile, site: VpnSite, region: str) -> LocalNetwork:
    ids = {site.site_id, *site.behind}
    return LocalNetwork(
        name=compose("local-network-gateway", f"{file.prefix}-{site.site_id}", ENVIRONMENT, region),
        site_id=site.site_id,
        public_address=site.public_address,
        prefixes=tuple(sorted(one.prefix for one in file.on_premise_ranges if one.site_id in ids)),
        asn=site.asn,
        bgp_address=site.bgp_address,
    )
