"""SQL-001: SQL servers take TLS 1.2 or newer only."""

from __future__ import annotations

from policies.model import Answer, Context, Parameter, Resource, Rule, judged
from policies.values import read
from policies.versions import at_least

PROPERTY = "minimalTlsVersion"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the server takes older versions, or none at all."""
    found = read(resource.properties, PROPERTY)
    least = context.parameters["lowest_version"]
    return judged(found, at_least(found, least), PROPERTY, f"the server takes connections older than TLS {least}")


RULE = Rule(
    id="SQL-001",
    title="SQL minimum TLS 1.2",
    severity="high",
    why="Older versions of TLS can be broken by somebody on the way, who then reads what residents told the council.",
    applies_to=("azure-native:sql:Server",),
    answer=answer,
    absent_means="Fail: the sources disagree on what the service takes for absent, from every version to 1.2.",
    remedy='Set minimal_tls_version="1.2".',
    frameworks={
        "ncsc-csp": ("1",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "mcsb": (
            "DP-3",
            "IM-4",
        ),
        "checkov": ("CKV_AZURE_52",),
        "prowler": ("sqlserver_recommended_minimal_tls_version",),
    },
    parameters={"lowest_version": "1.2"},
    sources=(
        "Documentation strings of azure-native 3.29.0, ServerArgs.minimal_tls_version: None is allowed",
        "PSRule for Azure, Azure.SQL.MinTLS: by default 1.0 to 1.3 are accepted",
    ),
    remediation={PROPERTY: Parameter(name="lowest_version")},
)
