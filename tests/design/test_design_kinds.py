"""The kinds of target that a product or a trait leads to: what is decided of each, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from design_cases import application, case, database, runs, server, share, with_state, workload

from inventory.model import Server, Share
from migration.design.architecture import design
from migration.model.architecture import Architecture
from migration.model.architecture.problems import problems


def made(thing: Any, role: str, *traits: str, route: Any = "replatform", **fields: Any) -> Architecture:
    """The design of one application with these traits on one thing, in this role."""
    things = [thing] if isinstance(thing, Server | Share) else [server("dbs"), thing]
    app = application("rates", traits=traits, **fields)
    found = design(case([app], things, [runs("rates", thing.id, role)], {"rates": route}))
    assert problems(found) == ()
    return found


def test_mysql_becomes_a_server_with_a_private_endpoint() -> None:
    found = workload(made(database("my1", "mysql", parent_id="dbs"), "database"), "mysql-rates-prod")
    assert (found.kind, found.size) == ("mysql-flexible", "Standard_D4ds_v4")
    assert found.endpoint is not None and found.endpoint.group_id == "mysqlServer"
    assert found.database_server is not None and found.database_server.administrator == "cuadmin"


def test_mysql_of_a_most_critical_application_is_followed_in_the_second_region() -> None:
    found = made(database("my1", "mysql", parent_id="dbs"), "database", criticality=1)
    second = workload(found, "mysql-rates-prod").second
    assert second is not None and (second.kind, second.region) == ("read-replica", "ukwest")


def test_a_person_says_that_a_whole_instance_is_needed() -> None:
    found = made(database("db1", parent_id="dbs"), "database", "sql-instance")
    instance = workload(found, "sqlmi-rates-prod")
    assert instance.database_server is not None and instance.subnet is not None
    assert (instance.database_server.processors, instance.database_server.storage_gib) == (4, 224)
    assert instance.subnet.subnet == "snet-county-instances-prod-uks"
    (spoke,) = found.landing_zone.spokes
    subnet = next(one for one in spoke.network.subnets if one.purpose == "instances")
    assert (subnet.delegation, subnet.prefix.endswith("/26")) == ("Microsoft.Sql/managedInstances", True)


def test_a_subnet_that_nobody_stands_in_is_not_made() -> None:
    (spoke,) = made(database("db1", parent_id="dbs"), "database").landing_zone.spokes
    assert {one.purpose for one in spoke.network.subnets} == {"machines", "endpoints", "web", "data"}


def test_a_machine_with_sql_server_is_known_as_one() -> None:
    app, host = application("rates"), server("dbs")
    inputs = case([app], [host, database("db1", parent_id="dbs")], [runs("rates", "dbs", "database")])
    machine = workload(design(inputs), "vm-dbs")
    assert (machine.kind, machine.replaces) == ("sql-vm", ("dbs", "db1"))


def test_containers_get_a_subnet_an_endpoint_and_as_many_processors() -> None:
    found = made(server("srv1", product="rhel", cycle="9"), "app", "containers")
    app = workload(found, "ca-rates-prod")
    assert app.containers is not None and app.subnet is not None and app.endpoint is not None
    assert (app.containers.cpu, app.containers.memory_gib, app.containers.most) == (2.0, 4.0, 2)
    assert app.subnet.subnet == "snet-county-containers-prod-uks"
    (said,) = [one.message for one in found.notes if one.subject == app.id]
    assert said == "its servers hold 300 GiB, and a container keeps nothing: what it writes is gone with it"
    assert app.endpoint.zones == ("privatelink.uksouth.azurecontainerapps.io",)
    assert app.endpoint.zones[0] in found.landing_zone.private_dns.zones


def test_what_the_servers_of_containers_hold_may_be_unknown() -> None:
    unknown = server("srv1", product="rhel", cycle="9", disk_gib=None, used_gib=None)
    found = made(unknown, "app", "containers")
    (said,) = [one.message for one in found.notes if one.subject == "ca-rates-prod"]
    assert said.startswith("its servers may hold files, since how much they hold is not known, and a container keeps")


def test_nfs_shares_become_volumes_of_one_pool() -> None:
    store = workload(made(share("share1"), "files", "nfs-files"), "anf-rates-prod").volumes
    assert store is not None
    assert [(one.id, one.quota_gib) for one in store.volumes] == [("share1", 500)]
    assert store.pool_tib == 1


def test_an_instance_that_needs_more_storage_than_eight_processors_give_takes_sixteen() -> None:
    found = made(database("db1", parent_id="dbs", size_gib=9_000), "database", "sql-instance")
    server = workload(found, "sqlmi-rates-prod").database_server
    assert server is not None
    assert (server.processors, server.storage_gib) == (16, 9_024)


def test_containers_of_more_processors_than_an_environment_has_are_left_out() -> None:
    things = [server(f"srv{number}", product="rhel", cycle="9", cpus=64) for number in (1, 2)]
    app = application("rates", traits=("containers",))
    found = design(case([app], things, [runs("rates", one.id, "app") for one in things], {"rates": "replatform"}))
    assert [one.message for one in found.notes if one.left_out] == [
        "not built: it would need 128 processors, and an environment has 100"
    ]


def test_a_volume_that_is_too_large_is_left_out() -> None:
    found = made(share("share1", used_gib=90_000, size_gib=90_000), "files", "nfs-files")
    assert [(one.subject, one.left_out) for one in found.notes if one.left_out] == [("share1", True)]


def test_an_archive_is_kept_in_both_regions_and_cannot_be_changed() -> None:
    found = workload(made(share("share1"), "files", "archive"), "arch-rates-prod")
    assert found.archive is not None
    assert (found.archive.sku, found.archive.keep_days, found.archive.archives[0].name) == (
        "Standard_GRS",
        6 * 365,
        "share1",
    )


def test_desktops_have_two_endpoints() -> None:
    found = workload(made(server("srv1"), "app", "desktops"), "vd-rates-prod")
    assert found.endpoint is not None and found.desktops is not None
    assert found.desktops.feed.place.network_id == found.endpoint.place.network_id == "spoke-county-uks"


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("nfs-files", "Nothing of it is kept in another region"),
        ("archive", "restored in ukwest from its copies there"),
    ],
)
def test_what_cannot_go_on_elsewhere_says_so(kind: str, says: str) -> None:
    (found,) = made(share("share1"), "files", kind, criticality=2).workloads
    assert says in found.recovery.why


def test_a_managed_instance_is_joined_to_one_in_the_second_region() -> None:
    found = made(database("db1", parent_id="dbs"), "database", "sql-instance", criticality=1)
    instance = workload(found, "sqlmi-rates-prod")
    second = instance.second
    assert second is not None and second.subnet is not None and second.group is not None
    assert (second.kind, second.region, second.subnet.subnet) == (
        "failover-group",
        "ukwest",
        "snet-county-instances-prod-ukw",
    )
    assert second.name != instance.name


def test_the_firewalls_let_copies_pass_both_ways_and_so_do_the_subnets() -> None:
    zone = made(database("db1", parent_id="dbs"), "database", "sql-instance", criticality=1).landing_zone
    ways = [one for one in zone.hubs[0].firewall.network_rules if one.origin == "copies"]
    assert [one.ports for one in ways] == [("5022", "11000-11999")] * 2
    assert ways[0].sources == ways[1].destinations != ways[0].destinations
    assert {hub.firewall.network_rules for hub in zone.hubs} == {tuple(ways)}
    opened = [rule.sources for one in zone.spokes for group in one.security_groups for rule in group.rules]
    assert all(one.sources in opened for one in ways)


def test_postgresql_and_its_replica_keep_up_through_the_firewalls() -> None:
    zone = made(database("pg1", "postgresql", parent_id="dbs", cycle="17"), "database", criticality=1).landing_zone
    assert [(one.origin, one.ports) for one in zone.hubs[0].firewall.network_rules] == [("copies", ("5432",))] * 2


def test_containers_stand_twice_each_in_a_subnet_of_its_own() -> None:
    found = made(server("srv1", product="rhel", cycle="9"), "app", "containers", criticality=1)
    second = workload(found, "ca-rates-prod").second
    assert second is not None and second.integration is not None and second.endpoint is not None
    assert second.integration.subnet == "snet-county-containers-prod-ukw"
    assert second.endpoint.zones == ("privatelink.ukwest.azurecontainerapps.io",)
    assert second.endpoint.zones[0] in found.landing_zone.private_dns.zones


def test_volumes_are_copied_to_the_pair_and_lose_twenty_minutes() -> None:
    whole = made(share("share1"), "files", "nfs-files", criticality=1)
    found = workload(whole, "anf-rates-prod")
    assert "1 volume will not be copied before the source allows it" in [one.message for one in whole.notes]
    assert found.second is not None and found.second.subnet is not None
    assert (found.second.kind, found.second.pool_name) == ("copied-volumes", "anfpool-rates-prod-ukw")
    assert "20 minutes of work are lost" in found.recovery.why


def test_desktops_have_a_second_pool_with_its_own_list() -> None:
    second = workload(made(server("srv1"), "app", "desktops", criticality=1), "vd-rates-prod").second
    assert second is not None and second.feed is not None and second.endpoint is not None
    assert (second.kind, second.desktop_workspace) == ("second-desktops", "vdws-rates-prod-ukw")
    assert second.feed.place.network_id == second.endpoint.place.network_id == "spoke-county-ukw"


@pytest.mark.parametrize("trait", ["sql-instance", "containers", "nfs-files", "desktops"])
def test_what_stands_twice_keeps_both_places_when_designed_again(trait: str) -> None:
    things: dict[str, tuple[Any, str]] = {
        "sql-instance": (database("db1", parent_id="dbs"), "database"),
        "containers": (server("srv1", product="rhel", cycle="9"), "app"),
        "nfs-files": (share("share1"), "files"),
        "desktops": (server("srv1"), "app"),
    }
    thing, role = things[trait]
    known = [thing] if isinstance(thing, Server | Share) else [server("dbs"), thing]
    app = application("rates", traits=(trait,), criticality=1)
    inputs = case([app], known, [runs("rates", thing.id, role)], {"rates": "replatform"})
    first = design(inputs)
    again = design(replace(with_state(inputs, "approved"), previous=first))
    assert [(one.subnet, one.endpoint, one.second) for one in again.workloads] == [
        (one.subnet, one.endpoint, one.second) for one in first.workloads
    ]
