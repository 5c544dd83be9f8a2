"""Subscriptions under the management groups: where they stand, and new ones that are asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from design_cases import guid
from governed_cases import BILLING, PEOPLE, governance_of, governed, watch_of, with_county

from migration.design.architecture import design
from migration.model.governance import (
    GovernanceSection,
)
from safeio.errors import InputError


def test_the_platform_stands_under_platform_and_an_organisation_under_corp_or_where_people_say() -> None:
    placed = {one.key: one.management_group for one in governance_of(design(governed())).subscriptions}
    assert placed == {"key-2": "mg-corp", "platform": "mg-platform"}
    moved = governance_of(design(with_county(management_group="online"))).subscriptions
    assert moved[0].management_group == "mg-online"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"management_group": "corpp"}, r"subscriptions key-2 management_group.*Did you mean 'corp'\?"),
        ({"subscription_id": None}, r"key-2 subscription_id: nobody says which subscription it is.*new: true"),
        ({"subscription_id": guid(0)}, r"subscription_id is the id of the tenant"),
        ({"subscription_id": guid(1)}, r"the subscription_id .* stands twice"),
    ],
)
def test_a_wrong_subscription_is_refused(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        design(with_county(**fields))


def test_a_new_subscription_is_asked_for_and_its_stacks_wait() -> None:
    found = design(with_county(new=True, subscription_id=None, owners=PEOPLE))
    (asked,) = governance_of(found).new_subscriptions
    assert (asked.key, asked.alias, asked.management_group) == ("key-2", "sub-cty-key-2", "mg-corp")
    assert [one.key for one in governance_of(found).subscriptions] == ["platform"]
    needs = {one.name: one.depends_on for one in found.stacks}
    assert needs["landing-zone"] == ("governance",)
    assert {one.subscription_key for one in watch_of(found).subscriptions} == {"platform"}


def test_one_that_was_made_keeps_its_request_so_that_nothing_is_asked_again() -> None:
    before = design(with_county(new=True, subscription_id=None))
    after = design(replace(with_county(new=True), previous=before))
    assert governance_of(after).new_subscriptions == governance_of(before).new_subscriptions
    assert [one.key for one in governance_of(after).subscriptions] == ["key-2", "platform"]


def test_nobody_pays_for_a_new_subscription_unless_people_say_who() -> None:
    inputs = with_county(new=True, subscription_id=None)
    zone = replace(inputs.landing_zone, governance=GovernanceSection())
    with pytest.raises(InputError, match=r"key-2 is to be new, and nobody says who pays.*billing_scope"):
        design(replace(inputs, landing_zone=zone))


def test_without_a_governance_nothing_new_can_be_asked_for() -> None:
    inputs = with_county(new=True, subscription_id=None)
    zone = replace(inputs.landing_zone, governance=GovernanceSection(built=False))
    with pytest.raises(InputError, match=r"governance\.built: key-2 is to be new"):
        design(replace(inputs, landing_zone=zone))


def test_the_platforms_own_subscription_must_exist() -> None:
    inputs = governed(new_subscriptions=BILLING)
    platform, county = inputs.landing_zone.subscriptions
    zone = replace(inputs.landing_zone, subscriptions=(replace(platform, new=True, subscription_id=None), county))
    with pytest.raises(InputError, match=r"the platform's own subscription has no id"):
        design(replace(inputs, landing_zone=zone))
