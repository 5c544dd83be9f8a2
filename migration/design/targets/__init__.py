"""The kinds of target, in the order they are tried: platform services, machines, then what is not built here.

A kind that a trait leads to stands before the one that takes the same things without it.
"""

from __future__ import annotations

from collections.abc import Callable

from migration.design.runs_on import Workload
from migration.design.targets import (
    app_service,
    arc,
    blob_archive,
    container_app,
    file_share,
    linux_vm,
    mysql_flexible,
    netapp_files,
    postgresql_flexible,
    saas,
    sql_database,
    sql_managed_instance,
    sql_vm,
    virtual_desktop,
    windows_vm,
)
from migration.design.virtual_machine import Sized
from safeio.values import value


@value
class Target:
    """A kind of target. `fits` says why it cannot take a workload, or None; `size` what it needs in a region."""

    kind: str
    platform: bool = False
    machine: bool = False
    fits: Callable[[Workload], str | None]
    size: Callable[[Workload, str], Sized]


TARGETS: tuple[Target, ...] = (
    Target(
        kind=sql_managed_instance.KIND, platform=True, fits=sql_managed_instance.fits, size=sql_managed_instance.size
    ),
    Target(kind=sql_database.KIND, platform=True, fits=sql_database.fits, size=sql_database.size),
    Target(kind=postgresql_flexible.KIND, platform=True, fits=postgresql_flexible.fits, size=postgresql_flexible.size),
    Target(kind=mysql_flexible.KIND, platform=True, fits=mysql_flexible.fits, size=mysql_flexible.size),
    Target(kind=container_app.KIND, platform=True, fits=container_app.fits, size=container_app.size),
    Target(kind=virtual_desktop.KIND, platform=True, fits=virtual_desktop.fits, size=virtual_desktop.size),
    Target(kind=app_service.KIND, platform=True, fits=app_service.fits, size=app_service.size),
    Target(kind=netapp_files.KIND, platform=True, fits=netapp_files.fits, size=netapp_files.size),
    Target(kind=blob_archive.KIND, platform=True, fits=blob_archive.fits, size=blob_archive.size),
    Target(kind=file_share.KIND, platform=True, fits=file_share.fits, size=file_share.size),
    Target(kind=sql_vm.KIND, machine=True, fits=sql_vm.fits, size=sql_vm.size),
    Target(kind=windows_vm.KIND, machine=True, fits=windows_vm.fits, size=windows_vm.size),
    Target(kind=linux_vm.KIND, machine=True, fits=linux_vm.fits, size=linux_vm.size),
    Target(kind=saas.KIND, fits=saas.fits, size=saas.size),
    Target(kind=arc.KIND, fits=arc.fits, size=arc.size),
)
