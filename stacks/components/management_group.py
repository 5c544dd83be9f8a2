"""A management group, and the settings of the tenant's own."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import management

from migration.model.architecture import ManagementGroup as Decided
from migration.model.architecture import TenantSettings as DecidedSettings


class ManagementGroup(pulumi.ComponentResource):
    """A management group under the one with the id `parent`. Makes 1 resource. `made` is the group.

    It is protected: without it every subscription in it falls back to where new ones begin.
    """

    def __init__(self, group: Decided, parent: pulumi.Input[str], provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:ManagementGroup", group.id, None, options)
        self.made = management.ManagementGroup(
            f"{group.id}-group",
            group_id=group.name,
            display_name=group.display_name,
            details=management.CreateManagementGroupDetailsArgs(parent=management.CreateParentGroupInfoArgs(id=parent)),
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        self.register_outputs({})


class TenantSettings(pulumi.ComponentResource):
    """Where a subscription begins that nobody has placed, and that making groups needs a right. Makes 1 resource."""

    def __init__(
        self,
        settings: DecidedSettings,
        tenant_id: str,
        default_group: pulumi.Input[str],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:TenantSettings", settings.id, None, options)
        management.HierarchySetting(
            f"{settings.id}-hierarchy",
            group_id=tenant_id,  # the tenant's own group is called after the tenant
            default_management_group=default_group,
            require_authorization_for_group_creation=settings.authorisation_required,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
