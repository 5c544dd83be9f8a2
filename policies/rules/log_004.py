"""LOG-004: what is done to each subscription is sent to the central workspace."""

from __future__ import annotations

from policies.combining import all_true, any_true, known, worst
from policies.model import ARCHITECTURE, Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.references import names_one
from policies.values import every, is_true, read, same_text

SETTING = "azure-native:monitor:SubscriptionDiagnosticSetting"
WORKSPACE = "azure-native:operationalinsights:Workspace"


def answer(resource: Resource, context: Context) -> Answer:
    """Of a setting: fails where it leaves out what an attacker does. Of the architecture: fails where a subscription
    has none."""
    if resource.type == ARCHITECTURE:
        return _each_has_one(resource, context)
    central = names_one(resource, "workspaceId", read(resource.properties, "workspaceId"), WORKSPACE, context.graph)
    if central is False:
        return failed("workspaceId", "it sends to no workspace")
    if central is None:
        return unknown("workspaceId", "where it sends to is not known yet")
    return worst(_sends(resource, category) for category in context.parameters["categories"])


def _sends(setting: Resource, category: str) -> Answer:
    found = any_true(
        all_true(_is_of(log, category), known(read(log, "enabled"), is_true(read(log, "enabled"))))
        for _, log in every(setting.properties, "logs[]")
    )
    if found is None:
        return unknown("logs", f"whether it sends the category {category} is not known yet")
    return passed() if found else failed("logs", f"it does not send the category {category}")


def _is_of(log: object, category: str) -> bool | None:
    group, found = read({"log": log}, "log.categoryGroup"), read({"log": log}, "log.category")
    return any_true((known(found, same_text(found, category)), known(group, same_text(group, "allLogs"))))


def _each_has_one(resource: Resource, context: Context) -> Answer:
    stack = read(resource.properties, "landing_zone.stack")
    if not any(one.stack == stack for one in context.graph.resources):
        return not_applicable("the stack that makes the settings is not among those that are checked")
    having = {one.component for one in context.graph.of_type(SETTING)}
    for _, subscription in every(resource.properties, "landing_zone.subscriptions[]"):
        # The component of a subscription is called after its budget, which is the only id that it has.
        if read(subscription, "budget.id") not in having:
            if None in having:
                return unknown(None, "of which subscriptions the settings are is not known")
            return failed(None, f"what is done to the subscription {read(subscription, 'key')} is sent nowhere")
    return passed()


RULE = Rule(
    id="LOG-004",
    title="The activity log of every subscription is kept",
    severity="high",
    why="Who gave whom which right, and who deleted what, stands in this log alone, and Azure forgets it after 90 "
    "days.",
    applies_to=(ARCHITECTURE, SETTING),
    answer=answer,
    absent_means="Fail: a subscription sends its activity log nowhere until a setting says so.",
    remedy="Add monitor.SubscriptionDiagnosticSetting(workspace_id=..., logs=[...]) for each subscription, with every "
    "category enabled.",
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("C1.a",),
        "uk-gdpr": ("33",),
    },
    parameters={"categories": ("Administrative", "Alert", "Policy", "Security", "ServiceHealth")},
    sources=("Microsoft Learn, Azure activity log event schema: categories, and 90 days of retention",),
)
