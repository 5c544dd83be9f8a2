"""INT-002: API Management takes no old protocols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.values import ABSENT, is_false, is_unknown, read, same_text

SETTINGS = "customProperties"
GATEWAY = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security."
OLD = (
    "Protocols.Ssl30",
    "Protocols.Tls10",
    "Protocols.Tls11",
    "Backend.Protocols.Ssl30",
    "Backend.Protocols.Tls10",
    "Backend.Protocols.Tls11",
    "Ciphers.TripleDes168",
)
LAST_OPEN_DAY = "2018-04-01"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where SSL 3.0, TLS 1.0, TLS 1.1 or triple DES is taken, from callers or towards the systems behind."""
    given: Any = read(resource.properties, SETTINGS)
    if is_unknown(given):
        return unknown(SETTINGS, f"{SETTINGS} is not known yet")
    settings = given if isinstance(given, Mapping) else {}
    return worst(_is_off(resource, settings, name) for name in OLD)


def _is_off(resource: Resource, settings: Mapping[str, Any], name: str) -> Answer:
    found = next((one for key, one in settings.items() if same_text(key, GATEWAY + name)), ABSENT)
    if found is None or found is ABSENT:
        return failed(SETTINGS, f"{name} is on in a service as old as this") if _is_old(resource) else passed()
    return judged(found, is_false(found), SETTINGS, f"{name} is on")


def _is_old(resource: Resource) -> bool:
    made = read(resource.outputs, "createdAtUtc")
    return isinstance(made, str) and made[: len(LAST_OPEN_DAY)] <= LAST_OPEN_DAY


RULE = Rule(
    id="INT-002",
    title="API Management without old TLS and ciphers",
    severity="high",
    why="Old versions can be broken by somebody on the way, who then reads what residents' applications "
    "ask the council.",
    applies_to=("azure-native:apimanagement:ApiManagementService",),
    answer=answer,
    absent_means="Pass: off in every service made after 1 April 2018, on in those made before.",
    remedy="Set custom_properties with "
    '"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10": "False" and the same '
    "for Tls11, Ssl30, Backend.Protocols and Ciphers.TripleDes168.",
    frameworks={
        "ncsc-csp": ("1",),
        "cyber-essentials": ("CE-SC-03",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "checkov": ("CKV_AZURE_173",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, ApiManagementServiceArgs.custom_properties",),
)
