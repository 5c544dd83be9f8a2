"""KEY-006: every secret of a key vault has an end."""

from __future__ import annotations

from policies.expiry import ends_within
from policies.model import Answer, Context, Resource, Rule


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the secret never ends, ends too late, or has ended."""
    return ends_within(resource, context.parameters["most_days"], context.as_of)


RULE = Rule(
    id="KEY-006",
    title="Secrets expire",
    severity="medium",
    why="A password that never ends outlives the people who know it: it still works after its supplier or "
    "its administrator has left.",
    applies_to=("azure-native:keyvault:Secret",),
    answer=answer,
    absent_means="Fail: without it the secret never ends.",
    remedy="Set "
    "properties=keyvault.SecretPropertiesArgs(attributes=keyvault.SecretAttributesArgs(expires=...), "
    "...) in seconds since 1970, at most a year ahead.",
    frameworks={
        "ncsc-csp": ("2.3",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("DP-6",),
        "checkov": ("CKV_AZURE_41",),
        "prowler": ("keyvault_rbac_secret_expiration_set",),
    },
    parameters={"most_days": 365},
    sources=("Documentation strings of azure-native 3.29.0, keyvault SecretAttributesArgs.expires",),
)
