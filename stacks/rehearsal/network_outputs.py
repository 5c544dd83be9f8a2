"""What Azure says of parts of networks: addresses, cards, gateways and private endpoints.

Addresses are derived from the resource's id, so the same resource always gets the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from stacks.rehearsal.address_ranges import Range, subnet_ranges
from stacks.rehearsal.made_up import SUBNET_RANGE, address_of
from stacks.rehearsal.resource_ids import guid
from stacks.rehearsal.subnet_uses import subnet_arguments
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import bare

_AZURE_ASN = 65515
_OWN_ADDRESSES = 4  # the first four addresses of a subnet are Azure's own; source: as in address_ranges


def _public_address(resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    return {"ipAddress": address_of(resource_id)}


def _with_private_addresses(resource_id: str, inputs: Mapping[str, Any], view: View) -> dict[str, Any]:
    """The outputs of what stands in subnets by `ipConfigurations`: each gets an id and an address."""
    given = inputs.get("ipConfigurations")
    found = []
    for number, one in enumerate(given if isinstance(given, list) else ()):
        if not isinstance(one, dict):
            continue
        subnet = one.get("subnet")
        address = one.get("privateIPAddress") or _address(resource_id, number, subnet, view)
        found.append(
            {**one, "id": f"{resource_id}/ipConfigurations/{one.get('name')}"}
            | ({"privateIPAddress": address} if address else {})
        )
    return {"ipConfigurations": found} if found else {}


def _network_gateway(resource_id: str, inputs: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A VPN gateway has settings of BGP also where it is not used, and in them the address of each of its tunnels.
    Source: examples of New-AzIpConfigurationBgpPeeringAddressObject (Az.Network) and answers of the API that people
    published; 65515 is what Azure says where no ASN is given. Read 2026-11-23."""
    configurations = _with_private_addresses(resource_id, inputs, view)
    if bare(inputs.get("gatewayType")) != "Vpn":
        return configurations
    peers = []
    for one in configurations.get("ipConfigurations", ()):
        public = one.get("publicIPAddress")
        public_id = public.get("id") if isinstance(public, Mapping) else None
        peers.append(
            {
                "ipconfigurationId": one["id"],
                "defaultBgpIpAddresses": [one["privateIPAddress"]] if "privateIPAddress" in one else [],
                "customBgpIpAddresses": [],
                "tunnelIpAddresses": [address_of(public_id)] if isinstance(public_id, str) else [],
            }
        )
    given = inputs.get("bgpSettings")
    settings = {"asn": _AZURE_ASN, "peerWeight": 0, "bgpPeeringAddresses": peers}
    return {**configurations, "bgpSettings": {**settings, **(given if isinstance(given, Mapping) else {})}}


def _private_endpoint(resource_id: str, inputs: Mapping[str, Any], view: View) -> dict[str, Any]:
    """The card of an endpoint, and the address that it has for the resource behind it."""
    name = inputs.get("customNetworkInterfaceName") or f"{resource_id.rpartition('/')[2]}.nic.{guid(resource_id)}"
    group = resource_id.rpartition("/providers/")[0]
    card = {"id": f"{group}/providers/Microsoft.Network/networkInterfaces/{name}"}
    address = _address(resource_id, 0, inputs.get("subnet"), view)
    host = f"{resource_id.rpartition('/')[2]}.rehearsal.example".casefold()
    reached = {"customDnsConfigs": [{"fqdn": host, "ipAddresses": [address]}]} if address else {}
    return {"networkInterfaces": [card], **reached}


def _address(resource_id: str, number: int, subnet: Any, view: View) -> str | None:
    """An address in a subnet, None where its range is not known. A firewall has the first free one of its subnet."""
    ranges = _ranges_of(subnet, view)
    if not ranges:
        return None
    size = ranges[0].num_addresses - _OWN_ADDRESSES - 1
    firewall = "/azurefirewalls/" in resource_id.casefold()
    place = number if firewall else (zlib.crc32(resource_id.casefold().encode()) + number) % max(size, 1)
    return str(ip_address(int(ranges[0].network_address) + _OWN_ADDRESSES + place))


def _ranges_of(subnet: Any, view: View) -> tuple[Range, ...]:
    """The ranges of a subnet; those of one that is taken to be there from before are as its outputs say."""
    subnet_id = subnet.get("id") if isinstance(subnet, Mapping) else None
    if not isinstance(subnet_id, str):
        return ()
    found = subnet_arguments(subnet_id, view)
    if found is None and view.azure.assumes:
        return (ip_network(SUBNET_RANGE),)
    return subnet_ranges(found) if found else ()


NETWORK_OUTPUTS: Mapping[str, Callable[[str, Mapping[str, Any], View], dict[str, Any]]] = {
    "azure-native:network:AzureFirewall": _with_private_addresses,
    "azure-native:network:NetworkInterface": _with_private_addresses,
    "azure-native:network:PrivateEndpoint": _private_endpoint,
    "azure-native:network:PublicIPAddress": _public_address,
    "azure-native:network:VirtualNetworkGateway": _network_gateway,
}
"""The reckoning of what Azure says, beside the arguments, by type: of an id, the arguments, and what is there."""
