"""A machine with Windows."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import compute

from migration.model.architecture import Workload
from stacks.workloads.surroundings import Surroundings
from stacks.workloads.virtual_machine import build_machine


class WindowsVm(pulumi.ComponentResource):
    """A Windows machine that patches itself. Makes what `build_machine` says."""

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:WindowsVm", workload.id, None, options)
        build_machine(workload, around, windows_profile(workload, around), self)
        self.register_outputs({})


def windows_profile(workload: Workload, around: Surroundings) -> compute.OSProfileArgs:
    """The account of a Windows machine, and how it patches itself."""
    machine = workload.machine
    assert machine is not None
    automatic = compute.WindowsVMGuestPatchAutomaticByPlatformSettingsArgs(reboot_setting="IfRequired")
    return compute.OSProfileArgs(
        computer_name=machine.computer_name,
        admin_username=machine.administrator,
        admin_password=around.administrator_password,
        allow_extension_operations=True,
        windows_configuration=compute.WindowsConfigurationArgs(
            provision_vm_agent=True,
            enable_automatic_updates=True,
            patch_settings=compute.PatchSettingsArgs(
                patch_mode="AutomaticByPlatform",
                assessment_mode="AutomaticByPlatform",
                automatic_by_platform_settings=automatic,
            ),
        ),
    )
