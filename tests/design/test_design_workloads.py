"""What each thing becomes: one machine a server, one database server an application, and what is left out said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from design_cases import application, case, database, one_machine, runs, server, share, workload

from inventory.model import Disk
from migration.design.architecture import design
from migration.design.images import image_for
from migration.model.architecture import Architecture, Workload

LATE = date(2028, 6, 1)


def machine(**fields: Any) -> Workload:
    """The machine that takes over one server with these fields."""
    return workload(
        design(case([application("rates")], [server("srv1", **fields)], [runs("rates", "srv1")])), "vm-srv1"
    )


def left_out(architecture: Architecture) -> list[tuple[str, str]]:
    return [(one.subject, one.message) for one in architecture.notes if one.left_out]


def without(**fields: Any) -> list[tuple[str, str]]:
    """What is left out of an application on one server with these fields."""
    return left_out(design(case([application("rates")], [server("srv1", **fields)], [runs("rates", "srv1")])))


def test_a_server_becomes_a_machine_with_everything_decided() -> None:
    found = machine()
    assert (found.name, found.size, found.zone, found.stack) == (
        "vm-srv1-prod-uks",
        "Standard_D4s_v5",
        found.zone,
        "wave-2027-01-04-county",
    )
    assert found.machine is not None
    assert (found.machine.computer_name, found.machine.image.sku) == ("srv1-az", "2022-datacenter-g2")
    assert found.subnet is not None
    assert (found.subnet.network_id, found.subnet.address) == ("spoke-county-uks", "10.64.4.4")
    assert found.replaces == ("srv1",)


@pytest.mark.parametrize(
    ("cycle", "cut_over", "sku"),
    [
        ("2022", date(2027, 1, 9), "2022-datacenter-g2"),
        ("2022", date(2029, 10, 14), "2022-datacenter-g2"),
        ("2022", date(2029, 10, 15), "2025-datacenter-azure-edition"),
        ("2016", date(2027, 1, 9), "2025-datacenter-azure-edition"),
        (None, date(2027, 1, 9), "2025-datacenter-azure-edition"),
    ],
)
def test_a_release_is_kept_only_while_it_is_supported_two_years_after_the_move(
    cycle: str | None, cut_over: date, sku: str
) -> None:
    found = image_for("windows-server", cycle, cut_over, one_machine().products)
    assert found is not None
    assert found.sku == sku


def test_a_release_without_known_dates_is_not_kept() -> None:
    assert image_for("windows-server", "2022", LATE, ()) != image_for(
        "windows-server", "2022", LATE, one_machine().products
    )


def test_the_system_disk_is_at_least_that_of_the_image_and_the_others_are_tiers() -> None:
    sizes = [(disk.lun, disk.size_gib, disk.kind) for disk in machine().disks]
    assert sizes == [(None, 128, "StandardSSD_LRS"), (0, 256, "StandardSSD_LRS")]


def test_a_first_disk_too_large_for_a_system_becomes_a_data_disk() -> None:
    sizes = [(disk.lun, disk.size_gib) for disk in machine(disks=(Disk(name="C", size_gib=3000),)).disks]
    assert sizes == [(None, 128), (0, 4096)]


def test_a_disk_larger_than_any_is_cut_in_pieces() -> None:
    disks = (Disk(name="C", size_gib=100), Disk(name="D", size_gib=40_000))
    assert [disk.size_gib for disk in machine(disks=disks).disks] == [128, 32767, 8192]


def test_a_database_server_of_production_gets_fast_disks() -> None:
    inputs = case([application("rates")], [server("srv1")], [runs("rates", "srv1", "database")])
    assert {disk.kind for disk in workload(design(inputs), "vm-srv1").disks} == {"Premium_LRS"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"cpus": None}, "processors or memory"),
        ({"cpus": 1000}, "no size in the table"),
        ({"disks": (Disk(name="C"),)}, "the size of a disk is not known"),
        ({"disks": (), "disk_gib": None}, "the size of a disk is not known"),
        (
            {"disks": tuple(Disk(name=str(at), size_gib=10) for at in range(12))},
            "11 data disks, and Standard_D4s_v5 takes 8",
        ),
        ({"product": "centos", "cycle": "7", "os_name": "CentOS 7"}, "there is no image for centos"),
    ],
)
def test_what_cannot_be_decided_is_left_out_and_said(fields: dict[str, Any], says: str) -> None:
    (found,) = without(**fields)
    assert found[0] == "srv1"
    assert says in found[1]


def test_a_server_of_two_applications_is_built_once_for_the_more_critical() -> None:
    apps = [application("parking", criticality=4), application("rates", criticality=1)]
    found = design(case(apps, [server("srv1")], [runs("parking", "srv1"), runs("rates", "srv1")], together=True))
    (only,) = found.workloads
    assert (only.application_id, only.also_serves) == ("rates", ("parking",))


def test_databases_of_one_application_engine_and_environment_share_a_server() -> None:
    things = [
        server("srv1"),
        database("a-sql", parent_id="srv1"),
        database("b-sql", parent_id="srv1"),
        database("c-pg", "postgresql", "srv1", cycle="15"),
        database("t-sql", parent_id="srv1"),
    ]
    deployments = [
        *(runs("rates", one, "database") for one in ("a-sql", "b-sql", "c-pg")),
        runs("rates", "t-sql", "database", "test"),
    ]
    found = design(case([application("rates")], things, deployments, {"rates": "replatform"}))
    assert [one.id for one in found.workloads] == ["psql-rates-prod", "sql-rates-prod", "sql-rates-test"]
    sql = workload(found, "sql-rates-prod").database_server
    assert sql is not None
    assert [(one.name, one.sku, one.storage_gib) for one in sql.databases] == [
        ("a-sql", "GP_Gen5_2", 224),
        ("b-sql", "GP_Gen5_2", 224),
    ]
    test = workload(found, "sql-rates-test").database_server
    assert test is not None
    assert (sql.backup_days, test.backup_days, test.geo_redundant_backup) == (35, 14, False)
    assert [(one.weekly_weeks, one.monthly_months) for one in (sql, test)] == [(5, 12), (0, 0)]


def test_postgresql_stands_inside_its_own_subnet_with_a_release_that_lasts() -> None:
    things = [server("srv1"), database("pg", "postgresql", "srv1", cycle="15")]
    app = application("rates", criticality=1)
    found = design(case([app], things, [runs("rates", "pg", "database")], {"rates": "replatform"}))
    only = workload(found, "psql-rates-prod")
    assert only.database_server is not None and only.subnet is not None
    assert (only.database_server.version, only.size) == ("17", "Standard_D4ds_v5")
    assert only.subnet.subnet == "snet-county-data-prod-uks"
    assert only.database_server.zone_redundant
    assert only.database_server.private_zone in found.landing_zone.private_dns.zones


def test_a_database_whose_server_is_not_known_is_left_out_and_the_others_are_built() -> None:
    things = [server("srv1"), database("a-sql", parent_id="srv1"), database("lost-sql")]
    deployments = [runs("rates", "a-sql", "database"), runs("rates", "lost-sql", "database")]
    found = design(case([application("rates")], things, deployments, {"rates": "replatform"}))
    assert workload(found, "sql-rates-prod").replaces == ("a-sql",)
    assert [one for one, _ in left_out(found)] == ["lost-sql"]


def test_a_database_too_large_for_the_service_is_left_out() -> None:
    things = [server("srv1"), database("big-sql", parent_id="srv1", size_gib=9000)]
    found = design(
        case([application("rates")], things, [runs("rates", "big-sql", "database")], {"rates": "replatform"})
    )
    assert "it holds 9000 GiB, and Azure SQL Database takes 4096" in left_out(found)[0][1]


def test_the_web_servers_of_an_application_become_one_web_application() -> None:
    things = [server("web1", cpus=2), server("web2", cpus=2)]
    deployments = [runs("forms", "web1", "web"), runs("forms", "web2", "web")]
    found = workload(
        design(case([application("forms")], things, deployments, {"forms": "replatform"})), "app-forms-prod-windows"
    )
    assert found.web is not None and found.endpoint is not None
    assert (found.web.instances, found.web.sku, found.replaces) == (4, "P0v3", ("web1", "web2"))
    assert found.web.integration.subnet == "snet-county-web-prod-uks"
    assert found.endpoint.place.subnet == "snet-county-endpoints-prod-uks"


def test_a_web_server_of_unknown_size_leaves_the_web_application_out() -> None:
    things = [server("web1", cpus=None), server("web2")]
    deployments = [runs("forms", "web1", "web"), runs("forms", "web2", "web")]
    found = design(case([application("forms")], things, deployments, {"forms": "replatform"}))
    assert left_out(found) == [("forms", "not built: the processors of web1 are not known")]


def test_shares_become_one_storage_account_with_room_to_grow() -> None:
    things = [share("team"), share("home", used_gib=1000), share("lost", size_gib=None, used_gib=None)]
    deployments = [runs("files", one.id, "files") for one in things]
    found = design(case([application("files")], things, deployments, {"files": "replatform"}))
    store = workload(found, "st-files-prod").files
    assert store is not None
    assert [(one.name, one.quota_gib) for one in store.shares] == [("home", 1250), ("team", 1000)]
    assert store.sku == "Standard_GZRS"
    assert [one for one, _ in left_out(found)] == ["lost"]


def test_a_server_that_stays_is_shown_and_needs_no_network() -> None:
    found = design(case([application("cctv")], [server("cam1")], [runs("cctv", "cam1")], {"cctv": "retain"}))
    only = workload(found, "arc-cam1")
    assert (only.stack, only.subnet, only.tags["migration-wave"]) == ("stays-county", None, "stays")
    assert found.landing_zone.spokes == ()


def test_a_system_without_an_arc_agent_is_left_out() -> None:
    solaris = server("sol1", product="oracle-solaris", os_name="Oracle Solaris 10")
    found = design(case([application("cctv")], [solaris], [runs("cctv", "sol1")], {"cctv": "retain"}))
    assert left_out(found) == [("sol1", "not built: the Arc agent does not run on Oracle Solaris 10")]


@pytest.mark.parametrize("route", ["retire", "replace"])
def test_what_ends_or_is_bought_as_a_service_builds_nothing(route: str) -> None:
    inputs = case([application("rates")], [server("srv1")], [runs("rates", "srv1")], {"rates": route})  # type: ignore[dict-item]
    assert design(inputs).workloads == ()


def test_the_machines_of_an_application_are_spread_over_the_zones_and_keep_theirs() -> None:
    names = [f"srv{at}" for at in range(6)]
    inputs = case([application("rates")], [server(one) for one in names], [runs("rates", one) for one in names])
    zones = {one.id: one.zone for one in design(inputs).workloads}
    assert sorted(zones.values()) == ["1", "1", "2", "2", "3", "3"]  # type: ignore[type-var]
    fewer = case([application("rates")], [server(one) for one in names[3:]], [runs("rates", one) for one in names[3:]])
    after = design(replace(fewer, previous=design(inputs)))
    assert {one.id: one.zone for one in after.workloads}.items() <= zones.items()


def test_a_region_without_zones_has_none() -> None:
    inputs = one_machine()
    west = replace(
        inputs.landing_zone,
        profile="district",
        regions=replace(inputs.landing_zone.regions, primary="ukwest", secondary=None),
        address_pools={"ukwest": "10.65.0.0/16"},
    )
    found = design(replace(inputs, landing_zone=west))
    assert workload(found, "vm-srv1").zone is None
    assert found.landing_zone.hubs[0].firewall.zones == ()


def test_a_value_that_nobody_has_said_leaves_its_tag_out_and_is_noted() -> None:
    app = application("rates", owner=None, data_class=None)
    found = design(case([app], [server("srv1")], [runs("rates", "srv1")]))
    tags = workload(found, "vm-srv1").tags
    assert "owner" not in tags and "data-classification" not in tags
    assert tags["environment"] == "prod"
    (note,) = [one for one in found.notes if one.subject == "rates"]
    assert "no owner, data-classification tag" in note.message


def test_a_limit_that_a_daily_copy_cannot_keep_is_said_in_the_workload_and_before_approval() -> None:
    app = application("rates", rpo_minutes=15)
    found = design(case([app], [server("srv1")], [runs("rates", "srv1")]))
    assert "The limit of 15 minutes is not met" in workload(found, "vm-srv1").recovery.why
    said = [one.message for one in found.notes if one.subject == "rates"]
    assert said == ["up to 1440 minutes of work can be lost, and its limit is 15"]
    kept = design(one_machine())
    assert "The limit of 1440 minutes is met." in workload(kept, "vm-srv1").recovery.why
    assert [one for one in kept.notes if one.subject == "rates"] == []


def test_an_environment_that_is_not_production_is_named_and_looked_after_less() -> None:
    inputs = case([application("rates")], [server("srv1")], [runs("rates", "srv1", environment="uat")])
    found = workload(design(inputs), "vm-srv1")
    assert (found.name, found.tags["environment"], found.recovery.policy) == (
        "vm-srv1-test-uks",
        "test",
        "bkpol-lesser",
    )
