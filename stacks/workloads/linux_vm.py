"""A machine with Linux."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import compute

from migration.model.architecture import Workload
from stacks.workloads.surroundings import Surroundings
from stacks.workloads.virtual_machine import build_machine


class LinuxVm(pulumi.ComponentResource):
    """A Linux machine that knows no password and patches itself. Makes what `build_machine` says."""

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:LinuxVm", workload.id, None, options)
        machine = workload.machine
        assert machine is not None
        key = compute.SshPublicKeyArgs(
            path=f"/home/{machine.administrator}/.ssh/authorized_keys", key_data=machine.ssh_public_key
        )
        automatic = compute.LinuxVMGuestPatchAutomaticByPlatformSettingsArgs(reboot_setting="IfRequired")
        system = compute.OSProfileArgs(
            computer_name=machine.computer_name,
            admin_username=machine.administrator,
            allow_extension_operations=True,
            linux_configuration=compute.LinuxConfigurationArgs(
                disable_password_authentication=True,
                ssh=compute.SshConfigurationArgs(public_keys=[key]),
                provision_vm_agent=True,
                patch_settings=compute.LinuxPatchSettingsArgs(
                    patch_mode="AutomaticByPlatform",
                    assessment_mode="AutomaticByPlatform",
                    automatic_by_platform_settings=automatic,
                ),
            ),
        )
        build_machine(workload, around, system, self)
        self.register_outputs({})
