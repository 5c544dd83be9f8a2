"""NET-012: web application firewalls stop what they recognise."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import read, same_text

GATEWAY = "azure-native:network:WebApplicationFirewallPolicy"
MODE = "policySettings.mode"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the policy is switched off, or only writes attacks down."""
    # Beside it, the property called state of a Front Door policy is about the scrubbing of its logs.
    path = "policySettings.state" if resource.type == GATEWAY else "policySettings.enabledState"
    state, mode = read(resource.properties, path), read(resource.properties, MODE)
    return worst(
        (
            judged(state, same_text(state, "Enabled"), path, "the policy is switched off"),
            judged(mode, same_text(mode, "Prevention"), MODE, "attacks are written down and let through"),
        )
    )


RULE = Rule(
    id="NET-012",
    title="Web application firewall policies in prevention mode",
    severity="high",
    why="The forms by which residents report and pay are tried for well-known holes every day. In "
    "detection mode the attack works and is noted.",
    applies_to=(GATEWAY, "azure-native:frontdoor:Policy", "azure-native:cdn:Policy"),
    answer=answer,
    absent_means="Fail: the sources disagree on what absent means, and the portal makes policies that only detect.",
    remedy='Set policy_settings=network.PolicySettingsArgs(state="Enabled", mode="Prevention"); for Front '
    'Door and CDN enabled_state="Enabled".',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-01",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_122",),
    },
    parameters={},
    sources=(
        "Enums of azure-native 3.29.0, network.WebApplicationFirewallMode, frontdoor.PolicyMode, cdn.PolicyMode",
        "PSRule for Azure, Azure.AppGwWAF.PreventionMode: prevention by default",
    ),
)
