"""KEY-004: key vaults are not on the public network."""

from __future__ import annotations

import ipaddress
from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.values import every, read, same_text

ACCESS = "properties.publicNetworkAccess"
ACTION = "properties.networkAcls.defaultAction"
RANGES = "properties.networkAcls.ipRules[].value"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the vault answers on the internet. A firewall is enough only where standards.yaml says so."""
    found = read(resource.properties, ACCESS)
    if same_text(found, "Disabled"):
        return passed()
    if same_text(found, "SecuredByPerimeter"):
        return unknown(ACCESS, "a network security perimeter decides, and its rules are not looked at")
    if context.parameters["firewall_is_enough"]:
        return _behind_firewall(resource)
    return judged(found, False, ACCESS, "the vault answers on the public network")


def _behind_firewall(resource: Resource) -> Answer:
    action = read(resource.properties, ACTION)
    wrong = "the vault answers on the public network to everybody"
    return worst(
        (
            judged(action, same_text(action, "Deny"), ACTION, wrong),
            *(_is_narrow(where, found) for where, found in every(resource.properties, RANGES)),
        )
    )


def _is_narrow(where: str, found: Any) -> Answer:
    try:
        prefix = ipaddress.ip_network(found.strip(), strict=False).prefixlen if isinstance(found, str) else None
    except ValueError:
        prefix = None
    if prefix is None:
        return unknown(where, f"{where} is not a range of addresses that is known")
    return failed(where, "the firewall lets every address in") if prefix == 0 else passed()


RULE = Rule(
    id="KEY-004",
    title="Vault not on the public network",
    severity="high",
    why="A stolen login is enough to read every secret from anywhere in the world. On a private network it is not.",
    applies_to=("azure-native:keyvault:Vault",),
    answer=answer,
    absent_means="Fail: a vault answers on the public network unless it is told not to.",
    remedy='Set public_network_access="Disabled" and give the vault a private endpoint.',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-03",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": (
            "DP-8",
            "NS-2",
        ),
        "checkov": (
            "CKV_AZURE_189",
            "CKV_AZURE_109",
        ),
        "prowler": ("keyvault_access_only_through_private_endpoints",),
    },
    parameters={"firewall_is_enough": False},
    sources=("Documentation strings of azure-native 3.29.0, VaultPropertiesArgs.public_network_access",),
)
