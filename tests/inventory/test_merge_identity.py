"""One machine seen three ways becomes one; filler never joins two."""

import pytest
from import_files import said

from inventory.identifiers import is_filler, mac_key, serial_key, uuid_key
from inventory.merge import merge
from inventory.model import Claim, Estate, Site

UUID = "4201b3f2-7c1d-4a55-9b6e-0f1e2d3c4b5a"
SWAPPED = "f2b30142-1d7c-554a-9b6e-0f1e2d3c4b5a"
SITES = (Site(id="north", name="North Hall"), Site(id="south", name="South Hall"))


def merged(*claims: list[Claim], sites: tuple[Site, ...] = SITES) -> Estate:
    """The estate of these claims."""
    return merge([claim for part in claims for claim in part], sites, (), ())


def ids(estate: Estate) -> list[str]:
    """The ids of the servers."""
    return [server.id for server in estate.servers]


def test_F_09_one_host_from_three_sources_is_one_with_its_conflicts() -> None:
    estate = merged(
        said("server/web1", "rvtools:a.xlsx", name="WEB1", uuid=UUID, memory_mib=4096, site_id="North Hall"),
        said("server/web1-county-local", "ssh:web1", name="web1.county.local", uuid=SWAPPED, memory_mib=4097, day=23),
        said("server/srv-1", "register:things.csv", id="srv-1", name="web1", site_id="north", memory_mib=1),
    )
    (server,) = estate.servers
    assert (server.id, server.memory_mib, server.site_id) == ("srv-1", 4097, "north")
    assert server.said_by["memory_mib"] == "ssh:web1"
    assert server.said_by["name"] == "register:things.csv"
    lost = {(one.field, one.other, one.other_source) for one in estate.conflicts}
    assert ("memory_mib", "4096", "rvtools:a.xlsx") in lost
    assert ("memory_mib", "1", "register:things.csv") in lost
    assert not any(field == "site_id" for field, _, _ in lost)


@pytest.mark.parametrize(
    "serial", ["To be filled by O.E.M.", "None", "0123456789", "0000000", "System Serial Number", "N/A"]
)
def test_F_09_filler_serial_numbers_never_join(serial: str) -> None:
    estate = merged(
        said("server/a", "x:1", name="a", vendor="HP", serial=serial, uuid="00000000-0000-0000-0000-000000000000"),
        said("server/b", "x:2", name="b", vendor="HP", serial=serial, uuid="00000000-0000-0000-0000-000000000000"),
    )
    assert ids(estate) == ["a", "b"]


def test_vendors_spelt_two_ways_are_one() -> None:
    estate = merged(
        said("storage-array/a", "x:1", name="SAN", vendor="Hewlett-Packard", serial="CZ-3721"),
        said("storage-array/b", "x:2", name="3PAR", vendor="HPE", serial="cz3721"),
    )
    assert len(estate.storage_arrays) == 1


def test_equal_serial_numbers_of_two_vendors_are_two() -> None:
    estate = merged(
        said("storage-array/a", "x:1", name="a", vendor="HP", serial="12345"),
        said("storage-array/b", "x:2", name="b", vendor="Dell", serial="12345"),
    )
    assert len(estate.storage_arrays) == 2


def test_equal_names_at_two_sites_are_two_and_get_the_site_in_their_id() -> None:
    estate = merged(
        said("server/dc1", "x:1", name="dc1", site_id="north"), said("server/dc1", "x:2", name="dc1", site_id="south")
    )
    assert ids(estate) == ["dc1-north", "dc1-south"]


def test_a_name_without_a_site_goes_with_the_only_one_there_is() -> None:
    estate = merged(said("server/dc1", "x:1", name="dc1", site_id="north"), said("server/dc1", "x:2", name="DC1"))
    assert ids(estate) == ["dc1"]


def test_a_name_without_a_site_that_fits_two_stays_on_its_own() -> None:
    estate = merged(
        said("server/dc1", "x:1", name="dc1", site_id="north"),
        said("server/dc1", "x:2", name="dc1", site_id="south"),
        said("server/dc1", "x:3", name="dc1"),
    )
    assert len(estate.servers) == 3
    assert any("2 places" in warned.message for warned in estate.warnings)


def test_equal_names_with_different_uuids_are_two_with_a_warning() -> None:
    estate = merged(
        said("server/a", "x:1", name="a", uuid=UUID), said("server/a", "x:2", name="a", uuid=UUID.replace("42", "99"))
    )
    assert len(estate.servers) == 2
    assert len(set(ids(estate))) == 2
    assert "their UUIDs differ" in estate.warnings[0].message


def test_what_one_source_tells_apart_stays_apart() -> None:
    estate = merged([*said("server/a", name="web", site_id="north"), *said("server/b", name="web", site_id="north")])
    assert len(estate.servers) == 2


def test_domain_names_that_differ_tell_machines_apart() -> None:
    estate = merged(
        said("server/a", "x:1", name="web1.north.gov.uk"), said("server/b", "x:2", name="web1.south.gov.uk")
    )
    assert len(estate.servers) == 2


def test_a_short_name_and_its_domain_name_are_one() -> None:
    assert (
        len(merged(said("server/a", "x:1", name="web1.north.gov.uk"), said("server/b", "x:2", name="WEB1")).servers)
        == 1
    )


def test_a_version_in_a_name_is_no_domain() -> None:
    estate = merged(said("server/a", "x:1", name="sql-v2.1"), said("server/b", "x:2", name="sql-v2"))
    assert len(estate.servers) == 2


def test_a_mac_address_joins_where_nothing_speaks_against_it() -> None:
    estate = merged(
        said("server/a", "x:1", name="a", mac_addresses=["00:50:56:AA:BB:CC"]),
        said("server/b", "x:2", name="b", mac_addresses=["0050.56aa.bbcc"]),
    )
    assert len(estate.servers) == 1


def test_localhost_joins_nothing() -> None:
    estate = merged(
        said("server/localhost", "x:1", name="localhost"), said("server/localhost", "x:2", name="localhost")
    )
    assert len(estate.servers) == 2


def test_databases_of_one_name_on_two_servers_are_two() -> None:
    estate = merged(
        said("server/s1", "r:1", name="s1"),
        said("server/s2", "r:1", name="s2"),
        said("database/d1", "register:a.csv", id="d1", name="prod", parent_id="s1"),
        said("database/prod", "x:2", name="prod", parent_id="S1"),
        said("database/prod", "x:3", name="prod", parent_id="s2"),
    )
    assert [(one.id, one.parent_id) for one in estate.databases] == [("d1", "s1"), ("prod", "s2")]


def test_one_id_given_to_two_kinds_is_told() -> None:
    estate = merged(
        said("server/x", "register:a.csv", id="x", name="x"), said("volume/x", "register:b.csv", id="x", name="x")
    )
    assert estate.servers[0].id == "x"
    assert estate.volumes[0].id != "x"
    assert any('the id "x"' in warned.message for warned in estate.warnings)


def test_uuid_keys_are_one_for_both_byte_orders() -> None:
    assert uuid_key(UUID) == uuid_key(SWAPPED.upper())
    assert uuid_key("VMware-42 01 b3 f2") is None
    assert uuid_key("03000200-0400-0500-0006-000700080009") is None


def test_keys_of_filler_are_none() -> None:
    assert serial_key("HP", "Default string") is None
    assert serial_key(None, "CZ1234") is None
    assert mac_key("00:00:00:00:00:00") is None
    assert not is_filler("CZ37210FQK")
