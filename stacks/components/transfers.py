"""Data Factory: pipelines that carry files and tables across the edge of the cloud, by a runtime at the site."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import datafactory as azure

from migration.model.architecture import Transfer
from migration.model.architecture import Transfers as Decided
from stacks.components.diagnostics import send_logs
from stacks.components.service_alerts import Watched
from stacks.components.shared_ground import SharedGround, build_shared_endpoint


class Transfers(pulumi.ComponentResource):
    """A factory. Makes 7 resources (factory, diagnostic setting, runtime, two private endpoints with their names) and 1
    for each pipeline."""

    def __init__(self, transfers: Decided, ground: SharedGround) -> None:
        options = pulumi.ResourceOptions(provider=ground.provider)
        super().__init__("cloud-unless:shared-services:Transfers", transfers.id, None, options)
        group = ground.groups[transfers.resource_group]
        inside = pulumi.ResourceOptions(parent=self)
        made = azure.Factory(
            f"{transfers.id}-factory",
            factory_name=transfers.name,
            resource_group_name=group,
            location=transfers.region,
            public_network_access="Disabled",
            identity=azure.FactoryIdentityArgs(type=azure.FactoryIdentityType.SYSTEM_ASSIGNED),
            tags=transfers.tags,
            opts=inside,
        )
        self.id: pulumi.Output[str] = made.id
        self.watched: Watched = {"Microsoft.DataFactory/factories": made.id}
        send_logs(f"{transfers.id}-logs", "data-factory", made.id, ground.target, inside)
        build_shared_endpoint(transfers, "", transfers.endpoint, made.id, ground, inside)
        build_shared_endpoint(transfers, "-portal", transfers.portal_endpoint, made.id, ground, inside)
        azure.IntegrationRuntime(
            f"{transfers.id}-runtime",
            integration_runtime_name=transfers.runtime_name,
            factory_name=made.name,
            resource_group_name=group,
            properties=azure.SelfHostedIntegrationRuntimeArgs(
                type="SelfHosted", description="Installed by people on a machine at the site"
            ),
            opts=inside,
        )
        for pipeline in transfers.pipelines:
            _pipeline(transfers, pipeline, made, group, self)
        self.register_outputs({})


def _pipeline(
    transfers: Decided,
    pipeline: Transfer,
    factory: azure.Factory,
    group: pulumi.Input[str],
    parent: pulumi.Resource,
) -> None:
    # People fill in the steps where they are made and tried; a later run leaves them as they are.
    options = pulumi.ResourceOptions(parent=parent, ignore_changes=["activities", "parameters", "variables"])
    azure.Pipeline(
        f"{transfers.id}-{pipeline.id}",
        pipeline_name=pipeline.name,
        factory_name=factory.name,
        resource_group_name=group,
        activities=[],
        annotations=list(pipeline.interface_ids),
        description=pipeline.description,
        opts=options,
    )
