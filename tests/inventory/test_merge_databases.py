"""A database that a scan found is the one that people listed on that machine, where only one of each can be meant."""

from import_files import said

from inventory.merge import merge
from inventory.model import Claim, Estate
from inventory.products import load_products

FOUND = {"parent_id": "server/web1", "product": "PostgreSQL"}


def _merged(*databases: list[Claim]) -> Estate:
    claims = [
        *said("server/web1", "ssh:web1", name="web1"),
        *said("server/web1", "register:things.csv", id="web1", name="web1"),
    ]
    return merge([*claims, *(claim for part in databases for claim in part)], (), (), load_products())


def _listed(name: str, version: str = "14") -> list[Claim]:
    of = {"parent_id": "web1", "product": "PostgreSQL", "version": version}
    return said(f"database/{name}", "register:things.csv", id=name, name=name, **of)


def _found(version: str = "14.12", name: str = "PostgreSQL on web1") -> list[Claim]:
    return said(f"database/{name.casefold()}", "ssh:web1", name=name, version=version, **FOUND)


def test_the_only_one_found_is_the_only_one_listed() -> None:
    estate = _merged(_listed("maps"), _found())
    (database,) = estate.databases
    assert (database.id, database.name, database.version, database.cycle) == ("maps", "maps", "14.12", "14")
    assert estate.conflicts == ()


def test_another_release_than_the_listed_one_is_told() -> None:
    estate = _merged(_listed("maps", version="9.6"), _found())
    assert [(one.field, one.value, one.other) for one in estate.conflicts] == [("version", "14.12", "9.6")]


def test_with_two_listed_or_two_found_nobody_can_tell_which_is_meant() -> None:
    assert len(_merged(_listed("maps"), _listed("parking"), _found()).databases) == 3
    assert len(_merged(_listed("maps"), _found("12.1", "PostgreSQL 12 on web1"), _found()).databases) == 3


def test_a_listed_database_of_another_product_is_another() -> None:
    other = said("database/maps", "register:things.csv", id="maps", name="maps", parent_id="web1", product="MySQL")
    assert len(_merged(other, _found()).databases) == 2


def test_version_14_is_not_version_1() -> None:
    assert [one.other for one in _merged(_listed("maps", version="1"), _found()).conflicts] == ["1"]
