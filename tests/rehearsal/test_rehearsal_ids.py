"""Resource ids, taken apart and put together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_calls import GROUP_ID, Calls

from stacks.rehearsal.resource_ids import above, automatic_name, parsed, resource_id
from stacks.rehearsal.wire import UNKNOWN

SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/v"
SETTING = f"{NETWORK}/providers/Microsoft.Insights/diagnosticSettings/d"


@pytest.mark.parametrize(
    ("text", "kind", "holder"),
    [
        (SUBSCRIPTION, "", None),
        (GROUP, "Microsoft.Resources/resourceGroups", SUBSCRIPTION),
        (NETWORK, "Microsoft.Network/virtualNetworks", GROUP),
        (f"{NETWORK}/subnets/s", "Microsoft.Network/virtualNetworks/subnets", NETWORK),
        (SETTING, "Microsoft.Insights/diagnosticSettings", NETWORK),
        (f"{SUBSCRIPTION}/providers/Microsoft.Consumption/budgets/b", "Microsoft.Consumption/budgets", SUBSCRIPTION),
    ],
)
def test_an_id_says_its_type_and_what_it_stands_in(text: str, kind: str, holder: str | None) -> None:
    found = parsed(text)
    assert found is not None and (found.kind, above(text)) == (kind, holder)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vnet",
        "/subscriptions/mine/resourceGroups/rg",
        f"{SUBSCRIPTION}/rg",
        f"{GROUP}/providers/Microsoft.Network",
        f"{GROUP}/providers/Microsoft.Network/virtualNetworks",
        f"{NETWORK}/subnets/",
        f"{GROUP}/Microsoft.Network/virtualNetworks/v",
    ],
)
def test_what_is_not_written_as_an_id_is_none(text: str) -> None:
    assert parsed(text) is None


@given(st.text(max_size=80))
def test_any_text_may_be_asked(text: str) -> None:
    parsed(text)
    parsed(f"{SUBSCRIPTION}/{text}")
    above(text)


def test_the_id_of_a_part_is_made_of_its_arguments() -> None:
    arguments = {"resourceGroupName": "rg", "virtualNetworkName": "v", "subnetName": "s"}
    made = resource_id("azure-native:network:Subnet", "urn", arguments, SUBSCRIPTION.rpartition("/")[2])
    assert made == f"{NETWORK}/subnets/s"


def test_an_extension_stands_on_its_scope() -> None:
    made = resource_id("azure-native:monitor:DiagnosticSetting", "urn", {"resourceUri": NETWORK, "name": "d"}, "x")
    assert made == SETTING


def test_an_id_is_not_known_before_all_its_parts_are() -> None:
    arguments = {"resourceGroupName": UNKNOWN, "virtualNetworkName": "v"}
    assert resource_id("azure-native:network:VirtualNetwork", "urn", arguments, "x") is None


def test_an_automatic_name_is_the_same_every_time_and_another_for_another_resource() -> None:
    names = [automatic_name("azure-native:storage:StorageAccount", f"urn::{name}") for name in ("a", "a", "b")]
    assert names[0] == names[1] != names[2]
    assert names[0].startswith("a") and len(names[0]) == 9


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("resources:ResourceGroup", None),
        ("network:VirtualNetwork", None),
        ("network:Subnet", "AzureBastionSubnet"),
        ("storage:BlobContainer", "AzureBastionSubnet"),
        ("cdn:Endpoint", None),
        ("dns:RecordSet", None),
    ],
)
def test_what_stands_in_another_resource_is_called_as_in_the_program(token: str, name: str | None) -> None:
    made = automatic_name(f"azure-native:{token}", "urn::AzureBastionSubnet")
    assert made == name if name else made.startswith("AzureBastionSubnet") and len(made) == 26


def test_the_name_of_a_blob_may_look_like_a_path() -> None:
    arguments = {"resourceGroupName": "rg", "accountName": "a", "containerName": "$web", "blobName": "css/a.css"}
    made = resource_id("azure-native:storage:Blob", "urn", arguments, SUBSCRIPTION.rpartition("/")[2])
    found = parsed(made or "")
    assert found is not None and found.name == "css%2Fa.css"


@pytest.mark.parametrize(
    ("token", "argument", "rest"),
    [
        ("network:Subnet", "virtualNetworkName", {"resourceGroupName": "rg-one", "addressPrefix": "10.0.0.0/24"}),
        ("network:RouteTable", "resourceGroupName", {"location": "uksouth"}),
        ("management:ManagementGroupSubscription", "groupId", {}),
        ("securityinsights:SentinelOnboardingState", "workspaceName", {"resourceGroupName": "rg-one"}),
    ],
)
def test_an_id_where_a_name_belongs_is_told_by_its_argument(
    in_group: Calls, token: str, argument: str, rest: dict[str, Any]
) -> None:
    whole = f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet"
    found = in_group.refusals(token, "a", {**rest, argument: whole})
    assert found == {argument: "must be a name ('vnet'), and is a whole id: take .name, not .id"}
