"""STO-002: a storage account takes encrypted connections only."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.values import ABSENT, is_false, read

PROPERTY = "enableHttpsTrafficOnly"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the account answers without encryption."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return passed("absent, which means on")
    return judged(found, not is_false(found), PROPERTY, "the account also takes connections without encryption")


RULE = Rule(
    id="STO-002",
    title="Storage takes encrypted connections only",
    severity="high",
    why="Without encryption anybody on the way can read or change a resident's documents, and the account's key.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Pass: since API version 2019-04-01 the service takes absent for true.",
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
