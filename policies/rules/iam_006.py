"""IAM-006: nobody reaches Service Bus with a shared key."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

PROPERTY = "disableLocalAuth"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the namespace's shared keys open it."""
    found = read(resource.properties, PROPERTY)
    return judged(found, is_true(found), PROPERTY, "the namespace's shared keys open it")


RULE = Rule(
    id="IAM-006",
    title="No shared keys for Service Bus",
    severity="high",
    why="A shared key stands in the settings of every program that sends messages. It opens all queues, "
    "belongs to nobody and goes on working when a supplier's contract has ended.",
    applies_to=("azure-native:servicebus:Namespace",),
    answer=answer,
    absent_means="Fail: without it shared keys work beside Entra ID.",
    remedy="Set disable_local_auth=True, and give rights to managed identities.",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_203",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, servicebus NamespaceArgs.disable_local_auth",
        "hashicorp/terraform-provider-azurerm, servicebus_namespace: local_auth_enabled defaults to true",
    ),
)
