"""What a subscription gets of its own: a budget, its activity log in the workspace, and who is told of threats."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import pulumi
from pulumi_azure_native import Provider, consumption, monitor, security

from migration.model.architecture import Architecture, Budget
from migration.model.architecture import Subscription as Decided
from migration.model.architecture.landing_zone import known_ids
from stacks.components.diagnostics import LogTarget

ACTIVITY_LOGS = (
    "Administrative",
    "Alert",
    "Autoscale",
    "Policy",
    "Recommendation",
    "ResourceHealth",
    "Security",
    "ServiceHealth",
)
"""The eight categories of the activity log. Source: Azure Monitor documentation, activity log schema."""


def providers_of(
    architecture: Architecture, keys: Collection[str] | None = None
) -> Mapping[str, pulumi.ProviderResource]:
    """A provider for each subscription that has an id, by its key; with `keys`, for these alone. Makes no resource in
    Azure."""
    return {
        key: Provider(f"subscription-{key}", subscription_id=found, tenant_id=architecture.tenant_id)
        for key, found in known_ids(architecture.landing_zone).items()
        if keys is None or key in keys
    }


class Subscription(pulumi.ComponentResource):
    """A subscription that exists.

    Makes 3 resources: the budget, the setting that keeps the activity log, the security contact.
    """

    def __init__(
        self,
        subscription: Decided,
        contacts: tuple[str, ...],
        target: LogTarget,
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        # A subscription has no id in the architecture but that of its budget, which stands on the same line.
        name = subscription.budget.id
        super().__init__("cloud-unless:landing-zone:Subscription", name, None, options)
        inside = pulumi.ResourceOptions(parent=self)
        _budget(subscription, inside)
        monitor.SubscriptionDiagnosticSetting(
            f"{name}-activity-log",
            name=target.setting,
            workspace_id=target.workspace_id,
            logs=[monitor.SubscriptionLogSettingsArgs(category=one, enabled=True) for one in ACTIVITY_LOGS],
            opts=inside,
        )
        security.SecurityContact(
            f"{name}-security-contact",
            security_contact_name="default",  # Azure knows no other name
            emails=";".join(contacts),
            is_enabled=True,
            notifications_by_role=security.SecurityContactPropertiesNotificationsByRoleArgs(
                state="On", roles=["Owner"]
            ),
            notifications_sources=[security.NotificationsSourceAlertArgs(source_type="Alert", minimal_severity="Low")],
            opts=inside,
        )
        self.register_outputs({})


def _budget(subscription: Decided, options: pulumi.ResourceOptions) -> None:
    budget = subscription.budget
    consumption.Budget(
        f"{budget.id}-budget",
        budget_name=budget.name,
        scope=f"/subscriptions/{subscription.subscription_id}",
        # The service has only this number type; pounds and pence survive it up to 15 digits.
        amount=float(budget.month_gbp),
        category="Cost",
        time_grain="Monthly",
        time_period=consumption.BudgetTimePeriodArgs(
            start_date=_midnight(budget.starts), end_date=_midnight(budget.ends)
        ),
        notifications=_notifications(budget),
        opts=options,
    )


def _notifications(budget: Budget) -> dict[str, consumption.NotificationArgs]:
    last = len(budget.thresholds) - 1
    return {
        f"{'forecast' if place == last else 'actual'}-{percent}": consumption.NotificationArgs(
            enabled=True,
            operator="GreaterThanOrEqualTo",
            threshold=float(percent),
            threshold_type="Forecasted" if place == last else "Actual",
            contact_emails=list(budget.contacts),
        )
        for place, percent in enumerate(budget.thresholds)
    }


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
