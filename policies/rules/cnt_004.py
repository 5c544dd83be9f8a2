"""CNT-004: container apps answer HTTPS only."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged, not_applicable, passed
from policies.values import ABSENT, is_false, read

INGRESS = "configuration.ingress"
PROPERTY = f"{INGRESS}.allowInsecure"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the app answers plain HTTP too."""
    if read(resource.properties, INGRESS) is ABSENT:
        return not_applicable("the app answers nobody")
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return passed("absent, which means HTTPS only")
    return judged(found, is_false(found), PROPERTY, "the app answers plain HTTP too")


RULE = Rule(
    id="CNT-004",
    title="Container apps answer HTTPS only",
    severity="high",
    why="On the network of a library or a cafe, anybody can read and change what a resident sends over plain HTTP.",
    applies_to=("azure-native:app:ContainerApp",),
    answer=answer,
    absent_means="Pass: plain HTTP is sent on to HTTPS until it is allowed.",
    remedy="Set allow_insecure=False in configuration.ingress.",
    frameworks={
        "ncsc-csp": ("1",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, app IngressArgs.allow_insecure",
        "hashicorp/terraform-provider-azurerm, container_app: allow_insecure_connections defaults to false",
    ),
    remediation={PROPERTY: False},
)
