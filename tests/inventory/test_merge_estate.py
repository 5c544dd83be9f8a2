"""The estate that claims make: settled fields, resolved references, warnings."""

from datetime import date
from decimal import Decimal

from import_files import said

from inventory.estate_warnings import estate_warnings
from inventory.merge import merge
from inventory.model import Claim, Disk, Estate, Organisation, Product, Site

REGISTER = "register:r.csv"
ORGANISATIONS = (Organisation(id="county", name="County Council"),)
SITES = (Site(id="north", name="North Hall"),)


def merged(*claims: list[Claim], products: tuple[Product, ...] = ()) -> Estate:
    """The estate of these claims in a county with one site."""
    return merge([claim for part in claims for claim in part], SITES, ORGANISATIONS, products)


def application(name: str, **facts: object) -> list[Claim]:
    """An application by its id."""
    return said(f"application/{name}", REGISTER, **({"id": name, "name": name.title()} | facts))


def interface(giver: str, taker: str, **facts: object) -> list[Claim]:
    """An interface between two applications."""
    ends = {"from_application": giver, "to_application": taker, "declared": True}
    return said(f"interface/{giver}--{taker}", REGISTER, **(ends | facts))


def messages(estate: Estate) -> str:
    """All warnings as one text."""
    return "\n".join(f"{warned.where}: {warned.message} {warned.remedy}" for warned in estate.warnings)


def test_references_of_an_export_become_ids() -> None:
    estate = merged(
        said("cluster/gold", name="Gold"),
        said("hypervisor/esx1", name="esx1.county.local", parent_id="cluster/gold"),
        said("volume/ds-1", name="DS 1"),
        said(
            "server/a",
            name="a",
            parent_id="hypervisor/esx1",
            volume_ids=["volume/ds-1"],
            disks=["d|10|volume/ds-1", "e||"],
        ),
    )
    assert estate.hypervisors[0].parent_id == "gold"
    server = estate.servers[0]
    assert (server.parent_id, server.volume_ids) == ("esx1-county-local", ("ds-1",))
    assert server.disks == (Disk(name="d", size_gib=10, volume_id="ds-1"), Disk(name="e"))


def test_a_scan_knows_the_system_and_an_export_the_name_and_the_disks() -> None:
    estate = merged(
        said("server/a", "rvtools:r.xlsx", day=23, name="WEB-1", uuid="4c4c4544-0052-4a10-8046-b2c04f313533",
             os_name="CentOS 4/5/6/7 (64-bit)", used_gib=9, disks=["Hard disk 1|40|"]),
        said("server/web1", "ssh:10.0.0.5", name="web1", uuid="4c4c4544-0052-4a10-8046-b2c04f313533",
             os_name="CentOS Linux 7.9.2009 (Core)", used_gib=8, disks=["sda|40|"]),
    )  # fmt: skip
    (server,) = estate.servers
    assert (server.name, server.os_name, server.used_gib) == ("WEB-1", "CentOS Linux 7.9.2009 (Core)", 8)
    assert server.disks[0].name == "Hard disk 1"
    assert [(one.field, one.other) for one in estate.conflicts] == [("name", "web1")]


def test_a_scan_that_finds_another_system_is_a_conflict() -> None:
    uuid = "4c4c4544-0052-4a10-8046-b2c04f313533"
    estate = merged(
        said("server/a", "rvtools:r.xlsx", name="a", uuid=uuid, os_name="Microsoft Windows Server 2012 (64-bit)"),
        said("server/a", "ssh:a", name="a", uuid=uuid, os_name="Ubuntu 20.04.3 LTS"),
    )
    assert [(one.field, one.value) for one in estate.conflicts] == [("os_name", "Ubuntu 20.04.3 LTS")]


def test_people_win_what_people_know_and_exports_the_rest() -> None:
    estate = merged(
        said("server/a", name="a", environment="x", cpus=4, site_id="north"),
        said("server/a", REGISTER, name="a", environment="prod", cpus=2, day=23),
    )
    assert (estate.servers[0].environment, estate.servers[0].cpus) == ("prod", 4)
    assert {(one.field, one.value, one.other) for one in estate.conflicts} == {
        ("environment", "prod", "x"),
        ("cpus", "4", "2"),
    }


def test_the_newest_wins_among_equals() -> None:
    estate = merged(said("server/a", "x:1", name="a", cpus=4), said("server/a", "x:2", day=23, name="a", cpus=8))
    assert estate.servers[0].cpus == 8


def test_unknown_places_are_told_once_a_source_and_stay_unknown() -> None:
    estate = merged(
        said("server/a", REGISTER, name="a", site_id="nort", organisation_id="County Council"),
        said("server/b", REGISTER, name="b", site_id="nort"),
    )
    assert [server.site_id for server in estate.servers] == [None, None]
    assert estate.servers[0].organisation_id == "county"
    assert 'the site "nort" is not in programme.yaml, so that of 2 thing(s)' in messages(estate)
    assert 'Did you mean "north"?' in messages(estate)


