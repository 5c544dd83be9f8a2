"""KEY-005: every key of a key vault has an end."""

from __future__ import annotations

from policies.expiry import ends_within
from policies.model import Answer, Context, Resource, Rule


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the key never ends, ends too late, or has ended."""
    return ends_within(resource, context.parameters["most_days"], context.as_of)


RULE = Rule(
    id="KEY-005",
    title="Keys expire",
    severity="medium",
    why="A key that never ends is never changed. Whoever copied it years ago can still read what it encrypts today.",
    applies_to=("azure-native:keyvault:Key",),
    answer=answer,
    absent_means="Fail: without it the key never ends. A rotation policy counts for the keys that follow, not for "
    "this one.",
    remedy="Set properties=keyvault.KeyPropertiesArgs(attributes=keyvault.KeyAttributesArgs(expires=...), "
    "...) in seconds since 1970, at most two years ahead.",
    frameworks={
        "ncsc-csp": ("2.3",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32(1)(a)",),
        "mcsb": ("DP-6",),
        "checkov": ("CKV_AZURE_40",),
        "prowler": ("keyvault_rbac_key_expiration_set",),
    },
    parameters={"most_days": 730},
    sources=("Documentation strings of azure-native 3.29.0, keyvault KeyAttributesArgs.expires",),
)
