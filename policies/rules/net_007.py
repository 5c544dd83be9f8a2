"""NET-007: only approved appliances pass on other machines' packets."""

from __future__ import annotations

from typing import Any

from policies.combining import worst
from policies.machines import MACHINE, SCALE_SET
from policies.model import Answer, Context, Resource, Rule, judged, passed, unknown
from policies.pointing import azure_name
from policies.values import ABSENT, every, is_false, same_text

INTERFACE = "azure-native:network:NetworkInterface"

# Where the setting stands, and where the resource has its Azure name.
PLACES = {
    INTERFACE: ("enableIPForwarding", "networkInterfaceName"),
    MACHINE: ("networkProfile.networkInterfaceConfigurations[].enableIPForwarding", "vmName"),
    SCALE_SET: (
        "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[].enableIPForwarding",
        "vmScaleSetName",
    ),
}


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a machine passes on packets that are not its own. Appliances are named in standards.yaml."""
    path, own = PLACES[resource.type]
    found = worst(_keeps_to_itself(where, value) for where, value in every(resource.properties, path))
    appliances = context.parameters["appliances"]
    if found.verdict != "fail" or not appliances:
        return found
    name = azure_name(resource, own)
    if name is None:
        return unknown(own, "whether this is an approved appliance is not known yet")
    return passed("an approved appliance") if same_text(name, *appliances) else found


def _keeps_to_itself(where: str, found: Any) -> Answer:
    if found is ABSENT:
        return passed("absent, which means off")
    return judged(found, is_false(found), where, "the machine passes on packets that are not its own")


RULE = Rule(
    id="NET-007",
    title="No forwarding of packets but by approved appliances",
    severity="medium",
    why="A server that passes packets on is a way round the firewall: one that is taken over opens every "
    "network it stands in.",
    applies_to=(INTERFACE, MACHINE, SCALE_SET),
    answer=answer,
    absent_means="Pass: forwarding is off until it is switched on.",
    remedy="Set enable_ip_forwarding=False. Name an appliance in standards.yaml under appliances.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-SC-03",),
        "caf": ("B4.b",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-3",),
        "checkov": ("CKV_AZURE_118",),
    },
    parameters={"appliances": ()},
    sources=(
        "Documentation strings of azure-native 3.29.0, NetworkInterfaceArgs.enable_ip_forwarding",
        "hashicorp/terraform-provider-azurerm, network_interface: ip_forwarding_enabled defaults to false",
    ),
)
