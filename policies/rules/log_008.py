"""LOG-008: somebody is told when what carries messages, calls and files between applications stands still."""

from __future__ import annotations

from policies.combining import all_true, any_true, worst
from policies.environments import PRODUCTION, is_production
from policies.model import Answer, Context, Resource, Rule, failed, judged, not_applicable, passed, unknown
from policies.pointing import pointing_at
from policies.values import is_false, read

SCOPES = "scopes[]"
TOLD = {
    "azure-native:monitor:MetricAlert": "actions",
    "azure-native:monitor:ScheduledQueryRule": "actions.actionGroups",
}
"""Where an alert says whom it tells."""

CARRIERS = (
    "azure-native:apimanagement:ApiManagementService",
    "azure-native:datafactory:Factory",
    "azure-native:eventgrid:SystemTopic",
    "azure-native:eventhub:Namespace",
    "azure-native:servicebus:Namespace",
)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where no alert on the service itself is switched on and tells somebody."""
    production = is_production(resource, context.parameters["production"])
    if production is False:
        return not_applicable("it is not in production")
    found = pointing_at(context.graph, resource, tuple(TOLD), SCOPES)
    heard = any_true(
        (*map(_is_heard, found.certain), *(all_true(None, _is_heard(one)) for one in found.possible)),
    )
    if heard:
        return passed()
    if heard is None or production is None:
        return unknown(None, "whether an alert on it tells somebody is not known yet")
    return failed(None, "no alert on it tells anybody")


def _is_heard(alert: Resource) -> bool | None:
    """Whether an alert is on, and tells somebody; None where that is not known yet."""
    on, told = read(alert.properties, "enabled"), read(alert.properties, TOLD[alert.type])
    verdict = worst(
        (
            judged(on, not is_false(on), "enabled", "the alert is off"),
            judged(told, isinstance(told, list | tuple) and len(told) > 0, TOLD[alert.type], "it tells nobody"),
        )
    ).verdict
    return None if verdict == "unknown" else verdict == "pass"


RULE = Rule(
    id="LOG-008",
    title="Alerts on what carries data between applications",
    severity="medium",
    why="Data that no longer arrives makes no noise: it is found when a resident is not paid, and then weeks are to "
    "be made good.",
    applies_to=CARRIERS,
    answer=answer,
    absent_means="Fail: without an alert nobody is told. An absent `enabled` is on; one without actions is a line "
    "in a portal. A service without the tag environment is in production.",
    remedy="Add monitor.MetricAlert with scopes=[its id], a criterion (dead letters, failed runs, failed calls) and "
    "actions with an action group that writes to somebody.",
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("C1.c",),
        "uk-gdpr": ("32(1)(b)",),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Documentation strings of azure-native 3.29.0, monitor MetricAlertArgs and ScheduledQueryRuleArgs",
        "Azure/azure-monitor-baseline-alerts, services/*/*/alerts.yaml, read 2026-11-22: which services have alerts",
    ),
)
