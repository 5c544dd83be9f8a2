"""What the simulated Azure asks of services in a hub: their own subnets, a gateway to lend, one watcher a region."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from provider_calls import IN_GROUP, NETWORK, SUBNET, Calls

GATEWAY = "network:VirtualNetworkGateway"
PEERING = "network:VirtualNetworkPeering"
WATCHER = "network:NetworkWatcher"


def network(calls: Calls, name: str, third: int, *subnets: str) -> tuple[str, list[str]]:
    """A network 10.0.third.0/24 with subnets of these names: its id and theirs."""
    made = calls.created(
        NETWORK, name, virtualNetworkName=name, addressSpace={"addressPrefixes": [f"10.0.{third}.0/24"]}
    )
    found = []
    for number, one in enumerate(subnets):
        place = {"resourceGroupName": "rg-one", "virtualNetworkName": name}
        prefix = f"10.0.{third}.{64 * number}/26"
        found.append(calls.create(SUBNET, one, {**place, "subnetName": one, "addressPrefix": prefix}).id)
    return made["id"], found


def gateway(subnet_id: str) -> dict[str, Any]:
    """The arguments of a gateway in a subnet."""
    configuration = {"name": "one", "subnet": {"id": subnet_id}}
    return {"virtualNetworkGatewayName": "vgw", "gatewayType": "Vpn", "ipConfigurations": [configuration]}


def test_a_gateway_stands_in_the_subnet_for_gateways(in_group: Calls) -> None:
    _, (plain, right) = network(in_group, "hub", 0, "snet", "GatewaySubnet")
    refused = in_group.refusals(GATEWAY, "a", {**IN_GROUP, **gateway(plain)})
    assert refused == {"ipConfigurations.subnet.id": "must be a subnet with the name GatewaySubnet"}
    assert in_group.refusals(GATEWAY, "a", {**IN_GROUP, **gateway(right)}) == {}


def test_a_spoke_can_use_a_gateway_only_once_it_is_there(in_group: Calls) -> None:
    hub_id, (place,) = network(in_group, "hub", 0, "GatewaySubnet")
    network(in_group, "spoke", 1)
    peering = {
        **IN_GROUP,
        "virtualNetworkName": "spoke",
        "virtualNetworkPeeringName": "to-hub",
        "remoteVirtualNetwork": {"id": hub_id},
        "useRemoteGateways": True,
    }
    peering.pop("location")
    assert "no gateway" in in_group.refusals(PEERING, "p", peering)["useRemoteGateways"]
    in_group.created(GATEWAY, "g", **gateway(place))
    assert in_group.refusals(PEERING, "p", peering) == {}


def test_a_gateway_is_kept_while_a_connection_uses_it(in_group: Calls) -> None:
    _, (place,) = network(in_group, "hub", 0, "GatewaySubnet")
    made = in_group.created(GATEWAY, "g", **gateway(place))
    in_group.created(
        "network:VirtualNetworkGatewayConnection",
        "c",
        virtualNetworkGatewayConnectionName="con",
        connectionType="ExpressRoute",
        virtualNetworkGateway1={"id": made["id"]},
    )
    with pytest.raises(grpc.RpcError, match="is still used by"):
        in_group.delete(GATEWAY, made["id"])


def test_a_region_of_a_subscription_has_one_network_watcher(in_group: Calls) -> None:
    in_group.created(WATCHER, "a", networkWatcherName="one")
    refused = in_group.refusals(WATCHER, "b", {**IN_GROUP, "networkWatcherName": "two"})
    assert "one is there already" in refused["location"]
    written = {**IN_GROUP, "networkWatcherName": "two", "location": "UK South"}
    assert "one is there already" in in_group.refusals(WATCHER, "b", written)["location"]
    assert in_group.refusals(WATCHER, "b", {**IN_GROUP, "networkWatcherName": "two", "location": "ukwest"}) == {}


def test_the_watchers_that_azure_makes_itself_are_there(in_group: Calls) -> None:
    hub_id, _ = network(in_group, "hub", 0)
    log = {
        **IN_GROUP,
        "resourceGroupName": "NetworkWatcherRG",
        "networkWatcherName": "NetworkWatcher_uksouth",
        "flowLogName": "fl",
        "targetResourceId": hub_id,
        "storageId": in_group.created(
            "storage:StorageAccount", "s", accountName="stone", kind="StorageV2", sku={"name": "Standard_ZRS"}
        )["id"],
    }
    assert in_group.refusals("network:FlowLog", "fl", log) == {}
    assert "is not there" in str(in_group.refusals("network:FlowLog", "fl", log | {"resourceGroupName": "rg-one"}))
