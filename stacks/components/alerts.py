"""Alerts, and who gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulumi
from pulumi_azure_native import monitor as azure

from migration.model.architecture import ActionGroup as DecidedGroup
from migration.model.architecture import Condition, ServiceAlert, SubscriptionAlerts
from migration.model.architecture import MetricAlert as DecidedMetric

EVERYWHERE = "global"
"""Where alerts stand: they belong to no region."""


class ActionGroup(pulumi.ComponentResource):
    """Who gets alerts, by e-mail. Makes 1 resource. `id` is its id in Azure."""

    def __init__(
        self, group: DecidedGroup, resource_group: pulumi.Input[str], provider: pulumi.ProviderResource
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:watch:ActionGroup", group.id, None, options)
        made = azure.ActionGroup(
            f"{group.id}-group",
            action_group_name=group.name,
            resource_group_name=resource_group,
            location=EVERYWHERE,
            group_short_name=group.short_name,
            enabled=True,
            email_receivers=[
                azure.MicrosoftCommonEmailReceiverArgs(
                    name=f"mailbox-{number}", email_address=address, use_common_alert_schema=True
                )
                for number, address in enumerate(group.emails, 1)
            ],
            tags=group.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.id: pulumi.Output[str] = made.id
        self.register_outputs({})


class ActivityAlerts(pulumi.ComponentResource):
    """The alerts on what is done in a subscription. Makes 1 resource for each alert."""

    def __init__(
        self,
        one: SubscriptionAlerts,
        subscription_id: str,
        resource_group: pulumi.Input[str],
        action_group: pulumi.Input[str],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:watch:ActivityAlerts", one.id, None, options)
        for alert in one.alerts:
            azure.ActivityLogAlert(
                f"{one.id}-{alert.name}",
                activity_log_alert_name=alert.name,
                resource_group_name=resource_group,
                location=EVERYWHERE,
                description=alert.why,
                enabled=True,
                scopes=[f"/subscriptions/{subscription_id}"],
                condition=azure.AlertRuleAllOfConditionArgs(all_of=[_condition(each) for each in alert.conditions]),
                actions=azure.ActionListArgs(action_groups=[azure.ActionGroupArgs(action_group_id=action_group)]),
                tags=one.tags,
                opts=pulumi.ResourceOptions(parent=self),
            )
        self.register_outputs({})


def _condition(condition: Condition) -> azure.AlertRuleAnyOfOrLeafConditionArgs:
    if not condition.one_of:
        return azure.AlertRuleAnyOfOrLeafConditionArgs(field=condition.field, equals=condition.equals)
    each = [azure.AlertRuleLeafConditionArgs(field=condition.field, equals=one) for one in condition.one_of]
    return azure.AlertRuleAnyOfOrLeafConditionArgs(any_of=each)


class MetricAlert(pulumi.ComponentResource):
    """An alert on a metric of one resource. Makes 1 resource."""

    def __init__(
        self,
        alert: DecidedMetric,
        resource_group: pulumi.Input[str],
        action_group: pulumi.Input[str],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:watch:MetricAlert", alert.id, None, options)
        metric_alert(f"{alert.id}-alert", alert, alert.target, resource_group, action_group, alert.tags, self)
        self.register_outputs({})


def metric_alert(
    name: str,
    alert: DecidedMetric | ServiceAlert,
    target: pulumi.Input[str],
    resource_group: pulumi.Input[str],
    action_group: pulumi.Input[str],
    tags: Mapping[str, str],
    parent: pulumi.Resource,
    dimensions: Sequence[azure.MetricDimensionArgs] | None = None,
) -> None:
    """Make an alert on a metric of `target`, of `dimensions` alone where there are some. Makes 1 resource."""
    azure.MetricAlert(
        name,
        rule_name=alert.name,
        resource_group_name=resource_group,
        location=EVERYWHERE,
        description=alert.why,
        enabled=True,
        auto_mitigate=True,
        severity=alert.severity,
        scopes=[target],
        window_size=alert.window,
        evaluation_frequency=alert.frequency,
        criteria=azure.MetricAlertSingleResourceMultipleMetricCriteriaArgs(
            odata_type="Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
            all_of=[
                azure.MetricCriteriaArgs(
                    criterion_type="StaticThresholdCriterion",
                    name="threshold",
                    metric_namespace=alert.metric_namespace,
                    metric_name=alert.metric,
                    operator=alert.operator,
                    threshold=alert.threshold,
                    time_aggregation=alert.aggregation,
                    dimensions=dimensions,
                )
            ],
        ),
        actions=[azure.MetricAlertActionArgs(action_group_id=action_group)],
        tags=tags,
        opts=pulumi.ResourceOptions(parent=parent),
    )
