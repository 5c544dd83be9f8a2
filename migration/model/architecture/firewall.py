"""A hub's firewall: what it lets through by name and by address, and what it stops."""

from __future__ import annotations

from typing import Literal

from migration.model.landing_zone import FirewallTier
from safeio.values import value


@value
class NetworkRule:
    """A way through the firewall by address and port. `origin` says whether people asked for it, interfaces of the
    estate need it, or copies in the second region. `interface_ids` are those that it is for, and `application_ids` the
    applications, the caller first; both are empty where people named none."""

    name: str
    origin: Literal["people", "interfaces", "copies"]
    protocol: Literal["TCP", "UDP"]
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    ports: tuple[str, ...]
    why: str
    interface_ids: tuple[str, ...] = ()
    application_ids: tuple[str, ...] = ()


@value
class FirewallRule:
    """Names that the spokes may reach with TLS."""

    name: str
    priority: int
    sources: tuple[str, ...]
    hosts: tuple[str, ...]


@value
class Firewall:
    """A hub's firewall. `private_address` is the next hop of every spoke. `zones` is empty where a region has none.

    `management_public_ip` is the second address that the tier Basic needs, else None. With `dns_proxy` it answers the
    spokes' questions for names, which it asks of `dns_servers` (empty: Azure's own). `intrusions` is what happens to
    attacks it sees inside packets; None: the tier cannot look.
    """

    name: str
    policy_name: str
    tier: FirewallTier
    zones: tuple[str, ...]
    public_ip: str
    management_public_ip: str | None
    private_address: str
    rules: tuple[FirewallRule, ...]
    network_rules: tuple[NetworkRule, ...] = ()
    dns_proxy: bool = True
    dns_servers: tuple[str, ...] = ()
    threat_intelligence: Literal["Alert", "Deny"] = "Deny"
    intrusions: Literal["Alert", "Deny"] | None = None
