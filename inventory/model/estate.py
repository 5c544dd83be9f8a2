"""Everything known, settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inventory.model.claims import Conflict, ScanError, Warned
from inventory.model.hardware import (
    KINDS,
    Cluster,
    Database,
    Hypervisor,
    NetworkDevice,
    Organisation,
    Server,
    Share,
    Site,
    Software,
    StorageArray,
    Thing,
    ThingKind,
    Volume,
)
from inventory.model.registers import Application, Contract, Deployment, Flow, Interface, Licence
from safeio.values import Day, value

SCHEMA_VERSION = 1


@value
class Estate:
    """Everything known, settled: one value for each field and who said it. Lists are sorted by id."""

    schema_version: int = SCHEMA_VERSION
    seen_on: Day | None = None
    sites: tuple[Site, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    servers: tuple[Server, ...] = ()
    hypervisors: tuple[Hypervisor, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    storage_arrays: tuple[StorageArray, ...] = ()
    volumes: tuple[Volume, ...] = ()
    shares: tuple[Share, ...] = ()
    network_devices: tuple[NetworkDevice, ...] = ()
    databases: tuple[Database, ...] = ()
    software: tuple[Software, ...] = ()
    licences: tuple[Licence, ...] = ()
    contracts: tuple[Contract, ...] = ()
    applications: tuple[Application, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    flows: tuple[Flow, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    scan_errors: tuple[ScanError, ...] = ()
    warnings: tuple[Warned, ...] = ()


LISTS: Mapping[str, str] = {
    "server": "servers",
    "hypervisor": "hypervisors",
    "cluster": "clusters",
    "storage-array": "storage_arrays",
    "volume": "volumes",
    "share": "shares",
    "network-device": "network_devices",
    "database": "databases",
    "software": "software",
}
"""The field of Estate in which the things of each kind stand."""


def things(estate: Estate) -> Iterator[tuple[ThingKind, Thing]]:
    """Every thing of the estate with its kind: in the order of KINDS, then of its list."""
    for kind in KINDS:
        for thing in getattr(estate, LISTS[kind]):
            yield kind, thing
