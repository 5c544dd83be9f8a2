"""What the security groups of spokes let in because the firewall does: a way must be open at both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from ipaddress import IPv4Network

from migration.design.security_rules import LAST
from migration.model.architecture import NetworkRule, NetworkSecurityGroup, SecurityRule, Spoke
from safeio.errors import InputError

FIRST_INTERFACE = 1000
"""The priority of the first rule for an interface. Those that hold for every application come before."""

FIRST_OWN = 100
ROOM_FOR_OWN = 100
"""So many rules of people's own come first of all, so that what they ask for is not denied by one of ours."""

MOST_RULES = 500
"""Of one group for interfaces: then those with the same ports become one. Azure takes 1,000 rules in a group
(learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits); half is kept free."""


def opened(spoke: Spoke, own: Sequence[NetworkRule], interfaces: Sequence[NetworkRule]) -> Spoke:
    """The spoke with security groups that let in what both kinds of rules bring to its subnets. Raises InputError for
    one of people's own with the name of one of ours."""
    ranges: dict[str, list[IPv4Network]] = defaultdict(list)
    for subnet in spoke.network.subnets:
        if subnet.network_security_group is not None:
            ranges[subnet.network_security_group].append(IPv4Network(subnet.prefix))
    return replace(
        spoke,
        security_groups=tuple(
            _opened(one, _into(own, ranges[one.name]), _into(interfaces, ranges[one.name]))
            for one in spoke.security_groups
        ),
    )


def _opened(
    group: NetworkSecurityGroup, own: Sequence[NetworkRule], interfaces: Sequence[NetworkRule]
) -> NetworkSecurityGroup:
    if len(interfaces) > MOST_RULES:
        interfaces = _together(interfaces)
    standing = group.rules
    ours = {one.name.casefold() for one in standing} | {one.name.casefold() for one in interfaces}
    for one in own:
        if one.name.casefold() in ours:
            wrong = f"{one.name!r} is the name of one of our own rules in {group.name}"
            raise InputError("landing-zone.yaml firewall_rules", wrong, "Give it another name.")
    if own:
        standing = tuple(
            one if one.priority == LAST else replace(one, priority=one.priority + ROOM_FOR_OWN) for one in standing
        )
    rules = (
        *(_allowed(one, FIRST_OWN + at) for at, one in enumerate(own)),
        *standing,
        *(_allowed(one, FIRST_INTERFACE + at) for at, one in enumerate(interfaces)),
    )
    return replace(group, rules=tuple(sorted(rules, key=lambda one: (one.direction, one.priority))))


def _into(rules: Sequence[NetworkRule], ranges: Sequence[IPv4Network]) -> list[NetworkRule]:
    """The rules that lead into these ranges, with those destinations alone."""
    found = []
    for rule in rules:
        mine = tuple(one for one in rule.destinations if any(IPv4Network(one).overlaps(whole) for whole in ranges))
        if mine:
            found.append(replace(rule, destinations=mine))
    return found


def _together(rules: Sequence[NetworkRule]) -> list[NetworkRule]:
    """One rule for each set of ports. It lets in a little more than the rules it stands for; the firewall does not."""
    bundles: dict[tuple[str, tuple[str, ...]], list[NetworkRule]] = defaultdict(list)
    for rule in rules:
        bundles[rule.protocol, rule.ports].append(rule)
    found = []
    for number, key in enumerate(sorted(bundles), 1):
        members = bundles[key]
        found.append(
            replace(
                members[0],
                name=f"interfaces-{number}-{key[0].lower()}",
                sources=_union(one.sources for one in members),
                destinations=_union(one.destinations for one in members),
                why=f"{len(members)} interfaces by these ports",
            )
        )
    return found


def _union(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({one for many in found for one in many}, key=IPv4Network))


def _allowed(rule: NetworkRule, priority: int) -> SecurityRule:
    return SecurityRule(
        name=rule.name,
        priority=priority,
        direction="Inbound",
        access="Allow",
        protocol="Tcp" if rule.protocol == "TCP" else "Udp",
        sources=rule.sources,
        destinations=rule.destinations,
        ports=rule.ports,
        why=rule.why,
    )
