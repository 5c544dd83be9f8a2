"""A landing zone that cannot be built is refused: the key, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from design_cases import application, case, guid, landing_zone, one_machine, runs, server

from inventory.model import NetworkDevice
from migration.design.architecture import design
from migration.model.landing_zone import Contacts, LandingZoneFile, OnPremiseRange, Regions, SubscriptionEntry
from safeio.errors import InputError
from safeio.yaml_files import parse_yaml


def entry(key: str, number: int, organisation: str | None = None) -> SubscriptionEntry:
    return SubscriptionEntry(
        key=key, subscription_id=guid(number), organisation_id=organisation, budget_month_gbp=Decimal(1)
    )


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"regions": Regions(primary="westeurope", secondary="ukwest")}, r"regions\.primary: 'westeurope' is not a region"),
    ({"regions": Regions(primary="uksouth", secondary="uksouth")}, r"regions\.secondary: it is the primary region too"),
    ({"regions": Regions(primary="uksouth")}, r"the profile county has two regions"),
    ({"profile": "district"}, r"the profile district has one region"),
    ({"platform_organisation": "contry"}, r"'contry' is not in programme\.yaml.*Did you mean 'county'"),
    ({"on_premise_ranges": (OnPremiseRange(site_id="barn", prefix="10.9.0.0/16"),)}, r"on_premise_ranges: 'barn'"),
    ({"cost_centres": {"county": "C", "nobody": "N"}}, r"cost_centres: 'nobody'"),
    ({"subscriptions": (entry("platform", 1),)}, r"county has no subscription, and rates is built for it"),
    ({"subscriptions": (entry("county", 1, "county"),)}, r"the platform has none"),
    (
        {"subscriptions": (entry("a", 1), entry("b", 1, "county"))},
        r"the subscription_id 11111111-.* stands twice",
    ),
    ({"subscriptions": (entry("a", 1), entry("a", 2, "county"))}, r"the key a stands twice"),
    ({"subscriptions": (entry("A key!", 1), entry("b", 2, "county"))}, r"'A key!' is not a key.*a-key"),
    ({"log_retention_days": 7}, r"log_retention_days: 7 days cannot be kept"),
    ({"administrator": "Administrator"}, r"administrator: 'Administrator' is not taken"),
    ({"administrator": "a" * 21}, r"administrator: 'a+' is not taken"),
    ({"ssh_public_key": "-----BEGIN OPENSSH PRIVATE KEY-----"}, r"ssh_public_key: this is not a public key"),
    ({"contacts": Contacts(security=(), budget=("a@b.example",))}, r"contacts\.security: nobody is told"),
    ({"address_pools": {"uksouth": "10.64.0.0/16"}}, r"address_pools\.ukwest: there is no pool"),
    (
        {"address_pools": {"uksouth": "10.64.0.0/16", "ukwest": "10.64.128.0/17"}},
        r"10\.64\.0\.0/16 overlaps the pool of ukwest \(10\.64\.128\.0/17\)",
    ),
    (
        {"address_pools": {"uksouth": "10.20.0.0/15", "ukwest": "10.65.0.0/16"}},
        r"10\.20\.0\.0/15 overlaps 10\.20\.0\.0/16, which is in use at hall",
    ),
    ({"address_pools": {"uksouth": "20.0.0.0/16", "ukwest": "10.65.0.0/16"}}, r"20\.0\.0\.0/16 is not private"),
    ({"address_pools": {"uksouth": "10.64.0.1/16", "ukwest": "10.65.0.0/16"}}, r"'10\.64\.0\.1/16' is not an IPv4"),
    (
        {"address_pools": {"uksouth": "10.64.0.0/16", "ukwest": "10.65.0.0/16", "northeurope": "10.66.0.0/16"}},
        r"address_pools\.northeurope: nothing is built in this region",
    ),
]


@pytest.mark.parametrize(("fields", "says"), REFUSED, ids=[says[:40] for _, says in REFUSED])
def test_a_landing_zone_that_cannot_be_built_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=rf"landing-zone\.yaml .*{says}"):
        design(one_machine(landing_zone=landing_zone(**fields)))


def test_a_pool_that_holds_an_address_of_the_estate_is_refused_with_both_names() -> None:
    inputs = case([application("rates")], [server("srv1", addresses=("10.64.9.9",))], [runs("rates", "srv1")])
    with pytest.raises(InputError, match=r"10\.64\.0\.0/16 overlaps 10\.64\.9\.9/32, which srv1 has"):
        design(inputs)


def test_a_pool_that_overlaps_the_range_of_a_network_device_is_refused() -> None:
    inputs = one_machine()
    device = NetworkDevice(id="fw1", name="fw1", addresses=("fe80::1", "not an address", "10.65.3.1/24"))
    with pytest.raises(InputError, match=r"10\.65\.0\.0/16 overlaps 10\.65\.3\.0/24, which fw1 has"):
        design(replace(inputs, estate=replace(inputs.estate, network_devices=(device,))))


COUNTY = Path(__file__).parents[2] / "examples" / "county" / "landing-zone.yaml"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("prefix: wcc", "prefix: westmere-county", "prefix"),
        ("7a1d4c52-9f3e", "not-a-guid-9f3e", "tenant_id"),
        ("profile: county", "profile: village", "profile"),
        ("administrator: cuadmin", "administrater: cuadmin", "administrater"),
        ("month_gbp: 42000", "month_gbp: 42000.5", "budget_month_gbp"),
    ],
)
def test_p_12_a_landing_zone_file_with_a_wrong_value_names_the_line_and_the_key(old: str, new: str, says: str) -> None:
    text = COUNTY.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(InputError, match=rf"landing-zone\.yaml line \d+.*{says}"):
        parse_yaml(text.replace(old, new, 1), "landing-zone.yaml", LandingZoneFile)
