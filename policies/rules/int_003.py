"""INT-003: APIs are called over encrypted connections, by callers who log in."""

from __future__ import annotations

import re
from typing import Any

from policies.combining import any_true, worst
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.pointing import naming
from policies.values import ABSENT, every, is_true, is_unknown, read, same_text

PROTOCOLS = "protocols"
SUBSCRIPTION = "subscriptionRequired"
POLICIES = {
    "azure-native:apimanagement:Api": "azure-native:apimanagement:ApiPolicy",
    "azure-native:apimanagement:WorkspaceApi": "azure-native:apimanagement:WorkspaceApiPolicy",
}

_TOKEN_CHECK = re.compile(r"<validate-(jwt|azure-ad-token)[\s/>]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where an API answers plain HTTP, or callers whom it does not know."""
    kinds = tuple(every(resource.properties, f"{PROTOCOLS}[]"))
    said = failed(PROTOCOLS, "absent: an imported definition may bring plain HTTP")
    encrypted = worst(_is_encrypted(where, kind) for where, kind in kinds) if kinds else said
    return worst((encrypted, _knows_callers(resource, context)))


def _is_encrypted(where: str, kind: Any) -> Answer:
    return judged(kind, same_text(kind, "https", "wss"), where, "the API answers without encryption")


def _knows_callers(resource: Resource, context: Context) -> Answer:
    found = read(resource.properties, SUBSCRIPTION)
    if found is ABSENT or is_true(found):
        return passed()
    policies = naming(context.graph, resource, (POLICIES[resource.type],), "apiId", "apiId")
    checks = any_true((*(_checks_tokens(one) for one in policies.certain), *(None for _ in policies.possible)))
    if checks:
        return passed("a policy checks the callers' tokens")
    if checks is None or is_unknown(found):
        return unknown(SUBSCRIPTION, "whether callers must log in is not known yet")
    return failed(SUBSCRIPTION, "the API answers callers whom it does not know")


def _checks_tokens(policy: Resource) -> bool | None:
    text, form = read(policy.properties, "value"), read(policy.properties, "format")
    if not isinstance(text, str) or is_unknown(form) or same_text(form, "xml-link", "rawxml-link"):
        return None
    return _TOKEN_CHECK.search(_COMMENT.sub("", text)) is not None


RULE = Rule(
    id="INT-003",
    title="APIs over HTTPS, for callers who log in",
    severity="high",
    why="An API that answers anybody hands out what the system behind it holds, such as council tax "
    "accounts, to whoever finds its address.",
    applies_to=tuple(POLICIES),
    answer=answer,
    absent_means="Fail: without protocols an imported definition may bring plain HTTP. Absent "
    "subscription_required means that callers need a key.",
    remedy='Set protocols=["https"] and subscription_required=True, or add an ApiPolicy with validate-jwt or '
    "validate-azure-ad-token.",
    frameworks={
        "ncsc-csp": ("1", "10"),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32",),
        "mcsb": ("DP-3", "IM-4"),
    },
    parameters={},
    sources=(
        "Enum of azure-native 3.29.0, apimanagement.Protocol, and PolicyContentFormat",
        "hashicorp/terraform-provider-azurerm, api_management_api: subscription_required defaults to true",
    ),
)
