"""The stack that watches: alerts, logs of management groups, and locks on what all organisations stand on."""

from __future__ import annotations

import pulumi

from migration.model.architecture import Architecture, Stack
from migration.model.architecture.landing_zone import known_ids
from stacks.components.alerts import ActionGroup, ActivityAlerts, MetricAlert
from stacks.components.guarding import GroupLog, Lock
from stacks.components.resource_group import ResourceGroup
from stacks.components.subscription import providers_of
from stacks.standing import ACTION_GROUP


def build_watch(architecture: Architecture, stack: Stack) -> None:
    """Make what watches the landing zone, which stands already, and give the id of who is told. Makes what each
    component says, and a provider for each subscription."""
    zone = architecture.landing_zone
    decided = zone.watch
    assert decided is not None, "an architecture with this stack has a watch"
    providers = providers_of(architecture)
    groups = {one.id: ResourceGroup(one, providers[one.subscription_key]).name for one in stack.resource_groups}
    told = ActionGroup(
        decided.action_group,
        groups[decided.action_group.resource_group],
        providers[decided.action_group.subscription_key],
    )
    pulumi.export(ACTION_GROUP, told.id)
    ids = known_ids(zone)
    for one in decided.subscriptions:
        key = one.subscription_key
        ActivityAlerts(one, ids[key], groups[one.resource_group], told.id, providers[key])
    for metric in decided.metrics:
        MetricAlert(metric, groups[metric.resource_group], told.id, providers[metric.subscription_key])
    for log in decided.group_logs:
        GroupLog(log, providers[stack.subscription_key])
    for lock in decided.locks:
        Lock(lock, providers[lock.subscription_key])
