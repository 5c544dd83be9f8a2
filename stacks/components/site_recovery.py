"""Azure Site Recovery between two regions: what copies an organisation's machines to the second one.

Of its parts, only the protection containers have no resource of their own in the Azure SDK. They are made by a
deployment of a template with nothing else in it, and go with their fabrics when those are removed.
"""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_azure_native import recoveryservices as azure
from pulumi_azure_native import resources

from migration.model.architecture import SiteRecovery as Decided
from stacks.components.private_endpoint import Reached, build_private_endpoint
from stacks.components.recovery_cache import build_cache
from stacks.components.recovery_ground import Ground

CONTAINER_TYPE = "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers"
CONTAINER_API = "2024-10-01"
"""The version of the service that the SDK's own resources of Site Recovery use."""

TEMPLATE = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


class SiteRecovery(pulumi.ComponentResource):
    """The way for machines from one region to another.

    Makes 15 resources: two fabrics, their containers, policy, two mappings, the endpoint of the vault with its names,
    and the 7 of `build_cache`. `policy`, `target_container` and `cache` are ids.
    """

    def __init__(self, decided: Decided, ground: Ground) -> None:
        options = pulumi.ResourceOptions(provider=ground.provider)
        super().__init__("cloud-unless:landing-zone:SiteRecovery", decided.id, None, options)
        cache = build_cache(decided, ground, self)
        # The vault takes endpoints only while it holds nothing.
        endpoint = self._endpoint(decided, ground)
        after = pulumi.ResourceOptions(parent=self, depends_on=[endpoint, *cache.before])
        source = _fabric(decided, ground, "source", decided.source_fabric, decided.source_region, after)
        target = _fabric(decided, ground, "target", decided.target_fabric, decided.target_region, after)
        containers = _containers(decided, ground, pulumi.ResourceOptions(parent=self, depends_on=[source, target]))
        policy = _policy(decided, ground, after)
        self.policy: pulumi.Output[str] = policy.id
        self.cache: pulumi.Output[str] = cache.account
        self.target_container: pulumi.Output[str] = target.id.apply(
            lambda found: f"{found}/replicationProtectionContainers/{decided.target_container}"
        )
        inside = pulumi.ResourceOptions(parent=self, depends_on=[containers])
        _mappings(decided, ground, policy.id, self.target_container, inside)
        self.register_outputs({})

    def _endpoint(self, decided: Decided, ground: Ground) -> pulumi.Resource:
        place = decided.endpoint.place
        reached = Reached(
            id=decided.id,
            service_id=ground.vault.id,
            resource_group=ground.groups[decided.cache_resource_group],
            region=decided.source_region,
            tags=decided.tags,
            options=pulumi.ResourceOptions(parent=self),
        )
        return build_private_endpoint(
            reached, decided.endpoint, ground.subnets[place.network_id, place.subnet], ground.zones
        )


def _fabric(
    decided: Decided, ground: Ground, which: str, name: str, region: str, options: pulumi.ResourceOptions
) -> azure.ReplicationFabric:
    return azure.ReplicationFabric(
        f"{decided.id}-{which}-fabric",
        fabric_name=name,
        resource_name_=ground.vault.name,
        resource_group_name=ground.vault.resource_group,
        properties=azure.FabricCreationInputPropertiesArgs(
            custom_details=azure.AzureFabricCreationInputArgs(instance_type="Azure", location=region)
        ),
        opts=options,
    )


def _containers(decided: Decided, ground: Ground, options: pulumi.ResourceOptions) -> resources.Deployment:
    vault = ground.decided_vault.name
    named = [
        f"{vault}/{decided.source_fabric}/{decided.source_container}",
        f"{vault}/{decided.target_fabric}/{decided.target_container}",
    ]
    properties = {"providerSpecificInput": [{"instanceType": "A2A"}]}
    template: dict[str, Any] = {
        "$schema": TEMPLATE,
        "contentVersion": "1.0.0.0",
        "resources": [
            {"type": CONTAINER_TYPE, "apiVersion": CONTAINER_API, "name": name, "properties": properties}
            for name in named
        ],
    }
    return resources.Deployment(
        f"{decided.id}-containers",
        deployment_name=f"{decided.id}-containers",
        resource_group_name=ground.vault.resource_group,
        properties=resources.DeploymentPropertiesArgs(mode=resources.DeploymentMode.INCREMENTAL, template=template),
        tags=decided.tags,
        opts=options,
    )


def _policy(decided: Decided, ground: Ground, options: pulumi.ResourceOptions) -> azure.ReplicationPolicy:
    rules = decided.rules
    return azure.ReplicationPolicy(
        f"{decided.id}-policy",
        policy_name=rules.name,
        resource_name_=ground.vault.name,
        resource_group_name=ground.vault.resource_group,
        properties=azure.CreatePolicyInputPropertiesArgs(
            provider_specific_input=azure.A2APolicyCreationInputArgs(
                instance_type="A2A",
                multi_vm_sync_status=azure.SetMultiVmSyncStatus.DISABLE,
                recovery_point_history=rules.history_minutes,
                crash_consistent_frequency_in_minutes=rules.crash_consistent_minutes,
                app_consistent_frequency_in_minutes=rules.application_consistent_minutes,
            )
        ),
        opts=options,
    )


def _mappings(
    decided: Decided,
    ground: Ground,
    policy_id: pulumi.Input[str],
    target_container: pulumi.Input[str],
    options: pulumi.ResourceOptions,
) -> None:
    """Which container machines go to by which policy, and which network they come up in."""
    azure.ReplicationProtectionContainerMapping(
        f"{decided.id}-mapping",
        mapping_name=decided.mapping,
        fabric_name=decided.source_fabric,
        protection_container_name=decided.source_container,
        resource_name_=ground.vault.name,
        resource_group_name=ground.vault.resource_group,
        properties=azure.CreateProtectionContainerMappingInputPropertiesArgs(
            policy_id=policy_id,
            target_protection_container_id=target_container,
            # Its own updates would need an automation account; people update it with the machine's other software.
            provider_specific_input=azure.A2AContainerMappingInputArgs(
                instance_type="A2A", agent_auto_update_status=azure.AgentAutoUpdateStatus.DISABLED
            ),
        ),
        opts=options,
    )
    azure.ReplicationNetworkMapping(
        f"{decided.id}-networks",
        network_mapping_name=decided.network_mapping,
        fabric_name=decided.source_fabric,
        network_name=ground.network_names[decided.source_network],
        resource_name_=ground.vault.name,
        resource_group_name=ground.vault.resource_group,
        properties=azure.CreateNetworkMappingInputPropertiesArgs(
            recovery_fabric_name=decided.target_fabric,
            recovery_network_id=ground.networks[decided.target_network],
            fabric_specific_details=azure.AzureToAzureCreateNetworkMappingInputArgs(
                instance_type="AzureToAzure", primary_network_id=ground.networks[decided.source_network]
            ),
        ),
        opts=options,
    )
