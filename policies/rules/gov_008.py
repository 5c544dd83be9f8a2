"""GOV-008: every subscription has a budget, and the budget tells somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import any_true
from policies.model import ARCHITECTURE, Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.values import every, is_false, is_unknown, read

BUDGETS = ("azure-native:consumption:Budget", "azure-native:costmanagement:Budget")
CONTACTS = ("contactEmails", "contactRoles", "contactGroups")


def answer(resource: Resource, context: Context) -> Answer:
    """Of a budget: fails where it tells nobody. Of the architecture: fails where a subscription has none."""
    if resource.type != ARCHITECTURE:
        return _tells_somebody(resource)
    stack = read(resource.properties, "landing_zone.stack")
    if not any(one.stack == stack for one in context.graph.resources):
        return not_applicable("the stack that makes the budgets is not among those that are checked")
    budgets = [one for one in context.graph.of_type(*BUDGETS) if one.operation != "delete"]
    return _each_has_one(resource.properties, budgets)


def _each_has_one(architecture: Mapping[str, Any], budgets: list[Resource]) -> Answer:
    found = passed()
    for _, subscription in every(architecture, "landing_zone.subscriptions[]"):
        key, wanted = (read(subscription, name) for name in ("key", "subscription_id"))
        has_one = any_true(_is_of(one, f"/subscriptions/{wanted}") for one in budgets)
        if has_one is False:
            return failed(None, f"the subscription {key} has no budget")
        if has_one is None:
            found = unknown(None, f"whether a budget is of the subscription {key} is not known yet")
    return found


def _is_of(budget: Resource, scope: str) -> bool | None:
    found = read(budget.properties, "scope")
    if is_unknown(found):
        return None
    return isinstance(found, str) and found.rstrip("/").casefold() == scope.casefold()


def _tells_somebody(budget: Resource) -> Answer:
    path = "notifications"
    found = read(budget.properties, path)
    members = list(found.values()) if isinstance(found, Mapping) else [found]
    tells = any_true(_has_contact(one) for one in members)
    if tells is None:
        return unknown(path, "whom the budget tells is not known yet")
    return passed() if tells else failed(path, "the budget tells nobody when it runs out")


def _has_contact(notification: Any) -> bool | None:
    if is_false(read(notification, "enabled")):
        return False
    given = [read(notification, name) for name in CONTACTS]
    if any(isinstance(one, list | tuple) and one for one in given):
        return None if is_unknown(read(notification, "enabled")) else True
    return None if any(is_unknown(one) for one in given) else False


RULE = Rule(
    id="GOV-008",
    title="Every subscription has a budget with alerts",
    severity="medium",
    why="A machine left running, or mining for a thief, costs thousands before the invoice shows it; budgets are "
    "voted by year, and the overspend is explained in public.",
    applies_to=(ARCHITECTURE, *BUDGETS),
    answer=answer,
    absent_means="Fail: without notifications a budget is a number that nobody sees.",
    remedy='Add consumption.Budget(scope="/subscriptions/ID", notifications={...}) with contact_emails for each '
    "subscription.",
    frameworks={
        "ncsc-csp": ("5",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, consumption.NotificationArgs",),
)
