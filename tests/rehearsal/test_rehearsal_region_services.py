"""Whether a region offers a service: what is refused, what passes, and the list itself."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from provider_calls import Calls

import migration.model
from migration.model.region_services import GROWING, is_missing, nearest_regions, service_of
from stacks.rehearsal.regions import is_region, refused_region
from stacks.rehearsal.resource_ids import ALL_PATTERNS, azure_type

CSV = Path(next(iter(migration.model.__path__))) / "services_by_region.csv"
ROWS = list(csv.DictReader(CSV.read_text(encoding="utf-8").splitlines()))
KINDS = [row["type"] for row in ROWS]
UNITED_KINGDOM = ("uksouth", "ukwest")


def told(token: str, region: str) -> str:
    """What is refused of a resource in a region, with the field; empty where it passes."""
    found = refused_region(f"azure-native:{token}", {"location": region}, {})
    return " / ".join(f"{one.property}: {one.reason}" for one in found)


def test_P_12_a_service_that_the_region_has_not_is_refused_with_the_field_the_list_and_the_remedy() -> None:
    assert told("web:StaticSite", "UK South") == (
        "location: Microsoft.Web/staticSites is not offered in uksouth (list of 2024-01-09: Azure/static-web-apps "
        "issues 443 and 1389). It is in westeurope"
    )


def test_a_region_of_the_same_country_is_named_before_others() -> None:
    assert told("app:ContainerApp", "australiasoutheast").endswith("It is in australiaeast")


def test_many_regions_are_not_all_named() -> None:
    assert told("netapp:CapacityPool", "westcentralus").endswith("southcentralus and 3 more")


@pytest.mark.parametrize(
    ("token", "region"),
    [
        ("app:ContainerApp", "ukwest"),  # offered
        ("network:VirtualNetwork", "ukwest"),  # no list speaks of it
        ("servicebus:Namespace", "francesouth"),  # the list does not name all
        ("dnsresolver:DnsResolver", "ukwest"),  # nor does this one
        ("app:ContainerApp", "spaincentral"),  # may have got it since
        ("app:ContainerApp", "usgovvirginia"),  # another cloud
        ("app:ContainerApp", "global"),  # no region of its own
    ],
)
def test_what_no_list_rules_out_passes(token: str, region: str) -> None:
    assert told(token, region) == ""


def test_a_region_that_there_is_not_is_refused_as_that_only() -> None:
    assert told("app:ContainerApp", "uksoth") == "location: 'uksoth' is no region of Azure; did you mean 'uksouth'?"


def test_the_provider_refuses_it_before_anything_is_made(in_group: Calls) -> None:
    found = in_group.refusals("web:StaticSite", "site", {"resourceGroupName": "rg-one", "location": "uksouth"})
    assert "is not offered in uksouth" in found["location"]


@pytest.mark.parametrize("row", ROWS, ids=KINDS)
def test_each_row_names_regions_a_source_and_a_day(row: dict[str, str]) -> None:
    regions = row["regions"].split()
    assert regions == sorted(set(regions)) and all(is_region(name) for name in regions)
    assert row["whole"] in ("yes", "no") and len(row["source"]) > 10
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["day"])


def test_each_type_is_listed_once_and_is_one_that_can_be_rehearsed() -> None:
    assert len({kind.casefold() for kind in KINDS}) == len(KINDS)
    known = {azure_type(f"azure-native:{name}").casefold() for name in ALL_PATTERNS}
    assert [kind for kind in KINDS if kind.casefold() not in known] == []


def test_what_the_stacks_build_is_offered_in_both_regions_of_the_united_kingdom() -> None:
    whole = [row for row in ROWS if row["whole"] == "yes"]
    missing = {row["type"] for row in whole if not set(UNITED_KINGDOM) <= set(row["regions"].split())}
    assert missing == {"Microsoft.App/sessionPools", "Microsoft.Web/staticSites"}


def test_the_nearest_regions_have_the_service_and_a_region_that_grows_is_not_judged() -> None:
    for kind in KINDS:
        service = service_of(kind.upper())
        assert service is not None
        assert not any(is_missing(service, region) for region in GROWING)
        for region in (*UNITED_KINGDOM, "westus", "brazilsoutheast", "nowhere"):
            assert set(nearest_regions(service, region)) <= set(service.regions)
            assert nearest_regions(service, region)
