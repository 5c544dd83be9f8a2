"""CMP-007: machines in production are backed up."""

from __future__ import annotations

from collections import defaultdict

from policies.assignments import is_assigned
from policies.environments import PRODUCTION, is_production
from policies.graph import Graph
from policies.machines import MACHINE
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.pointing import azure_name, pointing_at
from policies.values import ABSENT, is_unknown, read, same_text

ITEM = "azure-native:recoveryservices:ProtectedItem"
SOURCE = "properties.sourceResourceId"
STATE = "properties.protectionState"
STOPPED = ("ProtectionStopped", "ProtectionPaused", "BackupsSuspended", "Invalid")


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where no backup is of the machine, or where it is stopped."""
    production = is_production(resource, context.parameters["production"])
    if production is False:
        return not_applicable("the machine is not in production")
    found = _is_protected(resource, context)
    if production is None and found.verdict == "fail":
        return unknown("tags", "whether the machine is in production is not known yet")
    return found


def _is_protected(resource: Resource, context: Context) -> Answer:
    graph = context.graph
    by_id = pointing_at(graph, resource, (ITEM,), SOURCE)
    by_name = [(one, _is_named_after(one, resource)) for one in _maybe_named_after(graph, resource)]
    items = {one.urn: one for one in (*by_id.certain, *(item for item, is_of in by_name if is_of))}
    states = [read(one.properties, STATE) for one in items.values()]
    if any(not is_unknown(one) and not same_text(one, *STOPPED) for one in states):
        return passed()
    assigned = is_assigned(graph, resource, context.parameters["policy_definitions"])
    if assigned:
        return passed("a policy assignment backs the machine up")
    open_still = by_id.possible or any(is_of is None for _, is_of in by_name) or any(is_unknown(one) for one in states)
    if assigned is None or open_still:
        return unknown(None, "whether a backup is of this machine is not known yet")
    return failed(None, "its backup is stopped" if states else "no backup is of this machine")


def _maybe_named_after(graph: Graph, machine: Resource) -> tuple[Resource, ...]:
    """The items that do not say their source and may have the machine in their name."""
    by_end = graph.once((RULE.id, ITEM), lambda: _items(graph))
    group, name = read(machine.properties, "resourceGroupName"), azure_name(machine, "vmName")
    if not isinstance(group, str) or name is None:
        return tuple(one for found in by_end.values() for one in found)
    return (*by_end.get(f";{group};{name}".casefold(), ()), *by_end.get("", ()))


def _items(graph: Graph) -> dict[str, list[Resource]]:
    """The items that do not say their source by the end of their name; "" holds those whose name is not known."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for one in graph.of_type(ITEM):
        if one.operation != "delete" and read(one.properties, SOURCE) is ABSENT:
            name = read(one.properties, "protectedItemName")
            found[";".join(("", *name.casefold().split(";")[-2:])) if isinstance(name, str) else ""].append(one)
    return found


def _is_named_after(item: Resource, machine: Resource) -> bool | None:
    """Whether an item that does not say its source has the machine in its name: VM;iaasvmcontainerv2;GROUP;MACHINE."""
    found, group = read(item.properties, "protectedItemName"), read(machine.properties, "resourceGroupName")
    name = azure_name(machine, "vmName")
    if is_unknown(found) or is_unknown(group) or name is None:
        return None
    return isinstance(found, str) and found.casefold().endswith(f";{group};{name}".casefold())


RULE = Rule(
    id="CMP-007",
    title="VMs are backed up",
    severity="high",
    why="After ransomware or a bad update, a machine without a backup is built again from memory, while the service "
    "is down.",
    applies_to=(MACHINE,),
    answer=answer,
    absent_means="Fail: a machine is not backed up until something says so. One without the tag environment is in "
    "production.",
    remedy="Add recoveryservices.ProtectedItem with properties.source_resource_id=machine.id and a policy_id.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("32(1)(c)",),
        "mcsb": (
            "BR-1",
            "BR-2",
        ),
        "checkov": ("CKV2_AZURE_12",),
        "prowler": ("vm_backup_enabled",),
    },
    parameters={
        "production": PRODUCTION,
        "policy_definitions": ("98d0b9f8-fd90-49c9-88e2-d3baf3b0dd86",),
    },
    sources=(
        "Documentation strings of azure-native 3.29.0, AzureIaaSComputeVMProtectedItemArgs",
        "Azure-Landing-Zones-Library at faae8ccf: the policy that the assignment Deploy-VM-Backup assigns",
    ),
)
