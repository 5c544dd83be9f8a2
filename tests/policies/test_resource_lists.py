"""Plain lists of resources become resources; what a list leaves out is not known, and never looks kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from cases_reading import rule_of

from policies.check import check
from policies.readers import Source, parse_resources
from policies.standards import Standards
from policies.values import ABSENT, UNKNOWN, read

GROUP = "/subscriptions/1/resourceGroups/rg"
ACCOUNT = "Microsoft.Storage/storageAccounts"
PROPERTIES = {"allowBlobPublicAccess": False, "networkAcls": {"defaultAction": "Deny"}}


def one(kind: str = ACCOUNT, name: str = "a", properties: Any = PROPERTIES, **more: Any) -> dict[str, Any]:
    """A resource as Azure lists it."""
    return {"id": f"{GROUP}/providers/{kind}/{name}", "name": name, "type": kind, "properties": properties, **more}


def source(found: Any) -> Source:
    return parse_resources(json.dumps(found).encode(), "list.json")


def verdicts(found: Any, rule_id: str) -> list[str]:
    checked = check(source(found).resources, (rule_of(rule_id),), (), date(2026, 11, 22), Standards(), None)
    return [finding.verdict for finding in checked.findings]


@pytest.mark.parametrize("wrap", [lambda found: found, lambda found: {"value": found}, lambda found: {"data": found}])
def test_a_list_is_read_in_each_of_its_forms(wrap: Any) -> None:
    (found,) = source(wrap([one(location="uksouth")])).resources
    assert (found.type, found.name, found.id) == (
        "azure-native:storage:StorageAccount",
        "a",
        f"{GROUP}/providers/{ACCOUNT}/a",
    )
    assert read(found.properties, "networkRuleSet.defaultAction") == "Deny"
    assert [read(found.properties, name) for name in ("accountName", "resourceGroupName", "location")] == [
        "a",
        "rg",
        "uksouth",
    ]
    assert read(found.properties, "minimumTlsVersion") is ABSENT


def test_what_is_listed_is_judged() -> None:
    assert verdicts([one(), one(name="b", properties={"allowBlobPublicAccess": True})], "STO-001") == ["pass", "fail"]


@pytest.mark.parametrize("properties", [None, "", []])
def test_without_its_properties_nothing_is_known_of_a_resource(properties: Any) -> None:
    given = [one(properties=properties, tags={"owner": "Ann"})]
    assert verdicts(given, "STO-001") == ["unknown"]
    found = source(given)
    assert read(found.resources[0].properties, "minimumTlsVersion") is UNKNOWN
    assert read(found.resources[0].properties, "tags.owner") == "Ann"
    assert read(found.resources[0].properties, "zones") is ABSENT
    assert [warned.message for warned in found.warnings] == [
        "1 resource is listed without properties, so most standards cannot be told"
    ]


def test_a_vault_without_its_properties_is_not_known_either() -> None:
    assert verdicts([one("Microsoft.KeyVault/vaults", properties=None)], "KEY-001") == ["unknown"]


def test_groups_and_children_and_what_is_put_on_others() -> None:
    group = {"id": GROUP, "name": "rg", "type": "microsoft.resources/subscriptions/resourcegroups", "properties": {}}
    rule = {
        "id": f"{GROUP}/providers/Microsoft.Sql/servers/s/firewallRules/f",
        "type": "Microsoft.Sql/servers/firewallRules",
        "properties": {"startIpAddress": "0.0.0.0"},
    }
    lock = {
        "id": f"{GROUP}/providers/{ACCOUNT}/a/providers/Microsoft.Authorization/locks/l",
        "type": "Microsoft.Authorization/locks",
        "properties": {"level": "CanNotDelete"},
    }
    given = [group, rule, lock, one()]
    found = {resource.type.rsplit(":", 1)[1]: resource for resource in source(given).resources}
    assert read(found["ResourceGroup"].properties, "resourceGroupName") == "rg"
    assert read(found["FirewallRule"].properties, "serverName") == "s"
    assert read(found["ManagementLockByScope"].properties, "scope") == f"{GROUP}/providers/{ACCOUNT}/a"
    assert verdicts(given, "GOV-005") == ["pass"]


def test_resources_of_two_groups_with_one_name_are_two() -> None:
    other = one() | {"id": f"/subscriptions/1/resourceGroups/other/providers/{ACCOUNT}/a"}
    assert len(source([one(), other]).resources) == 2


@pytest.mark.parametrize("properties", [{"\ue003": "TLS1_2"}, {"inner": {"\ue000": 1}, "\ue003": True}])
def test_a_list_cannot_write_our_own_signs(properties: Any) -> None:
    (found,) = source([one(properties=properties)]).resources
    assert read(found.properties, "minimumTlsVersion") is ABSENT


def test_a_text_in_place_of_properties_is_not_what_every_setting_says() -> None:
    (found,) = source([one(properties={"networkAcls": {"properties": "Deny"}})]).resources
    assert read(found.properties, "networkRuleSet.defaultAction") is UNKNOWN
