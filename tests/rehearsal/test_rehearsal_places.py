"""Regions that exist, zones that they have, and subnets that a service may move into."""

from __future__ import annotations

from typing import Any

import pytest
from provider_calls import GROUP, IN_GROUP, NETWORK, Calls

SPACE = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
SUBNETS: list[dict[str, Any]] = [
    {"name": "plain", "addressPrefix": "10.0.0.0/24"},
    {
        "name": "sql",
        "addressPrefix": "10.0.1.0/24",
        "delegations": [{"name": "a", "serviceName": "Microsoft.Sql/managedInstances"}],
    },
    {
        "name": "web",
        "addressPrefix": "10.0.2.0/29",
        "delegations": [{"name": "a", "serviceName": "microsoft.web/serverfarms"}],
    },
    {
        "name": "app",
        "addressPrefix": "10.0.4.0/23",
        "delegations": [{"name": "a", "serviceName": "Microsoft.App/environments"}],
    },
]


@pytest.fixture
def subnet_ids(in_group: Calls) -> dict[str, str]:
    """The subnets of a network, by name."""
    made = in_group.created(NETWORK, "net", virtualNetworkName="vnet", subnets=SUBNETS, **SPACE)
    return {str(one["name"]): f"{made['id']}/subnets/{one['name']}" for one in SUBNETS}


@pytest.mark.parametrize(
    ("region", "says"),
    [
        ("UK South", None),
        ("global", None),
        ("usgovvirginia", None),
        ("uksoth", "is no region of Azure; did you mean 'uksouth'?"),
        ("the moon", "is no region of Azure"),
    ],
)
def test_P_12_a_region_must_exist(provider: Calls, region: str, says: str | None) -> None:
    found = provider.refusals(GROUP, "group", {"resourceGroupName": "rg-two", "location": region})
    assert says in found["location"] if says else found == {}


@pytest.mark.parametrize(("region", "refused"), [("uksouth", False), ("ukwest", True)])
def test_P_12_a_region_without_zones_has_none(in_group: Calls, region: str, refused: bool) -> None:
    given = {**IN_GROUP, "location": region, "publicIpAddressName": "pip", "zones": ["1"]}
    assert ("zones" in in_group.refusals("network:PublicIPAddress", "a", given)) is refused


PLAN = {**IN_GROUP, "name": "plan", "zoneRedundant": True}
ACCOUNT = {**IN_GROUP, "accountName": "account", "kind": "StorageV2"}
SERVER = {**IN_GROUP, "serverName": "server", "highAvailability": {"mode": "ZoneRedundant"}}


@pytest.mark.parametrize(
    ("token", "given", "region", "at"),
    [
        ("web:AppServicePlan", PLAN, "ukwest", "zoneRedundant"),
        ("dbforpostgresql:Server", SERVER, "UK West", "highAvailability.mode"),
        ("storage:StorageAccount", {**ACCOUNT, "sku": {"name": "Standard_GZRS"}}, "ukwest", "sku.name"),
        ("storage:StorageAccount", {**ACCOUNT, "sku": {"name": "Standard_GRS"}}, "italynorth", "sku.name"),
    ],
)
def test_P_12_redundancy_that_a_region_cannot_give_is_refused(
    in_group: Calls, token: str, given: dict[str, Any], region: str, at: str
) -> None:
    assert "the region" in in_group.refusals(token, "a", {**given, "location": region})[at]
    assert at not in in_group.refusals(token, "a", {**given, "location": "uksouth"})


@pytest.mark.parametrize("sku", ["Standard_LRS", "Standard_GRS", "Standard_RAGRS"])
def test_a_region_with_a_pair_and_no_zones_keeps_copies_in_its_pair(in_group: Calls, sku: str) -> None:
    given = {**ACCOUNT, "location": "ukwest", "sku": {"name": sku}}
    assert "sku.name" not in in_group.refusals("storage:StorageAccount", "a", given)


INSTANCE = {**IN_GROUP, "managedInstanceName": "mi"}


@pytest.mark.parametrize(
    ("token", "given", "subnet", "says"),
    [
        ("sql:ManagedInstance", lambda one: {**INSTANCE, "subnetId": one}, "sql", None),
        (
            "sql:ManagedInstance",
            lambda one: {**INSTANCE, "subnetId": one},
            "plain",
            "must be delegated to Microsoft.Sql",
        ),
        ("sql:ManagedInstance", lambda one: {**INSTANCE, "subnetId": one}, "web", "must be delegated to Microsoft.Sql"),
        (
            "web:WebAppSwiftVirtualNetworkConnection",
            lambda one: {"resourceGroupName": "rg-one", "name": "site", "subnetResourceId": one},
            "web",
            "'web' (10.0.2.0/29) is too small: a /28 or larger is needed",
        ),
        (
            "network:PrivateEndpoint",
            lambda one: {**IN_GROUP, "privateEndpointName": "pe", "subnet": {"id": one}},
            "sql",
            "is delegated to Microsoft.Sql/managedInstances: it takes nothing else",
        ),
        (
            "app:ManagedEnvironment",
            lambda one: {**IN_GROUP, "environmentName": "e", "vnetConfiguration": {"infrastructureSubnetId": one}},
            "app",
            "is delegated to Microsoft.App/environments",
        ),
    ],
)
def test_P_12_a_service_wants_its_own_subnet(
    in_group: Calls, subnet_ids: dict[str, str], token: str, given: Any, subnet: str, says: str | None
) -> None:
    found = in_group.refusals(token, "a", given(subnet_ids[subnet]))
    about = [reason for path, reason in found.items() if "ubnet" in path]
    assert any(says in one for one in about) if says else about == [], found


def test_P_12_a_subnet_is_delegated_to_one_service(in_group: Calls) -> None:
    twice = [{**SUBNETS[1], "delegations": [{"name": name, "serviceName": "s"} for name in "ab"]}]
    found = in_group.refusals(NETWORK, "net", {**IN_GROUP, **SPACE, "virtualNetworkName": "v", "subnets": twice})
    assert found["subnets[0].delegations"] == "a subnet can be delegated to one service only"
