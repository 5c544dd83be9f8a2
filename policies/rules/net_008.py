"""NET-008: the firewall stops what is known to be malicious."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.values import ABSENT, is_unknown, read, same_text

PROPERTY = "threatIntelMode"
FIREWALL = "azure-native:network:AzureFirewall"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where malicious addresses are only reported, but for the tier Basic, which can do no more than that."""
    if resource.type == FIREWALL and read(resource.properties, "firewallPolicy") is not ABSENT:
        return not_applicable("its firewall policy decides that")
    mode, tier = read(resource.properties, PROPERTY), read(resource.properties, "sku.tier")
    if same_text(mode, "Deny"):
        return passed()
    reports = mode is ABSENT or same_text(mode, "Alert")
    if reports and same_text(tier, "Basic"):
        return not_applicable("the tier Basic can only report")
    if is_unknown(mode) or (reports and is_unknown(tier)):
        return unknown(PROPERTY, f"{PROPERTY} or the tier is not known yet")
    return failed(PROPERTY, "malicious addresses are only reported, or not even that")


RULE = Rule(
    id="NET-008",
    title="The firewall stops malicious addresses",
    severity="high",
    why="A machine that has been broken into calls home through the firewall; a report is read the next morning.",
    applies_to=("azure-native:network:FirewallPolicy", FIREWALL),
    answer=answer,
    absent_means="Fail: the firewall reports only (Alert), unless it is told to stop.",
    remedy='Set threat_intel_mode="Deny". The tier Basic cannot: use Standard where the risk asks for it.',
    frameworks={
        "ncsc-csp": ("11", "5.2"),
        "cyber-essentials": ("CE-FW-01",),
        "caf": ("C1.c",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_216",),
    },
    parameters={},
    sources=(
        "Microsoft Learn, Azure Firewall threat intelligence-based filtering, read 2026-11: reports only by default",
        "Microsoft Learn, Choose the right Azure Firewall version: Basic supports the alert mode only",
    ),
)
