"""STO-004: a storage account is not open to every network."""

from __future__ import annotations

from policies.combining import any_true, fails_unless, known
from policies.model import Answer, Context, Resource, Rule, failed
from policies.values import read, same_text
from policies.versions import interface_version

ACCESS = "publicNetworkAccess"
ACTION = "networkRuleSet.defaultAction"
SINCE = "2017"
"""From which version of the interface on there are rules for networks."""


def answer(resource: Resource, _context: Context) -> Answer:
    """Passes where public access is off, or where networks that no rule names are refused."""
    access, action = read(resource.properties, ACCESS), read(resource.properties, ACTION)
    asked = interface_version(resource)
    if isinstance(asked, str) and asked < SINCE:
        return failed(ACTION, "the version of the interface that is asked for knows no rules for networks")
    closed = any_true(
        (
            known(access, same_text(access, "Disabled", "SecuredByPerimeter")),
            known(action, same_text(action, "Deny")),
        )
    )
    return fails_unless(closed, ACTION, "every network on the internet may reach the account")


RULE = Rule(
    id="STO-004",
    title="Storage is not open to every network",
    severity="high",
    why="A key or a link that leaks then works from anywhere in the world, not only from the council's own network.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Fail: absent public_network_access means on, and the SDK sets an absent default_action to Allow.",
    remedy='Set public_network_access="Disabled" and reach the account through a private endpoint.',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-03",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "uk-official": ("11", "5.3"),
        "mcsb": ("NS-2",),
        "checkov": ("CKV_AZURE_59", "CKV_AZURE_35"),
        "prowler": ("storage_account_public_network_access_disabled", "storage_default_network_access_rule_is_denied"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, StorageAccountArgs.public_network_access",
        "azure-native 3.29.0, storage NetworkRuleSetArgs: default_action is set to Allow where absent",
        "Checkov 3.3, StorageAccountDefaultNetworkAccessDeny: no rules for networks before 2017",
    ),
)
