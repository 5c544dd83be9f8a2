"""BCK-001: backups cannot be deleted by whoever breaks in."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.values import ABSENT, read, same_text

BACKUP_VAULT = "azure-native:dataprotection:BackupVault"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where soft delete or immutability is off."""
    if resource.type == BACKUP_VAULT:
        settings, state = "securitySettings", "softDeleteSettings.state"
    else:
        settings, state = "properties.securitySettings", "softDeleteSettings.softDeleteState"
    return worst(
        (
            _keeps_deleted(resource, f"{settings}.{state}"),
            _is_immutable(resource, f"{settings}.immutabilitySettings.state"),
        )
    )


def _keeps_deleted(resource: Resource, path: str) -> Answer:
    found = read(resource.properties, path)
    if found is ABSENT:
        return passed("absent, which means on")
    on = same_text(found, "Enabled", "AlwaysOn", "On")
    return judged(found, on, path, "deleted backups are gone at once")


def _is_immutable(resource: Resource, path: str) -> Answer:
    found = read(resource.properties, path)
    return judged(found, same_text(found, "Unlocked", "Locked"), path, "backups can be deleted before their time")


RULE = Rule(
    id="BCK-001",
    title="Vault soft delete and immutability",
    severity="high",
    why="Ransomware looks for the backups first. A council that loses them pays, or builds every service again from "
    "nothing.",
    applies_to=("azure-native:recoveryservices:Vault", BACKUP_VAULT),
    answer=answer,
    absent_means="Soft delete: pass, since it is on by default. Immutability: fail, since it is off by default.",
    remedy='Set security_settings with immutability_settings state="Unlocked" (or "Locked", which cannot be undone),'
    " and do not switch soft delete off.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("32(1)(c)",),
    },
    parameters={},
    sources=(
        "Enums of azure-native 3.29.0, recoveryservices and dataprotection: SoftDeleteState, ImmutabilityState",
        "MicrosoftDocs/azure-docs, backup: secure by default with soft delete",
    ),
)
