"""The small architecture with the kinds of workload that it lacks, and the subnets they stand in."""

from __future__ import annotations

from dataclasses import replace

from small_architecture import endpoint_of, machine_of, small_architecture, subnet_of, workload_of

from migration.model.architecture import (
    Architecture,
    Archive,
    ArchiveStore,
    ContainerService,
    Database,
    DatabaseServer,
    DesktopPool,
    LandingZone,
    NetworkSecurityGroup,
    SubnetPlace,
    Volume,
    VolumeBackups,
    VolumeStore,
    Workload,
)

BLOB_ZONE = "privatelink.blob.core.windows.net"
MYSQL_ZONE = "privatelink.mysql.database.azure.com"
CONTAINERS_ZONE = "privatelink.uksouth.azurecontainerapps.io"
DESKTOP_ZONE = "privatelink.wvd.microsoft.com"
ZONES = (BLOB_ZONE, MYSQL_ZONE, CONTAINERS_ZONE, DESKTOP_ZONE)


def every_kind() -> Architecture:
    """One of everything that can be built."""
    small = small_architecture()
    return replace(small, landing_zone=_zone(small.landing_zone), workloads=(*small.workloads, *further()))


def _zone(zone: LandingZone) -> LandingZone:
    (spoke,) = zone.spokes
    more = (
        subnet_of("instances", "10.65.2.0/26", "Microsoft.Sql/managedInstances"),
        subnet_of("containers", "10.65.2.64/26", "Microsoft.App/environments"),
        subnet_of("volumes", "10.65.2.128/28", "Microsoft.Netapp/volumes"),
    )
    groups = tuple(
        NetworkSecurityGroup(name=one.network_security_group or "", rules=spoke.security_groups[0].rules)
        for one in more
    )
    network = replace(spoke.network, subnets=(*spoke.network.subnets, *more))
    grown = replace(spoke, network=network, security_groups=(*spoke.security_groups, *groups))
    zones = tuple(sorted({*zone.private_dns.zones, *ZONES}))
    return replace(zone, spokes=(grown,), private_dns=replace(zone.private_dns, zones=zones))


def further() -> tuple[Workload, ...]:
    """One workload of each of these kinds."""
    return (_sql_vm(), _instance(), _mysql(), _containers(), _volumes(), _archive(), _desktops())


def _sql_vm() -> Workload:
    return machine_of("sql-vm", "vmpaysql01", "Windows", "10.65.0.6", None)


def _instance() -> Workload:
    server = DatabaseServer(
        version="12.0",
        databases=(Database(id="db-jobs", name="jobs", sku=None, storage_gib=None),),
        sku="GP_Gen5",
        tier="GeneralPurpose",
        processors=4,
        storage_gib=256,
        backup_days=35,
        geo_redundant_backup=True,
        zone_redundant=False,
    )
    place = SubnetPlace(network_id="spoke-council-uks", subnet="snet-instances")
    return workload_of(
        "sql-managed-instance", "sqlmi-payroll-a1", "service-backup", database_server=server, subnet=place
    )


def _mysql() -> Workload:
    server = DatabaseServer(
        version="8.0.21",
        databases=(Database(id="db-forms", name="forms", sku=None, storage_gib=None),),
        sku="Standard_D2ds_v4",
        tier="GeneralPurpose",
        storage_gib=64,
        backup_days=35,
        geo_redundant_backup=True,
        zone_redundant=True,
        administrator="cuadmin",
    )
    endpoint = endpoint_of("mysql", "mysqlServer", MYSQL_ZONE)
    return workload_of(
        "mysql-flexible", "mysql-payroll-a1", "service-backup", database_server=server, endpoint=endpoint
    )


def _containers() -> Workload:
    decided = ContainerService(
        environment_name="cae-payroll",
        image="mcr.microsoft.com/k8se/quickstart:latest",
        cpu=1.0,
        memory_gib=2.0,
        least=2,
        most=4,
        port=80,
    )
    return workload_of(
        "container-app",
        "ca-payroll",
        "service-backup",
        containers=decided,
        endpoint=endpoint_of("ca", "managedEnvironments", CONTAINERS_ZONE),
        subnet=SubnetPlace(network_id="spoke-council-uks", subnet="snet-containers"),
    )


def _volumes() -> Workload:
    decided = VolumeStore(
        pool_name="anfpool-payroll",
        pool_tib=4,
        level="Standard",
        snapshots="snapshots-kept",
        daily_days=30,
        volumes=(Volume(id="share-scans", name="vol-scans", quota_gib=1000),),
        backups=VolumeBackups(
            vault="backups", policy="backups-kept", daily_days=35, weekly_weeks=12, monthly_months=12
        ),
    )
    place = SubnetPlace(network_id="spoke-council-uks", subnet="snet-volumes")
    return workload_of("netapp-files", "anf-payroll", "service-backup", volumes=decided, subnet=place)


def _archive() -> Workload:
    decided = ArchiveStore(
        sku="Standard_GRS",
        archives=(Archive(id="share-old", name="share-old"),),
        keep_days=2190,
        archive_after_days=30,
    )
    endpoint = endpoint_of("arch", "blob", BLOB_ZONE)
    return workload_of("blob-archive", "starchpayrolla1", "service-backup", archive=decided, endpoint=endpoint)


def _desktops() -> Workload:
    decided = DesktopPool(
        application_group="vdag-payroll",
        desktop_workspace="vdws-payroll",
        most_people=12,
        feed=endpoint_of("vd-feed", "feed", DESKTOP_ZONE),
    )
    endpoint = endpoint_of("vd", "connection", DESKTOP_ZONE)
    return workload_of("virtual-desktop", "vdpool-payroll", "service-backup", desktops=decided, endpoint=endpoint)
