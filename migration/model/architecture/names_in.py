"""Every name an architecture gives in Azure, with its kind and within what it must be different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migration.model.architecture.governance_names import governance_names
from migration.model.architecture.hub_names import flow_names, hub_names, store_names
from migration.model.architecture.landing_zone import Hub, LandingZone, Spoke
from migration.model.architecture.name_kinds import NameKind
from migration.model.architecture.network import PrivateEndpoint, ResourceGroup
from migration.model.architecture.whole import Architecture
from migration.model.architecture.workload import Workload, WorkloadKind
from safeio.values import value

EVERYWHERE = "azure"
DIRECTORY = "directory"

SERVER_NAMES: Mapping[WorkloadKind, tuple[NameKind, NameKind]] = {
    "sql-database": ("sql-server", "sql-database"),
    "sql-managed-instance": ("managed-instance", "sql-database"),
    "postgresql-flexible": ("postgresql-server", "postgresql-database"),
    "mysql-flexible": ("mysql-server", "mysql-database"),
}
"""What the names of a database server and of its databases are the names of."""

SECOND_NAMES: Mapping[WorkloadKind, NameKind] = {
    "windows-vm": "replicated-item",
    "linux-vm": "replicated-item",
    "sql-vm": "replicated-item",
    "mysql-flexible": "mysql-server",
    "sql-database": "sql-server",
    "postgresql-flexible": "postgresql-server",
    "app-service": "web-app",
    "sql-managed-instance": "managed-instance",
    "container-app": "container-app",
    "netapp-files": "netapp-account",
    "virtual-desktop": "host-pool",
}
"""What the name of a workload's second one is the name of."""

IN_GROUP = ("container-app", "netapp-account", "host-pool")
"""Kinds of these whose names differ within a resource group only."""


@value
class Named:
    """A name. `subject` is the id of what has it; `within` is what it must be different in."""

    kind: NameKind
    name: str
    subject: str
    within: str


def names_in(architecture: Architecture) -> Iterator[Named]:
    """Every name, the landing zone's first."""
    zone = architecture.landing_zone
    for subscription in zone.subscriptions:
        yield Named(kind="budget", name=subscription.budget.name, subject=subscription.key, within=subscription.key)
    for group in (*zone.resource_groups, *(one for stack in architecture.stacks for one in stack.resource_groups)):
        yield _group(group)
    for hub in zone.hubs:
        yield from _network(hub)
        yield from _hub(hub)
    for spoke in zone.spokes:
        yield from _network(spoke)
        yield Named(kind="peering", name=spoke.to_hub.name, subject=spoke.id, within=spoke.id)
        yield Named(kind="peering", name=spoke.from_hub.name, subject=spoke.id, within=spoke.hub_id)
    yield from _shared(zone)
    for kind, name, subject, within in governance_names(architecture):
        yield Named(kind=kind, name=name, subject=subject, within=within)
    for workload in architecture.workloads:
        yield from _workload(workload)


def _group(group: ResourceGroup) -> Named:
    return Named(kind="resource-group", name=group.name, subject=group.id, within=group.subscription_key)


def _network(one: Hub | Spoke) -> Iterator[Named]:
    yield Named(kind="virtual-network", name=one.network.name, subject=one.id, within=one.resource_group)
    for subnet in one.network.subnets:
        yield Named(kind="subnet", name=subnet.name, subject=one.id, within=one.id)
    for group in one.security_groups:
        yield Named(kind="network-security-group", name=group.name, subject=one.id, within=one.resource_group)
        for rule in group.rules:
            yield Named(kind="security-rule", name=rule.name, subject=one.id, within=group.name)
    for kind, name, within in flow_names(one.flow_log, one.resource_group):
        yield Named(kind=kind, name=name, subject=one.id, within=within)
    for table in one.route_tables:
        yield Named(kind="route-table", name=table.name, subject=one.id, within=one.resource_group)
        for route in table.routes:
            yield Named(kind="route", name=route.name, subject=one.id, within=table.name)


def _hub(hub: Hub) -> Iterator[Named]:
    firewall = hub.firewall
    yield Named(kind="firewall", name=firewall.name, subject=hub.id, within=hub.resource_group)
    yield Named(kind="firewall-policy", name=firewall.policy_name, subject=hub.id, within=hub.resource_group)
    for address in filter(None, (firewall.public_ip, firewall.management_public_ip)):
        yield Named(kind="public-ip", name=address, subject=hub.id, within=hub.resource_group)
    for rule in firewall.rules:
        yield Named(kind="security-rule", name=rule.name, subject=hub.id, within=firewall.policy_name)
    for peering in hub.peerings:
        yield Named(kind="peering", name=peering.name, subject=hub.id, within=hub.id)
    for kind, name, within in hub_names(hub):
        yield Named(kind=kind, name=name, subject=hub.id, within=within)


