"""STO-003: a storage account refuses old versions of TLS."""

from __future__ import annotations

from policies.model import Answer, Context, Parameter, Resource, Rule, failed, judged
from policies.values import ABSENT, read, same_text

PROPERTY = "minimumTlsVersion"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where TLS before 1.2 is still taken."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return failed(PROPERTY, "absent, which means that TLS 1.0 is taken")
    good = same_text(found, *context.parameters["versions"])
    return judged(found, good, PROPERTY, "versions of TLS with known weaknesses are taken")


RULE = Rule(
    id="STO-003",
    title="Storage refuses TLS before 1.2",
    severity="high",
    why="TLS 1.0 and 1.1 can be broken; an old program then sends personal data under encryption that does not hold.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Fail: the service takes absent for TLS 1.0.",
    remedy='Set minimum_tls_version="TLS1_2".',
    frameworks={
        "ncsc-csp": ("1",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "checkov": ("CKV_AZURE_44",),
        "prowler": ("storage_ensure_minimum_tls_version_12",),
    },
    parameters={"versions": ("TLS1_2", "TLS1_3")},
    sources=("Documentation strings of azure-native 3.29.0, StorageAccountArgs.minimum_tls_version",),
    remediation={PROPERTY: Parameter(name="versions")},
)
