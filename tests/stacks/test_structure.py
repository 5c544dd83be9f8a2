"""Rules for everything that is built: whose it is, what it is called, and that nothing is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from built_stack import Built, Registered, build_landing_zone_stack

from migration.design.resource_counts import landing_zone_resources, workload_resources
from migration.model.architecture import Architecture

GOLDEN = Path(__file__).parent / "golden"

STATEFUL = (
    "compute:Disk",
    "compute:VirtualMachine",
    "dbformysql:Database",
    "dbformysql:Server",
    "dbforpostgresql:Database",
    "dbforpostgresql:Server",
    "keyvault:Vault",
    "netapp:Account",
    "netapp:BackupVault",
    "netapp:CapacityPool",
    "netapp:CapacityPoolVolume",
    "operationalinsights:Workspace",
    "recoveryservices:ProtectedItem",
    "recoveryservices:ProtectionContainer",
    "recoveryservices:Vault",
    "sql:Database",
    "sql:ManagedDatabase",
    "sql:ManagedInstance",
    "sql:Server",
    "storage:BlobContainer",
    "storage:FileShare",
    "storage:StorageAccount",
)


def _ids(found: object) -> set[str]:
    """Every `id` of a value and of all that it holds."""
    if isinstance(found, tuple):
        return set().union(*(_ids(one) for one in found))
    if not is_dataclass(found):
        return set()
    inside = {one.name: getattr(found, one.name) for one in fields(found)}
    own = {inside["id"]} if "id" in inside else set()
    return own.union(*(_ids(one) for one in inside.values()))


def test_a_component_is_called_by_its_id_in_the_architecture(
    zone: Built, wave: Built, architecture: Architecture
) -> None:
    names = {one.name for one in (*zone.components(), *wave.components())}
    assert names - _ids(architecture) == set()


def test_every_resource_stands_under_a_component_whose_id_starts_its_name(zone: Built, wave: Built) -> None:
    for built in (zone, wave):
        components = {one.urn: one.name for one in built.components()}
        wrong = [one.name for one in built.azure() if not one.name.startswith(f"{components[one.parent]}-")]
        assert wrong == []


def test_every_workload_and_each_part_of_the_landing_zone_is_built(
    zone: Built, wave: Built, architecture: Architecture
) -> None:
    assert {one.id for one in architecture.workloads} <= {one.name for one in wave.components()}
    parts = architecture.landing_zone
    whole = (*parts.hubs, *parts.spokes, *parts.key_vaults, *parts.recovery_vaults, *parts.resource_groups)
    assert {one.id for one in whole} <= {one.name for one in zone.components()}


@pytest.mark.parametrize("token", STATEFUL)
def test_what_holds_data_is_protected(zone: Built, wave: Built, token: str) -> None:
    found = (*zone.of_type(token), *wave.of_type(token))
    assert found
    assert [one.name for one in found if not one.protect] == []


def test_nothing_else_is_protected(zone: Built, wave: Built) -> None:
    kinds = {one.type.removeprefix("azure-native:") for one in (*zone.azure(), *wave.azure()) if one.protect}
    assert kinds == set(STATEFUL)


def test_the_design_foretells_how_many_resources_there_are(
    zone: Built, wave: Built, architecture: Architecture
) -> None:
    assert len(zone.azure()) == landing_zone_resources(architecture.landing_zone)
    workloads = sum(workload_resources(one) for one in architecture.workloads)
    assert len(wave.azure()) == workloads + len(architecture.stacks[1].resource_groups)


def test_no_two_resources_have_the_same_urn(zone: Built, wave: Built) -> None:
    for built in (zone, wave):
        assert len({one.urn for one in built.resources}) == len(built.resources)


def test_the_same_architecture_registers_the_same(zone: Built, architecture: Architecture) -> None:
    assert build_landing_zone_stack(architecture) == zone


def _tree(resources: Iterable[Registered]) -> str:
    """One line for each resource, under its component."""
    lines = sorted(
        (one.urn.split("::")[2].rpartition("$")[0], one.parent.rpartition("::")[2], one.type, one.name, one.protect)
        for one in resources
        if one.type.startswith("azure-native:")
    )
    return "".join(
        f"{component.rpartition(':')[2]} {owner}: {kind.removeprefix('azure-native:')} {name}"
        f"{' (protected)' if protect else ''}\n"
        for component, owner, kind, name, protect in lines
    )


@pytest.mark.parametrize("name", ["landing-zone", "wave"])
def test_the_tree_is_as_kept(name: str, zone: Built, wave: Built) -> None:
    built = zone if name == "landing-zone" else wave
    assert _tree(built.resources) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
