"""A subscription that is asked for."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import subscription as azure

from migration.model.architecture import NewSubscription as Decided


class NewSubscription(pulumi.ComponentResource):
    """The request for a subscription. Makes 1 resource: the alias, under which Azure knows the request again, so that a
    second run asks for nothing. `subscription_id` is known once it was made.

    It is protected. Deleting the alias would not close the subscription, and a new one would be asked for.
    """

    def __init__(self, new: Decided, group: pulumi.Input[str], provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:governance:NewSubscription", new.id, None, options)
        made = azure.Alias(
            f"{new.id}-alias",
            alias_name=new.alias,
            properties=azure.PutAliasRequestPropertiesArgs(
                billing_scope=new.billing_scope,
                display_name=new.display_name,
                workload=new.offer,
                additional_properties=azure.PutAliasRequestAdditionalPropertiesArgs(
                    management_group_id=group, tags=new.tags
                ),
            ),
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=True,
                # Azure takes these with the request only; later they are changed on the subscription itself.
                ignore_changes=["properties.additionalProperties", "properties.displayName"],
            ),
        )
        self.subscription_id = made.properties.subscription_id
        self.register_outputs({})
