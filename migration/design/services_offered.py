"""Checks that the regions of a landing zone offer the services that the workloads become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from migration.model.architecture import Workload, WorkloadKind
from migration.model.landing_zone import LandingZoneFile
from migration.model.region_services import RegionService, is_missing, list_of, nearest_regions, service_of
from safeio.errors import InputError

BUILT_FROM: Mapping[WorkloadKind, tuple[str, ...]] = {
    "arc": ("Microsoft.HybridCompute/machines",),
    "container-app": ("Microsoft.App/containerApps",),
    "mysql-flexible": ("Microsoft.DBforMySQL/flexibleServers",),
    "netapp-files": ("Microsoft.NetApp/netAppAccounts/capacityPools",),
    "postgresql-flexible": ("Microsoft.DBforPostgreSQL/flexibleServers",),
    "virtual-desktop": (
        "Microsoft.DesktopVirtualization/hostPools",
        "Microsoft.DesktopVirtualization/applicationGroups",
    ),
}
"""The types that a kind of workload is made of, as far as a list says where they are offered. Every other kind is built
from what each region has that has anything, or from what no list of ours speaks of."""

Lookup = Callable[[str], RegionService | None]


def check_services(file: LandingZoneFile, workloads: Iterable[Workload], lookup: Lookup = service_of) -> None:
    """Raise InputError for the first workload whose region is known not to offer what it becomes. `lookup` tells where
    an Azure type is offered. Leave out what is built already: it stands, whatever a list says."""
    for one in workloads:
        for region in filter(None, (one.region, one.second.region if one.second else None)):
            for service in _missing(one.kind, region, lookup):
                key = "primary" if region == file.regions.primary else "secondary"
                wrong = f"{region} does not offer {service.kind} ({list_of(service)}), which {one.id} is built from"
                near = ", ".join(nearest_regions(service, region)[:3])
                remedy = f"Name a region that has it ({near}), or let {one.application_id} become something else."
                raise InputError(f"landing-zone.yaml regions.{key}", wrong, remedy)


def _missing(kind: WorkloadKind, region: str, lookup: Lookup) -> Iterator[RegionService]:
    for name in BUILT_FROM.get(kind, ()):
        service = lookup(name)
        if service is not None and is_missing(service, region):
            yield service
