"""INT-007: App Configuration is private, and logs programs in through Entra ID."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.public_access import is_private
from policies.values import is_true, read

KEYS = "disableLocalAuth"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the store's keys open it, or where it answers on the internet."""
    found = read(resource.properties, KEYS)
    return worst(
        (
            judged(found, is_true(found), KEYS, "the store's keys open it"),
            is_private(resource, "the store answers on the public network"),
        )
    )


RULE = Rule(
    id="INT-007",
    title="App Configuration private and without keys",
    severity="high",
    why="Whoever changes a setting there changes every application that reads it: one address, and "
    "payments go to somebody else.",
    applies_to=("azure-native:appconfiguration:ConfigurationStore",),
    answer=answer,
    absent_means="Fail: keys work, and a store without a private endpoint answers on the public network, unless it "
    "is told otherwise.",
    remedy='Set disable_local_auth=True and public_network_access="Disabled", and give the store a private endpoint.',
    frameworks={
        "ncsc-csp": ("10", "11"),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_184", "CKV_AZURE_185"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, appconfiguration ConfigurationStoreArgs",
        "hashicorp/terraform-provider-azurerm, app_configuration: local_auth_enabled defaults to true",
    ),
)
