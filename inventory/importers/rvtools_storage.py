"""The datastores of an RVTools export, the disk arrays behind them, and the vSphere licences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inventory.identifiers import is_filler
from inventory.importers.cells import BadCell
from inventory.importers.imported import Cell
from inventory.importers.rvtools_machines import BadNumber, Machines, checked
from inventory.importers.rvtools_named import Facts, Named, read_named
from inventory.importers.rvtools_sheets import Gathered, Sheet, gib, told_apart, whole
from safeio.text import slug_with

DATASTORE_NAMES = {
    "name": ("name", "datastore"),
    "capacity": ("capacity",),
    "in_use": ("in use",),
    "url": ("url",),
}
PATH_NAMES = {
    "datastore": ("datastore",),
    "display": ("display name",),
    "vendor": ("vendor",),
    "model": ("model",),
    "serial": ("serial #", "serial number", "serial"),
}
LICENCE_NAMES = {
    "name": ("name",),
    "key": ("key",),
    "metric": ("cost unit",),
    "total": ("total",),
    "used": ("used",),
    "ends": ("expiration date",),
}
# Disks inside the host, which are no array: what their SCSI vendor field says.
_LOCAL_VENDORS = ("ata", "nvme", "local", "usb", "vmware")

DATASTORES = Named(
    kind="volume",
    meaning="name",
    header="Name",
    nameless=BadCell("the datastore has no name", "Fill in its name."),
    repeated=BadCell("a datastore of this name is on an earlier row", "Rename one, or export each vCenter alone."),
)


def read_datastores(sheet: Sheet, gathered: Gathered) -> dict[str, Facts]:
    """The facts of every datastore by its thing id."""
    return read_named(sheet, DATASTORES, _datastore, gathered)


def _datastore(sheet: Sheet, cells: Sequence[Cell], name: str) -> Facts:
    url = (sheet.text(cells, "url") or "").rstrip("/")
    return {
        "name": name,
        "size_gib": gib(checked(sheet, cells, "capacity")),
        "used_gib": gib(checked(sheet, cells, "in_use")),
        "uuid": url.rpartition("/")[2] or None,
    }


def add_named_datastores(machines: Machines, volumes: dict[str, Facts]) -> None:
    """Datastores that only the paths of disks name."""
    for machine in machines.kept:
        for name in machine.datastores:
            volumes.setdefault(told_apart("volume", name), {"name": name})


def read_arrays(sheet: Sheet, volumes: dict[str, Facts]) -> dict[str, Facts]:
    """The array behind each datastore, by vendor, model and serial number; sets the datastores' parent."""
    arrays: dict[str, Facts] = {}
    for _, cells in sheet.filled():
        vendor, model = sheet.text(cells, "vendor"), sheet.text(cells, "model")
        datastore = sheet.text(cells, "datastore")
        display = (sheet.text(cells, "display") or "").casefold()
        if not vendor or not model or not datastore or display.startswith("local"):
            continue
        if vendor.casefold().startswith(_LOCAL_VENDORS):
            continue
        serial = sheet.text(cells, "serial")
        known = serial if serial and not is_filler(serial) else None
        name = " ".join(part for part in (vendor, model, known) if part)
        array = told_apart("storage-array", name)
        arrays[array] = {"name": name, "vendor": vendor, "model": model, "serial": known}
        volume = volumes.setdefault(told_apart("volume", datastore), {"name": datastore})
        volume["parent_id"] = array
    return arrays


def read_licences(sheet: Sheet, gathered: Gathered) -> dict[str, Facts]:
    """The vSphere licences. The key is a secret: it only tells rows apart and is not kept, nor shown when rejected."""
    licences: dict[str, Facts] = {}
    key_at = sheet.at.get("key")
    for number, cells in sheet.filled():
        name = sheet.text(cells, "name")
        if not name:
            continue
        own = slug_with(name, sheet.text(cells, "key") or name)
        shown = [cell if index != key_at else None for index, cell in enumerate(cells)]
        try:
            total, used = checked(sheet, cells, "total"), checked(sheet, cells, "used")
        except BadNumber as bad:
            gathered.reject(sheet, number, shown, bad.column, bad.cell)
            continue
        licences[f"licence/{own}"] = {
            "id": own,
            "product": name,
            "metric": sheet.text(cells, "metric"),
            "entitled": whole(total),
            "used": whole(used),
            "renewal": _day(sheet.text(cells, "ends")),
        }
    return licences


def _day(text: str | None) -> str | None:
    """The day of an ISO date and time; "Never" and dates in a language's own order are not known."""
    try:
        return date.fromisoformat((text or "")[:10]).isoformat()
    except ValueError:
        return None
