"""Every name that the governance and the watch of an architecture give in Azure, with what it must be different in."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model.architecture.name_kinds import NameKind
from migration.model.architecture.whole import Architecture

TENANT = "directory"

KindNameSubjectWithin = tuple[NameKind, str, str, str]
"""A kind, a name, the id of what has it, and within what it must be different."""


def governance_names(architecture: Architecture) -> Iterator[KindNameSubjectWithin]:
    """The names, those of the management groups first."""
    zone = architecture.landing_zone
    if zone.governance is not None:
        for group in zone.governance.management_groups:
            yield "management-group", group.name, group.id, TENANT
        for new in zone.governance.new_subscriptions:
            yield "subscription-alias", new.alias, new.id, TENANT
        for policy in zone.governance.policies:
            yield "policy-assignment", policy.name, policy.id, policy.management_group
    for rule in zone.collection_rules:
        yield "data-collection-rule", rule.name, rule.id, rule.resource_group
    for exemption in architecture.policy_exemptions:
        for made in exemption.assigned:
            yield "policy-exemption", made.name, made.id, made.scope
    if zone.watch is not None:
        yield from _watch_names(architecture)


def _watch_names(architecture: Architecture) -> Iterator[KindNameSubjectWithin]:
    watch = architecture.landing_zone.watch
    assert watch is not None
    yield "action-group", watch.action_group.name, watch.action_group.id, watch.action_group.resource_group
    for one in watch.subscriptions:
        for alert in one.alerts:
            yield "activity-alert", alert.name, one.id, one.resource_group
    for metric in watch.metrics:
        yield "metric-alert", metric.name, metric.id, metric.resource_group
    for lock in watch.locks:
        yield "lock", lock.name, lock.id, lock.scope
