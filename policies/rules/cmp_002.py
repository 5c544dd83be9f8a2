"""CMP-002: machines are encrypted at their host, temporary disk and cache included."""

from __future__ import annotations

from policies.machines import MACHINE, SCALE_SET, path_in
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

SETTING = "securityProfile.encryptionAtHost"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the temporary disk and the cache lie unencrypted on the host."""
    path = path_in(resource, SETTING)
    found = read(resource.properties, path)
    return judged(found, is_true(found), path, "the temporary disk and the disk caches are not encrypted")


RULE = Rule(
    id="CMP-002",
    title="Encryption at host",
    severity="medium",
    why="Page files and caches hold what was on screen. Without this they lie unencrypted on a disk that others use "
    "next.",
    applies_to=(MACHINE, SCALE_SET),
    answer=answer,
    absent_means="Fail: encryption at host is off unless it is switched on.",
    remedy="Set security_profile=SecurityProfileArgs(encryption_at_host=True, ...); the subscription must have the "
    "feature Microsoft.Compute/EncryptionAtHost.",
    frameworks={
        "ncsc-csp": ("2.3",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32(1)(a)",),
        "mcsb": ("DP-4",),
        "checkov": (
            "CKV_AZURE_151",
            "CKV_AZURE_97",
        ),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, SecurityProfileArgs.encryption_at_host",),
)
