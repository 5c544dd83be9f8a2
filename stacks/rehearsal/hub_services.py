"""What Azure asks of the services in a hub: a subnet of their own, a gateway behind a peering, one watcher a region.

Sources: documentation strings of azure-native 3.29.0 (VirtualNetworkPeeringArgs.use_remote_gateways); microsoft/
azure-skills 1a03acfb, constraints of infrastructure (2026-08-21, MIT) for the subnets; learn.microsoft.com/azure/
network-watcher/network-watcher-create for the watchers. Read 2026-11-22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stacks.rehearsal.made import FROM_BEFORE
from stacks.rehearsal.regions import region_name
from stacks.rehearsal.resource_ids import above, parsed
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View

_OWN_SUBNETS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "azure-native:network:AzureFirewall": (
        ("ipConfigurations", "AzureFirewallSubnet"),
        ("managementIpConfiguration", "AzureFirewallManagementSubnet"),
    ),
    "azure-native:network:BastionHost": (("ipConfigurations", "AzureBastionSubnet"),),
    "azure-native:network:VirtualNetworkGateway": (("ipConfigurations", "GatewaySubnet"),),
}
"""Where a service names its subnet, and what that subnet must be called."""

_GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
_WATCHERS = "Microsoft.Network/networkWatchers"


def refused_hub_service(
    token: str, resource_id: str | None, inputs: Mapping[str, Any], view: View
) -> Iterator[Refusal]:
    """What is wrong with a firewall, Bastion, gateway, peering or watcher. What is not known yet is not judged."""
    for path, wanted in _OWN_SUBNETS.get(token, ()):
        yield from _refused_subnet(path, wanted, inputs.get(path))
    match token:
        case "azure-native:network:VirtualNetworkPeering" if inputs.get("useRemoteGateways") is True:
            yield from _refused_gateway(inputs, view)
        case "azure-native:network:NetworkWatcher" if resource_id:
            yield from _refused_watcher(resource_id, inputs, view)


def _refused_subnet(path: str, wanted: str, given: Any) -> Iterator[Refusal]:
    for one in given if isinstance(given, list) else [given]:
        subnet = one.get("subnet") if isinstance(one, Mapping) else None
        text = subnet.get("id") if isinstance(subnet, Mapping) else None
        if isinstance(text, str) and text.rpartition("/")[2].casefold() != wanted.casefold():
            yield Refusal(f"{path}.subnet.id", f"must be a subnet with the name {wanted}")


def _refused_gateway(inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    remote = inputs.get("remoteVirtualNetwork")
    remote_id = remote.get("id") if isinstance(remote, Mapping) else None
    network = view.find(remote_id) if isinstance(remote_id, str) else None
    if not isinstance(remote_id, str) or (view.azure.assumes and (network is None or network.urn == FROM_BEFORE)):
        return  # a network that was there before may have a gateway
    for gateway in view.of_kind(_GATEWAYS):
        for place in _subnets(gateway.inputs.get("ipConfigurations")):
            if place is None or (above(place) or "").casefold() == remote_id.casefold():
                return
    yield Refusal("useRemoteGateways", "the other network has no gateway that this one could use")


def _subnets(given: Any) -> Iterator[str | None]:
    """The ids of the subnets of a gateway; None for one that is not known yet."""
    for one in given if isinstance(given, list) else ():
        subnet = one.get("subnet") if isinstance(one, Mapping) else None
        text = subnet.get("id") if isinstance(subnet, Mapping) else None
        yield text if isinstance(text, str) else None


def _refused_watcher(resource_id: str, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    found = parsed(resource_id)
    subscription = resource_id.casefold().split("/resourcegroups/")[0]
    for one in view.of_kind(_WATCHERS):
        same = one.id.casefold() == resource_id.casefold()
        near = one.id.casefold().startswith(f"{subscription}/")
        if found and near and not same and _region(one.inputs) == _region(inputs):
            yield Refusal(
                "location", f"{one.id.rpartition('/')[2]} is there already: a region has one in a subscription"
            )


def _region(inputs: Mapping[str, Any]) -> Any:
    found = inputs.get("location")
    return region_name(found) if isinstance(found, str) else found
