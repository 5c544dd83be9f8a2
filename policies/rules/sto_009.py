"""STO-009: no local users and no SFTP on a storage account."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed
from policies.values import ABSENT, is_false, read

LOCAL_USER = "azure-native:storage:LocalUser"
PROPERTIES = ("isLocalUserEnabled", "isSftpEnabled")


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails for a local user, and where an account may have some or speaks SFTP."""
    if resource.type == LOCAL_USER:
        return failed(None, "a local user is known to this account alone, not to Entra ID")
    return worst(_judge(resource, name) for name in PROPERTIES)


def _judge(resource: Resource, name: str) -> Answer:
    found = read(resource.properties, name)
    if found is ABSENT:
        return passed("absent, which means off")
    return judged(found, is_false(found), name, "users that Entra ID does not know may sign in to the account")


RULE = Rule(
    id="STO-009",
    title="No local users and no SFTP on storage",
    severity="medium",
    why="Local users have passwords that no joiner, mover and leaver process sees and no second factor guards.",
    applies_to=("azure-native:storage:StorageAccount", LOCAL_USER),
    answer=answer,
    absent_means="Pass: both features are on only where set to true.",
    remedy="Set is_local_user_enabled=False and is_sftp_enabled=False. A partner who can only speak SFTP needs an "
    "exemption.",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_244",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, StorageAccountArgs.is_local_user_enabled and is_sftp_enabled",
    ),
)
