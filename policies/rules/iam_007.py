"""IAM-007: nobody reaches Event Hubs with a shared key."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

PROPERTY = "disableLocalAuth"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the namespace's shared keys open it."""
    found = read(resource.properties, PROPERTY)
    return judged(found, is_true(found), PROPERTY, "the namespace's shared keys open it")


RULE = Rule(
    id="IAM-007",
    title="No shared keys for Event Hubs",
    severity="high",
    why="A shared key stands in the settings of every program that sends events. Whoever finds it reads "
    "what residents' devices and forms report, and nobody can tell who it was.",
    applies_to=("azure-native:eventhub:Namespace",),
    answer=answer,
    absent_means="Fail: without it shared keys work beside Entra ID.",
    remedy="Set disable_local_auth=True, and give rights to managed identities.",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, eventhub NamespaceArgs.disable_local_auth",
        "hashicorp/terraform-provider-azurerm, eventhub_namespace: local_authentication_enabled defaults to true",
    ),
)
