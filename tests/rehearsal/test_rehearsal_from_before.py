"""What a program that is not ours may take to be there: groups that it does not make, and what Azure makes itself."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

import grpc
import pytest
from provider_calls import GROUP, GROUP_ID, IN_GROUP, NETWORK, SUBSCRIPTION, Calls, connect
from pulumi.runtime.proto import provider_pb2

from safeio.errors import InputError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.made import FROM_BEFORE
from stacks.rehearsal.other_stacks import stack_outputs
from stacks.rehearsal.program_notes import program_notes
from stacks.rehearsal.provider import serve
from stacks.rehearsal.resource_ids import parsed
from stacks.rehearsal.sdk_types import resource_type
from stacks.rehearsal.wire import UNKNOWN, from_wire, to_wire

ELSEWHERE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/elsewhere"
NETWORK_OF = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
ACCOUNT = {"accountName": "stone", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "location": "uksouth"}


@pytest.fixture
def azure() -> Azure:
    """An Azure that takes things to be there."""
    return Azure(assumes=True)


@pytest.fixture
def calls(azure: Azure) -> Iterator[Calls]:
    """A connection to a provider over it."""
    server = serve(azure)
    found, channel = connect(server.port)
    yield found
    channel.close()
    server.stop()


def _card(subnet_id: str) -> dict[str, Any]:
    ways = [{"name": "a", "subnet": {"id": subnet_id}}]
    return {
        "resourceGroupName": "elsewhere",
        "location": "uksouth",
        "networkInterfaceName": "n",
        "ipConfigurations": ways,
    }


def test_a_group_that_nobody_makes_is_there_with_all_that_is_named_in_it(calls: Calls, azure: Azure) -> None:
    subnet_id = f"{ELSEWHERE}/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
    assert calls.refusals("network:NetworkInterface", "n", _card(subnet_id)) == {}
    assert [one.id for one in azure.all() if one.urn == FROM_BEFORE] == [ELSEWHERE]


def test_a_worldwide_name_may_be_taken_by_what_was_there_before(calls: Calls) -> None:
    found_id = f"{ELSEWHERE}/providers/Microsoft.Storage/storageAccounts/stone"
    urn = "urn:pulumi:one::project::azure-native:storage:StorageAccount::old"
    calls.stub.Read(provider_pb2.ReadRequest(id=found_id, urn=urn))
    refused = calls.refusals("storage:StorageAccount", "a", {**ACCOUNT, "resourceGroupName": "rg-one"})["accountName"]
    assert refused.startswith(f"'stone' is taken by {found_id}, which is taken to be there from before")


def test_what_is_missing_in_a_group_of_the_program_is_missing(calls: Calls) -> None:
    calls.create(GROUP, "group", IN_GROUP)
    subnet_id = f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
    assert (
        "is not there"
        in calls.refusals("network:NetworkInterface", "n", _card(subnet_id))["ipConfigurations[0].subnet.id"]
    )


def test_a_group_that_is_named_before_it_is_made_comes_too_early(calls: Calls) -> None:
    assert calls.refusals("storage:StorageAccount", "a", {**ACCOUNT, "resourceGroupName": "rg-one"}) == {}
    with pytest.raises(grpc.RpcError, match="it was asked for before it was made"):
        calls.create(GROUP, "group", IN_GROUP)


def test_what_is_read_by_its_id_alone_is_there_and_what_was_on_record_may_be_gone(calls: Calls) -> None:
    network_id = f"{ELSEWHERE}/providers/Microsoft.Network/virtualNetworks/v"
    urn = f"urn:pulumi:one::project::azure-native:{NETWORK}::old"
    assert calls.stub.Read(provider_pb2.ReadRequest(id=network_id, urn=urn)).id == network_id
    known = provider_pb2.ReadRequest(id=f"{network_id}2", urn=urn)
    known.properties.fields["name"].string_value = "v2"
    assert calls.stub.Read(known).id == ""


def _looked_up(calls: Calls, name: str) -> Any:
    """A network of a group that was there before, as a question answers it."""
    asked = {"resourceGroupName": "elsewhere", "virtualNetworkName": name}
    return from_wire(getattr(calls.invoke("network:getVirtualNetwork", **asked), "return"))


def test_a_network_from_before_has_addresses_and_a_subnet_that_can_be_used(calls: Calls) -> None:
    found = _looked_up(calls, "v")
    assert ip_network(found["addressSpace"]["addressPrefixes"][0]).prefixlen == 16
    assert ip_network(found["subnets"][0]["addressPrefix"]).prefixlen == 24
    assert calls.refusals("network:NetworkInterface", "n", _card(found["subnets"][0]["id"])) == {}


def test_a_machine_from_before_names_its_card(calls: Calls) -> None:
    answered = calls.invoke("compute:getVirtualMachine", resourceGroupName="elsewhere", vmName="vm")
    (card,) = from_wire(getattr(answered, "return"))["networkProfile"]["networkInterfaces"]
    assert card["id"] == f"{ELSEWHERE}/providers/Microsoft.Network/networkInterfaces/rehearsal"


def test_what_the_program_makes_later_is_not_there_when_it_is_asked_for_again(calls: Calls, azure: Azure) -> None:
    assert _looked_up(calls, "vnet")["name"] == "vnet"
    own = {**NETWORK_OF, "resourceGroupName": "elsewhere", "virtualNetworkName": "vnet", "location": "uksouth"}
    with pytest.raises(grpc.RpcError, match="it was asked for before it was made"):
        calls.create(NETWORK, "net", own, preview=True)
    assert azure.assumed_wrongly() and not azure.assumed_wrongly()
    asked = {"resourceGroupName": "elsewhere", "virtualNetworkName": "vnet"}
    (failure,) = calls.invoke("network:getVirtualNetwork", **asked).failures
    assert "is not there: it is asked for before it is made" in failure.reason
    assert calls.create(NETWORK, "net", own).id.endswith("/vnet")
    assert _looked_up(calls, "vnet")["name"] == "vnet"


def test_what_azure_makes_with_a_resource_needs_no_making(in_group: Calls) -> None:
    in_group.create("storage:StorageAccount", "a", {**ACCOUNT, "resourceGroupName": "rg-one"})
    page = {"resourceGroupName": "rg-one", "accountName": "stone", "blobName": "css/a.css", "type": "Block"}
    assert in_group.refusals("storage:Blob", "b", {**page, "containerName": "$web"}) == {}
    assert "is not there" in in_group.refusals("storage:Blob", "b", {**page, "containerName": "web"})["containerName"]


@pytest.mark.parametrize(("pool", "there"), [("be", True), ("nope", False)])
def test_what_a_load_balancer_names_in_itself_is_there(in_group: Calls, pool: str, there: bool) -> None:
    made = in_group.created("network:LoadBalancer", "lb", loadBalancerName="lb", backendAddressPools=[{"name": "be"}])
    ways = [{"name": "a", "loadBalancerBackendAddressPools": [{"id": f"{made['id']}/backendAddressPools/{pool}"}]}]
    given = {**IN_GROUP, "networkInterfaceName": "n", "ipConfigurations": ways}
    assert (in_group.refusals("network:NetworkInterface", "n", given) == {}) is there


@pytest.mark.parametrize(
    ("token", "now"),
    [
        ("azure-native:insights:Component", "azure-native:applicationinsights:Component"),
        ("azure-native:network/v20200601:PrivateZone", "azure-native:privatedns:PrivateZone"),
        ("azure-native:documentdb:DatabaseAccount", "azure-native:cosmosdb:DatabaseAccount"),
    ],
)
def test_types_of_older_sdks_are_known_by_what_they_are_called_now(token: str, now: str) -> None:
    found = resource_type(token)
    assert found is not None and found.token == now


def test_the_outputs_of_other_stacks_are_read() -> None:
    given = ["dev.a=b=c", 'acme/hub/dev.net={"name": "v"}', "dev.list=[1]"]
    assert stack_outputs(given) == {"dev": {"a": "b=c", "list": [1]}, "acme/hub/dev": {"net": {"name": "v"}}}


@pytest.mark.parametrize("text", ["dev", "dev=1", ".a=1", "dev.=1", "dev.a={x"])
def test_an_output_that_is_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--stack-output"):
        stack_outputs([text])


def test_notes_tell_what_was_stood_in_for(azure: Azure, tmp_path: Any) -> None:
    (tmp_path / "notes").write_text("a\na\n\x1b[31mb\n" + "".join(f"{number}\n" for number in range(30)))
    found = program_notes(azure, {"random", "docker"}, tmp_path / "notes")
    assert found[0] == "docker is simulated: its resources are taken as they are, and nothing of it is run or made"
    assert found[1:3] == ("random is simulated: what it makes is made up", "a")
    assert (len(found), found[-1]) == (21, "and 14 more") and "\x1b" not in "".join(found)


def test_an_id_of_a_further_type_is_written_as_azure_does(in_group: Calls) -> None:
    made = in_group.created("containerregistry:Registry", "r", registryName="reg", sku={"name": "Basic"})
    found = parsed(made["id"])
    assert found is not None and found.kind == "Microsoft.ContainerRegistry/registries"
    assert made["loginServer"] == "reg.azurecr.io"


@pytest.mark.parametrize(
    ("subscription", "mistake"), [("5" * 8 + SUBSCRIPTION[8:], False), ("0" * 8 + "-0000" * 3 + "-" + "0" * 12, True)]
)
def test_a_group_of_another_subscription_may_be_the_program_s_own(
    calls: Calls, subscription: str, mistake: bool
) -> None:
    calls.create(GROUP, "group", IN_GROUP)
    scope = f"/subscriptions/{subscription}/resourceGroups/rg-one"
    found = calls.refusals(
        "authorization:ManagementLockByScope", "a", {"scope": scope, "lockName": "l", "level": "ReadOnly"}
    )
    assert ("scope" in found) is mistake


def test_what_is_said_beside_an_id_is_not_judged(in_group: Calls) -> None:
    address = in_group.created("network:PublicIPAddress", "p", publicIpAddressName="pip")
    given = {**IN_GROUP, "natGatewayName": "nat", "publicIpAddresses": [{"id": address["id"], "zone": "1"}]}
    assert in_group.refusals("network:NatGateway", "a", given) == {}


def test_a_load_balancer_names_its_own_parts(in_group: Calls) -> None:
    own = f"{GROUP_ID}/providers/Microsoft.Network/loadBalancers/lb"
    rule = {
        "name": "r",
        "protocol": "Tcp",
        "frontendPort": 80.0,
        "backendAddressPool": {"id": f"{own}/backendAddressPools/be"},
    }
    given = {**IN_GROUP, "loadBalancerName": "lb", "loadBalancingRules": [rule]}
    assert in_group.refusals("network:LoadBalancer", "lb", given) == {}


def test_what_a_program_imports_is_as_the_program_says(calls: Calls, azure: Azure) -> None:
    network_id = f"{ELSEWHERE}/providers/Microsoft.Network/virtualNetworks/v"
    urn = f"urn:pulumi:one::project::azure-native:{NETWORK}::old"
    calls.stub.Read(provider_pb2.ReadRequest(id=network_id, urn=urn))
    new = to_wire({"virtualNetworkName": "v", "resourceGroupName": "elsewhere", "location": "ukwest"})
    answered = calls.stub.Diff(provider_pb2.DiffRequest(id=network_id, urn=urn, news=new))
    found = azure.find(network_id)
    assert answered.changes == provider_pb2.DiffResponse.DIFF_NONE
    assert found is not None and (found.urn, found.inputs["location"]) == (urn, "ukwest")


@pytest.mark.parametrize(("name", "says"), [("plan", None), ("other", "serverfarms 'other' is not there")])
def test_an_app_finds_a_plan_of_its_group_by_its_name(in_group: Calls, name: str, says: str | None) -> None:
    in_group.create("web:AppServicePlan", "plan", {**IN_GROUP, "name": "plan", "sku": {"name": "B1"}})
    found = in_group.refusals("web:WebApp", "app", {**IN_GROUP, "name": "app", "serverFarmId": name})
    assert says in found["serverFarmId"] if says else found == {}


def test_a_plan_by_its_name_is_not_looked_for_before_the_group_has_a_name(in_group: Calls) -> None:
    given = {"resourceGroupName": UNKNOWN, "location": "uksouth", "name": "app", "serverFarmId": "plan"}
    assert in_group.refusals("web:WebApp", "app", given) == {}


def test_a_network_from_before_may_have_a_gateway_and_a_card_in_it_gets_an_address(calls: Calls) -> None:
    calls.create(GROUP, "group", IN_GROUP)
    calls.create(NETWORK, "net", {**IN_GROUP, **NETWORK_OF, "virtualNetworkName": "vnet"})
    hub = {"id": f"{ELSEWHERE}/providers/Microsoft.Network/virtualNetworks/hub"}
    peering = {"virtualNetworkName": "vnet", "virtualNetworkPeeringName": "hub", "remoteVirtualNetwork": hub}
    given = {"resourceGroupName": "rg-one", **peering, "useRemoteGateways": True}
    assert calls.refusals("network:VirtualNetworkPeering", "p", given) == {}
    made = from_wire(calls.create("network:NetworkInterface", "n", _card(f"{hub['id']}/subnets/web")).properties)
    assert ip_address(made["ipConfigurations"][0]["privateIPAddress"]) in ip_network("10.0.0.0/24")
