"""The kinds of workload, in the order of migration/design/targets: how each is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pulumi

from migration.model.architecture import Workload, WorkloadKind
from stacks.workloads.app_service import AppService
from stacks.workloads.arc import ArcMachine
from stacks.workloads.blob_archive import BlobArchive
from stacks.workloads.container_app import ContainerApp
from stacks.workloads.file_share import FileShare
from stacks.workloads.linux_vm import LinuxVm
from stacks.workloads.mysql_flexible import MysqlFlexible
from stacks.workloads.netapp_files import NetappFiles
from stacks.workloads.postgresql_flexible import PostgresqlFlexible
from stacks.workloads.sql_database import SqlDatabase
from stacks.workloads.sql_managed_instance import SqlManagedInstance
from stacks.workloads.sql_vm import SqlVm
from stacks.workloads.surroundings import Surroundings
from stacks.workloads.virtual_desktop import VirtualDesktop
from stacks.workloads.windows_vm import WindowsVm

WORKLOADS: Mapping[WorkloadKind, Callable[[Workload, Surroundings], pulumi.ComponentResource]] = {
    "sql-managed-instance": SqlManagedInstance,
    "sql-database": SqlDatabase,
    "postgresql-flexible": PostgresqlFlexible,
    "mysql-flexible": MysqlFlexible,
    "container-app": ContainerApp,
    "virtual-desktop": VirtualDesktop,
    "app-service": AppService,
    "netapp-files": NetappFiles,
    "blob-archive": BlobArchive,
    "file-share": FileShare,
    "sql-vm": SqlVm,
    "windows-vm": WindowsVm,
    "linux-vm": LinuxVm,
    "arc": ArcMachine,
}
