"""CMP-003: machines start only what is signed, and can prove it."""

from __future__ import annotations

from policies.combining import worst
from policies.machines import MACHINE, SCALE_SET, path_in
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read, same_text

KIND = "securityProfile.securityType"
BOOT = "securityProfile.uefiSettings.secureBootEnabled"
CHIP = "securityProfile.uefiSettings.vTpmEnabled"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where trusted launch, secure boot or the virtual trusted platform module is off."""
    kind_path, boot_path, chip_path = (path_in(resource, one) for one in (KIND, BOOT, CHIP))
    kind, boot, chip = (read(resource.properties, one) for one in (kind_path, boot_path, chip_path))
    trusted = same_text(kind, "TrustedLaunch", "ConfidentialVM")
    return worst(
        (
            judged(kind, trusted, kind_path, "the machine does not use trusted launch"),
            judged(boot, is_true(boot), boot_path, "secure boot is off"),
            judged(chip, is_true(chip), chip_path, "the virtual trusted platform module is off"),
        )
    )


RULE = Rule(
    id="CMP-003",
    title="Trusted launch (secure boot, vTPM)",
    severity="medium",
    why="Malware that starts before the system hides from everything the council runs to find it, and outlives a "
    "clean-up.",
    applies_to=(MACHINE, SCALE_SET),
    answer=answer,
    absent_means="Fail: without a security type the machine is a standard one and its start is not checked.",
    remedy='Set security_profile=SecurityProfileArgs(security_type="TrustedLaunch", '
    "uefi_settings=UefiSettingsArgs(secure_boot_enabled=True, v_tpm_enabled=True)). A migrated machine of the first "
    "generation cannot; give it an exemption with an end.",
    frameworks={
        "ncsc-csp": ("5",),
        "cyber-essentials": ("CE-SC-03",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("PV-4",),
        "prowler": ("vm_trusted_launch_enabled",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, SecurityProfileArgs.security_type, UefiSettingsArgs",),
)
