"""Names keep the rules of Azure, repeat from run to run, and do not clash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.design.names import compose, computer_name, joined, short_hash, written_name
from migration.model.architecture.name_rules import NAME_RULES, broken_name, name_rule
from safeio.errors import InputError
from safeio.text import slug

SLUGS = st.text(min_size=1, max_size=60).map(slug)
COMPOSED = [rule.kind for rule in NAME_RULES if rule.abbreviation]


@given(kind=st.sampled_from(COMPOSED), what=SLUGS, region=st.sampled_from(["uksouth", "ukwest"]), unique=st.booleans())
def test_every_composed_name_keeps_its_rule(kind: str, what: str, region: str, unique: bool) -> None:
    name = compose(kind, what, "prod", region, unique="tenant" if unique else None)  # type: ignore[arg-type]
    assert broken_name(kind, name) is None  # type: ignore[arg-type]


@given(first=SLUGS, second=SLUGS)
def test_two_things_have_two_names_however_long(first: str, second: str) -> None:
    names = {compose("virtual-machine", one, "prod", "uksouth") for one in (first, second)}
    assert len(names) == len({first, second})


@given(name=st.text(max_size=80))
def test_a_computer_name_is_one_that_windows_takes(name: str) -> None:
    found = computer_name(name)
    assert len(found) <= 15
    assert broken_name("computer", found) is None


def test_a_name_says_what_it_is_for_where_and_in_which_environment() -> None:
    assert compose("resource-group", "council-tax", "prod", "uksouth") == "rg-council-tax-prod-uks"
    assert compose("data-disk", "srv1", "test", "ukwest", number=2) == "disk-srv1-test-ukw-02"
    assert compose("storage-account", "files", "prod", "uksouth", unique="a") == f"stfilesproduks{short_hash('a')}"


def test_p_12_a_long_storage_account_name_is_cut_to_24_characters_and_stays_its_own() -> None:
    long = "adult-social-care-case-management"
    names = {compose("storage-account", long, "prod", "uksouth", unique=tenant) for tenant in ("one", "two")}
    assert len(names) == 2
    assert all(len(name) <= 24 for name in names)


def test_the_new_computer_is_not_called_as_the_old_one() -> None:
    assert computer_name("wm-asc-app01.westmere.example") == "wm-asc-app01-az"


def test_joined_ids_are_shortened_to_their_rule() -> None:
    assert len(joined("peering", "peer-" + "a" * 100)) == name_rule("peering").longest


def test_a_name_that_a_person_wrote_is_refused_and_not_changed() -> None:
    assert written_name("postgresql-database", "gis", "here") == "gis"
    with pytest.raises(InputError, match=r"things\.csv, name: .*64 characters.*Give it another name"):
        written_name("postgresql-database", "a" * 64, "things.csv, name")


@pytest.mark.parametrize("rule", NAME_RULES, ids=lambda rule: rule.kind)
def test_every_rule_says_where_it_comes_from_and_refuses_what_is_too_long(rule: object) -> None:
    assert rule.source  # type: ignore[attr-defined]
    assert broken_name(rule.kind, "a" * (rule.longest + 1))  # type: ignore[attr-defined]
    assert broken_name(rule.kind, "a b/c")  # type: ignore[attr-defined]
