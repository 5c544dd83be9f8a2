"""Who gets alerts, and which there are: of every subscription, and of what all organisations stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migration.design.inputs import DesignInputs, subscription_keys
from migration.design.names import compose, joined
from migration.design.regions import region_of
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.design.watch.alert_table import ACTIVITY_ALERTS, FIREWALL, KEY_VAULT, MEASURES
from migration.model.architecture import (
    ActionGroup,
    ActivityAlert,
    LandingZone,
    MetricAlert,
    ResourceGroup,
    Subscription,
    SubscriptionAlerts,
)
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.values import Day

WHERE = "landing-zone.yaml watch.left_out_alerts"
SHORT_NAME = 12
"""Characters of the name that stands in messages. Source: azure-native 3.29.0, monitor ActionGroupArgs."""


def alert_group_id(key: str) -> str:
    """The id of the resource group that holds a subscription's alerts."""
    return f"rg-alerts-{key}"


def alert_groups(inputs: DesignInputs, zone: LandingZone, review: Day) -> tuple[ResourceGroup, ...]:
    """A resource group for the alerts of each subscription that has an id."""
    region = inputs.landing_zone.regions.primary
    return tuple(
        ResourceGroup(
            id=alert_group_id(one.key),
            name=compose("resource-group", f"{zone.prefix}-alerts-{one.key}", ENVIRONMENT, region),
            region=region,
            subscription_key=one.key,
            tags=platform_tags(inputs, one.organisation_id, review),
        )
        for one in _with_id(zone)
    )


def action_group(inputs: DesignInputs, review: Day) -> ActionGroup:
    """Who is told: one group for all alerts."""
    file = inputs.landing_zone
    platform = subscription_keys(file)[None]
    return ActionGroup(
        id="alerts-go-to",
        name=joined("action-group", f"ag-{file.prefix}-{ENVIRONMENT}"),
        short_name=f"{file.prefix}-cloud"[:SHORT_NAME],
        subscription_key=platform,
        resource_group=alert_group_id(platform),
        emails=tuple(sorted(set(file.watch.contacts or file.contacts.security))),
        tags=platform_tags(inputs, None, review),
    )


def subscription_alerts(inputs: DesignInputs, zone: LandingZone, review: Day) -> tuple[SubscriptionAlerts, ...]:
    """The alerts of every subscription that has an id. Raises InputError for an unknown one that is left out."""
    wanted = _wanted(inputs)
    return tuple(
        SubscriptionAlerts(
            id=f"alerts-{one.key}",
            subscription_key=one.key,
            resource_group=alert_group_id(one.key),
            alerts=wanted,
            tags=platform_tags(inputs, one.organisation_id, review),
        )
        for one in _with_id(zone)
    )


def metric_alerts(inputs: DesignInputs, zone: LandingZone, review: Day) -> tuple[MetricAlert, ...]:
    """The alerts on firewalls and key vaults, by id."""
    owners = {one.key: one.organisation_id for one in zone.subscriptions}
    found = []
    for thing, kind, key, target in _watched(zone):
        for one in MEASURES[kind]:
            found.append(
                MetricAlert(
                    id=f"watch-{thing}-{one.name}",
                    name=joined("metric-alert", f"{thing}-{one.name}"),
                    subscription_key=key,
                    resource_group=alert_group_id(key),
                    target=target,
                    metric_namespace=kind,
                    metric=one.metric,
                    aggregation=one.aggregation,
                    operator=one.operator,
                    threshold=one.threshold,
                    severity=one.severity,
                    window=one.window,
                    frequency=one.frequency,
                    why=one.why,
                    tags=platform_tags(inputs, owners[key], review),
                )
            )
    return tuple(sorted(found, key=lambda one: one.id))


def place_of(zone: LandingZone, group_id: str) -> str | None:
    """The id in Azure of a resource group of the landing zone; None where its subscription has no id yet."""
    group = next(one for one in zone.resource_groups if one.id == group_id)
    ids = {one.key: one.subscription_id for one in zone.subscriptions}
    found = ids[group.subscription_key]
    return None if found is None else f"/subscriptions/{found}/resourceGroups/{group.name}"


def _watched(zone: LandingZone) -> Iterator[tuple[str, str, str, str]]:
    """Everything with a measure: its id, its Azure type, the key of its subscription and its id in Azure."""
    for hub in zone.hubs:
        place = place_of(zone, hub.resource_group)
        if place is not None:
            target = f"{place}/providers/{FIREWALL}/{hub.firewall.name}"
            yield f"firewall-{region_of(hub.region).short}", FIREWALL, hub.subscription_key, target
    for vault in zone.key_vaults:
        place = place_of(zone, vault.resource_group)
        if place is not None:
            yield vault.id, KEY_VAULT, vault.subscription_key, f"{place}/providers/{KEY_VAULT}/{vault.name}"


def _wanted(inputs: DesignInputs) -> tuple[ActivityAlert, ...]:
    known: Mapping[str, ActivityAlert] = {one.name: one for one in ACTIVITY_ALERTS}
    for text in inputs.landing_zone.watch.left_out_alerts:
        if text not in known:
            near = nearest(text, sorted(known))
            remedy = f"Did you mean {near!r}?" if near else f"Write one of: {', '.join(sorted(known))}."
            raise InputError(WHERE, f"there is no alert {text[:60]!r}", remedy)
    left_out = frozenset(inputs.landing_zone.watch.left_out_alerts)
    return tuple(one for one in ACTIVITY_ALERTS if one.name not in left_out)


def _with_id(zone: LandingZone) -> tuple[Subscription, ...]:
    return tuple(one for one in zone.subscriptions if one.subscription_id is not None)
