"""STO-002: a storage account takes encrypted connections only."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import ABSENT, is_false, read
from policies.versions import interface_version

PROPERTY = "enableHttpsTrafficOnly"
SINCE = "2019-04-01"
"""From which version of the interface on absent means true."""


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the account answers without encryption."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        asked = interface_version(resource)
        is_new = asked is None or (isinstance(asked, str) and asked >= SINCE)
        return judged(asked, is_new, PROPERTY, f"absent, which means off before version {SINCE}")
    return judged(found, not is_false(found), PROPERTY, "the account also takes connections without encryption")


RULE = Rule(
    id="STO-002",
    title="Storage takes encrypted connections only",
    severity="high",
    why="Without encryption anybody on the way can read or change a resident's documents, and the account's key.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Pass: since version 2019-04-01 of the interface absent means true. Fail where a template or a type "
    "asks for an older one.",
    remedy="Set enable_https_traffic_only=True.",
    frameworks={
        "ncsc-csp": ("1",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "uk-official": ("1",),
        "mcsb": ("DP-3",),
        "checkov": ("CKV_AZURE_3",),
        "prowler": ("storage_secure_transfer_required_is_enabled",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, StorageAccountArgs.enable_https_traffic_only",),
    remediation={PROPERTY: True},
)
