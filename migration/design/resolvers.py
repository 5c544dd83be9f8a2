"""How names are found across the two places: a resolver in a hub, and what it forwards."""

from __future__ import annotations

from migration.design.gateways import gateway_regions
from migration.design.ground import Ground, hub_id
from migration.design.hub_subnets import first_address, subnet_name
from migration.design.inputs import DesignInputs
from migration.design.names import compose, joined
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import ForwardingRule, Resolver, SubnetPlace
from migration.model.landing_zone import LandingZoneFile


def has_resolver(file: LandingZoneFile, region: str) -> bool:
    """True where the hub of a region has a resolver: as people say, else where it is of use in the profile."""
    if file.dns.resolver is not None:
        return file.dns.resolver
    return bool(file.dns.forward) or (file.profile == "county" and region in gateway_regions(file))


def name_servers(inputs: DesignInputs, ground: Ground, region: str) -> tuple[str, ...]:
    """Whom the firewall of a hub asks for names: the resolver, else (empty) Azure's own name servers."""
    if not has_resolver(inputs.landing_zone, region):
        return ()
    return (first_address(ground.hubs[region], "resolver-in"),)


def resolver(inputs: DesignInputs, ground: Ground, region: str) -> Resolver | None:
    """The resolver of a region's hub, or None."""
    file = inputs.landing_zone
    if not has_resolver(file, region):
        return None
    hub = hub_id(region)
    rules = tuple(
        ForwardingRule(
            name=joined("dns-forwarding-rule", f"to-{one.domain.replace('.', '-').replace('_', '-')}"),
            domain=f"{one.domain}.",
            servers=one.servers,
        )
        for one in sorted(file.dns.forward, key=lambda one: one.domain)
    )
    return Resolver(
        name=compose("dns-resolver", file.prefix, ENVIRONMENT, region),
        inbound_name="from-sites",
        inbound=SubnetPlace(
            network_id=hub,
            subnet=subnet_name(file.prefix, region, "resolver-in"),
            address=first_address(ground.hubs[region], "resolver-in"),
        ),
        outbound_name="to-sites",
        outbound=SubnetPlace(network_id=hub, subnet=subnet_name(file.prefix, region, "resolver-out")),
        ruleset_name=compose("dns-forwarding-ruleset", file.prefix, ENVIRONMENT, region) if rules else None,
        rules=rules,
        link_name=joined("zone-link", f"link-{hub}") if rules else None,
    )
