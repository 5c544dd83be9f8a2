"""The nouns of the estate: what stands in the data centre, who said so, and until when it is supported.

Ids are lower-case slugs. Quantities carry their unit in the name. `None` means not known, never 0 or ""."""

from __future__ import annotations

from inventory.model.claims import Claim, Conflict, RejectedRow, ScanError, Warned
from inventory.model.environments import ENVIRONMENTS
from inventory.model.estate import LISTS, SCHEMA_VERSION, Estate, things
from inventory.model.hardware import (
    KINDS,
    Cluster,
    Database,
    Disk,
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
from inventory.model.host import Connection, FileSystem, Host, Listener, Mount, Package, SharedFolder
from inventory.model.registers import Application, Contract, Deployment, Flow, Interface, Licence, Route
from inventory.model.scanned import Collected, Fact, Section, Sections
from inventory.model.support_dates import Covering, Product, ProductCycle, Standing, Support, SupportBasis, SupportState

__all__ = [
    "ENVIRONMENTS",
    "KINDS",
    "LISTS",
    "SCHEMA_VERSION",
    "Application",
    "Claim",
    "Cluster",
    "Collected",
    "Conflict",
    "Connection",
    "Contract",
    "Covering",
    "Database",
    "Deployment",
    "Disk",
    "Estate",
    "Fact",
    "FileSystem",
    "Flow",
    "Host",
    "Hypervisor",
    "Interface",
    "Licence",
    "Listener",
    "Mount",
    "NetworkDevice",
    "Organisation",
    "Package",
    "Product",
    "ProductCycle",
    "RejectedRow",
    "Route",
    "ScanError",
    "Section",
    "Sections",
    "Server",
    "Share",
    "SharedFolder",
    "Site",
    "Software",
    "Standing",
    "StorageArray",
    "Support",
    "SupportBasis",
    "SupportState",
    "Thing",
    "ThingKind",
    "Volume",
    "Warned",
    "things",
]