def test_contracts_cover_ids_names_and_patterns() -> None:
    covers = ["SAN-*", "web1", "fw?", "[a]", "swtich-1"]
    estate = merged(
        said("storage-array/x", REGISTER, id="arr-1", name="san-gold"),
        said("server/web1", name="WEB1"),
        said("network-device/fw1", REGISTER, name="fw1"),
        said("network-device/switch-1", REGISTER, name="switch-1"),
        said("contract/c1", REGISTER, id="c1", kind="support", covers=covers, ends="2027-03-31", annual_gbp="1200.50"),
    )
    contract = estate.contracts[0]
    assert contract.covers_ids == ("arr-1", "fw1", "web1")
    assert (contract.ends, contract.annual_gbp) == (date(2027, 3, 31), Decimal("1200.50"))
    assert 'it covers "[a]", which fits nothing known' in messages(estate)
    assert 'Did you mean "switch-1"?' in messages(estate)


def test_a_pattern_made_to_be_slow_is_not() -> None:
    covers = ["*a" * 100 + "b"]
    estate = merged(
        said("server/x", name="a" * 1000), said("contract/c", REGISTER, id="c", kind="support", covers=covers)
    )
    assert estate.contracts[0].covers_ids == ()


def test_deployments_find_their_thing_by_name_and_unknown_ones_are_told() -> None:
    estate = merged(
        application("pay"),
        said("server/web1", name="WEB1"),
        said("deployment/1", REGISTER, application_id="Pay", thing_id="web1", share="0.5"),
        said("deployment/2", REGISTER, application_id="pay", thing_id="web2"),
        said("deployment/3", REGISTER, application_id="tax", thing_id="web1"),
    )
    assert [(one.application_id, one.thing_id, one.share) for one in estate.deployments] == [
        ("pay", "web1", Decimal("0.5"))
    ]
    assert 'thing "web2" is no server, database or share known' in messages(estate)
    assert 'application_id "tax" is no application known' in messages(estate)


def test_role_decides_between_a_server_and_a_database_of_one_name() -> None:
    estate = merged(
        application("pay"),
        said("server/erp", REGISTER, name="erp"),
        said("database/erp", REGISTER, name="erp"),
        said("deployment/1", REGISTER, application_id="pay", thing_id="erp", role="app"),
        said("deployment/2", REGISTER, application_id="pay", thing_id="erp", role="database"),
    )
    assert [one.thing_id for one in estate.deployments] == [estate.servers[0].id, estate.databases[0].id]


def test_an_application_on_no_thing_is_told() -> None:
    assert "application pay: it runs on no server" in messages(merged(application("pay")))


def test_a_circle_of_applications_is_told_and_a_pair_in_both_directions_is_not() -> None:
    estate = merged(
        *(application(name) for name in "abcd"),
        interface("a", "b"),
        interface("b", "c"),
        interface("a", "c", direction="in"),
        interface("a", "d", direction="both"),
    )
    told = [warned.message for warned in estate.warnings if "circle" in warned.message]
    assert told == ["3 applications feed each other in a circle: a, b, c"]


def test_a_contract_that_is_over_is_told_from_the_day_after() -> None:
    estate = merged(said("contract/c1", REGISTER, id="c1", kind="support", ends="2026-03-31"))
    assert estate_warnings(estate, date(2026, 3, 31)) == estate.warnings
    (told,) = estate_warnings(estate, date(2026, 4, 1))
    assert "it ended on 2026-03-31" in told.message


def test_effort_is_gathered_by_skill() -> None:
    estate = merged(application("pay", effort_dba="2.5", effort_network="1", organisation_ids=["county", "none"]))
    assert estate.applications[0].effort == {"dba": Decimal("2.5"), "network": Decimal(1)}
    assert estate.applications[0].organisation_ids == ("county",)


def test_operating_systems_and_databases_are_recognised() -> None:
    from inventory.products import load_products

    estate = merged(
        said("server/a", name="a", os_name="Microsoft Windows Server 2012 (64-bit)"),
        said("database/d", REGISTER, name="d", product="SQL Server", version="2016"),
        said("software/s", REGISTER, name="s", product="In-house ledger", version="3"),
        products=load_products(),
    )
    assert (estate.servers[0].product, estate.servers[0].cycle) == ("windows-server", "2012")
    assert estate.databases[0].product == "mssqlserver"
    assert str(estate.databases[0].cycle).startswith("13.0")
    assert estate.software[0].product == "In-house ledger"


def test_no_claims_make_an_empty_estate() -> None:
    assert merge((), (), (), ()) == Estate()
