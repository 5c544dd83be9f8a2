"""INT-009: AI and search services are not on the public network."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule
from policies.public_access import PUBLIC_ACCESS, is_private

PLACES = {
    "azure-native:cognitiveservices:Account": f"properties.{PUBLIC_ACCESS}",
    "azure-native:search:Service": PUBLIC_ACCESS,
}


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the service answers on the internet."""
    return is_private(resource, "the service answers on the public network", PLACES[resource.type])


RULE = Rule(
    id="INT-009",
    title="AI and search services not on the public network",
    severity="high",
    why="What the service knows of residents' letters is then one stolen login away from everybody, not "
    "only from the council's own network.",
    applies_to=tuple(PLACES),
    answer=answer,
    absent_means="Fail: a service answers on the public network unless it is told not to.",
    remedy='Set public_network_access="Disabled" (for AI services inside properties), and give the service a '
    "private endpoint.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_134", "CKV_AZURE_124"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, cognitiveservices AccountPropertiesArgs and search ServiceArgs",
        "hashicorp/terraform-provider-azurerm, cognitive_account: public network access defaults to true",
    ),
)
