"""A machine with Windows and Microsoft SQL Server, which Azure looks after as one."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import sqlvirtualmachine

from migration.model.architecture import Workload
from stacks.former_types import as_before
from stacks.workloads.surroundings import Surroundings
from stacks.workloads.virtual_machine import build_machine
from stacks.workloads.windows_vm import windows_profile

TYPE = "cloud-unless:workload:SqlVm"


class SqlVm(pulumi.ComponentResource):
    """A Windows machine that Azure knows as one with SQL Server: it shows its licence and its state, and what is wrong
    with it. Makes what `build_machine` says, and 1 more."""

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider, aliases=as_before(TYPE))
        super().__init__(TYPE, workload.id, None, options)
        made = build_machine(workload, around, windows_profile(workload, around), self)
        sqlvirtualmachine.SqlVirtualMachine(
            f"{workload.id}-sql",
            # The service finds it by the name of its machine.
            sql_virtual_machine_name=workload.name,
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            virtual_machine_resource_id=made.id,
            sql_server_license_type=sqlvirtualmachine.SqlServerLicenseType.AHUB,  # the council brings its own
            sql_management=sqlvirtualmachine.SqlManagementMode.FULL,
            least_privilege_mode=sqlvirtualmachine.LeastPrivilegeMode.ENABLED,
            tags=workload.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
