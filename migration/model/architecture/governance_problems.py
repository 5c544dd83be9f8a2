"""What makes the governance or the watch of an architecture unbuildable: ids that name nothing, circles, and things
that are there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from migration.model.architecture.governance import Eligibility, Governance, RoleGrant
from migration.model.architecture.watch import Watch, WatchPart
from migration.model.architecture.whole import Architecture, Stack
from migration.model.decided import Violation

LONGEST_SHORT_NAME = 12
"""Characters of an action group's short name. Source: azure-native 3.29.0, monitor ActionGroupArgs."""


def governance_problems(architecture: Architecture) -> Iterator[Violation]:
    """Everything wrong with how the tenant is governed and watched."""
    zone = architecture.landing_zone
    keys = {one.key for one in zone.subscriptions}
    stacks = {one.name: one for one in architecture.stacks}
    if zone.governance is not None:
        yield from _groups(zone.governance)
        yield from _placed(zone.governance, keys)
        yield from _roles(zone.governance)
        yield from _known(zone.governance.stack, "stack", zone.governance.stack, stacks)
    if zone.watch is not None:
        yield from _known(zone.watch.stack, "stack", zone.watch.stack, stacks)
        yield from _watch(zone.watch, stacks.get(zone.watch.stack))
    yield from _rules(architecture)
    yield from _exempted(architecture, stacks)
    yield from _twice(architecture)


def _groups(governance: Governance) -> Iterator[Violation]:
    parents = {one.id: one.parent for one in governance.management_groups}
    for one in governance.management_groups:
        if one.parent is not None:
            yield from _known(one.id, "management group", one.parent, parents)
        at, seen = one.parent, {one.id}
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at is not None:
            yield _problem(one.id, "it stands in itself")
    if governance.tenant_settings is not None:
        settings = governance.tenant_settings
        yield from _known(settings.id, "management group", settings.default_group, parents)
    for policy in governance.policies:
        yield from _known(policy.id, "management group", policy.management_group, parents)


def _placed(governance: Governance, keys: Collection[str]) -> Iterator[Violation]:
    groups = {one.id for one in governance.management_groups}
    placed = Counter(one.key for one in governance.subscriptions)
    for key, count in sorted(placed.items()):
        if count > 1:
            yield _problem(key, "the subscription is placed twice")
    for one in governance.subscriptions:
        yield from _known(one.id, "subscription", one.key, keys)
        yield from _known(one.id, "management group", one.management_group, groups)
    for new in governance.new_subscriptions:
        yield from _known(new.id, "subscription", new.key, keys)
        yield from _known(new.id, "management group", new.management_group, groups)


def _roles(governance: Governance) -> Iterator[Violation]:
    roles = {one.id for one in governance.custom_roles}
    groups = {one.id for one in governance.management_groups}
    for one in governance.eligibilities:
        if one.management_group is not None:
            yield from _known(one.id, "management group", one.management_group, groups)
    placed = (grant for one in governance.subscriptions for grant in one.grants)
    grants: tuple[Eligibility | RoleGrant, ...] = (*governance.eligibilities, *placed)
    for grant in grants:
        if grant.custom_role is not None:
            yield from _known(grant.id, "role", grant.custom_role, roles)


def _watch(watch: Watch, stack: Stack | None) -> Iterator[Violation]:
    groups = {one.id: one for one in stack.resource_groups} if stack else {}
    parts: tuple[WatchPart, ...] = (watch.action_group, *watch.subscriptions, *watch.metrics)
    for one in parts:
        yield from _known(one.id, "resource group", one.resource_group, groups)
        mine = groups.get(one.resource_group)
        if mine is not None and mine.subscription_key != one.subscription_key:
            yield _problem(one.id, f"its resource group {mine.id} is in another subscription")
    if not watch.action_group.emails:
        yield _problem(watch.action_group.id, "nobody is told")
    if not 0 < len(watch.action_group.short_name) <= LONGEST_SHORT_NAME:
        yield _problem(watch.action_group.id, f"its short name has not 1 to {LONGEST_SHORT_NAME} characters")


def _rules(architecture: Architecture) -> Iterator[Violation]:
    rules = {one.id: one for one in architecture.landing_zone.collection_rules}
    for one in architecture.workloads:
        wanted = one.machine.collection_rule if one.machine is not None else None
        if wanted is not None:
            yield from _known(one.id, "data collection rule", wanted, rules)
        if one.machine is not None and wanted in rules and rules[wanted].os != one.machine.os:
            yield _problem(one.id, f"the data collection rule {wanted} is not for {one.machine.os}")


def _exempted(architecture: Architecture, stacks: Collection[str]) -> Iterator[Violation]:
    for exemption in architecture.policy_exemptions:
        for one in exemption.assigned:
            yield from _known(one.id, "stack", one.stack, stacks)


def _twice(architecture: Architecture) -> Iterator[Violation]:
    counted = Counter(_ids(architecture))
    for name, count in sorted(counted.items()):
        if count > 1:
            yield _problem(name, "this id stands for more than one thing")


def _ids(architecture: Architecture) -> Iterator[str]:
    zone = architecture.landing_zone
    for exemption in architecture.policy_exemptions:
        yield from (one.id for one in exemption.assigned)
    if zone.governance is not None:
        governance = zone.governance
        yield from (one.id for one in governance.management_groups)
        yield from (one.id for one in governance.new_subscriptions)
        yield from (one.id for one in governance.subscriptions)
        yield from (one.id for one in governance.custom_roles)
        yield from (one.id for one in governance.eligibilities)
        yield from (one.id for one in governance.policies)
    if zone.watch is not None:
        watch = zone.watch
        yield watch.action_group.id
        yield from (one.id for one in watch.subscriptions)
        yield from (one.id for one in watch.metrics)
        yield from (one.id for one in watch.group_logs)
        yield from (one.id for one in watch.locks)


def _known(subject: str, what: str, name: str, known: Iterable[str]) -> Iterator[Violation]:
    if name not in known:
        yield _problem(subject, f"there is no {what} {name}")


def _problem(subject: str, message: str) -> Violation:
    return Violation(constraint="governance", subject=subject, message=message)
