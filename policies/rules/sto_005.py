"""STO-005: nobody reaches a storage account with its key."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, failed, judged
from policies.values import ABSENT, is_false, read

PROPERTY = "allowSharedKeyAccess"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the account's keys open it."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return failed(PROPERTY, "absent, which means that the account's keys open it")
    return judged(found, is_false(found), PROPERTY, "the account's keys open it")


RULE = Rule(
    id="STO-005",
    title="No access with the keys of a storage account",
    severity="high",
    why="A key opens everything, belongs to nobody and goes on working when its user has left the council.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Fail: the service takes absent for true.",
    remedy="Set allow_shared_key_access=False, and give rights to identities. What still needs a key (Functions, "
    "FSLogix, Azure Backup of file shares, file shares without Entra Kerberos) needs an exemption.",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("IM-1",),
        "checkov": ("CKV2_AZURE_40",),
        "prowler": ("storage_account_key_access_disabled",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, StorageAccountArgs.allow_shared_key_access",),
)
