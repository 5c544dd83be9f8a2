"""KEY-001: purge protection of key vaults is on."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

PROPERTY = "properties.enablePurgeProtection"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a deleted vault can be purged before its time."""
    found = read(resource.properties, PROPERTY)
    return judged(found, is_true(found), PROPERTY, "a deleted vault can be purged at once, with all that is in it")


RULE = Rule(
    id="KEY-001",
    title="Purge protection on",
    severity="high",
    why="Somebody with a grudge, or malware with their rights, can delete a vault and purge it. What its keys "
    "encrypted, such as the disks of social care, is then lost for good.",
    applies_to=("azure-native:keyvault:Vault",),
    answer=answer,
    absent_means="Fail: purge protection is off until it is switched on.",
    remedy="Set properties=keyvault.VaultPropertiesArgs(enable_purge_protection=True, ...). It cannot be undone.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32(1)(b)",),
        "mcsb": ("DP-8",),
        "checkov": (
            "CKV_AZURE_110",
            "CKV_AZURE_42",
        ),
        "prowler": ("keyvault_recoverable",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, VaultPropertiesArgs.enable_purge_protection",),
)
