"""CMP-001: people log in to Linux machines with SSH keys, never with passwords."""

from __future__ import annotations

from policies.machines import MACHINE, SCALE_SET, path_in, system_of
from policies.model import Answer, Context, Resource, Rule, judged, not_applicable, unknown
from policies.values import ABSENT, is_true, read

SETTING = "osProfile.linuxConfiguration.disablePasswordAuthentication"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a Linux machine takes passwords."""
    profile = read(resource.properties, path_in(resource, "osProfile"))
    if profile is ABSENT:
        return not_applicable("no account is made: the disk comes with its own")
    path = path_in(resource, SETTING)
    system = system_of(resource)
    if system == "Windows":
        return not_applicable("the machine does not run Linux")
    if system is None:
        return unknown(path, "whether the machine runs Linux is not known")
    found = read(resource.properties, path)
    return judged(found, is_true(found), path, "the machine takes passwords")


RULE = Rule(
    id="CMP-001",
    title="Linux VMs: SSH keys only",
    severity="high",
    why="Passwords are guessed, reused and shared, and a machine that takes them is tried within minutes.",
    applies_to=(MACHINE, SCALE_SET),
    answer=answer,
    absent_means="Fail: a Linux machine takes passwords unless it is told not to.",
    remedy="Set os_profile.linux_configuration=LinuxConfigurationArgs(disable_password_authentication=True, ssh=...).",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-07",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("IM-6",),
        "checkov": (
            "CKV_AZURE_1",
            "CKV_AZURE_149",
            "CKV_AZURE_178",
            "CKV_AZURE_49",
        ),
        "prowler": ("vm_linux_enforce_ssh_authentication",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, LinuxConfigurationArgs",),
)