def _shared(zone: LandingZone) -> Iterator[Named]:
    for link in zone.private_dns.links:
        yield Named(kind="zone-link", name=link.name, subject=zone.private_dns.id, within=zone.private_dns.id)
    for store in zone.flow_stores:
        for kind, name, within in store_names(store):
            yield Named(kind=kind, name=name, subject=store.id, within=within)
    if zone.ddos_plan is not None:
        plan = zone.ddos_plan
        yield Named(kind="ddos-plan", name=plan.name, subject=plan.id, within=plan.resource_group)
    log = zone.workspace
    yield Named(kind="workspace", name=log.name, subject=log.id, within=log.resource_group)
    for keys in zone.key_vaults:
        yield Named(kind="key-vault", name=keys.name, subject=keys.id, within=EVERYWHERE)
        yield from _endpoint(keys.endpoint, keys.id, keys.resource_group)
    for vault in zone.recovery_vaults:
        yield Named(kind="recovery-vault", name=vault.name, subject=vault.id, within=vault.resource_group)
        for policy in vault.policies:
            yield Named(kind="backup-policy", name=policy.name, subject=vault.id, within=vault.id)
    for recovery in zone.site_recoveries:
        yield Named(kind="storage-account", name=recovery.cache_account, subject=recovery.id, within=EVERYWHERE)
        yield Named(kind="network-mapping", name=recovery.network_mapping, subject=recovery.id, within=recovery.id)
        yield Named(kind="backup-policy", name=recovery.rules.name, subject=recovery.id, within=recovery.id)
        for endpoint in (recovery.endpoint, recovery.cache_endpoint):
            yield from _endpoint(endpoint, recovery.id, recovery.cache_resource_group)


def _endpoint(endpoint: PrivateEndpoint, subject: str, group: str) -> Iterator[Named]:
    yield Named(kind="private-endpoint", name=endpoint.name, subject=subject, within=group)
    yield Named(kind="network-interface", name=endpoint.interface_name, subject=subject, within=group)


def _second(one: Workload) -> Iterator[Named]:
    second = one.second
    if second is None:
        return
    inside = second.resource_group
    for endpoint in filter(None, (second.endpoint, second.feed)):
        yield from _endpoint(endpoint, one.id, inside)
    if second.group is not None:
        yield Named(kind="sql-failover-group", name=second.group, subject=one.id, within=EVERYWHERE)
    named: tuple[tuple[NameKind, str | None, str], ...] = (
        ("app-service-plan", second.plan_name, inside),
        ("container-environment", second.environment_name, inside),
        ("netapp-pool", second.pool_name, f"{one.id} second"),
        ("application-group", second.application_group, inside),
        ("desktop-workspace", second.desktop_workspace, inside),
    )
    for what, name, where in named:
        if name is not None:
            yield Named(kind=what, name=name, subject=one.id, within=where)
    kind = SECOND_NAMES[one.kind]
    within = inside if kind in IN_GROUP else second.replication or EVERYWHERE
    yield Named(kind=kind, name=second.name, subject=one.id, within=within)


def _workload(one: Workload) -> Iterator[Named]:
    yield from _second(one)
    group = one.resource_group
    if one.endpoint is not None:
        yield from _endpoint(one.endpoint, one.id, group)
    if one.machine is not None:
        yield Named(kind="virtual-machine", name=one.name, subject=one.id, within=group)
        yield Named(kind="computer", name=one.machine.computer_name, subject=one.id, within=DIRECTORY)
        yield Named(kind="network-interface", name=one.machine.interface_name, subject=one.id, within=group)
        for disk in one.disks:
            kind: NameKind = "system-disk" if disk.lun is None else "data-disk"
            yield Named(kind=kind, name=disk.name, subject=one.id, within=group)
    if one.database_server is not None:
        outer, inner = SERVER_NAMES[one.kind]
        yield Named(kind=outer, name=one.name, subject=one.id, within=EVERYWHERE)
        for database in one.database_server.databases:
            yield Named(kind=inner, name=database.name, subject=one.id, within=one.id)
    if one.web is not None:
        yield Named(kind="web-app", name=one.name, subject=one.id, within=EVERYWHERE)
        yield Named(kind="app-service-plan", name=one.web.plan_name, subject=one.id, within=group)
    if one.entry is not None:
        yield Named(kind="front-door", name=one.entry.profile_name, subject=one.id, within=group)
        yield Named(kind="front-door-endpoint", name=one.entry.endpoint_name, subject=one.id, within=EVERYWHERE)
        yield Named(kind="front-door-filter", name=one.entry.filter_name, subject=one.id, within=group)
    if one.files is not None:
        yield Named(kind="storage-account", name=one.name, subject=one.id, within=EVERYWHERE)
        for share in one.files.shares:
            yield Named(kind="file-share", name=share.name, subject=one.id, within=one.id)
    yield from _further(one)
    if one.arc is not None:
        yield Named(kind="arc-machine", name=one.name, subject=one.id, within=group)


def _further(one: Workload) -> Iterator[Named]:
    group = one.resource_group
    if one.containers is not None:
        environment = one.containers.environment_name
        yield Named(kind="container-app", name=one.name, subject=one.id, within=group)
        yield Named(kind="container-environment", name=environment, subject=one.id, within=group)
    if one.volumes is not None:
        yield Named(kind="netapp-account", name=one.name, subject=one.id, within=group)
        yield Named(kind="netapp-pool", name=one.volumes.pool_name, subject=one.id, within=one.id)
        yield Named(kind="snapshot-policy", name=one.volumes.snapshots, subject=one.id, within=one.id)
        for volume in one.volumes.volumes:
            yield Named(kind="netapp-volume", name=volume.name, subject=one.id, within=one.id)
    if one.archive is not None:
        yield Named(kind="storage-account", name=one.name, subject=one.id, within=EVERYWHERE)
        for part in one.archive.archives:
            yield Named(kind="blob-container", name=part.name, subject=one.id, within=one.id)
    if one.desktops is not None:
        yield Named(kind="host-pool", name=one.name, subject=one.id, within=group)
        yield Named(kind="application-group", name=one.desktops.application_group, subject=one.id, within=group)
        yield from _endpoint(one.desktops.feed, one.id, group)
        yield Named(kind="desktop-workspace", name=one.desktops.desktop_workspace, subject=one.id, within=group)
