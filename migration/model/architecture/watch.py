"""What watches and locks what stands: alerts and who gets them, logs of management groups, locks, and what machines
send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from safeio.values import value


@value
class ActionGroup:
    """Who gets an alert. `short_name` stands in messages, at most 12 characters; `resource_group` is the id of one of
    the stack."""

    id: str
    name: str
    short_name: str
    subscription_key: str
    resource_group: str
    emails: tuple[str, ...]
    tags: Mapping[str, str]


@value
class Condition:
    """One thing that must hold of an entry in the activity log: a field, and a value or one of several values."""

    field: str
    equals: str | None = None
    one_of: tuple[str, ...] = ()


@value
class ActivityAlert:
    """An alert when the activity log of a subscription has an entry of which all `conditions` hold."""

    name: str
    conditions: tuple[Condition, ...]
    why: str


@value
class SubscriptionAlerts:
    """The alerts of one subscription. They must stand in that subscription, so it has a resource group for them."""

    id: str
    subscription_key: str
    resource_group: str
    alerts: tuple[ActivityAlert, ...]
    tags: Mapping[str, str]


@value
class MetricAlert:
    """An alert when a metric of a resource is above or below a threshold over `window` ("PT15M")."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    target: str
    metric_namespace: str
    metric: str
    aggregation: Literal["Average", "Maximum", "Minimum"]
    operator: Literal["GreaterThan", "LessThan"]
    threshold: int
    severity: int
    window: str
    frequency: str
    why: str
    tags: Mapping[str, str]


@value
class GroupLog:
    """What is done to a management group, kept in the workspace. `management_group` is its id in the architecture and
    `group_name` what Azure calls it."""

    id: str
    management_group: str
    group_name: str
    setting: str
    workspace: str


@value
class Lock:
    """A resource group that cannot be deleted, nor what stands in it, until people take the lock off. `scope` is its id
    in Azure."""

    id: str
    name: str
    subscription_key: str
    scope: str
    why: str


@value
class Watch:
    """All of the stack that watches: its resource groups are those of the stack."""

    stack: str
    action_group: ActionGroup
    subscriptions: tuple[SubscriptionAlerts, ...]
    metrics: tuple[MetricAlert, ...]
    group_logs: tuple[GroupLog, ...]
    locks: tuple[Lock, ...]


@value
class Syslog:
    """Messages of the system log: from which parts of the system, and how grave."""

    name: str
    facilities: tuple[str, ...]
    levels: tuple[str, ...]


@value
class CollectionRule:
    """What machines of one system send to the workspace: counters each minute, and their logs. `events` are XPath
    queries on Windows logs. It stands in the landing zone; the machines of the waves are joined to it."""

    id: str
    name: str
    os: Literal["Linux", "Windows"]
    subscription_key: str
    resource_group: str
    region: str
    counters: tuple[str, ...]
    syslog: tuple[Syslog, ...] = ()
    events: tuple[str, ...] = ()
    tags: Mapping[str, str]


WatchPart = ActionGroup | SubscriptionAlerts | MetricAlert
"""What of the watch stands in a resource group and has tags."""
