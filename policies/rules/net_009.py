"""NET-009: the firewall takes its rules from a firewall policy."""

from __future__ import annotations

from policies.combining import fails_unless
from policies.model import Answer, Context, Resource, Rule
from policies.references import names_one
from policies.values import read

PROPERTY = "firewallPolicy.id"
POLICY = "azure-native:network:FirewallPolicy"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a firewall keeps its rules to itself."""
    has_policy = names_one(resource, PROPERTY, read(resource.properties, PROPERTY), POLICY, context.graph)
    return fails_unless(has_policy, PROPERTY, "the firewall has no firewall policy")


RULE = Rule(
    id="NET-009",
    title="Firewalls take their rules from a policy",
    severity="medium",
    why="Rules kept in each firewall drift apart, so that the second region lets through what the first refuses.",
    applies_to=("azure-native:network:AzureFirewall",),
    answer=answer,
    absent_means="Fail: without a policy the firewall has classic rules, or none.",
    remedy="Set firewall_policy with the id of a FirewallPolicy.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-06",),
        "caf": ("B4.c",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_219",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, network AzureFirewallArgs.firewall_policy",),
)
