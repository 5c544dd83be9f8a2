"""Formats that are recognised by their header and refused by name, because no importer reads them yet.

Header sources: the vendors' field tables, and for Cloud Migration Factory, CAST and Konveyor their public templates.
"""

from __future__ import annotations

from inventory.importers.imported import Opened, Table
from safeio.errors import InputError
from safeio.values import value


@value
class Refused:
    """A format known by the columns it always has. `says` names it; `instead` is what works today."""

    says: str
    columns: tuple[str, ...]
    instead: str


RVTOOLS_INSTEAD = "Import an RVTools workbook of the same machines, or list them in things.csv."
APPLICATIONS_INSTEAD = "Copy the applications to applications.csv."

REFUSED = (
    Refused(
        says="an Azure Migrate server list",
        columns=("server name", "cores", "memory", "os name"),
        instead=RVTOOLS_INSTEAD,
    ),
    Refused(
        says="an AWS Migration Hub or Application Discovery import",
        columns=("externalid", "hostname", "os.name"),
        instead=RVTOOLS_INSTEAD,
    ),
    Refused(
        says="an AWS Migration Hub or Application Discovery import",
        columns=("vmware.morefid", "vmware.vcenterid"),
        instead=RVTOOLS_INSTEAD,
    ),
    Refused(
        says="an AWS Cloud Migration Factory intake form",
        columns=("server_name", "r_type", "app_name"),
        instead=RVTOOLS_INSTEAD,
    ),
    Refused(
        says="a CAST Highlight report for Migration Center",
        columns=("application", "cloudready", "software resiliency"),
        instead=APPLICATIONS_INSTEAD,
    ),
    Refused(
        says="a Konveyor application import",
        columns=("record type", "application name"),
        instead=APPLICATIONS_INSTEAD,
    ),
    Refused(
        says="a Konveyor application import",
        columns=("record type 1", "application name"),
        instead=APPLICATIONS_INSTEAD,
    ),
    Refused(
        says="a Konveyor application import without its record type column",
        columns=("application name", "description", "comments"),
        instead=APPLICATIONS_INSTEAD,
    ),
    Refused(
        says="a Google Migration Center or StratoZone machine list",
        columns=("machineid", "machinename", "osname"),
        instead=RVTOOLS_INSTEAD,
    ),
    Refused(
        says="a Google Migration Center or StratoZone disk, tag or performance list",
        columns=("machineid",),
        instead=RVTOOLS_INSTEAD,
    ),
)


def bare(column: str) -> str:
    """A header cell without case, leading `*` and a remark in brackets: "*Memory (In MB)" is "memory"."""
    return column.strip().lstrip("*").partition("(")[0].strip().casefold()


def refused_as(opened: Opened) -> Refused | None:
    """The known format that one of the tables is in, if any."""
    return next((known for known in REFUSED for table in opened.tables if _is(known, table)), None)


def _is(known: Refused, table: Table) -> bool:
    return set(known.columns) <= {bare(column) for column in table.columns}


def refuse(opened: Opened, works: tuple[str, ...]) -> InputError:
    """The error for a file that no importer takes: by name where the format is known. `works` is what is read today."""
    from safeio.text import clean

    where = opened.path.name
    known = refused_as(opened)
    if known:
        return InputError(where, f"this is {known.says}, which cannot be imported yet", known.instead)
    register = f"{opened.path.stem.casefold()}.csv"
    if register in works and opened.path.name.casefold() != register:
        return InputError(where, "registers are read as CSV only", f"Save the sheet as {register} and import that.")
    headers = "; ".join(
        (f"{table.name}: " if len(opened.tables) > 1 else "") + ", ".join(clean(c, 40) for c in table.columns[:8])
        for table in opened.tables[:5]
    )
    found = f" (header found: {headers})" if headers.strip(" ,;") else " (it is empty)"
    return InputError(where, f"this is no format known here{found}", f"What can be imported: {', '.join(works)}.")
