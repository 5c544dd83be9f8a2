"""Ids that name nothing, things that are there twice, and workloads that are not what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from migration.model.architecture.landing_zone import Hub, Spoke, ZonePart, zone_parts
from migration.model.architecture.network import PrivateEndpoint, ResourceGroup, SubnetPlace
from migration.model.architecture.second_region import SiteRecovery
from migration.model.architecture.whole import Architecture, Stack
from migration.model.architecture.workload import Workload
from migration.model.decided import Violation

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

DETAIL = {
    "windows-vm": "machine",
    "linux-vm": "machine",
    "sql-database": "database_server",
    "postgresql-flexible": "database_server",
    "mysql-flexible": "database_server",
    "sql-managed-instance": "database_server",
    "sql-vm": "machine",
    "container-app": "containers",
    "netapp-files": "volumes",
    "blob-archive": "archive",
    "virtual-desktop": "desktops",
    "app-service": "web",
    "file-share": "files",
    "arc": "arc",
}
"""The field of a workload that its kind fills; every other one is empty."""


def reference_problems(architecture: Architecture) -> Iterator[Violation]:
    """What names something that is not there, in the order of the file."""
    yield from _ids(architecture)
    yield from _groups(architecture)
    yield from _networks(architecture)
    yield from _stacks(architecture)
    yield from _recoveries(architecture)
    for workload in architecture.workloads:
        yield from _workload(architecture, workload)


def _ids(architecture: Architecture) -> Iterator[Violation]:
    zone = architecture.landing_zone
    if not GUID.fullmatch(architecture.tenant_id):
        yield _problem("tenant_id", f"{architecture.tenant_id[:40]!r} is not an id of a tenant")
    for subscription in zone.subscriptions:
        found = subscription.subscription_id
        if found is not None and not GUID.fullmatch(found):
            yield _problem(subscription.key, f"{found[:40]!r} is not an id of a subscription")
    everything: tuple[ResourceGroup | ZonePart | SiteRecovery | Workload, ...] = (
        *zone.resource_groups,
        *(group for stack in architecture.stacks for group in stack.resource_groups),
        *zone_parts(zone),
        *zone.site_recoveries,
        *architecture.workloads,
    )
    counted = Counter(one.id for one in everything)
    counted.update(one.key for one in zone.subscriptions)
    counted.update(one.name for one in architecture.stacks)
    for name, count in sorted(counted.items()):
        if count > 1:
            yield _problem(name, "this id stands for more than one thing")


def _groups(architecture: Architecture) -> Iterator[Violation]:
    zone = architecture.landing_zone
    groups = {one.id: one for one in zone.resource_groups}
    keys = {one.key for one in zone.subscriptions}
    for group in groups.values():
        yield from _known(group.id, "subscription", group.subscription_key, keys)
    for one in zone_parts(zone):
        yield from _known(one.id, "resource group", one.resource_group, groups)
        mine = groups.get(one.resource_group)
        if mine is not None and mine.subscription_key != one.subscription_key:
            yield _problem(one.id, f"its resource group {mine.id} is in another subscription")
    zones = set(zone.private_dns.zones)
    for vault in zone.key_vaults:
        yield from _endpoint(architecture, vault.id, vault.endpoint, zones)


def _networks(architecture: Architecture) -> Iterator[Violation]:
    zone = architecture.landing_zone
    hubs = {one.id for one in zone.hubs}
    networks = hubs | {one.id for one in zone.spokes}
    for hub in zone.hubs:
        yield from _subnets(hub)
        for peering in hub.peerings:
            yield from _known(hub.id, "network", peering.remote_id, networks)
    for spoke in zone.spokes:
        yield from _subnets(spoke)
        yield from _known(spoke.id, "hub", spoke.hub_id, hubs)
        yield from _known(spoke.id, "hub", spoke.to_hub.remote_id, {spoke.hub_id})
        yield from _known(spoke.id, "network", spoke.from_hub.remote_id, {spoke.id})
    for link in zone.private_dns.links:
        yield from _known(link.name, "network", link.network_id, networks)


def _subnets(one: Hub | Spoke) -> Iterator[Violation]:
    groups = {group.name for group in one.security_groups}
    tables = {table.name for table in one.route_tables}
    for subnet in one.network.subnets:
        if subnet.network_security_group is not None:
            yield from _known(one.id, "security group", subnet.network_security_group, groups)
        if subnet.route_table is not None:
            yield from _known(one.id, "route table", subnet.route_table, tables)


def _stacks(architecture: Architecture) -> Iterator[Violation]:
    names: set[str] = set()
    keys = {one.key for one in architecture.landing_zone.subscriptions}
    for stack in architecture.stacks:
        for before in (*stack.depends_on, *stack.follows):
            # A stack is built after those it names, so they stand before it in the list.
            yield from _known(stack.name, "stack before it", before, names)
        yield from _known(stack.name, "subscription", stack.subscription_key, keys)
        if stack.published is not None:
            yield from _known(stack.name, "subscription", stack.published.subscription_key, keys)
        for group in stack.resource_groups:
            yield from _known(group.id, "subscription", group.subscription_key, keys)
        names.add(stack.name)
    yield from _known("landing_zone", "stack", architecture.landing_zone.stack, names)


def _workload(architecture: Architecture, one: Workload) -> Iterator[Violation]:
    zone = architecture.landing_zone
    stack = next((found for found in architecture.stacks if found.name == one.stack), None)
    yield from _known(one.id, "stack", one.stack, {found.name for found in architecture.stacks})
    if stack is not None:
        yield from _known(one.id, "resource group", one.resource_group, {group.id for group in stack.resource_groups})
    filled = [name for name in sorted(set(DETAIL.values())) if getattr(one, name) is not None]
    if filled != [DETAIL[one.kind]]:
        yield _problem(one.id, f"it is a {one.kind}, and has {', '.join(filled) or 'nothing of one'}")
    if one.subnet is not None:
        yield from _place(architecture, one.id, one.subnet)
    if one.web is not None:
        yield from _place(architecture, one.id, one.web.integration)
    zones = set(zone.private_dns.zones)
    if one.endpoint is not None:
        yield from _endpoint(architecture, one.id, one.endpoint, zones)
    if one.desktops is not None:
        yield from _endpoint(architecture, one.id, one.desktops.feed, zones)
    if one.database_server is not None and one.database_server.private_zone is not None:
        yield from _known(one.id, "private zone", one.database_server.private_zone, zones)
    yield from _second(architecture, one, stack, zones)
    yield from _backup(architecture, one)


def _backup(architecture: Architecture, one: Workload) -> Iterator[Violation]:
    """Its backup is in a vault of its region, by a policy for what it is; shares that are backed up need their keys."""
    vaults = architecture.landing_zone.recovery_vaults
    vault = next((found for found in vaults if found.id == one.recovery.vault), None)
    if one.recovery.vault is not None:
        yield from _known(one.id, "recovery vault", one.recovery.vault, {found.id for found in vaults})
    if vault is not None and one.recovery.policy is not None:
        of = "machines" if one.files is None else "shares"
        policies = {policy.name for policy in vault.policies if policy.of == of}
        yield from _known(one.id, f"backup policy for {of}", one.recovery.policy, policies)
    copied = one.files is not None and any(share.backed_up for share in one.files.shares)
    if copied and (vault is None or one.recovery.policy is None):
        yield _problem(one.id, "its shares are backed up, and no vault and policy are named for it")
    if copied and one.files is not None and not one.files.account_keys:
        yield _problem(one.id, "its shares are backed up, and the keys of its account are off")
    if copied and vault is not None and vault.region != one.region:
        yield _problem(one.id, f"it is in {one.region}, and its vault {vault.id} in {vault.region}")


def _second(
    architecture: Architecture, one: Workload, stack: Stack | None, zones: Collection[str]
) -> Iterator[Violation]:
    """The workload's part in the second region names groups, places and a Site Recovery that are there."""
    second = one.second
    if second is None:
        return
    if second.region == one.region:
        yield _problem(one.id, f"its second one stands in {one.region} too")
    if stack is not None:
        yield from _known(
            one.id, "resource group", second.resource_group, {group.id for group in stack.resource_groups}
        )
    for place in filter(None, (second.subnet, second.integration)):
        yield from _place(architecture, one.id, place)
    for endpoint in filter(None, (second.endpoint, second.feed)):
        yield from _endpoint(architecture, one.id, endpoint, zones)
    if second.replication is not None:
        found = {recovery.id for recovery in architecture.landing_zone.site_recoveries}
        yield from _known(one.id, "Site Recovery", second.replication, found)


