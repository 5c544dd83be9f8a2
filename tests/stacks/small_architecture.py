"""An architecture written by hand: one of everything that can be built."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from migration.model.architecture import (
    Architecture,
    ArcMachine,
    BackupPolicy,
    Budget,
    Database,
    DatabaseServer,
    DataDisk,
    FileStore,
    Firewall,
    FirewallRule,
    Hub,
    Image,
    KeyVault,
    LandingZone,
    Machine,
    Network,
    NetworkSecurityGroup,
    Peering,
    PrivateDns,
    PrivateEndpoint,
    Recovery,
    RecoveryVault,
    ResourceGroup,
    Route,
    RouteTable,
    SecurityRule,
    ShareInStore,
    Spoke,
    Stack,
    Subnet,
    SubnetPlace,
    Subscription,
    Verified,
    WebApplication,
    Workload,
    Workspace,
    ZoneLink,
)
from migration.model.landing_zone import EntraGroup

TENANT = "11111111-2222-3333-4444-555555555555"
PLATFORM = "aaaaaaaa-0000-0000-0000-000000000001"
COUNCIL = "aaaaaaaa-0000-0000-0000-000000000002"
NETWORKS = ("hub-uks", "hub-ukw", "spoke-council-uks")
SQL_ZONE = "privatelink.database.windows.net"
FILE_ZONE = "privatelink.file.core.windows.net"
VAULT_ZONE = "privatelink.vaultcore.azure.net"
WEB_ZONE = "privatelink.azurewebsites.net"
POSTGRESQL_ZONE = "abc.private.postgres.database.azure.com"
WAVE = "w1-council"
SSH_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExample cuadmin"

TAGS = {
    "application-id": "payroll",
    "cost-centre": "1000",
    "data-classification": "official",
    "environment": "prod",
    "migration-wave": "w1",
    "organisation": "council",
    "owner": "Head of Finance",
    "review-date": "2027-11-01",
    "service": "payroll",
}


def small_architecture() -> Architecture:
    """Two hubs, one spoke, a vault of each kind, and one workload of each kind."""
    return Architecture(
        as_of=date(2026, 11, 22),
        programme="small",
        estate_sha256="1" * 64,
        plan_sha256="2" * 64,
        inputs_sha256={"landing-zone.yaml": "3" * 64},
        verified=Verified(as_of=date(2026, 11, 22), violations=()),
        tenant_id=TENANT,
        landing_zone=_landing_zone(),
        address_plan=(),
        policy_exemptions=(),
        stacks=(
            Stack(
                name="landing-zone",
                layer="landing-zone",
                subscription_key="platform",
                region="uksouth",
                depends_on=(),
                resource_count=100,
            ),
            Stack(
                name=WAVE,
                layer="wave",
                wave_id="w1",
                wave_state="draft",
                organisation_id="council",
                subscription_key="council",
                region="uksouth",
                depends_on=("landing-zone",),
                resource_groups=(_group("rg-payroll", "council"),),
                resource_count=50,
            ),
        ),
        workloads=workloads(),
    )


def _group(group_id: str, key: str, region: str = "uksouth") -> ResourceGroup:
    return ResourceGroup(id=group_id, name=f"{group_id}-prod-uks", region=region, subscription_key=key, tags=TAGS)


def _landing_zone() -> LandingZone:
    return LandingZone(
        profile="county",
        prefix="abc",
        stack="landing-zone",
        subscriptions=(_subscription("council", COUNCIL), _subscription("platform", PLATFORM)),
        resource_groups=(
            _group("rg-dns", "platform"),
            _group("rg-hub-uks", "platform"),
            _group("rg-hub-ukw", "platform", "ukwest"),
            _group("rg-monitor", "platform"),
            _group("rg-network", "council"),
            _group("rg-vaults", "council"),
        ),
        hubs=(
            _hub("uks", "uksouth", "10.64.0", "hub-ukw", ("1", "2", "3")),
            _hub("ukw", "ukwest", "10.96.0", "hub-uks", ()),
        ),
        spokes=(_spoke(),),
        private_dns=PrivateDns(
            id="dns",
            subscription_key="platform",
            resource_group="rg-dns",
            zones=(POSTGRESQL_ZONE, WEB_ZONE, SQL_ZONE, FILE_ZONE, VAULT_ZONE),
            links=tuple(ZoneLink(name=f"link-{name}", network_id=name) for name in NETWORKS),
            tags=TAGS,
        ),
        workspace=Workspace(
            id="log",
            name="log-abc-prod-uks",
            subscription_key="platform",
            resource_group="rg-monitor",
            region="uksouth",
            retention_days=365,
            diagnostic_setting="to-central-workspace",
            tags=TAGS,
        ),
        key_vaults=(
            KeyVault(
                id="kv-council",
                name="kv-council-a1b2c3",
                subscription_key="council",
                resource_group="rg-vaults",
                region="uksouth",
                endpoint=endpoint_of("kv", "vault", VAULT_ZONE),
                tags=TAGS,
            ),
        ),
        recovery_vaults=(
            RecoveryVault(
                id="rsv-council",
                name="rsv-council-prod-uks",
                organisation_id="council",
                subscription_key="council",
                resource_group="rg-vaults",
                region="uksouth",
                redundancy="GeoRedundant",
                cross_region_restore=True,
                immutability="Unlocked",
                policies=(
                    BackupPolicy(name="bkpol-critical", at="22:00", daily_days=35, weekly_weeks=12, monthly_months=12),
                    BackupPolicy(name="bkpol-lesser", at="22:00", daily_days=30, weekly_weeks=0, monthly_months=0),
                    BackupPolicy(
                        name="bkpol-shares-critical",
                        at="22:00",
                        daily_days=35,
                        weekly_weeks=12,
                        monthly_months=12,
                        of="shares",
                    ),
                ),
                tags=TAGS,
            ),
        ),
        database_administrators=EntraGroup(
            name="sg-database-administrators", object_id="bbbbbbbb-0000-0000-0000-000000000001"
        ),
        security_contacts=("security@council.example",),
    )


def _subscription(key: str, subscription_id: str) -> Subscription:
    budget = Budget(
        id=f"budget-{key}",
        name=f"budget-abc-{key}",
        month_gbp=Decimal("4500.50"),
        starts=date(2026, 11, 1),
        ends=date(2036, 11, 1),
        contacts=("finance@council.example",),
        thresholds=(80, 100, 110),
    )
    organisation = None if key == "platform" else key
    return Subscription(key=key, subscription_id=subscription_id, organisation_id=organisation, budget=budget)


def _hub(short: str, region: str, start: str, other: str, zones: tuple[str, ...]) -> Hub:
    return Hub(
        id=f"hub-{short}",
        region=region,
        subscription_key="platform",
        resource_group=f"rg-hub-{short}",
        network=Network(
            name=f"vnet-hub-{short}",
            prefix=f"{start}.0/22",
            subnets=(
                Subnet(name="AzureFirewallSubnet", prefix=f"{start}.0/26", purpose="firewall"),
                Subnet(name="GatewaySubnet", prefix=f"{start}.64/27", purpose="gateway"),
            ),
        ),
        security_groups=(),
        route_tables=(),
        firewall=Firewall(
            name=f"afw-hub-{short}",
            policy_name=f"afwp-hub-{short}",
            tier="Standard",
            zones=zones,
            public_ip=f"pip-afw-{short}",
            management_public_ip=None,
            private_address=f"{start}.4",
            rules=(
                FirewallRule(
                    name="windows-update", priority=200, sources=("10.65.0.0/22",), hosts=("*.windowsupdate.com",)
                ),
            ),
        ),
        peerings=(Peering(name=f"peer-{other}", remote_id=other, allow_forwarded=True),),
        tags=TAGS,
    )


def _spoke() -> Spoke:
    names = {"machines": "nsg-machines", "data": "nsg-data", "endpoints": "nsg-endpoints", "web": "nsg-web"}
    return Spoke(
        id="spoke-council-uks",
        organisation_id="council",
        region="uksouth",
        subscription_key="council",
        resource_group="rg-network",
        hub_id="hub-uks",
        network=Network(
            name="vnet-council-uks",
            prefix="10.65.0.0/22",
            dns_servers=("10.64.0.4",),
            subnets=(
                subnet_of("machines", "10.65.0.0/24"),
                subnet_of("data", "10.65.1.0/26", "Microsoft.DBforPostgreSQL/flexibleServers"),
                subnet_of("endpoints", "10.65.1.64/26"),
                subnet_of("web", "10.65.1.128/26", "Microsoft.Web/serverFarms"),
            ),
        ),
        security_groups=tuple(NetworkSecurityGroup(name=name, rules=_rules()) for name in names.values()),
        route_tables=(
            RouteTable(
                name="rt-council-uks",
                routes=(
                    Route(name="way-out", prefix="0.0.0.0/0", next_hop_type="VirtualAppliance", next_hop="10.64.0.4"),
                ),
            ),
        ),
        to_hub=Peering(name="peer-to-hub", remote_id="hub-uks", allow_forwarded=True),
        from_hub=Peering(name="peer-council", remote_id="spoke-council-uks", allow_forwarded=True),
        tags=TAGS,
    )


def subnet_of(purpose: str, prefix: str, delegation: str | None = None) -> Subnet:
    return Subnet(
        name=f"snet-{purpose}",
        prefix=prefix,
        purpose=purpose,  # type: ignore[arg-type]
        network_security_group=f"nsg-{purpose}",
        route_table="rt-council-uks",
        delegation=delegation,
    )


def _rules() -> tuple[SecurityRule, ...]:
    return (
        SecurityRule(
            name="allow-own-network",
            priority=100,
            direction="Inbound",
            access="Allow",
            protocol="Tcp",
            sources=("10.65.0.0/22", "10.64.0.0/22"),
            destinations=("10.65.0.0/22",),
            ports=("443",),
            why="the network's own machines",
        ),
        SecurityRule(
            name="deny-rest",
            priority=4096,
            direction="Inbound",
            access="Deny",
            protocol="*",
            sources=("*",),
            destinations=("*",),
            ports=("*",),
            why="all that is not allowed " * 10,
        ),
    )


def endpoint_of(what: str, group_id: str, zone: str) -> PrivateEndpoint:
    return PrivateEndpoint(
        name=f"pep-{what}-council",
        interface_name=f"nic-pep-{what}-council",
        place=SubnetPlace(network_id="spoke-council-uks", subnet="snet-endpoints"),
        group_id=group_id,
        zones=(zone,),
    )


def workload_of(kind: str, name: str, method: str, **parts: object) -> Workload:
    policy = {"machine-backup": "bkpol-critical", "share-backup": "bkpol-shares-critical"}.get(method)
    backup = {"vault": "rsv-council", "policy": policy} if policy else {}
    return Workload(
        **{
            "id": f"payroll-{kind}",
            "application_id": "payroll",
            "stack": WAVE,
            "kind": kind,
            "name": name,
            "resource_group": "rg-payroll",
            "region": "uksouth",
            "zone": None,
            "size": None,
            "recovery": Recovery(
                criticality=2,
                rto_minutes=240,
                rpo_minutes=60,
                method=method,  # type: ignore[arg-type]
                why="within the limits",
                **backup,
            ),
            "tags": TAGS,
            "replaces": (f"server-{kind}",),
            "why": "as it is",
            "reasons": ("its licence forbids platform services",) if kind.endswith("-vm") else (),
            **parts,
        }  # type: ignore[arg-type]
    )


def workloads() -> tuple[Workload, ...]:
    """One workload of each kind."""
    return (
        machine_of("windows-vm", "vmpayapp01", "Windows", "10.65.0.4", None),
        machine_of("linux-vm", "vmpaybat01", "Linux", "10.65.0.5", SSH_KEY),
        _sql(),
        _postgresql(),
        _web(),
        _files(),
        workload_of("arc", "srvpay09", "stays", arc=ArcMachine(os="Windows", site_id="county-hall")),
    )


def machine_of(kind: str, name: str, os: str, address: str, key: str | None) -> Workload:
    image = {
        "Windows": Image(
            publisher="MicrosoftWindowsServer",
            offer="WindowsServer",
            sku="2022-datacenter-g2",
            product="windows-server",
            cycle="2022",
        ),
        "Linux": Image(publisher="Canonical", offer="ubuntu-24_04-lts", sku="server", product="ubuntu", cycle="24.04"),
    }[os]
    return workload_of(
        kind,
        name,
        "machine-backup",
        zone="1",
        size="Standard_D4s_v5",
        disks=(
            DataDisk(name=f"osdisk-{name}", size_gib=128, kind="Premium_LRS"),
            DataDisk(name=f"disk-{name}-0", size_gib=256, kind="Premium_LRS", lun=0),
            DataDisk(name=f"disk-{name}-1", size_gib=512, kind="Premium_ZRS", lun=1),
        ),
        subnet=SubnetPlace(network_id="spoke-council-uks", subnet="snet-machines", address=address),
        machine=Machine(
            os=os,  # type: ignore[arg-type]
            computer_name=name,
            interface_name=f"nic-{name}",
            image=image,
            administrator="cuadmin",
            ssh_public_key=key,
        ),
    )


def _sql() -> Workload:
    server = DatabaseServer(
        version="12.0",
        databases=(
            Database(id="db-pay", name="pay", sku="GP_Gen5_2", storage_gib=100),
            Database(id="db-tax", name="tax", sku="GP_Gen5_4", storage_gib=None),
        ),
        backup_days=35,
        weekly_weeks=5,
        monthly_months=12,
        geo_redundant_backup=True,
        zone_redundant=True,
    )
    endpoint = endpoint_of("sql", "sqlServer", SQL_ZONE)
    return workload_of("sql-database", "sql-payroll-a1", "service-backup", database_server=server, endpoint=endpoint)


def _postgresql() -> Workload:
    server = DatabaseServer(
        version="16",
        databases=(Database(id="db-maps", name="maps", sku=None, storage_gib=None),),
        sku="Standard_D2ds_v5",
        tier="GeneralPurpose",
        storage_gib=128,
        backup_days=35,
        geo_redundant_backup=True,
        zone_redundant=True,
        private_zone=POSTGRESQL_ZONE,
    )
    place = SubnetPlace(network_id="spoke-council-uks", subnet="snet-data")
    return workload_of("postgresql-flexible", "psql-payroll-a1", "service-backup", database_server=server, subnet=place)


def _web() -> Workload:
    application = WebApplication(
        plan_name="asp-payroll",
        os="Linux",
        sku="P0v3",
        instances=2,
        integration=SubnetPlace(network_id="spoke-council-uks", subnet="snet-web"),
    )
    endpoint = endpoint_of("app", "sites", WEB_ZONE)
    return workload_of("app-service", "app-payroll-a1", "service-backup", web=application, endpoint=endpoint)


def _files() -> Workload:
    store = FileStore(
        sku="Standard_ZRS",
        shares=(ShareInStore(id="share-pay", name="pay", quota_gib=500, backed_up=True),),
        soft_delete_days=30,
        account_keys=True,
    )
    return workload_of(
        "file-share", "stpayrolla1", "share-backup", files=store, endpoint=endpoint_of("st", "file", FILE_ZONE)
    )
