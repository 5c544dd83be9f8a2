"""What people should know of the networks before they approve: ways that are not built, and addresses nobody named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from ipaddress import IPv4Network

from migration.design.bastions import bastion_tier
from migration.design.crossings import Crossing
from migration.design.estate_addresses import found_addresses, is_private
from migration.design.firewall_rules import closed_ports
from migration.design.gateways import gateway_regions, reached_sites
from migration.design.inputs import DesignInputs
from migration.model.architecture import DesignNote

FILE = "landing-zone.yaml"

SHOWN = 5
"""So many addresses of a range are named in a note."""


def connection_notes(inputs: DesignInputs, crossed: tuple[Crossing, ...]) -> Iterator[DesignNote]:
    """Everything that is to be known of the networks."""
    yield from _ways(inputs)
    yield from _left_out(inputs)
    yield from _strays(inputs)
    yield from closed_ports(inputs, crossed)


def _ways(inputs: DesignInputs) -> Iterator[DesignNote]:
    """A site that nothing leads to."""
    file = inputs.landing_zone
    sites = sorted({one.site_id for one in file.on_premise_ranges})
    if sites and not gateway_regions(file):
        yield DesignNote(
            subject=FILE,
            message="no way to the sites is built: what moves cannot reach what is still on premise",
            remedy="Write vpn with the public address of each site's device, or express_route with its circuits.",
        )
        return
    circuits = file.express_route is not None and file.express_route.circuits
    alone = [one for one in sites if one not in reached_sites(file)]
    if alone and not circuits:
        yield DesignNote(
            subject=FILE,
            message=f"no tunnel leads to {', '.join(alone)}",
            remedy="Write it under vpn.sites, or under behind of the site that it is reached through.",
        )


def _left_out(inputs: DesignInputs) -> Iterator[DesignNote]:
    file = inputs.landing_zone
    if bastion_tier(file) == "none":
        yield DesignNote(
            subject=FILE,
            message="no Bastion is built, since it is paid for by the hour: people reach no machine from the internet",
            remedy="Sign in to machines from a site through its tunnel with a firewall rule, or write bastion.",
        )
    if not file.ddos_plan:
        yield DesignNote(
            subject=FILE,
            message="no DDoS plan is built: public addresses have the protection that Azure gives everybody",
            remedy="Write ddos_plan: true where residents depend on them. One plan is enough for a whole tenant.",
        )


def _strays(inputs: DesignInputs) -> Iterator[DesignNote]:
    """Addresses found on premise outside every range that people stated: the firewall and the tunnels do not know
    them. One note for each /24."""
    stated = [IPv4Network(one.prefix) for one in inputs.landing_zone.on_premise_ranges]
    if not stated:
        return
    strays: dict[IPv4Network, set[tuple[str, str]]] = defaultdict(set)
    for name, prefix in found_addresses(inputs):
        if is_private(prefix) and not any(prefix.subnet_of(one) for one in stated):
            whole = prefix if prefix.prefixlen < 24 else prefix.supernet(new_prefix=24)
            strays[whole].add((name, prefix.with_prefixlen if prefix.prefixlen < 32 else str(prefix.network_address)))
    for whole in sorted(strays):
        members = sorted(strays[whole])
        shown = ", ".join(f"{address} of {name}" for name, address in members[:SHOWN])
        more = f" and {len(members) - SHOWN} more" if len(members) > SHOWN else ""
        yield DesignNote(
            subject=FILE,
            message=f"these were found in no range of on_premise_ranges: {shown}{more}",
            remedy=f"Add the range that holds {whole} with its site, or nothing in the cloud can reach them.",
        )
