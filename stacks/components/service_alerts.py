"""The alerts on one part of the shared services, and whom they tell."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import monitor as azure

from migration.model.architecture import PartAlerts, ServiceAlert
from stacks.components.alerts import metric_alert

Watched = Mapping[str, pulumi.Output[str]]
"""What of a part can be watched: ids in Azure by the type of what is measured."""


class ServiceAlerts(pulumi.ComponentResource):
    """The alerts on a part. Makes 1 resource for each alert."""

    def __init__(
        self,
        decided: PartAlerts,
        watched: Watched,
        resource_group: pulumi.Input[str],
        action_group: pulumi.Input[str],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:shared-services:ServiceAlerts", decided.id, None, options)
        for alert in decided.alerts:
            metric_alert(
                f"{decided.id}-{alert.name}",
                alert,
                watched[alert.metric_namespace],
                resource_group,
                action_group,
                decided.tags,
                self,
                _dimensions(alert),
            )
        self.register_outputs({})


def watched_store(account_id: pulumi.Output[str]) -> Watched:
    """What can be watched of a storage account: the account, and its services, which are always there."""
    services = {f"Microsoft.Storage/storageAccounts/{name}": name for name in ("fileServices", "queueServices")}
    return {
        "Microsoft.Storage/storageAccounts": account_id,
        **{kind: pulumi.Output.concat(account_id, f"/{name}/default") for kind, name in services.items()},
    }


def _dimensions(alert: ServiceAlert) -> list[azure.MetricDimensionArgs]:
    return [
        azure.MetricDimensionArgs(name=one.name, operator="Include", values=list(one.values))
        for one in alert.dimensions
    ]
