"""A resource group."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import resources

from migration.model.architecture import ResourceGroup as Decided


class ResourceGroup(pulumi.ComponentResource):
    """A resource group as decided. Makes 1 resource: the group."""

    def __init__(self, group: Decided, provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:ResourceGroup", group.id, None, options)
        made = resources.ResourceGroup(
            f"{group.id}-group",
            resource_group_name=group.name,
            location=group.region,
            tags=group.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.name: pulumi.Output[str] = made.name
        self.id: pulumi.Output[str] = made.id
        self.register_outputs({})
