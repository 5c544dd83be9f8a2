"""NET-010: a Premium firewall stops intrusions."""

from __future__ import annotations

from policies.combining import any_true, fails_unless, known
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, not_applicable, passed, unknown
from policies.references import named
from policies.values import ABSENT, is_unknown, read, same_text

POLICY = "azure-native:network:FirewallPolicy"
TIER = "sku.tier"
MODE = "intrusionDetection.mode"
PARENT = "basePolicy.id"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a firewall that can look into packets lets intrusions through. The stricter of a policy and its
    parent holds."""
    tier = read(resource.properties, TIER)
    if not same_text(tier, "Premium") and not is_unknown(tier):
        return not_applicable("only the tier Premium looks into packets")
    stops = any_true((_stops(resource), _parent_stops(resource, context.graph)))
    if is_unknown(tier):
        return passed() if stops else unknown(TIER, f"{TIER} is not known yet")
    return fails_unless(stops, MODE, "intrusions are let through")


def _stops(policy: Resource) -> bool | None:
    found = read(policy.properties, MODE)
    return known(found, same_text(found, "Deny"))


def _parent_stops(policy: Resource, graph: Graph) -> bool | None:
    found = read(policy.properties, PARENT)
    if found is ABSENT:
        return False
    parents = {_stops(one) for one in named(policy, PARENT, found, POLICY, graph)}
    # With several it is not known which of them is the parent.
    return parents.pop() if len(parents) == 1 else None


RULE = Rule(
    id="NET-010",
    title="A Premium firewall stops intrusions",
    severity="medium",
    why="The council pays for a firewall that knows attacks when it sees them, and that then only writes "
    "them down, or does not look.",
    applies_to=(POLICY,),
    answer=answer,
    absent_means="Fail: intrusion detection is off until it is switched on. An absent tier is Standard, which "
    "cannot do it.",
    remedy='Set intrusion_detection=network.FirewallPolicyIntrusionDetectionArgs(mode="Deny").',
    frameworks={
        "ncsc-csp": ("11", "5.2"),
        "cyber-essentials": ("CE-MP-02",),
        "caf": ("C1.c",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_220",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, FirewallPolicyIntrusionDetectionArgs.mode",
        "hashicorp/terraform-provider-azurerm, firewall_policy: sku defaults to Standard",
    ),
)
