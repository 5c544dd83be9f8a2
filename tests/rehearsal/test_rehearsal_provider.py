"""The provider over its protocol: what it makes, what it refuses, what it says at a preview."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from provider_calls import GROUP, GROUP_ID, IN_GROUP, NETWORK, SUBNET, SUBSCRIPTION, TENANT, Calls, connect, urn
from pulumi.runtime.proto import provider_pb2

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.provider import Server
from stacks.rehearsal.wire import UNKNOWN, Secret, from_wire, to_wire

SPACE = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
ACCOUNT = "storage:StorageAccount"
NEW_ACCOUNT = {**IN_GROUP, "accountName": "stone", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}


def test_a_resource_gets_its_id_and_what_only_azure_knows(in_group: Calls) -> None:
    made = in_group.created(ACCOUNT, "a", accountName="stone", kind="StorageV2", sku={"name": "Standard_LRS"})
    assert made["id"] == f"{GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stone"
    assert made["primaryEndpoints"]["blob"] == "https://stone.blob.core.windows.net/"
    assert (made["name"], made["type"]) == ("stone", "Microsoft.Storage/storageAccounts")


def test_outputs_are_those_that_the_class_declares(in_group: Calls) -> None:
    made = in_group.created(NETWORK, "a", virtualNetworkName="vnet", **SPACE)
    assert "resourceGroupName" not in made and "virtualNetworkName" not in made


def test_a_preview_echoes_arguments_and_knows_nothing_else(in_group: Calls, azure: Azure) -> None:
    answered = in_group.create(ACCOUNT, "a", NEW_ACCOUNT, preview=True)
    said = from_wire(answered.properties)
    assert (answered.id, said["kind"], said["primaryEndpoints"], said["name"]) == ("", "StorageV2", UNKNOWN, UNKNOWN)
    assert [one.kind for one in azure.all()] == ["Microsoft.Resources/resourceGroups"]


def test_a_secret_comes_back_as_a_secret(in_group: Calls) -> None:
    given = {**IN_GROUP, "serverName": "sql-one", "administratorLoginPassword": Secret("hunter2")}
    answered = in_group.check("sql:Server", "a", given)
    assert from_wire(answered.inputs)["administratorLoginPassword"] == Secret("hunter2")


def test_a_name_is_made_where_none_is_given_and_kept_afterwards(in_group: Calls) -> None:
    given = {key: value for key, value in NEW_ACCOUNT.items() if key != "accountName"}
    first = from_wire(in_group.check(ACCOUNT, "a", given).inputs)
    again = from_wire(in_group.check(ACCOUNT, "a", given, old={"accountName": "astone"}).inputs)
    assert first["accountName"].startswith("a") and len(first["accountName"]) == 9
    assert again["accountName"] == "astone"


def test_a_resource_without_a_region_takes_that_of_its_group(in_group: Calls) -> None:
    given = {key: value for key, value in NEW_ACCOUNT.items() if key != "location"}
    assert from_wire(in_group.check(ACCOUNT, "a", given).inputs)["location"] == "uksouth"


@pytest.mark.parametrize(
    ("token", "given", "where", "says"),
    [
        (ACCOUNT, {**NEW_ACCOUNT, "resourceGroupName": "nope"}, "resourceGroupName", "resourceGroups 'nope' is not"),
        (ACCOUNT, {**NEW_ACCOUNT, "accountName": "st-one"}, "accountName", "small letters and digits"),
        (ACCOUNT, {**NEW_ACCOUNT, "accountName": "s" * 25}, "accountName", "has 25 characters"),
        (SUBNET, {**IN_GROUP, "virtualNetworkName": "nope"}, "virtualNetworkName", "virtualNetworks 'nope' is not"),
        ("network:Subnett", {}, "", "did you mean azure-native:network:Subnet?"),
    ],
)
def test_check_refuses(in_group: Calls, token: str, given: dict[str, Any], where: str, says: str) -> None:
    given = {key: value for key, value in given.items() if token != SUBNET or key != "location"}
    assert says in in_group.refusals(token, "a", given)[where]


def test_a_parent_that_a_preview_announced_counts(provider: Calls) -> None:
    provider.create(GROUP, "group", IN_GROUP, preview=True)
    assert provider.refusals(ACCOUNT, "a", NEW_ACCOUNT) == {}


def test_a_parent_that_nobody_knows_yet_is_not_asked_for(provider: Calls) -> None:
    assert provider.refusals(ACCOUNT, "a", {**NEW_ACCOUNT, "resourceGroupName": UNKNOWN}) == {}


def test_two_resources_cannot_have_one_id(in_group: Calls) -> None:
    in_group.create(ACCOUNT, "first", NEW_ACCOUNT)
    assert "first (stack one) has the same id" in in_group.refusals(ACCOUNT, "second", NEW_ACCOUNT)["accountName"]
    with pytest.raises(grpc.RpcError, match="is there already"):
        in_group.create(ACCOUNT, "first", NEW_ACCOUNT)


def test_a_worldwide_name_is_taken_in_any_subscription(in_group: Calls, server: Server) -> None:
    in_group.create(ACCOUNT, "first", NEW_ACCOUNT)
    other, channel = connect(server.port, "33333333-3333-3333-3333-333333333333")
    other.create(GROUP, "other-group", IN_GROUP)
    assert "is taken by first (stack one)" in other.refusals(ACCOUNT, "second", NEW_ACCOUNT)["accountName"]
    channel.close()


def test_a_part_of_a_network_is_found_in_any_case(in_group: Calls) -> None:
    inside = [{"name": "Web", "addressPrefix": "10.0.0.0/24"}]
    made = in_group.created(NETWORK, "net", virtualNetworkName="vnet", subnets=inside, **SPACE)
    card = {**IN_GROUP, "ipConfigurations": [{"name": "a", "subnet": {"id": f"{made['id']}/subnets/WEB"}}]}
    assert in_group.refusals("network:NetworkInterface", "n", card) == {}


def test_a_system_disk_is_looked_for_among_machines_whose_disks_are_not_known_yet(in_group: Calls) -> None:
    in_group.create("compute:VirtualMachine", "v", {**IN_GROUP, "vmName": "v", "storageProfile": UNKNOWN}, preview=True)
    lock = {"lockName": "keep", "level": "CanNotDelete", "scope": f"{GROUP_ID}/providers/Microsoft.Compute/disks/d"}
    refused = in_group.refusals("authorization:ManagementLockByScope", "l", lock)
    assert "disks 'd' is not there" in str(refused)


def test_a_policy_is_kept_while_one_with_a_longer_name_stands_on_it(in_group: Calls) -> None:
    base = in_group.created("network:FirewallPolicy", "base", firewallPolicyName="fwp")
    in_group.created("network:FirewallPolicy", "own", firewallPolicyName="fwp-own", basePolicy={"id": base["id"]})
    with pytest.raises(grpc.RpcError, match="is still used by"):
        in_group.delete("network:FirewallPolicy", base["id"])


def test_each_connection_acts_for_its_own_subscription(in_group: Calls, server: Server, azure: Azure) -> None:
    other, channel = connect(server.port, "33333333-3333-3333-3333-333333333333")
    other.create(GROUP, "other-group", IN_GROUP)
    channel.close()
    assert [one.id.split("/")[2][:8] for one in azure.all()] == ["11111111", "33333333"]


@pytest.mark.parametrize(
    ("prefix", "says"),
    [
        ("10.1.0.0/24", "is outside its network (10.0.0.0/16)"),
        ("10.0.0.128/25", "overlaps 10.0.0.0/24 of the subnet 'taken'"),
        ("10.0.1.0/30", "is too small: 'new' needs a /29 or larger"),
        ("10.0.1.1/24", "is not a range of addresses"),
        ("ten", "is not a range of addresses"),
    ],
)
def test_P_12_ranges_that_cannot_be_are_refused(in_group: Calls, prefix: str, says: str) -> None:
    in_group.created(NETWORK, "net", virtualNetworkName="vnet", **SPACE)
    place = {"resourceGroupName": "rg-one", "virtualNetworkName": "vnet"}
    in_group.create(SUBNET, "taken", {**place, "subnetName": "taken", "addressPrefix": "10.0.0.0/24"})
    new = {**place, "subnetName": "new", "addressPrefix": prefix}
    assert says in in_group.refusals(SUBNET, "new", new)["addressPrefix"]


def test_a_firewall_needs_a_large_subnet(in_group: Calls) -> None:
    inside = [{"name": "AzureFirewallSubnet", "addressPrefix": "10.0.0.0/27"}]
    found = in_group.refusals(NETWORK, "net", {**IN_GROUP, **SPACE, "virtualNetworkName": "vnet", "subnets": inside})
    assert "needs a /26 or larger" in found["subnets[0].addressPrefix"]


def test_networks_that_overlap_cannot_be_joined(in_group: Calls) -> None:
    for name in ("one", "two"):
        in_group.created(NETWORK, name, virtualNetworkName=name, **SPACE)
    remote = {"id": f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/two"}
    peering = {"resourceGroupName": "rg-one", "virtualNetworkName": "one", "remoteVirtualNetwork": remote}
    found = in_group.refusals("network:VirtualNetworkPeering", "a", peering)
    assert "overlaps" in found["remoteVirtualNetwork.id"]


@pytest.mark.parametrize(
    ("subnet_id", "says"),
    [
        ("snet-one", "is not the id of a resource"),
        (f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet", "must be the id of virtualNetworks/subnets"),
        (f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nope", "is not there"),
    ],
)
def test_an_id_must_lead_to_a_resource_of_the_right_type(in_group: Calls, subnet_id: str, says: str) -> None:
    in_group.created(NETWORK, "net", virtualNetworkName="vnet", **SPACE)
    endpoint = {**IN_GROUP, "privateEndpointName": "pe", "subnet": {"id": subnet_id}}
    assert says in in_group.refusals("network:PrivateEndpoint", "a", endpoint)["subnet.id"]


def test_a_subnet_is_judged_before_its_network_has_a_name(in_group: Calls) -> None:
    place = {"resourceGroupName": "rg-one", "virtualNetworkName": UNKNOWN, "addressPrefix": "10.0.0.0/27"}
    found = in_group.refusals(SUBNET, "AzureBastionSubnet", place)
    assert found == {"addressPrefix": "10.0.0.0/27 is too small: 'AzureBastionSubnet' needs a /26 or larger"}


def test_a_subnet_inside_its_network_is_there(in_group: Calls) -> None:
    inside = [{"name": "one", "addressPrefix": "10.0.0.0/24"}]
    net = in_group.created(NETWORK, "net", virtualNetworkName="vnet", subnets=inside, **SPACE)
    endpoint = {**IN_GROUP, "privateEndpointName": "pe", "subnet": {"id": f"{net['id']}/subnets/one"}}
    assert in_group.refusals("network:PrivateEndpoint", "a", endpoint) == {}


def test_an_interface_gets_an_address_of_its_subnet(in_group: Calls) -> None:
    in_group.created(NETWORK, "net", virtualNetworkName="vnet", **SPACE)
    place = {"resourceGroupName": "rg-one", "virtualNetworkName": "vnet"}
    subnet = in_group.create(SUBNET, "s", {**place, "subnetName": "s", "addressPrefix": "10.0.7.0/24"})
    ways = [{"name": "first", "subnet": {"id": subnet.id}}]
    made = in_group.created("network:NetworkInterface", "n", networkInterfaceName="nic", ipConfigurations=ways)
    assert made["ipConfigurations"][0]["privateIPAddress"].startswith("10.0.7.")
    assert made["ipConfigurations"][0]["id"] == f"{made['id']}/ipConfigurations/first"


def test_what_is_still_used_cannot_be_taken_away(in_group: Calls) -> None:
    guard = in_group.created("network:NetworkSecurityGroup", "g", networkSecurityGroupName="nsg")
    in_group.created(NETWORK, "net", virtualNetworkName="vnet", **SPACE)
    place = {"resourceGroupName": "rg-one", "virtualNetworkName": "vnet", "subnetName": "s"}
    subnet = in_group.create(
        SUBNET, "s", {**place, "addressPrefix": "10.0.7.0/24", "networkSecurityGroup": {"id": guard["id"]}}
    )
    with pytest.raises(grpc.RpcError, match="is still used by"):
        in_group.delete("network:NetworkSecurityGroup", guard["id"])
    in_group.delete(SUBNET, subnet.id)
    in_group.delete("network:NetworkSecurityGroup", guard["id"])


def test_a_resource_group_takes_what_is_in_it_with_it(in_group: Calls, azure: Azure) -> None:
    in_group.create(ACCOUNT, "a", NEW_ACCOUNT)
    in_group.delete(GROUP, GROUP_ID)
    in_group.delete(ACCOUNT, f"{GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stone")
    assert azure.all() == ()


@pytest.mark.parametrize(
    ("change", "replaced"),
    [
        ({"location": "UK South"}, None),
        ({"tags": {}}, None),
        ({"tags": {"owner": "b"}}, []),
        ({"location": "ukwest"}, ["location"]),
        ({"accountName": "sttwo"}, ["accountName"]),
        ({"isHnsEnabled": True}, ["isHnsEnabled"]),
    ],
    ids=["region written otherwise", "empty tags", "tags", "region", "name", "fixed property"],
)
def test_a_change_is_an_update_or_makes_the_resource_anew(
    in_group: Calls, change: dict[str, Any], replaced: list[str] | None
) -> None:
    answered = in_group.diff(ACCOUNT, {**NEW_ACCOUNT, "tags": {}}, {**NEW_ACCOUNT, "tags": {}, **change})
    none = provider_pb2.DiffResponse.DIFF_NONE
    assert (answered.changes == none, list(answered.replaces)) == (replaced is None, replaced or [])


def test_a_resource_under_the_same_id_goes_before_its_successor_comes(in_group: Calls) -> None:
    made_id = f"{GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stone"
    assert in_group.diff(ACCOUNT, NEW_ACCOUNT, {**NEW_ACCOUNT, "location": "ukwest"}, made_id).deleteBeforeReplace
    assert not in_group.diff(ACCOUNT, NEW_ACCOUNT, {**NEW_ACCOUNT, "accountName": "sttwo"}, made_id).deleteBeforeReplace


def test_a_value_that_is_not_known_yet_may_be_another(in_group: Calls) -> None:
    assert in_group.diff(ACCOUNT, NEW_ACCOUNT, {**NEW_ACCOUNT, "kind": UNKNOWN}).changes


def test_an_update_changes_what_is_there(in_group: Calls, azure: Azure) -> None:
    made = in_group.create(ACCOUNT, "a", NEW_ACCOUNT)
    news = to_wire({**NEW_ACCOUNT, "tags": {"owner": "b"}})
    in_group.stub.Update(provider_pb2.UpdateRequest(id=made.id, urn=urn(ACCOUNT, "a"), news=news))
    found = azure.find(made.id)
    assert found is not None and found.outputs["tags"] == {"owner": "b"}


def test_what_is_read_is_what_was_made_and_nothing_where_it_is_gone(in_group: Calls) -> None:
    made = in_group.create(ACCOUNT, "a", NEW_ACCOUNT)
    assert in_group.stub.Read(provider_pb2.ReadRequest(id=made.id)).properties == made.properties
    in_group.delete(ACCOUNT, made.id)
    assert in_group.stub.Read(provider_pb2.ReadRequest(id=made.id)).id == ""


def test_keys_are_made_up_and_say_so(in_group: Calls) -> None:
    answered = in_group.invoke("storage:listStorageAccountKeys", resourceGroupName="rg-one", accountName="stone")
    assert from_wire(getattr(answered, "return"))["keys"][0]["value"] == "rehearsal"


def test_the_program_may_ask_who_it_is(provider: Calls) -> None:
    said = from_wire(getattr(provider.invoke("authorization:getClientConfig"), "return"))
    assert (said["subscriptionId"], said["tenantId"]) == (SUBSCRIPTION, TENANT)


def test_a_resource_that_is_there_can_be_looked_up(in_group: Calls) -> None:
    in_group.create(ACCOUNT, "a", NEW_ACCOUNT)
    answered = in_group.invoke("storage:getStorageAccount", resourceGroupName="rg-one", accountName="stone")
    assert from_wire(getattr(answered, "return"))["kind"] == "StorageV2"


@pytest.mark.parametrize("question", ["storage:getStorageAccount", "storage:listNothing", "storage:askNothing"])
def test_what_nobody_can_answer_is_told(in_group: Calls, question: str) -> None:
    answered = in_group.invoke(question, resourceGroupName="rg-one", accountName="nope")
    assert len(answered.failures) == 1


def test_another_subscription_makes_everything_anew(provider: Calls) -> None:
    old, new = ({"subscriptionId": name, "environment": "public"} for name in ("a", "b"))
    request = provider_pb2.DiffRequest(old_inputs=to_wire(old), news=to_wire(new))
    assert list(provider.stub.DiffConfig(request).replaces) == ["subscriptionId"]


def test_a_subscription_must_be_written_as_one(provider: Calls) -> None:
    request = provider_pb2.CheckRequest(news=to_wire({"subscriptionId": "mine"}))
    assert [one.property for one in provider.stub.CheckConfig(request).failures] == ["subscriptionId"]
