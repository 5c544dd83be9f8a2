"""NET-017: people join the network through Entra ID only."""

from __future__ import annotations

from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, judged, not_applicable
from policies.values import ABSENT, every, read, same_text

GATEWAY = "azure-native:network:VirtualNetworkGateway"
PLACES = {
    GATEWAY: "vpnClientConfiguration",
    "azure-native:network:VpnServerConfiguration": "properties",
}


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where somebody joins with a certificate or a password of a directory of its own."""
    place = PLACES[resource.type]
    found = read(resource.properties, place)
    if found is ABSENT and resource.type == GATEWAY:
        return not_applicable("no people join through this gateway")
    path = f"{place}.vpnAuthenticationTypes"
    kinds = tuple(every(resource.properties, f"{path}[]"))
    if not kinds:
        return failed(path, "it is not said how people log in, so certificates or passwords may do")
    return worst(_is_entra(where, kind) for where, kind in kinds)


def _is_entra(where: str, kind: Any) -> Answer:
    return judged(kind, same_text(kind, "AAD"), where, "people join without Entra ID")


RULE = Rule(
    id="NET-017",
    title="Point-to-site VPN through Entra ID only",
    severity="high",
    why="A certificate on a laptop that is lost, or a password that is guessed, then opens the council's "
    "network without a second factor.",
    applies_to=tuple(PLACES),
    answer=answer,
    absent_means="Fail where people may join: without it the service goes by the certificates or the RADIUS server "
    "it is given. A gateway without a client configuration takes no people.",
    remedy='Set vpn_authentication_types=["AAD"] and the aad_tenant, aad_audience and aad_issuer beside it.',
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-04",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("IM-1",),
    },
    parameters={},
    sources=("Enum of azure-native 3.29.0, network.VpnAuthenticationType",),
)
