"""Alerts on shared services as they are built, and what the gateway tells of its calls."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from as_checked import as_checked
from built_stack import Built, build_landing_zone_stack, run_program

from migration.design.architecture import design
from migration.model.architecture import Architecture, Stack
from migration.model.governance import WatchSection
from policies.check import check
from policies.rules import RULES
from policies.standards import Standards
from safeio.errors import InputError
from safeio.json_files import canonical_json
from stacks.program import _build
from stacks.standing import check_standing
from stacks.watch import build_watch
from tests.design.design_cases import landing_zone
from tests.design.shared_cases import shared_case

TOLD = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/ag-cty-prod"


@pytest.fixture(scope="module")
def designed() -> Architecture:
    """Interfaces of every kind, of a county that watches."""
    return design(shared_case(file=landing_zone(watch=WatchSection())))


def stack_named(architecture: Architecture, name: str) -> Stack:
    return next(one for one in architecture.stacks if one.name == name)


@pytest.fixture(scope="module")
def ground(designed: Architecture) -> Built:
    """The landing zone beneath."""
    return build_landing_zone_stack(designed)


@pytest.fixture(scope="module")
def built(designed: Architecture, ground: Built) -> Built:
    """The shared services as registered."""
    stack = stack_named(designed, "shared-services")
    given = {**ground.outputs, "action_group": TOLD}
    return run_program(lambda: _build(designed, stack), stack.name, given=given)


def test_there_are_as_many_resources_as_designed(designed: Architecture, built: Built) -> None:
    assert len(built.azure()) == stack_named(designed, "shared-services").resource_count


def test_every_alert_of_the_architecture_is_built_and_tells_the_people_of_the_watch(
    designed: Architecture, built: Built
) -> None:
    assert designed.shared_services is not None
    wanted = {one.name: one for part in designed.shared_services.alerts for one in part.alerts}
    made = {one.properties["ruleName"]: one.properties for one in built.of_type("monitor:MetricAlert")}
    assert sorted(made) == sorted(wanted)
    for name, one in made.items():
        assert one["actions"] == [{"actionGroupId": TOLD}]
        assert (one["description"], one["severity"]) == (wanted[name].why, wanted[name].severity)
        assert (one["enabled"], one["autoMitigate"], one["location"]) == (True, True, "global")


def test_it_keeps_the_standard_that_somebody_is_told(designed: Architecture, ground: Built, built: Built) -> None:
    plain = json.loads(canonical_json(designed))
    rules = [rule for rule in RULES if rule.id == "LOG-008"]
    found = check(as_checked(ground, built), rules, (), designed.as_of, Standards(), plain).findings
    told = [one.subject.rpartition("::")[2] for one in found if one.verdict == "pass"]
    assert sorted(told) == ["bus-namespace", "exchange-topic", "gateway-service", "transfers-factory"]
    silent = tuple(one for one in as_checked(ground, built) if "MetricAlert" not in one.type)
    assert {one.verdict for one in check(silent, rules, (), designed.as_of, Standards(), plain).findings} == {"fail"}


@pytest.mark.parametrize(
    ("alert", "scope"),
    [
        ("bus-alerts-sbt-crm-new-address-waiting", "/fake/azure-native:servicebus:Namespace/bus-namespace"),
        ("gateway-alerts-gateway-full", "/fake/azure-native:apimanagement:ApiManagementService/gateway-service"),
        ("transfers-alerts-transfers-runtime-away", "/fake/azure-native:datafactory:Factory/transfers-factory"),
        ("exchange-alerts-arrivals-rates-bins-file-lost", "/fake/azure-native:eventgrid:SystemTopic/exchange-topic"),
        ("exchange-alerts-exchange-available", "/fake/azure-native:storage:StorageAccount/exchange-account"),
        (
            "exchange-alerts-exchange-waiting",
            "/fake/azure-native:storage:StorageAccount/exchange-account/queueServices/default",
        ),
        (
            "st-departments-county-alerts-st-departments-county-filling-up",
            "/fake/azure-native:storage:StorageAccount/st-departments-county-account/fileServices/default",
        ),
    ],
)
def test_an_alert_watches_what_it_is_about(built: Built, alert: str, scope: str) -> None:
    assert built.named(alert).properties["scopes"] == [scope]


def test_one_queue_is_told_from_the_others(built: Built) -> None:
    (criterion,) = built.named("bus-alerts-sbq-payroll-crm-message-put-aside").properties["criteria"]["allOf"]
    assert criterion["dimensions"] == [
        {"name": "EntityName", "operator": "Include", "values": ["sbq-payroll-crm-message"]}
    ]
    assert (criterion["metricName"], criterion["operator"], criterion["threshold"]) == (
        "DeadletteredMessages",
        "GreaterThan",
        0,
    )


def test_an_alert_stands_beside_what_it_watches(built: Built) -> None:
    store = built.named("st-departments-county-alerts-st-departments-county-available").properties
    assert store["resourceGroupName"] == "rg-cty-departments-county-prod-uks"
    assert built.named("bus-alerts-bus-throttled").properties["resourceGroupName"] == "rg-cty-integration-prod-uks"


def test_the_page_of_interfaces_reads_the_workspace_and_the_services(designed: Architecture, built: Built) -> None:
    made = built.named("interfaces-page").properties
    workspace = "/fake/azure-native:operationalinsights:Workspace/log-workspace"
    assert (made["kind"], made["category"], made["sourceId"]) == ("shared", "workbook", workspace)
    items = json.loads(made["serializedData"])["items"]
    assert [one["type"] for one in items] == [1, 3, 3, 10, 10]
    assert items[1]["content"]["crossComponentResources"] == [workspace]
    assert items[3]["content"]["resourceIds"] == ["/fake/azure-native:servicebus:Namespace/bus-namespace"]
    assert items[3]["content"]["metrics"][3] == {
        "namespace": "microsoft.servicebus/namespaces",
        "metric": "microsoft.servicebus/namespaces--DeadletteredMessages",
        "aggregation": 4,
        "splitBy": ["EntityName"],
    }
    assert designed.shared_services is not None and designed.shared_services.page is not None
    page = designed.shared_services.page
    assert items[1]["content"]["query"] == page.logs[0].query


def test_the_logs_that_it_reads_have_tables_of_their_own(built: Built) -> None:
    for name in ("gateway-logs", "transfers-logs"):
        assert built.named(name).properties["logAnalyticsDestinationType"] == "Dedicated"


def test_the_stack_that_watches_gives_who_is_told(designed: Architecture) -> None:
    stack = stack_named(designed, "watch")
    watch = run_program(lambda: build_watch(designed, stack), stack.name)
    assert watch.outputs["action_group"] == "/fake/azure-native:monitor:ActionGroup/alerts-go-to-group"


def test_a_watch_without_that_output_is_built_again_first(designed: Architecture, ground: Built) -> None:
    given: dict[str, Mapping[str, Any]] = {"landing-zone": dict(ground.outputs), "watch": {"built": "watch"}}
    stack = stack_named(designed, "shared-services")
    with pytest.raises(InputError, match=r"stack watch has no output action_group.*pulumi up --stack watch"):
        check_standing(designed, stack, lambda name: given.get(name, {}), dry_run=True)
    given["watch"] = {"built": "watch", "action_group": TOLD}
    check_standing(designed, stack, lambda name: given.get(name, {}), dry_run=True)


def test_what_is_measured_of_calls_goes_to_the_workspace_and_wants_no_password(built: Built) -> None:
    component = built.named("gateway-insights").properties
    assert component["workspaceResourceId"] == "/fake/azure-native:operationalinsights:Workspace/log-workspace"
    assert (component["disableLocalAuth"], component["ingestionMode"]) == (True, "LogAnalytics")
    right = built.named("gateway-insights-right").properties
    assert right["scope"] == "/fake/azure-native:applicationinsights:Component/gateway-insights"
    assert right["principalId"] == "the principal"
    logger = built.named("gateway-insights-logger").properties
    assert logger["credentials"]["identityClientId"] == "SystemAssigned"
    assert "the connection" not in str({**logger["credentials"], "connectionString": None})
    assert logger["credentials"]["connectionString"] != "the connection string"  # an envelope: Pulumi encrypts it


def test_nothing_of_what_was_said_is_measured(built: Built) -> None:
    told = built.named("gateway-measurements").properties
    assert (told["alwaysLog"], told["logClientIp"]) == ("allErrors", False)
    assert told["sampling"] == {"samplingType": "fixed", "percentage": 10}
    for side in ("frontend", "backend"):
        for message in ("request", "response"):
            found = told[side][message]
            assert (found["body"], found.get("headers", [])) == ({"bytes": 0}, [])
            assert found["dataMasking"] == {"queryParams": [{"mode": "Hide", "value": "*"}]}
