"""The stack of shared services: private, logged, protected where it holds something, and as many as designed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from as_checked import as_checked
from built_stack import Built, build_landing_zone_stack, run_program

from migration.design.architecture import design
from migration.model.architecture import Architecture, Stack
from policies.check import check
from policies.model import STACK
from policies.readers.states import resource_of
from policies.rules import RULES
from policies.standards import Standards
from safeio.errors import InputError
from safeio.json_files import canonical_json
from stacks.components.api_gateway import _policy
from stacks.program import _build
from stacks.standing import check_standing
from tests.design.shared_cases import shared_case

AS_OF = date(2026, 11, 22)

ELSEWHERE = ("LOG-007", "LOG-008", "NET-020")
"""Nobody watches or protects from floods here."""

SPOKE = "/fake/azure-native:network:Subnet/spoke-shared-uks-snet-shared"


@pytest.fixture(scope="module")
def designed() -> Architecture:
    """Interfaces of every kind, and a share that no application owns."""
    return design(shared_case())


@pytest.fixture(scope="module")
def ground(designed: Architecture) -> Built:
    """The landing zone beneath."""
    return build_landing_zone_stack(designed)


@pytest.fixture(scope="module")
def shared(designed: Architecture, ground: Built) -> Built:
    """The shared services as registered."""
    return build(designed, ground.outputs)


def stack_of(architecture: Architecture) -> Stack:
    return next(one for one in architecture.stacks if one.layer == "shared-services")


def build(architecture: Architecture, given: Mapping[str, Any]) -> Built:
    """As the program builds it."""
    stack = stack_of(architecture)
    return run_program(lambda: _build(architecture, stack), stack.name, given=given)


def test_there_are_as_many_resources_as_designed(designed: Architecture, ground: Built, shared: Built) -> None:
    assert len(shared.azure()) == stack_of(designed).resource_count
    assert len(ground.azure()) == designed.stacks[0].resource_count


def test_it_keeps_every_standard(designed: Architecture, ground: Built, shared: Built) -> None:
    urn = f"urn:pulumi:shared-services::cloud-unless::{STACK}::cloud-unless-shared-services"
    root = resource_of({"urn": urn, "type": STACK, "custom": False}, "shared-services", "create")
    built = [one for one in as_checked(ground, shared) if one.stack != "w1-council"]
    rules = [rule for rule in RULES if rule.id not in ELSEWHERE]
    plain = json.loads(canonical_json(designed))
    found = check((*built, root), rules, (), AS_OF, Standards(), plain).findings
    open_ = [(one.rule_id, one.subject, one.message) for one in found if one.verdict not in ("pass", "not_applicable")]
    # Azure Backup works with the account's keys alone: the one standard that people must accept.
    (keys,) = open_
    assert (keys[0], keys[1].rpartition("::")[2]) == ("STO-005", "st-departments-county-account")
    asked = {one.rule_id for one in found if one.verdict == "pass" and "shared-services" in one.subject}
    assert {"GOV-010", "GOV-013", "IAM-006", "INT-001", "INT-002", "INT-003", "INT-004", "INT-005", "INT-006"} <= asked


def test_every_resource_stands_under_a_component_whose_id_starts_its_name(shared: Built) -> None:
    components = {one.urn: one.name for one in shared.components()}
    assert [one.name for one in shared.azure() if not one.name.startswith(f"{components[one.parent]}-")] == []


def test_what_holds_messages_or_files_is_protected(shared: Built) -> None:
    kinds = {one.type.removeprefix("azure-native:") for one in shared.azure() if one.protect}
    assert kinds == {
        "recoveryservices:ProtectedItem",
        "recoveryservices:ProtectionContainer",
        "servicebus:Namespace",
        "servicebus:Queue",
        "servicebus:Subscription",
        "servicebus:Topic",
        "storage:BlobContainer",
        "storage:FileShare",
        "storage:StorageAccount",
    }


def test_the_gateway_stands_inside_the_network_and_is_found_there(shared: Built) -> None:
    service = shared.named("gateway-service").properties
    assert (service["virtualNetworkType"], service["sku"]) == ("Internal", {"name": "Premium", "capacity": 1})
    assert service["virtualNetworkConfiguration"]["subnetResourceId"] == f"{SPOKE}-apis-prod-uks"
    record = shared.named("gateway-name").properties
    assert (record["relativeRecordSetName"], record["aRecords"]) == ("@", [{"ipv4Address": "10.64.8.36"}])
    assert shared.outputs["gateway"]["url"] == f"https://{record['privateZoneName']}"


def test_a_secret_is_named_and_never_there(shared: Built) -> None:
    value = shared.named("gateway-backend-crm-secret")
    assert value.properties["keyVault"] == {"secretIdentifier": "https://fake.vault.azure.net/secrets/api-crm"}
    assert shared.named("gateway-secrets-right").urn in value.depends_on
    assert "value" not in value.properties
    header = shared.named("gateway-backend-crm").properties["credentials"]["header"]
    assert header == {"x-gateway-key": ["{{crm-key}}"]}


def test_an_api_leads_to_its_backend_and_wants_a_key(shared: Built) -> None:
    api = shared.named("gateway-api-crm-people").properties
    assert (api["protocols"], api["subscriptionRequired"], api["path"]) == (["https"], True, "crm-people")
    way = shared.named("gateway-api-crm-people-way")
    assert 'backend-id="crm"' in way.properties["value"]
    assert shared.named("gateway-backend-crm").urn in way.depends_on


def test_a_policy_is_xml_whatever_a_backend_is_called() -> None:
    tree = ElementTree.fromstring(_policy("<a> & \"b\" 'c'"))
    (found,) = tree.iter("set-backend-service")
    assert found.get("backend-id") == "<a> & \"b\" 'c'"


def test_messages_wait_a_fortnight_and_are_put_aside_after_ten_tries(shared: Built) -> None:
    queue = shared.named("bus-sbq-payroll-crm-message").properties
    assert (queue["defaultMessageTimeToLive"], queue["maxDeliveryCount"]) == ("P14D", 10)
    assert queue["deadLetteringOnMessageExpiration"] is True
    readers = [one.properties["subscriptionName"] for one in shared.of_type("servicebus:Subscription")]
    assert sorted(readers) == ["bins", "rates"]


def test_each_new_file_is_told_to_its_own_queue(shared: Built) -> None:
    events = shared.named("exchange-arrivals-rates-bins-file-events")
    wanted = events.properties["filter"]
    assert wanted["includedEventTypes"] == ["Microsoft.Storage.BlobCreated"]
    assert wanted["subjectBeginsWith"] == "/blobServices/default/containers/files-rates-bins-file/"
    assert events.properties["deliveryWithResourceIdentity"]["destination"]["queueName"] == "files-rates-bins-file"
    assert shared.named("exchange-queue-right").urn in events.depends_on


def test_people_fill_pipelines_and_a_later_run_leaves_them(shared: Built) -> None:
    pipeline = shared.named("transfers-transfer-rates-payroll-file")
    assert set(pipeline.ignore_changes) == {"activities", "parameters", "variables"}
    assert pipeline.properties["annotations"] == ["rates-payroll-file"]
    assert shared.named("transfers-runtime").properties["properties"]["type"] == "SelfHosted"


@pytest.mark.parametrize(
    ("endpoint", "group"),
    [
        ("bus-endpoint", "namespace"),
        ("exchange-endpoint", "blob"),
        ("exchange-queue-endpoint", "queue"),
        ("transfers-endpoint", "dataFactory"),
        ("transfers-portal-endpoint", "portal"),
        ("st-departments-county-endpoint", "file"),
    ],
)
def test_each_service_has_a_private_address_and_name(shared: Built, endpoint: str, group: str) -> None:
    found = shared.named(endpoint).properties
    assert found["privateLinkServiceConnections"][0]["groupIds"] == [group]
    assert found["subnet"]["id"] == f"{SPOKE}-endpoints-prod-uks"
    assert len(shared.named(f"{endpoint}-names").properties["privateDnsZoneConfigs"]) == 1


def test_the_subnet_of_the_gateway_reaches_what_it_needs_past_the_firewall(ground: Built) -> None:
    subnet = ground.named("spoke-shared-uks-snet-shared-apis-prod-uks").properties
    services = [one["service"] for one in subnet["serviceEndpoints"]]
    assert "Microsoft.Storage" in services and "Microsoft.KeyVault" in services
    other = ground.named("spoke-shared-uks-snet-shared-endpoints-prod-uks").properties
    assert "serviceEndpoints" not in other


def test_only_the_shared_key_vault_lets_services_of_azure_in(ground: Built) -> None:
    bypass = {
        one.name: one.properties["properties"]["networkAcls"]["bypass"] for one in ground.of_type("keyvault:Vault")
    }
    assert bypass == {"kv-county-uks-vault": "None", "kv-shared-uks-vault": "AzureServices"}


def test_it_waits_for_the_landing_zone_and_waves_wait_for_it(designed: Architecture, ground: Built) -> None:
    given: dict[str, Mapping[str, Any]] = {"landing-zone": dict(ground.outputs)}

    def outputs_of(name: str) -> Mapping[str, Any]:
        if name not in given:
            raise InputError(f"stack {name}", "there is no such stack", "Build it.")
        return given[name]

    check_standing(designed, stack_of(designed), outputs_of, dry_run=False)
    wave = next(one for one in designed.stacks if "shared-services" in one.depends_on)
    with pytest.raises(InputError, match="pulumi up --stack shared-services"):
        check_standing(designed, wave, outputs_of, dry_run=True)
    given["landing-zone"] = {name: one for name, one in ground.outputs.items() if name != "spokes"}
    with pytest.raises(InputError, match=r"no output spokes\.spoke-shared-uks"):
        check_standing(designed, stack_of(designed), outputs_of, dry_run=True)


def test_the_same_architecture_registers_the_same(designed: Architecture, ground: Built, shared: Built) -> None:
    assert build(designed, ground.outputs) == shared
