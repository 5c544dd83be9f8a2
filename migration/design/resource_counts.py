"""How many Azure resources each part becomes when it is built. The Pulumi program makes exactly these.

Providers, components and the stack itself are not counted: they stand in the state of Pulumi, not in Azure.
"""

from __future__ import annotations

from collections.abc import Sequence

from migration.design.connection_counts import connection_resources
from migration.model.architecture import (
    DatabaseServer,
    FileStore,
    Firewall,
    LandingZone,
    Network,
    NetworkSecurityGroup,
    RecoveryVault,
    RouteTable,
    Workload,
)
from migration.model.architecture.zone_stacks import part_of

SUBSCRIPTION = 3
WORKSPACE = 2
KEY_VAULT = 4
RECOVERY_VAULT = 2
SITE_RECOVERY = 15
"""A vault without its policies, each of which is one more."""


def workload_resources(workload: Workload) -> int:
    """The resources of one workload, without its resource groups."""
    return _first_resources(workload) + _second_resources(workload) + _entry_resources(workload)


def _entry_resources(workload: Workload) -> int:
    """What stands before an application for residents."""
    if workload.entry is None:
        return 0
    return 8 if workload.second is None else 9


def _second_resources(workload: Workload) -> int:
    """What stands in the second region."""
    second, server = workload.second, workload.database_server
    if second is None:
        return 0
    if second.kind == "site-recovery":
        return 1
    if second.kind == "failover-group":
        assert server is not None
        if workload.kind == "sql-managed-instance":
            return 3  # the group makes the copies of its databases
        return 6 + _a_database(server) * len(server.databases)
    if second.kind == "second-application":
        return 7 if workload.containers is None else 5
    if workload.volumes is not None:
        return 2 + 2 * len(workload.volumes.volumes)
    if second.kind == "second-desktops":
        return 10
    return 2 if second.endpoint is None else 4


def _further_resources(workload: Workload) -> int | None:
    """The resources of containers, volumes, archives, desktops and the database servers that are not alike; None for
    the other kinds."""
    server = workload.database_server
    if workload.kind == "mysql-flexible" and server is not None:
        return 7 + len(server.databases)
    if workload.kind == "sql-managed-instance" and server is not None:
        return 2 + 2 * len(server.databases)
    if workload.containers is not None:
        return 5
    if workload.volumes is not None:
        return 3 + 2 * len(workload.volumes.volumes) + (0 if workload.volumes.backups is None else 2)
    if workload.archive is not None:
        return 6 + 2 * len(workload.archive.archives)
    return 10 if workload.desktops is not None else None


def _a_database(server: DatabaseServer) -> int:
    return 4 if server.weekly_weeks or server.monthly_months else 3


def _first_resources(workload: Workload) -> int:
    further = _further_resources(workload)
    if further is not None:
        return further
    if workload.machine is not None:
        data_disks = sum(disk.lun is not None for disk in workload.disks)
        joined = workload.machine.collection_rule is not None
        more = joined + (workload.kind == "sql-vm")
        return 3 + data_disks + (workload.recovery.vault is not None) + more
    server = workload.database_server
    if server is not None and workload.kind == "sql-database":
        return 5 + _a_database(server) * len(server.databases)
    if server is not None:
        return 3 + len(server.databases)
    if workload.web is not None:
        return 7
    return 1 if workload.files is None else _file_store(workload.files)


def _file_store(store: FileStore) -> int:
    """An account is entered in the vault once, and each share that is backed up."""
    copied = sum(one.backed_up for one in store.shares)
    return 5 + len(store.shares) + (1 + copied if copied else 0)


def landing_zone_resources(zone: LandingZone) -> int:
    """The resources of the landing zone."""
    return (
        len(zone.resource_groups)
        + WORKSPACE
        + SUBSCRIPTION * len(zone.subscriptions)
        + sum(
            _network(hub.network, hub.security_groups, hub.route_tables) + _firewall(hub.firewall) + len(hub.peerings)
            for hub in zone.hubs
        )
        + sum(_network(spoke.network, spoke.security_groups, spoke.route_tables) + 2 for spoke in zone.spokes)
        + len(zone.private_dns.zones) * (1 + len(zone.private_dns.links))
        + KEY_VAULT * len(zone.key_vaults)
        + sum(_recovery_vault(vault) for vault in zone.recovery_vaults)
        + connection_resources(zone)
        + SITE_RECOVERY * len(zone.site_recoveries)
        + len(zone.collection_rules)
    )


def zone_stack_resources(zone: LandingZone, stack: str) -> int:
    """The resources of one of the stacks that make the landing zone."""
    count = landing_zone_resources(part_of(zone, stack))
    # The workspace and the private zones, but not the links to them, are the first one's.
    return count if stack == zone.stack else count - WORKSPACE - len(zone.private_dns.zones)


def _network(network: Network, groups: Sequence[NetworkSecurityGroup], tables: Sequence[RouteTable]) -> int:
    return 2 + len(network.subnets) + len(tables) + 2 * len(groups)


def _firewall(firewall: Firewall) -> int:
    return 5 + (1 if firewall.rules else 0) + (2 if firewall.management_public_ip else 0)


def _recovery_vault(vault: RecoveryVault) -> int:
    return RECOVERY_VAULT + len(vault.policies)
