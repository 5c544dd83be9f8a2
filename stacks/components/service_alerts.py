"""The alerts on one part of the shared services, and whom they tell."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import monitor as azure

from migration.model.architecture import PartAlerts, ServiceAlert
from stacks.components.alerts import EVERYWHERE

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
            azure.MetricAlert(
                f"{decided.id}-{alert.name}",
                rule_name=alert.name,
                resource_group_name=resource_group,
                location=EVERYWHERE,
                description=alert.why,
                enabled=True,
                auto_mitigate=True,
                severity=alert.severity,
                scopes=[watched[alert.metric_namespace]],
                window_size=alert.window,
                evaluation_frequency=alert.frequency,
                criteria=azure.MetricAlertSingleResourceMultipleMetricCriteriaArgs(
                    odata_type="Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", all_of=[_criteria(alert)]
                ),
                actions=[azure.MetricAlertActionArgs(action_group_id=action_group)],
                tags=decided.tags,
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({})


def watched_store(account_id: pulumi.Output[str]) -> Watched:
    """What can be watched of a storage account: the account, and its services, which are always there."""
    services = {f"Microsoft.Storage/storageAccounts/{name}": name for name in ("fileServices", "queueServices")}
    return {
        "Microsoft.Storage/storageAccounts": account_id,
        **{kind: pulumi.Output.concat(account_id, f"/{name}/default") for kind, name in services.items()},
    }


def _criteria(alert: ServiceAlert) -> azure.MetricCriteriaArgs:
    return azure.MetricCriteriaArgs(
        criterion_type="StaticThresholdCriterion",
        name="threshold",
        metric_namespace=alert.metric_namespace,
        metric_name=alert.metric,
        operator=alert.operator,
        threshold=alert.threshold,
        time_aggregation=alert.aggregation,
        dimensions=[
            azure.MetricDimensionArgs(name=one.name, operator="Include", values=list(one.values))
            for one in alert.dimensions
        ],
    )
