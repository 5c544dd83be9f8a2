"""CHG-004: the network that services stand on is not deleted or made anew."""

from __future__ import annotations

from policies.changes import fails_where
from policies.environments import PRODUCTION
from policies.model import Answer, Context, Resource, Rule

NETWORK_PARTS = (
    "azure-native:dns:Zone",
    "azure-native:network:AzureFirewall",
    "azure-native:network:ExpressRouteCircuit",
    "azure-native:network:PublicIPAddress",
    "azure-native:network:VirtualNetwork",
    "azure-native:network:VirtualNetworkGateway",
    "azure-native:network:VpnGateway",
    "azure-native:privatedns:PrivateZone",
)
"""What many services stand on: with it go addresses, names and ways that others have written down."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the preview would delete or replace a part of the network that others stand on."""
    return fails_where(
        resource, context, ("delete", "replace"), "the preview would take it away, and with it what stands on it"
    )


RULE = Rule(
    id="CHG-004",
    title="No change takes away the network under services",
    severity="high",
    why="A new address or a new network cuts off every service on it, and the partners who have written the old "
    "address into their firewalls.",
    applies_to=NETWORK_PARTS,
    answer=answer,
    absent_means="A resource without the tag environment is in production: forgetting a tag switches nothing off.",
    remedy="Build the new one beside the old one, move over, and take the old one away later. Else let two people "
    "accept it in exemptions.yaml.",
    frameworks={
        "ncsc-csp": ("2.5", "5"),
        "caf": ("B5.b",),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Pulumi documentation: the operations of a preview, and the resource options retain_on_delete and aliases",
    ),
    changes=True,
)