def _recoveries(architecture: Architecture) -> Iterator[Violation]:
    zone = architecture.landing_zone
    zones, spokes = set(zone.private_dns.zones), {one.id for one in zone.spokes}
    groups = {one.id for one in zone.resource_groups}
    for one in zone.site_recoveries:
        yield from _known(one.id, "recovery vault", one.vault, {found.id for found in zone.recovery_vaults})
        yield from _known(one.id, "resource group", one.cache_resource_group, groups)
        for network in (one.source_network, one.target_network):
            yield from _known(one.id, "spoke", network, spokes)
        for endpoint in (one.endpoint, one.cache_endpoint):
            yield from _endpoint(architecture, one.id, endpoint, zones)


def _endpoint(
    architecture: Architecture, subject: str, endpoint: PrivateEndpoint, zones: Collection[str]
) -> Iterator[Violation]:
    yield from _place(architecture, subject, endpoint.place)
    for zone in endpoint.zones:
        yield from _known(subject, "private zone", zone, zones)


def _place(architecture: Architecture, subject: str, place: SubnetPlace) -> Iterator[Violation]:
    zone = architecture.landing_zone
    networks: tuple[Hub | Spoke, ...] = (*zone.hubs, *zone.spokes)
    subnets = {(one.id, subnet.name) for one in networks for subnet in one.network.subnets}
    if (place.network_id, place.subnet) not in subnets:
        yield _problem(subject, f"there is no subnet {place.subnet} in {place.network_id}")


def _known(subject: str, what: str, name: str, known: Collection[str]) -> Iterator[Violation]:
    if name not in known:
        yield _problem(subject, f"there is no {what} {name}")


def _problem(subject: str, message: str) -> Violation:
    return Violation(constraint="reference", subject=subject, message=message)
