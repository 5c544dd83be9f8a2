"""The kinds of workload, in the order of migration/design/targets: how each is built."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pulumi

from migration.model.architecture import Workload, WorkloadKind
from stacks.workloads.app_service import AppService
from stacks.workloads.arc import ArcMachine
from stacks.workloads.file_share import FileShare
from stacks.workloads.linux_vm import LinuxVm
from stacks.workloads.postgresql_flexible import PostgresqlFlexible
from stacks.workloads.sql_database import SqlDatabase
from stacks.workloads.surroundings import Surroundings
from stacks.workloads.windows_vm import WindowsVm

WORKLOADS: Mapping[WorkloadKind, Callable[[Workload, Surroundings], pulumi.ComponentResource]] = {
    "sql-database": SqlDatabase,
    "postgresql-flexible": PostgresqlFlexible,
    "app-service": AppService,
    "file-share": FileShare,
    "windows-vm": WindowsVm,
    "linux-vm": LinuxVm,
    "arc": ArcMachine,
}
