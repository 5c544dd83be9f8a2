"""What fits a target, how big it becomes, and what each thing of an application is turned into."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_estate import application, database, disposition, estate, runs, server, share, workload

import migration.design.targets as targets
from inventory.model import Disk
from migration.design.operating_system import os_family
from migration.design.placing import all_placements, placements
from migration.design.runs_on import Workload
from migration.design.sizes import disk_tiers, vm_sizes
from migration.design.targets import TARGETS
from migration.design.virtual_machine import size_machine


def fitting(load: Workload) -> list[str]:
    """The kinds that can take a workload, in order."""
    return [target.kind for target in TARGETS if target.fits(load) is None]


def test_every_file_of_targets_is_in_the_list_once() -> None:
    files = {path.stem.replace("_", "-") for path in Path(targets.__file__).parent.glob("*.py")} - {"--init--"}
    assert sorted(target.kind for target in TARGETS) == sorted(files)


@pytest.mark.parametrize(
    ("load", "kinds"),
    [
        (workload(server(), role="app"), ["windows-vm", "arc"]),
        (workload(server(product="rhel"), role="app"), ["linux-vm", "arc"]),
        (workload(server(product=None, os_name="Other 2.6.x Linux (64-bit)")), ["linux-vm", "arc"]),
        (workload(server(product=None), role="web"), ["linux-vm", "arc"]),
        (workload(server(product="oracle-solaris")), ["arc"]),
        (workload(server(), role="web"), ["app-service", "windows-vm", "arc"]),
        (workload(server(), role="files"), ["file-share", "windows-vm", "arc"]),
        (workload(database(), server()), ["sql-database", "windows-vm"]),
        (workload(database(product="postgresql"), server(product="rhel")), ["postgresql-flexible", "linux-vm"]),
        (workload(database(product="oracle-database"), server(product="rhel")), ["linux-vm"]),
        (workload(database(product=None), server()), ["windows-vm"]),
        (workload(share()), ["file-share", "linux-vm"]),
        (Workload(application=application(replacement_product="Hosted")), ["saas"]),
        (Workload(application=application()), []),
    ],
)
def test_what_fits(load: Workload, kinds: list[str]) -> None:
    assert fitting(load) == kinds


@pytest.mark.parametrize("trait", ["web", "stateless"])
def test_an_application_server_fits_an_app_service_only_when_somebody_says_so(trait: str) -> None:
    load = workload(server(), role="app", application=application(traits=(trait,)))
    assert fitting(load)[0] == "app-service"


@pytest.mark.parametrize(
    ("product", "text", "family"),
    [
        ("windows-server", None, "windows"),
        ("oracle-linux", None, "linux"),
        ("oracle-solaris", None, "not-in-azure"),
        ("ibm-aix", None, "not-in-azure"),
        (None, "Microsoft Windows Server 2003 (32-bit)", "windows"),
        (None, "SUSE Linux Enterprise 11", "linux"),
        (None, "Sun Solaris 10", "not-in-azure"),
        (None, "Other (32-bit)", None),
        (None, None, None),
    ],
)
def test_the_operating_system_family(product: str | None, text: str | None, family: str | None) -> None:
    assert os_family(server(product=product, os_name=text)) == family


@pytest.mark.parametrize(
    ("cpus", "gib", "size"),
    [
        (1, 2, "Standard_D2s_v5"),
        (4, 16, "Standard_D4s_v5"),
        (4, 17, "Standard_E4s_v5"),
        (5, 8, "Standard_D8s_v5"),
        (2, 128, "Standard_E16s_v5"),
        (96, 672, "Standard_E96s_v5"),
        (97, 16, None),
        (4, 673, None),
        (None, 16, None),
        (4, None, None),
    ],
)
def test_the_smallest_machine_that_holds_the_server(cpus: int | None, gib: int | None, size: str | None) -> None:
    held = server(cpus=cpus, memory_mib=None if gib is None else gib * 1024)
    sized = size_machine(workload(held), "Windows", "uksouth")
    assert sized.size == size
    assert sized.lines[0].sku == (f"{size} Windows" if size else "virtual-machine")


def test_burstable_machines_are_for_test_and_development_only() -> None:
    assert size_machine(workload(server(), production=False), "Linux", "uksouth").size == "Standard_B4s_v2"
    big = workload(server(cpus=64), production=False)
    assert size_machine(big, "Linux", "uksouth").size == "Standard_D64s_v5"


@given(st.integers(1, 96), st.integers(1, 384), st.booleans())
def test_a_machine_always_holds_the_server_and_no_smaller_one_of_its_family_does(
    cpus: int, gib: int, production: bool
) -> None:
    load = workload(server(cpus=cpus, memory_mib=gib * 1024), production=production)
    by_name = {size.name: size for size in vm_sizes()}
    found = by_name[size_machine(load, "Linux", "ukwest").size or ""]
    assert found.vcpu >= cpus
    assert found.memory_mib >= gib * 1024
    smaller = [s for s in vm_sizes() if s.family == found.family and s.vcpu < found.vcpu]
    assert not any(s.vcpu >= cpus and s.memory_mib >= gib * 1024 for s in smaller)


@pytest.mark.parametrize(
    ("gib", "sku", "count"),
    [
        (0, "E1 LRS", 1),
        (4, "E1 LRS", 1),
        (5, "E2 LRS", 1),
        (100, "E10 LRS", 1),
        (128, "E10 LRS", 1),
        (129, "E15 LRS", 1),
        (32767, "E80 LRS", 1),
        (40000, "E80 LRS", 2),
    ],
)
def test_a_disk_takes_the_smallest_tier_that_holds_it(gib: int, sku: str, count: int) -> None:
    sized = size_machine(workload(server(disks=(Disk(name="D", size_gib=gib),))), "Windows", "uksouth")
    assert (sized.lines[1].sku, sized.lines[1].quantity) == (sku, Decimal(count))


def test_production_databases_get_premium_disks() -> None:
    load = workload(server(), databases=(database(),))
    assert size_machine(load, "Windows", "uksouth").lines[1].sku == "P10 LRS"
    assert disk_tiers("premium")[0].size_gib == 4


def test_disks_and_data_that_are_not_known_stay_unknown() -> None:
    blind = server(disks=(Disk(name="C"),), disk_gib=None, used_gib=None)
    lines = size_machine(workload(blind), "Windows", "uksouth").lines
    assert [(line.sku, line.quantity) for line in lines[1:]] == [
        ("managed-disk", None),
        ("Azure VM Protected Instance", None),
        ("Backup LRS GB", None),
    ]


@pytest.mark.parametrize(("used", "count"), [(50, "0.5"), (51, "1"), (500, "1"), (501, "2"), (2000, "4")])
def test_backup_counts_half_an_instance_up_to_50_gib_and_one_for_each_500(used: int, count: str) -> None:
    lines = size_machine(workload(server(used_gib=used)), "Windows", "uksouth").lines
    assert lines[2].quantity == Decimal(count)


SEEN = estate(
    applications=(application(replacement_product="Hosted rates", users=40),),
    servers=(server("srv1"), server("web1"), server("batch1", product="rhel")),
    databases=(database("db1"), database("db2", product="oracle-database")),
    shares=(share(),),
    deployments=(
        runs("rates", "db1", "database"),
        runs("rates", "web1", "web"),
        runs("rates", "batch1", "batch"),
        runs("rates", "share1", "files"),
    ),
)


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ("retire", []),
        ("replace", [("rates", "saas")]),
        ("retain", [("batch1", "arc"), ("srv1", "arc"), ("web1", "arc")]),
        (
            "rehost",
            [("batch1", "linux-vm"), ("share1", "file-share"), ("srv1", "sql-vm"), ("web1", "windows-vm")],
        ),
        (
            "replatform",
            [("batch1", "linux-vm"), ("db1", "sql-database"), ("share1", "file-share"), ("web1", "app-service")],
        ),
    ],
)
def test_what_each_thing_becomes(route: str, expected: list[tuple[str, str]]) -> None:
    found = placements(disposition(route=route), SEEN, "uksouth")
    assert [(p.thing_id, p.target_kind) for p in found] == expected
    assert all_placements((disposition(route=route),), SEEN, "uksouth") == {"rates": found}


def test_a_database_server_gives_way_to_the_databases_on_it() -> None:
    seen = estate(
        applications=(application(),),
        servers=(server(),),
        databases=(database("db1"), database("db2", product="oracle-database")),
        deployments=(runs("rates", "srv1", "database"),),
    )
    found = placements(disposition(route="replatform"), seen, "uksouth")
    assert [(p.thing_id, p.target_kind) for p in found] == [("db1", "sql-database"), ("srv1", "windows-vm")]
    assert found[0].size == "General Purpose 2 vCore", "two databases share four processors"


def test_a_database_on_a_server_nobody_knows_is_placed_with_its_size_unknown() -> None:
    seen = estate(
        applications=(application(),),
        databases=(database(parent_id=None),),
        deployments=(runs("rates", "db1", "database"),),
    )
    (found,) = placements(disposition(), seen, "uksouth")
    assert (found.thing_id, found.size, found.lines[0].sku) == ("db1", None, "virtual-machine")


def test_a_subscription_counts_users_and_does_not_invent_them() -> None:
    (found,) = placements(disposition(route="replace"), SEEN, "uksouth")
    assert [(line.sku, line.unit, line.quantity) for line in found.lines] == [
        ("SaaS Hosted rates", "user-month", Decimal(40))
    ]
    nobody = estate(applications=(application(replacement_product="Hosted rates"),))
    assert placements(disposition(route="replace"), nobody, "uksouth")[0].lines[0].quantity is None
