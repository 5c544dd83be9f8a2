"""The entry for residents as it is built: filtered, encrypted, and private behind."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from as_checked import as_checked
from built_stack import Built, build_landing_zone_stack, build_wave_stack
from two_regions import two_regions

from migration.design.resource_counts import workload_resources
from migration.model.architecture import Architecture, FilterRules, PublicEntry
from policies.check import check
from policies.rules import RULES
from policies.standards import Standards
from safeio.json_files import canonical_json

ENTRY = PublicEntry(
    profile_name="afd-payroll",
    endpoint_name="fde-payroll-a1",
    filter_name="fdfppayroll",
    rules=(FilterRules(name="Microsoft_DefaultRuleSet", version="2.1"),),
    link_region="uksouth",
)


@pytest.fixture(scope="module")
def entered() -> Architecture:
    """The web application of the architecture in two regions, with an entry, and nothing else in its wave."""
    whole = two_regions()
    (web,) = [replace(one, entry=ENTRY) for one in whole.workloads if one.web is not None]
    return replace(whole, workloads=(web,))


@pytest.fixture(scope="module")
def ground(entered: Architecture) -> Built:
    """Its landing zone as registered."""
    return build_landing_zone_stack(entered)


@pytest.fixture(scope="module")
def built(entered: Architecture, ground: Built) -> Built:
    """Its wave as registered."""
    return build_wave_stack(entered, ground.outputs)


def test_as_many_resources_are_made_as_designed(entered: Architecture, built: Built) -> None:
    groups = len(entered.stacks[1].resource_groups)
    assert len(built.azure()) == sum(workload_resources(one) for one in entered.workloads) + groups


def test_requests_are_filtered_before_they_reach_anything(built: Built) -> None:
    found = built.named("payroll-app-service-entry-filter").properties
    assert found["policySettings"] == {"enabledState": "Enabled", "mode": "Prevention", "requestBodyCheck": "Enabled"}
    parameters = built.named("payroll-app-service-entry-filtered").properties["parameters"]
    assert parameters["wafPolicy"]["id"].endswith("payroll-app-service-entry-filter")
    assert parameters["associations"][0]["domains"][0]["id"].endswith("payroll-app-service-entry-endpoint")


def test_the_way_to_the_application_is_private_and_encrypted(built: Built) -> None:
    origin = built.named("payroll-app-service-entry-origin-1").properties
    link = origin["sharedPrivateLinkResource"]
    assert (link["groupId"], link["privateLinkLocation"]) == ("sites", "uksouth")
    assert link["privateLink"]["id"].endswith("payroll-app-service-application")
    route = built.named("payroll-app-service-entry-route")
    assert (route.properties["forwardingProtocol"], route.properties["httpsRedirect"]) == ("HttpsOnly", "Enabled")
    assert built.named("payroll-app-service-entry-origin-1").urn in route.depends_on
    assert built.named("payroll-app-service-application").properties["publicNetworkAccess"] == "Disabled"


def test_the_second_application_waits_until_people_switch(built: Built) -> None:
    first, second = (built.named(f"payroll-app-service-entry-origin-{number}").properties for number in (1, 2))
    assert (first["enabledState"], first["priority"]) == ("Enabled", 1)
    assert (second["enabledState"], second["priority"]) == ("Disabled", 2)
    assert second["sharedPrivateLinkResource"]["privateLink"]["id"].endswith("payroll-app-service-second-application")


def test_every_standard_is_kept(entered: Architecture, ground: Built, built: Built) -> None:
    plain = json.loads(canonical_json(entered))
    found = check(as_checked(ground, built), RULES, (), date(2026, 11, 22), Standards(), plain)
    wrong = [one for one in found.findings if one.verdict not in ("pass", "not_applicable")]
    assert [(one.rule_id, one.subject) for one in wrong if "-entry" in one.subject] == []
    assert any(one.rule_id == "NET-012" and one.verdict == "pass" for one in found.findings)
