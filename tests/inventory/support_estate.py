"""A small hand-made estate in which every support state occurs, and its support table as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inventory.model import (
    Contract,
    Database,
    Estate,
    Hypervisor,
    NetworkDevice,
    Server,
    Software,
    StorageArray,
    Support,
)

COLUMNS = ("thing_id", "aspect", "product", "cycle", "vendor_ends", "extended_ends", "contracted_ends", "ends", "state")
WIDTHS = (19, 8, 15, 11, 11, 13, 15, 10, 17)


def contract(name: str, *covers: str, kind: str = "support", starts: str = "", ends: str = "") -> Contract:
    """A contract over some things; blank dates are unknown."""
    return Contract(
        id=name,
        kind=kind,  # type: ignore[arg-type]
        covers_ids=covers,
        starts=date.fromisoformat(starts) if starts else None,
        ends=date.fromisoformat(ends) if ends else None,
    )


def server(name: str, product: str | None, cycle: str | None, physical: bool | None = False) -> Server:
    """A server with a settled operating system."""
    return Server(id=name, name=name, product=product, cycle=cycle, physical=physical)


def small_estate() -> Estate:
    """Read together with golden/support.txt, as of 2026-09-01."""
    return Estate(
        servers=(
            server("web-current", "windows-server", "2022"),
            server("app-esu-paid", "windows-server", "2012-r2"),
            server("app-esu-unpaid", "windows-server", "2012-r2"),
            server("app-ambiguous", "centos", None),
            server("app-unrecognised", None, None),
            server("db-metal", "rhel", "7", physical=True),
            server("pve-no-date", "proxmox-ve", "9"),
        ),
        hypervisors=(Hypervisor(id="host-1", name="host-1", product="vmware-esxi", cycle="7.0"),),
        databases=(
            Database(id="db-old", name="db-old", product="mssqlserver", version="2008 R2", cycle="10.50-sp3"),
            Database(id="db-by-version", name="db-by-version", product="PostgreSQL", version="15.4"),
        ),
        software=(Software(id="runtime", name="runtime", product="dotnetfx", version="4.8", cycle="4.8"),),
        storage_arrays=(
            StorageArray(id="array-over", name="array-over"),
            StorageArray(id="array-rolling", name="array-rolling"),
            StorageArray(id="array-renewed", name="array-renewed", product="NetApp ONTAP", version="9.14.1"),
            StorageArray(id="array-vendor-over", name="array-vendor-over", product="NetApp ONTAP", version="9.9.1"),
            StorageArray(id="array-vendor-on", name="array-vendor-on", product="NetApp ONTAP", version="9.16.1"),
        ),
        network_devices=(NetworkDevice(id="switch-not-yet", name="switch-not-yet"),),
        contracts=(
            contract("esu", "app-esu-paid", ends="2027-03-31"),
            contract("metal", "db-metal", "host-1", starts="2024-01-01", ends="2026-12-31"),
            contract("arrays-old", "array-over", "array-renewed", ends="2026-06-30"),
            contract("arrays-new", "array-renewed", starts="2026-07-01", ends="2027-06-30"),
            contract("arrays-next", "array-renewed", starts="2027-07-01", ends="2028-06-30"),
            contract("lease", "array-rolling", kind="lease", starts="2020-01-01"),
            contract("switches", "switch-not-yet", starts="2027-01-01", ends="2029-12-31"),
            contract("room", "array-vendor-on", kind="hosting"),
        ),
    )


def support_table(supports: Iterable[Support]) -> str:
    """The supports as a table of fixed columns; a dash is not known."""
    rows = [COLUMNS, *([str(getattr(one, name) or "-") for name in COLUMNS] for one in supports)]
    return "".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, WIDTHS, strict=True)).rstrip() + "\n" for row in rows
    )
