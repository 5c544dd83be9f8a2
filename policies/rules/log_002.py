"""LOG-002: logs are kept for a year in the central workspace, and for 90 days elsewhere."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.pointing import azure_name
from policies.values import ABSENT, number, read

PROPERTY = "retentionInDays"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where logs are kept for too short a time. Which workspace is the central one is in architecture.json."""
    least, elsewhere = context.parameters["least_days"], context.parameters["least_days_elsewhere"]
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return failed(PROPERTY, "logs are kept for 30 days, as nothing else is set")
    days = number(found)
    if days is None:
        return unknown(PROPERTY, f"{PROPERTY} is not known yet")
    if days >= max(least, elsewhere):
        return passed()
    central = _is_central(resource, context)
    if central is None and days >= elsewhere:
        return unknown(PROPERTY, "whether this is the central workspace is not known without architecture.json")
    wanted = elsewhere if central is False else least
    return judged(found, days >= wanted, PROPERTY, f"logs are kept for fewer than {wanted} days")


def _is_central(resource: Resource, context: Context) -> bool | None:
    central = read(context.architecture or {}, "landing_zone.workspace.name")
    name = azure_name(resource, "workspaceName")
    if not isinstance(central, str) or name is None:
        return None
    return name.casefold() == central.casefold()


RULE = Rule(
    id="LOG-002",
    title="Central workspace retention >= 365 days",
    severity="medium",
    why="Breaches are found months after they begin. Logs that are gone by then cannot tell how it began.",
    applies_to=("azure-native:operationalinsights:Workspace",),
    answer=answer,
    absent_means="Fail: a workspace keeps most tables for 30 days.",
    remedy="Set retention_in_days=365.",
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("C1.b",),
        "uk-gdpr": (
            "33",
            "5(1)(e)",
        ),
    },
    parameters={"least_days": 365, "least_days_elsewhere": 90},
    sources=("MicrosoftDocs, Manage data retention in a Log Analytics workspace: 30 days by default",),
)
