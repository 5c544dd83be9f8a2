"""What Azure asks of the subnet that a service moves into: delegated to it, to nothing else, and large enough.

Source: microsoft/azure-skills 1a03acfb, constraints of infrastructure (2026-08-21, MIT), read 2026-11-22; the names of
delegations also stand in hashicorp/terraform-provider-azurerm 69697b7f (2026-08-21, MPL-2.0, facts only).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stacks.rehearsal.address_ranges import subnet_ranges
from stacks.rehearsal.resource_ids import above
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View


@dataclass(frozen=True)
class _Use:
    """How a type uses a subnet: the argument that names it, and the service that it must be delegated to, None for one
    that must not be delegated at all. `longest` is the longest prefix, None where no source tells one."""

    argument: str
    service: str | None
    longest: int | None = None


_APP_SERVICE = "Microsoft.Web/serverFarms"
_RESOLVER = "Microsoft.Network/dnsResolvers"
_USES: Mapping[str, _Use] = {
    "containerinstance:ContainerGroup": _Use("subnetIds.id", "Microsoft.ContainerInstance/containerGroups"),
    "containerservice:ManagedCluster": _Use("agentPoolProfiles.vnetSubnetID", None),
    "dbformysql:Server": _Use("network.delegatedSubnetResourceId", "Microsoft.DBforMySQL/flexibleServers"),
    "dbforpostgresql:Server": _Use("network.delegatedSubnetResourceId", "Microsoft.DBforPostgreSQL/flexibleServers"),
    "dnsresolver:InboundEndpoint": _Use("ipConfigurations.subnet.id", _RESOLVER),
    "dnsresolver:OutboundEndpoint": _Use("subnet.id", _RESOLVER),
    "netapp:CapacityPoolVolume": _Use("subnetId", "Microsoft.Netapp/volumes"),
    "network:NetworkInterface": _Use("ipConfigurations.subnet.id", None),
    "network:PrivateEndpoint": _Use("subnet.id", None),
    "sql:ManagedInstance": _Use("subnetId", "Microsoft.Sql/managedInstances"),
    "web:WebApp": _Use("virtualNetworkSubnetId", _APP_SERVICE, 28),
    "web:WebAppSwiftVirtualNetworkConnection": _Use("subnetResourceId", _APP_SERVICE, 28),
}
_INFRASTRUCTURE = "vnetConfiguration.infrastructureSubnetId"


def refused_subnet_use(token: str, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    """What is wrong with the subnets that a resource uses, or with a subnet itself. What is not known yet, or was there
    before, is not judged."""
    kind = token.removeprefix("azure-native:")
    if kind == "network:Subnet":
        yield from _refused_subnet(inputs, "")
    for number, inside in enumerate(_list(inputs.get("subnets")) if kind == "network:VirtualNetwork" else ()):
        if isinstance(inside, Mapping):
            yield from _refused_subnet(inside, f"subnets[{number}].")
    use = _environment(inputs) if kind == "app:ManagedEnvironment" else _USES.get(kind)
    if use is None:
        return
    for subnet_id in _named(inputs, use.argument.split(".")):
        subnet = subnet_arguments(subnet_id, view)
        if subnet is not None:
            yield from _refused_use(use, subnet_id.rpartition("/")[2], subnet)


def _environment(inputs: Mapping[str, Any]) -> _Use:
    """An environment of Container Apps: with profiles of workloads it wants to be delegated to, without it must not."""
    if inputs.get("workloadProfiles"):
        return _Use(_INFRASTRUCTURE, "Microsoft.App/environments", 27)
    return _Use(_INFRASTRUCTURE, None, 23)


def _refused_subnet(subnet: Mapping[str, Any], where: str) -> Iterator[Refusal]:
    if len(_list(subnet.get("delegations"))) > 1:
        yield Refusal(f"{where}delegations", "a subnet can be delegated to one service only")
    name = str(subnet.get("subnetName") or subnet.get("name"))
    if name.casefold() == "gatewaysubnet" and subnet.get("networkSecurityGroup"):
        yield Refusal(f"{where}networkSecurityGroup", "GatewaySubnet must have none")


def _refused_use(use: _Use, name: str, subnet: Mapping[str, Any]) -> Iterator[Refusal]:
    services = [one.get("serviceName") for one in _list(subnet.get("delegations")) if isinstance(one, Mapping)]
    if not all(isinstance(one, str) for one in services):
        return
    if use.service is None and services:
        yield Refusal(use.argument, f"the subnet {name!r} is delegated to {services[0]}: it takes nothing else")
    elif use.service is not None and use.service.casefold() not in [str(one).casefold() for one in services]:
        yield Refusal(use.argument, f"the subnet {name!r} must be delegated to {use.service}")
    for one in subnet_ranges(subnet):
        if use.longest is not None and one.version == 4 and one.prefixlen > use.longest:
            reason = f"the subnet {name!r} ({one}) is too small: a /{use.longest} or larger is needed"
            yield Refusal(use.argument, reason)


def subnet_arguments(subnet_id: str, view: View) -> Mapping[str, Any] | None:
    """The arguments of a subnet, also of one that its network was given; None for one that nobody made."""
    found = view.find(subnet_id)
    if found is not None:
        return found.inputs if "addressPrefix" in found.inputs or "addressPrefixes" in found.inputs else None
    network = view.find(above(subnet_id) or "")
    name = subnet_id.rpartition("/")[2]
    inside = _list(network.inputs.get("subnets")) if network else ()
    return next((one for one in inside if isinstance(one, Mapping) and one.get("name") == name), None)


def _named(value: Any, steps: list[str]) -> Iterator[str]:
    """The ids at a path, through lists."""
    if isinstance(value, list):
        for one in value:
            yield from _named(one, steps)
    elif not steps:
        if isinstance(value, str) and value:
            yield value
    elif isinstance(value, Mapping):
        yield from _named(value.get(steps[0]), steps[1:])


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
