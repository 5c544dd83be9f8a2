"""SQL-006: databases are encrypted at rest."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import read, same_text

PROPERTY = "state"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where transparent data encryption is switched off."""
    found = read(resource.properties, PROPERTY)
    return judged(found, same_text(found, "Enabled"), PROPERTY, "the database is not encrypted at rest")


RULE = Rule(
    id="SQL-006",
    title="TDE not disabled",
    severity="high",
    why="A copy of the files or of a backup is then readable to whoever gets hold of it.",
    applies_to=("azure-native:sql:TransparentDataEncryption",),
    answer=answer,
    absent_means="Fail: the resource is made to say so. A database without this resource is encrypted, and not asked.",
    remedy='Set state="Enabled", or remove the resource.',
    frameworks={
        "ncsc-csp": ("2.3",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32(1)(a)",),
        "uk-official": ("2.3",),
        "mcsb": ("DP-4",),
        "checkov": ("CKV2_AZURE_25",),
        "prowler": ("sqlserver_tde_encryption_enabled",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, TransparentDataEncryptionArgs.state",),
    remediation={PROPERTY: "Enabled"},
)
