"""What each application becomes: machines, databases, web applications, file shares, and what stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from migration.model.architecture.further_workloads import ArchiveStore, ContainerService, DesktopPool, VolumeStore
from migration.model.architecture.network import PrivateEndpoint, SubnetPlace
from migration.model.architecture.public_entry import PublicEntry
from migration.model.architecture.second_region import SecondSite
from safeio.values import Day, value

WorkloadKind = Literal[
    "windows-vm",
    "linux-vm",
    "sql-vm",
    "sql-database",
    "sql-managed-instance",
    "postgresql-flexible",
    "mysql-flexible",
    "app-service",
    "container-app",
    "file-share",
    "netapp-files",
    "blob-archive",
    "virtual-desktop",
    "arc",
]

DiskKind = Literal["Premium_LRS", "StandardSSD_LRS", "Premium_ZRS", "StandardSSD_ZRS"]


@value
class DataDisk:
    """A managed disk. `kind` is its Azure sku ("Premium_LRS"); `lun` None is the system disk."""

    name: str
    size_gib: int
    kind: DiskKind
    lun: int | None = None


@value
class Image:
    """The system a machine starts from. `product` and `cycle` are those of the support dates."""

    publisher: str
    offer: str
    sku: str
    product: str
    cycle: str


@value
class Machine:
    """A virtual machine. `interface_name` is its network interface; `computer_name` what the system calls itself;
    `collection_rule` the id of the landing zone's rule that says what it sends to the workspace."""

    os: Literal["Windows", "Linux"]
    computer_name: str
    interface_name: str
    image: Image
    administrator: str
    ssh_public_key: str | None = None
    collection_rule: str | None = None


@value
class Database:
    """One database of a server. `id` is of the thing it replaces; `sku` is its Azure size ("GP_Gen5_2")."""

    id: str
    name: str
    sku: str | None
    storage_gib: int | None


@value
class DatabaseServer:
    """A managed database server. `version` is that of the service ("12.0", "16"). SQL Database sizes its databases,
    PostgreSQL and MySQL their server (`sku` and `tier`, `storage_gib`), a managed instance has `processors` and
    `storage_gib`. `private_zone` is the private DNS zone of a server that stands inside a subnet (PostgreSQL), None
    where a private endpoint brings its own, or none is needed. Copies are kept for `backup_days`, one a week for
    `weekly_weeks` and one a month for `monthly_months`; 0 means that there is none. `administrator` is the account that
    MySQL wants beside those of Entra ID."""

    version: str
    databases: tuple[Database, ...]
    sku: str | None = None
    tier: Literal["Burstable", "GeneralPurpose", "MemoryOptimized"] | None = None
    storage_gib: int | None = None
    backup_days: int
    weekly_weeks: int = 0
    monthly_months: int = 0
    processors: int | None = None
    administrator: str | None = None
    geo_redundant_backup: bool
    zone_redundant: bool
    private_zone: str | None = None


@value
class WebApplication:
    """A web application and the plan it runs on. `instances` is the number of machines of the plan."""

    plan_name: str
    os: Literal["Windows", "Linux"]
    sku: str
    instances: int
    integration: SubnetPlace


@value
class ShareInStore:
    """A file share; `quota_gib` is the most it may hold. `backed_up` says whether the vault of its workload's recovery
    takes copies of it."""

    id: str
    name: str
    quota_gib: int
    backed_up: bool = False


@value
class FileStore:
    """A storage account with file shares. `sku` is its replication ("Standard_ZRS"). With `account_keys` its own keys
    open it, which Azure Backup asks for."""

    sku: str
    shares: tuple[ShareInStore, ...]
    soft_delete_days: int
    account_keys: bool = False


@value
class ArcMachine:
    """A server that stays on premise and is shown in Azure. It is joined by installing the Arc agent on it."""

    os: Literal["Windows", "Linux"] | None
    site_id: str | None


@value
class Recovery:
    """How a workload is brought back. Limits are in minutes, None where nobody has said.

    `vault` and `policy` name the backup of a machine or of file shares; platform services keep their own copies.
    `second_region` is where it can be brought back when its region is lost; `why` says how that meets the limits, or
    that it does not.
    """

    criticality: int | None
    rto_minutes: int | None
    rpo_minutes: int | None
    method: Literal["machine-backup", "share-backup", "service-backup", "stays"]
    vault: str | None = None
    policy: str | None = None
    second_region: str | None = None
    why: str


@value
class CloudException:
    """An exception to "cloud, unless" that a workload stands on, as unless.yaml records it."""

    owner: str | None
    approver: str | None
    review_by: Day | None


@value
class Workload:
    """One thing to build. `name` is its name in Azure, `resource_group` the id of a group of its stack.

    Exactly one of `machine`, `database_server`, `web`, `files`, `containers`, `volumes`, `archive`, `desktops` and
    `arc` is set, as `kind` says. `replaces` are the ids of the things it takes over; `also_serves` the other
    applications that run on it. `reasons` say why its application is on no platform service, and `exception` is the
    one that its application needs. `second` is what stands ready for it in the second region, and `entry` how residents
    reach it from the internet, None where they do not.
    """

    id: str
    application_id: str
    also_serves: tuple[str, ...] = ()
    stack: str
    kind: WorkloadKind
    name: str
    resource_group: str
    region: str
    zone: str | None
    size: str | None
    disks: tuple[DataDisk, ...] = ()
    subnet: SubnetPlace | None = None
    endpoint: PrivateEndpoint | None = None
    machine: Machine | None = None
    database_server: DatabaseServer | None = None
    web: WebApplication | None = None
    files: FileStore | None = None
    containers: ContainerService | None = None
    volumes: VolumeStore | None = None
    archive: ArchiveStore | None = None
    desktops: DesktopPool | None = None
    arc: ArcMachine | None = None
    recovery: Recovery
    second: SecondSite | None = None
    entry: PublicEntry | None = None
    tags: Mapping[str, str]
    replaces: tuple[str, ...]
    why: str
    reasons: tuple[str, ...] = ()
    exception: CloudException | None = None
