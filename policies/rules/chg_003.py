"""CHG-003: the keys to data are not deleted or made anew."""

from __future__ import annotations

from policies.changes import fails_where
from policies.environments import PRODUCTION
from policies.model import Answer, Context, Resource, Rule

KEYS = (
    "azure-native:compute:DiskEncryptionSet",
    "azure-native:keyvault:Key",
    "azure-native:keyvault:ManagedHsm",
)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the preview would delete or replace what data in production is encrypted with."""
    return fails_where(
        resource,
        context,
        ("delete", "replace"),
        "the preview would take away the key, and what it opens cannot be read again",
    )


RULE = Rule(
    id="CHG-003",
    title="No change takes away the keys to data",
    severity="critical",
    why="Without its key an encrypted disk is noise. Everything that the key opens stops at once, the backups too.",
    applies_to=KEYS,
    answer=answer,
    absent_means="A resource without the tag environment is in production: forgetting a tag switches nothing off.",
    remedy="Rotate the key instead: a new version of the same key. Else let two people accept it in exemptions.yaml.",
    frameworks={
        "ncsc-csp": ("2.3", "2.5"),
        "caf": ("B3.c",),
        "uk-gdpr": ("32(1)(b)",),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Pulumi documentation: the operations of a preview, and the resource options retain_on_delete and aliases",
    ),
    changes=True,
)
