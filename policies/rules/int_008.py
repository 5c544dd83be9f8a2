"""INT-008: AI and search services are private, and log programs in through Entra ID."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.public_access import is_private
from policies.values import is_true, read

# Where each kind of service keeps its settings.
PLACES = {
    "azure-native:cognitiveservices:Account": ("properties.disableLocalAuth", "properties.publicNetworkAccess"),
    "azure-native:search:Service": ("disableLocalAuth", "publicNetworkAccess"),
}


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the service's keys open it, or where it answers on the internet."""
    keys, access = PLACES[resource.type]
    found = read(resource.properties, keys)
    return worst(
        (
            judged(found, is_true(found), keys, "the service's keys open it"),
            is_private(resource, "the service answers on the public network", access),
        )
    )


RULE = Rule(
    id="INT-008",
    title="AI and search services private and without keys",
    severity="high",
    why="Such a service has read the council's letters and case notes to be able to find them. A key that "
    "leaks asks it for all of them, at the council's expense.",
    applies_to=tuple(PLACES),
    answer=answer,
    absent_means="Fail: keys work and the service answers on the public network unless it is told otherwise.",
    remedy='Set disable_local_auth=True and public_network_access="Disabled" (for AI services inside '
    "properties), and give the service a private endpoint.",
    frameworks={
        "ncsc-csp": ("10", "11"),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_134", "CKV_AZURE_236"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, cognitiveservices AccountPropertiesArgs and search ServiceArgs",
        "hashicorp/terraform-provider-azurerm, cognitive_account: local_auth_enabled defaults to true",
    ),
)
