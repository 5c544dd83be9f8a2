"""The central Log Analytics workspace."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import operationalinsights

from migration.model.architecture import Workspace as Decided
from stacks.components.diagnostics import LogTarget, send_logs


class Workspace(pulumi.ComponentResource):
    """The workspace, which also keeps the record of who asked it what. Makes 2 resources."""

    def __init__(
        self, workspace: Decided, resource_group: pulumi.Input[str], provider: pulumi.ProviderResource
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:Workspace", workspace.id, None, options)
        made = operationalinsights.Workspace(
            f"{workspace.id}-workspace",
            workspace_name=workspace.name,
            resource_group_name=resource_group,
            location=workspace.region,
            sku=operationalinsights.WorkspaceSkuArgs(name="PerGB2018"),
            retention_in_days=workspace.retention_days,
            # Agents on premise reach it by its public name; only Entra ID lets them in.
            features=operationalinsights.WorkspaceFeaturesArgs(disable_local_auth=True),
            tags=workspace.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        self.id: pulumi.Output[str] = made.id
        self.target = LogTarget(workspace_id=made.id, setting=workspace.diagnostic_setting)
        send_logs(f"{workspace.id}-logs", "workspace", made.id, self.target, pulumi.ResourceOptions(parent=self))
        self.register_outputs({})
