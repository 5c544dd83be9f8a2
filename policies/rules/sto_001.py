"""STO-001: no anonymous blob access."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.values import ABSENT, is_false, read

PROPERTY = "allowBlobPublicAccess"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a container may be opened to everybody."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return passed("absent, which means off")
    return judged(found, is_false(found), PROPERTY, "containers of this account may be opened to everybody")


RULE = Rule(
    id="STO-001",
    title="No anonymous blob access",
    severity="critical",
    why="Anybody on the internet can read what stands in a public container, without leaving a name.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Pass: since API version 2019-04-01 the service takes absent for false.",
    remedy="Set allow_blob_public_access=False.",
    frameworks={
        "ncsc-csp": ("2.3", "11"),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.c",),
        "uk-gdpr": ("5(1)(f)",),
        "mcsb": ("NS-2",),
        "checkov": ("CKV_AZURE_190", "CKV2_AZURE_47"),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, StorageAccountArgs.allow_blob_public_access",),
    remediation={PROPERTY: False},
)
