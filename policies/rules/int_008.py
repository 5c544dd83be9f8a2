"""INT-008: nobody asks AI and search services with a shared key."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

PLACES = {
    "azure-native:cognitiveservices:Account": "properties.disableLocalAuth",
    "azure-native:search:Service": "disableLocalAuth",
}


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the service's keys open it."""
    path = PLACES[resource.type]
    found = read(resource.properties, path)
    return judged(found, is_true(found), path, "the service's keys open it")


RULE = Rule(
    id="INT-008",
    title="No keys for AI and search services",
    severity="high",
    why="Such a service has read the council's letters and case notes to be able to find them. A key that "
    "leaks asks it for all of them, at the council's expense.",
    applies_to=tuple(PLACES),
    answer=answer,
    absent_means="Fail: keys work beside Entra ID unless they are switched off.",
    remedy="Set disable_local_auth=True (for AI services inside properties), and give rights to managed identities.",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_236",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, search ServiceArgs.disable_local_auth",
        "hashicorp/terraform-provider-azurerm, cognitive_account: local_auth_enabled defaults to true",
    ),
)
