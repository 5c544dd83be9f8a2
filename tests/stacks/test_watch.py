"""What watches and locks what stands, and what machines send."""

from __future__ import annotations

from typing import Any

import pytest
from built_stack import Built, build_landing_zone_stack, run_program
from governed_architecture import governed_architecture

from migration.model.architecture import Architecture
from stacks.landing_zone import build_landing_zone
from stacks.watch import build_watch
from stacks.wave_stack import build_wave
from tests.design.design_cases import guid

COUNTY = f"/subscriptions/{guid(2)}"
PASSWORD = {"cloud-unless:administrator-password": "a password"}


@pytest.fixture(scope="module")
def designed() -> Architecture:
    """A county that governs and watches."""
    return governed_architecture()


@pytest.fixture(scope="module")
def built(designed: Architecture) -> Built:
    """Its watch as registered."""
    stack = designed.stacks[2]
    assert stack.name == "watch"
    return run_program(lambda: build_watch(designed, stack), stack.name)


@pytest.fixture(scope="module")
def zone(designed: Architecture) -> Built:
    """Its landing zone as registered."""
    stack = designed.stacks[1]
    assert stack.name == "landing-zone"
    return run_program(lambda: build_landing_zone(designed, stack), stack.name)


@pytest.fixture(scope="module")
def wave(designed: Architecture, zone: Built) -> Built:
    """Its only wave as registered."""
    stack = designed.stacks[3]
    return run_program(lambda: build_wave(designed, stack), stack.name, PASSWORD, tuple(PASSWORD), zone.outputs)


def test_every_stack_has_as_many_resources_as_designed(
    designed: Architecture, zone: Built, built: Built, wave: Built
) -> None:
    made = [len(one.azure()) for one in (zone, built, wave)]
    assert made == [one.resource_count for one in designed.stacks[1:]]


def test_every_subscription_has_its_alerts_in_a_group_of_its_own(built: Built) -> None:
    alerts = [one for one in built.of_type("monitor:ActivityLogAlert") if one.name.startswith("alerts-key-2-")]
    assert len(alerts) >= 10
    for one in alerts:
        assert one.properties["scopes"] == [COUNTY]
        assert one.properties["resourceGroupName"] == "rg-cty-alerts-key-2-prod-uks"
        assert "subscription-key-2::" in one.provider
        assert built.named("alerts-go-to-group").urn in one.property_depends_on["actions"]


def test_an_alert_asks_for_the_category_and_the_operation(built: Built) -> None:
    alert = built.named("alerts-platform-key-vault-deleted").properties
    assert alert["condition"] == {
        "allOf": [
            {"field": "category", "equals": "Administrative"},
            {"field": "operationName", "equals": "Microsoft.KeyVault/vaults/delete"},
        ]
    }
    either = built.named("alerts-platform-resource-health").properties["condition"]["allOf"][1]
    assert [one["equals"] for one in either["anyOf"]] == ["Degraded", "Unavailable"]


def test_the_security_contacts_are_told(built: Built) -> None:
    group = built.named("alerts-go-to-group").properties
    assert [one["emailAddress"] for one in group["emailReceivers"]] == ["security@county.example"]
    assert (group["groupShortName"], group["location"]) == ("cty-cloud", "global")


def test_the_firewall_is_watched_where_it_stands(built: Built, zone: Built) -> None:
    alert = built.named("watch-firewall-uks-health-alert").properties
    assert alert["scopes"][0].endswith(f"/{zone.named('hub-uks-firewall').properties['azureFirewallName']}")
    (criterion,) = alert["criteria"]["allOf"]
    assert (criterion["metricName"], criterion["operator"], criterion["threshold"]) == (
        "FirewallHealth",
        "LessThan",
        90,
    )


def test_what_is_done_to_management_groups_goes_to_the_workspace(built: Built, designed: Architecture) -> None:
    logs = built.of_type("monitor:ManagementGroupDiagnosticSetting")
    governance = designed.landing_zone.governance
    assert governance is not None
    assert len(logs) == len(governance.management_groups)
    workspace = designed.landing_zone.workspace.name
    assert {one.properties["workspaceId"].rpartition("/")[2] for one in logs} == {workspace}


def test_what_everybody_stands_on_is_locked(built: Built) -> None:
    locks = {one.properties["scope"].rpartition("/")[2]: one.properties["level"] for one in _locks(built)}
    assert set(locks.values()) == {"CanNotDelete"}
    assert {"rg-cty-hub-prod-uks", "rg-cty-dns-prod-uks", "rg-cty-county-vaults-prod-uks"} <= set(locks)


def _locks(built: Built) -> tuple[Any, ...]:
    return built.of_type("authorization:ManagementLockByScope")


def test_each_system_sends_its_own_logs_to_the_workspace(zone: Built) -> None:
    linux, windows = (zone.named(f"dcr-{os}-rule").properties for os in ("linux", "windows"))
    assert linux["dataFlows"][0]["streams"] == ["Microsoft-Perf", "Microsoft-Syslog"]
    assert windows["dataFlows"][0]["streams"] == ["Microsoft-Perf", "Microsoft-Event"]
    assert zone.named("log-workspace").urn in zone.named("dcr-linux-rule").property_depends_on["destinations"]
    assert set(zone.outputs["data_collection_rules"]) == {"dcr-linux", "dcr-windows"}


def test_a_machine_is_joined_to_the_rule_of_its_system(wave: Built) -> None:
    joined = wave.named("vm-srv2-collection")
    assert joined.property_depends_on["resourceUri"] == (wave.named("vm-srv2-machine").urn,)
    assert joined.properties["dataCollectionRuleId"].endswith("dcr-linux-rule")
    assert wave.named("vm-srv1-collection").properties["dataCollectionRuleId"].endswith("dcr-windows-rule")


def test_an_exemption_is_of_one_thing_from_one_policy_until_a_day(wave: Built) -> None:
    official = wave.named("exempt-one-region-for-now-audit-uk-official-exemption")
    found = official.properties
    assert found["scope"].endswith("/virtualMachines/vm-srv1-prod-uks")
    assert found["policyDefinitionReferenceIds"] == ["AuditVirtualMachinesWithoutDisasterRecoveryConfigured"]
    assert (found["expiresOn"], found["exemptionCategory"]) == ("2027-03-31T00:00:00Z", "Waiver")
    assert found["metadata"]["ticket"] == "RISK-1"
    assert any("vm-srv1" in urn for urn in official.depends_on)


def test_without_a_watch_nothing_of_it_is_made() -> None:
    from small_architecture import small_architecture

    found = build_landing_zone_stack(small_architecture())
    assert found.of_type("monitor:DataCollectionRule") == ()
