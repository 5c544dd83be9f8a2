"""NET-006: no machine has a public address."""

from __future__ import annotations

from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.references import sources
from policies.values import ABSENT, every, is_unknown

INTERFACE = "azure-native:network:NetworkInterface"
ADDRESS = "azure-native:network:PublicIPAddress"

_INLINE = "networkProfile.networkInterfaceConfigurations[].ipConfigurations[].publicIPAddressConfiguration"
PATHS = {
    INTERFACE: "ipConfigurations[].publicIPAddress",
    "azure-native:compute:VirtualMachine": _INLINE,
    "azure-native:compute:VirtualMachineScaleSet": f"virtualMachineProfile.{_INLINE}",
}


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a network interface has a public address of its own."""
    found = tuple(every(resource.properties, PATHS[resource.type]))
    if not found and resource.type != INTERFACE:
        return not_applicable("its network interfaces are resources of their own")
    return worst(_judge(resource, where, address, context) for where, address in found)


def _judge(resource: Resource, where: str, address: Any, context: Context) -> Answer:
    if address is ABSENT:
        return passed()
    if is_unknown(address) and not sources(resource, where, ADDRESS, context.graph):
        return unknown(where, f"{where} is not known yet")
    return failed(where, "the network interface has a public address")


RULE = Rule(
    id="NET-006",
    title="No public addresses on machines",
    severity="high",
    why="A machine with a public address stands outside the firewall, where it is scanned all day.",
    applies_to=tuple(PATHS),
    answer=answer,
    absent_means="Pass: an interface has no public address unless it names one.",
    remedy="Leave public_ip_address out. Publish services through an application gateway, manage through Bastion.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_119",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, network NetworkInterfaceIPConfigurationArgs",),
)
