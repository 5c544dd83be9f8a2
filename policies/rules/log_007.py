"""LOG-007: somebody is told when guard rails change, and when Azure itself does not work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policies.combining import all_true, any_true, known, worst
from policies.model import (
    ARCHITECTURE,
    Answer,
    Context,
    Resource,
    Rule,
    failed,
    judged,
    not_applicable,
    passed,
    unknown,
)
from policies.values import ABSENT, every, is_false, is_unknown, read, same_text

ALERT = "azure-native:monitor:ActivityLogAlert"
LEAVES = "condition.allOf[]"
GROUPS = "actions.actionGroups"
SERVICE_HEALTH = "ServiceHealth"

_NARROWING = ("category", "operationName", "status", "level")
"""What a condition may ask and still be about every resource of the subscription."""


def answer(resource: Resource, context: Context) -> Answer:
    """Of an alert: fails where it is off or tells nobody. Of the architecture: fails where a subscription has no alert
    for an operation that is named, or none for the health of Azure's services."""
    if resource.type == ALERT:
        return worst((_is_on(resource), _tells_somebody(resource)))
    own = (read(resource.properties, path) for path in ("landing_zone.watch.stack", "landing_zone.stack"))
    stack = next((one for one in own if isinstance(one, str)), None)
    if not any(one.stack == stack for one in context.graph.resources):
        return not_applicable("the stack that makes the alerts is not among those that are checked")
    alerts = context.graph.of_type(ALERT)
    wanted = (SERVICE_HEALTH, *context.parameters["operations"])
    return worst(
        _is_watched(subscription, name, alerts)
        for _, subscription in every(resource.properties, "landing_zone.subscriptions[]")
        if isinstance(subscription, Mapping)
        for name in wanted
    )


def _is_on(alert: Resource) -> Answer:
    found = read(alert.properties, "enabled")
    return judged(found, not is_false(found), "enabled", "the alert is off")


def _tells_somebody(alert: Resource) -> Answer:
    found = read(alert.properties, GROUPS)
    return judged(found, isinstance(found, list | tuple) and len(found) > 0, GROUPS, "the alert tells nobody")


def _is_watched(subscription: Mapping[str, Any], name: str, alerts: Iterable[Resource]) -> Answer:
    own = read(subscription, "subscription_id")
    if not isinstance(own, str):
        return not_applicable("a subscription that is not made yet has no alerts")
    found = any_true(
        all_true(_is_of(one, f"/subscriptions/{own}"), _is_about(one, name), _is_heard(one)) for one in alerts
    )
    what = "the health of Azure's services" if name == SERVICE_HEALTH else name
    if found is None:
        return unknown(None, f"whether an alert of {read(subscription, 'key')} is about {what} is not known yet")
    return passed() if found else failed(None, f"{read(subscription, 'key')} has no alert for {what}")


def _is_heard(alert: Resource) -> bool | None:
    verdict = worst((_is_on(alert), _tells_somebody(alert))).verdict
    return None if verdict == "unknown" else verdict == "pass"


def _is_of(alert: Resource, scope: str) -> bool | None:
    given = [one for _, one in every(alert.properties, "scopes[]")]
    return any_true(known(one, same_text(one, scope, f"{scope}/")) for one in given)


def _is_about(alert: Resource, name: str) -> bool | None:
    """Whether one leaf of the condition asks for the operation (or category), and none leaves other resources out."""
    leaves = [one for _, one in every(alert.properties, LEAVES)]
    field = "category" if name == SERVICE_HEALTH else "operationName"
    return all_true(any_true(_asks(one, field, name) for one in leaves), *(_is_wide(one) for one in leaves))


def _asks(leaf: Any, field: str, name: str) -> bool | None:
    if not isinstance(leaf, Mapping):
        return None
    either = [one for _, one in every(leaf, "anyOf[]")]
    if either:
        return any_true(_asks(one, field, name) for one in either)
    key, found = read(leaf, "field"), read(leaf, "equals")
    return all_true(known(key, same_text(key, field)), known(found, same_text(found, name)))


def _is_wide(leaf: Any) -> bool | None:
    if not isinstance(leaf, Mapping):
        return None
    either = [one for _, one in every(leaf, "anyOf[]")]
    if either:
        return all_true(*(_is_wide(one) for one in either))
    key = read(leaf, "field")
    return None if is_unknown(key) else key is not ABSENT and same_text(key, *_NARROWING)


RULE = Rule(
    id="LOG-007",
    title="Alerts on changed guard rails and on the health of Azure",
    severity="low",
    why="Whoever breaks in takes the rules away first; the log holds it, and nobody reads the log at night.",
    applies_to=(ARCHITECTURE, ALERT),
    answer=answer,
    absent_means="Fail: without action groups an alert is one line in a portal. An absent `enabled` is on.",
    remedy="Add monitor.ActivityLogAlert with scopes=[the subscription], a condition for the category or the "
    "operation, and actions with an action group that mails somebody.",
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("C1.c",),
        "uk-gdpr": ("33",),
        "prowler": (
            "monitor_alert_service_health_exists",
            "monitor_alert_create_update_nsg",
            "monitor_alert_create_policy_assignment",
        ),
    },
    parameters={
        "operations": (
            "Microsoft.Authorization/policyAssignments/write",
            "Microsoft.Authorization/policyAssignments/delete",
            "Microsoft.Network/networkSecurityGroups/write",
            "Microsoft.Network/networkSecurityGroups/delete",
            "Microsoft.Security/securitySolutions/write",
            "Microsoft.Security/securitySolutions/delete",
        )
    },
    sources=(
        "Documentation strings of azure-native 3.29.0, monitor ActivityLogAlertArgs: enabled unless told otherwise",
        "Prowler, the checks named above: which operations",
    ),
)
