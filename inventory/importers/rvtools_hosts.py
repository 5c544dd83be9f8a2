"""The hypervisors and clusters of an RVTools export: vHost and vCluster, and those only virtual machines name."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.importers.cells import BadCell
from inventory.importers.imported import Cell
from inventory.importers.rvtools_machines import checked
from inventory.importers.rvtools_named import Facts, Named, read_named
from inventory.importers.rvtools_sheets import Gathered, Sheet, told_apart, whole

HOST_NAMES = {
    "host": ("host", "name"),
    "datacenter": ("datacenter",),
    "cluster": ("cluster",),
    "cores": ("# cores", "cores"),
    "memory": ("# memory", "memory"),
    "version": ("esx version", "version"),
    "vendor": ("vendor",),
    "model": ("model",),
    "serial": ("serial number", "service tag"),
    "service_tag": ("service tag",),
    "uuid": ("uuid",),
}
CLUSTER_NAMES = {"name": ("name", "cluster"), "datacenter": ("datacenter",)}

HOSTS = Named(
    kind="hypervisor",
    meaning="host",
    header="Host",
    nameless=BadCell("the host has no name", "Fill in its name."),
    repeated=BadCell("the host is on an earlier row too", "Delete one of the two rows."),
)


def read_hosts(sheet: Sheet, gathered: Gathered) -> dict[str, Facts]:
    """The facts of every host of vHost by its thing id."""
    return read_named(sheet, HOSTS, _host, gathered)


def _host(sheet: Sheet, cells: Sequence[Cell], name: str) -> Facts:
    cluster = sheet.text(cells, "cluster")
    return {
        "name": name,
        "vendor": sheet.text(cells, "vendor"),
        "model": sheet.text(cells, "model"),
        "serial": sheet.text(cells, "serial") or sheet.text(cells, "service_tag"),
        "uuid": sheet.text(cells, "uuid"),
        "os_name": sheet.text(cells, "version"),
        "cpus": whole(checked(sheet, cells, "cores")),
        "memory_mib": whole(checked(sheet, cells, "memory")),
        "parent_id": told_apart("cluster", cluster) if cluster else None,
        "site_id": sheet.text(cells, "datacenter"),
    }


def add_named_hosts(machines: Sheet, hosts: dict[str, Facts]) -> None:
    """Hosts that only vInfo names: they exist, and nothing more is known of them."""
    for _, cells in machines.filled():
        name, cluster = machines.text(cells, "host"), machines.text(cells, "cluster")
        if name and told_apart("hypervisor", name) not in hosts:
            hosts[told_apart("hypervisor", name)] = {
                "name": name,
                "parent_id": told_apart("cluster", cluster) if cluster else None,
                "site_id": machines.text(cells, "datacenter"),
            }


def read_clusters(sheets: Sequence[tuple[Sheet, str]]) -> dict[str, Facts]:
    """Every cluster that a tab names; each tab comes with the meaning of its column of cluster names."""
    clusters: dict[str, Facts] = {}
    for sheet, meaning in sheets:
        for _, cells in sheet.filled():
            name = sheet.text(cells, meaning)
            if name:
                found = clusters.setdefault(told_apart("cluster", name), {"name": name, "site_id": None})
                found["site_id"] = found["site_id"] or sheet.text(cells, "datacenter")
    return clusters
