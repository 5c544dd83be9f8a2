"""A role of our own."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import authorization

from migration.model.architecture import CustomRole as Decided


class CustomRole(pulumi.ComponentResource):
    """A role that can be given at a management group and below. Makes 1 resource. `made` is the role."""

    def __init__(self, role: Decided, group: pulumi.Resource, provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:CustomRole", role.id, None, options)
        self.made = authorization.RoleDefinition(
            f"{role.id}-role",
            role_definition_id=role.name,
            role_name=role.display_name,
            role_type="CustomRole",
            description=role.description,
            scope=role.scope,
            assignable_scopes=list(role.assignable),
            permissions=[authorization.PermissionArgs(actions=list(role.actions), not_actions=list(role.not_actions))],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[group]),
        )
        self.register_outputs({})
