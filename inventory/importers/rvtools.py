"""RVTools: the workbook, the folder of CSV files, or the one file of vInfo, of any version.

Header names: the RVTools tabs as exported by versions 3 and 4, where old versions say MB for MiB.
"""

from __future__ import annotations

from difflib import get_close_matches

from inventory.importers.imported import Context, Imported, Importer, Opened, Table, source_name
from inventory.importers.rvtools_details import add_cpus, add_details, add_disk, add_memory, add_network, add_partition
from inventory.importers.rvtools_hosts import (
    CLUSTER_NAMES,
    HOST_NAMES,
    add_named_hosts,
    read_clusters,
    read_hosts,
)
from inventory.importers.rvtools_machines import (
    DISK_NAMES,
    NETWORK_NAMES,
    VM_NAMES,
    Machines,
    read_machines,
    say_machines,
)
from inventory.importers.rvtools_named import Facts
from inventory.importers.rvtools_sheets import Gathered, Sheet, bare
from inventory.importers.rvtools_storage import (
    DATASTORE_NAMES,
    LICENCE_NAMES,
    PATH_NAMES,
    add_named_datastores,
    read_arrays,
    read_datastores,
    read_licences,
)
from safeio.errors import InputError

# The tabs that are read, in the order in which they are.
SHEETS = (
    "vInfo",
    "vCPU",
    "vMemory",
    "vDisk",
    "vPartition",
    "vNetwork",
    "vHost",
    "vCluster",
    "vDatastore",
    "vMultiPath",
    "vLicense",
)
DETAILS = (
    ("vcpu", VM_NAMES, add_cpus),
    ("vmemory", VM_NAMES, add_memory),
    ("vdisk", DISK_NAMES, add_disk),
    ("vpartition", DISK_NAMES, add_partition),
    ("vnetwork", NETWORK_NAMES, add_network),
)
_CSV_PREFIX = "rvtools_tab"


def _tab(table: Table) -> str:
    """The tab a table is: the sheet's name, or what follows RVTools_tab in a file name."""
    return table.name.strip().casefold().removeprefix(_CSV_PREFIX)


def _is_machine_list(table: Table) -> bool:
    return {"vm", "powerstate", "cpus", "memory"} <= {bare(column) for column in table.columns}


def _tabs(opened: Opened) -> dict[str, Table]:
    if len(opened.tables) == 1 and _is_machine_list(opened.tables[0]):
        return {"vinfo": opened.tables[0]}
    return {_tab(table): table for table in opened.tables}


def recognises(opened: Opened) -> bool:
    """True for any tab of RVTools, so that an export without vInfo is refused as what it is."""
    known = {sheet.casefold() for sheet in SHEETS}
    return not known.isdisjoint(_tabs(opened))


def read(opened: Opened, context: Context) -> Imported:
    """All that the export says. Raises InputError when vInfo or its column VM is missing."""
    tabs = _tabs(opened)
    if "vinfo" not in tabs:
        wrong = "this RVTools export has no vInfo, so no machine is known"
        raise InputError(opened.path.name, wrong, "Export all tabs again: one workbook, or the folder of CSV files.")
    main = Sheet(tabs["vinfo"], VM_NAMES)
    if "vm" not in main.at:
        near = get_close_matches("VM", main.columns, 1, 0.5)
        hint = f'Rename the column "{near[0]}" to "VM".' if near else "Export vInfo again with all columns."
        raise InputError(f"{opened.path.name}, {main.name}", 'the column "VM" is missing', hint)
    gathered = Gathered(file=opened.path.name, source=source_name("rvtools", opened.path), context=context)
    gathered.rejected.extend(bad for table in opened.tables for bad in table.rejected)
    machines = read_machines(main, gathered)
    for tab, names, add in DETAILS:
        if tab in tabs:
            add_details(Sheet(tabs[tab], names), add, machines, gathered)
    say_machines(machines, gathered)
    _say_places(tabs, main, machines, gathered)
    return Imported(
        path=opened.path,
        format="rvtools",
        source=gathered.source,
        claims=tuple(gathered.claims),
        rejected=tuple(gathered.rejected),
        warnings=tuple(gathered.warnings),
        rows=sum(1 for _ in main.filled()) + len(tabs["vinfo"].rejected),
        columns=main.columns,
        sheet=main.name if len(opened.tables) > 1 or opened.path.suffix.casefold() != ".csv" else None,
    )


def _say_places(tabs: dict[str, Table], main: Sheet, machines: Machines, gathered: Gathered) -> None:
    """Claims of hosts, clusters, datastores, arrays and licences."""
    hosts_sheet = Sheet(tabs["vhost"], HOST_NAMES) if "vhost" in tabs else None
    hosts = read_hosts(hosts_sheet, gathered) if hosts_sheet else {}
    add_named_hosts(main, hosts)
    clusters = [(Sheet(tabs["vcluster"], CLUSTER_NAMES), "name")] if "vcluster" in tabs else []
    clusters += [(sheet, "cluster") for sheet in (hosts_sheet, main) if sheet]
    volumes = read_datastores(Sheet(tabs["vdatastore"], DATASTORE_NAMES), gathered) if "vdatastore" in tabs else {}
    add_named_datastores(machines, volumes)
    arrays = read_arrays(Sheet(tabs["vmultipath"], PATH_NAMES), volumes) if "vmultipath" in tabs else {}
    licences = read_licences(Sheet(tabs["vlicense"], LICENCE_NAMES), gathered) if "vlicense" in tabs else {}
    for things in (hosts, read_clusters(clusters), volumes, arrays):
        for thing_id, facts in things.items():
            gathered.say(thing_id, _placed(facts, gathered.context))
    for thing_id, facts in licences.items():
        gathered.say(thing_id, facts)


def _placed(facts: Facts, context: Context) -> Facts:
    """What the user said of the whole export goes before the export's own datacenter."""
    return facts | {
        "site_id": context.site_id or facts.get("site_id"),
        "organisation_id": context.organisation_id,
    }


IMPORTER = Importer(
    format="rvtools",
    says="an RVTools export (.xlsx, or CSV)",
    recognises=recognises,
    read=read,
)
