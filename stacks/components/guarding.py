"""Locks on resource groups, and the logs of management groups."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import authorization, monitor

from migration.model.architecture import GroupLog as DecidedLog
from migration.model.architecture import Lock as Decided

GROUP_LOGS = ("Administrative", "Policy")
"""What a management group writes down. Source: Azure Monitor documentation, management group diagnostic settings."""


class Lock(pulumi.ComponentResource):
    """A lock: what stands in the group can be changed, not deleted. Makes 1 resource."""

    def __init__(self, lock: Decided, provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:watch:Lock", lock.id, None, options)
        authorization.ManagementLockByScope(
            f"{lock.id}-lock",
            lock_name=lock.name,
            scope=lock.scope,
            level="CanNotDelete",
            notes=lock.why,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})


class GroupLog(pulumi.ComponentResource):
    """What is done to a management group, sent to the workspace. Makes 1 resource."""

    def __init__(self, log: DecidedLog, provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:watch:GroupLog", log.id, None, options)
        monitor.ManagementGroupDiagnosticSetting(
            f"{log.id}-setting",
            management_group_id=log.group_name,
            name=log.setting,
            workspace_id=log.workspace,
            logs=[monitor.ManagementGroupLogSettingsArgs(category=one, enabled=True) for one in GROUP_LOGS],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
