"""WEB-001: web applications answer HTTPS only."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

PROPERTY = "httpsOnly"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the application answers plain HTTP too."""
    found = read(resource.properties, PROPERTY)
    return judged(found, is_true(found), PROPERTY, "the application answers plain HTTP too")


RULE = Rule(
    id="WEB-001",
    title="HTTPS only",
    severity="high",
    why="On the network of a library or a cafe, anybody can read and change what a resident sends over plain HTTP.",
    applies_to=("azure-native:web:WebApp", "azure-native:web:WebAppSlot"),
    answer=answer,
    absent_means="Fail: an application answers HTTP and HTTPS unless it is told otherwise.",
    remedy="Set https_only=True.",
    frameworks={
        "ncsc-csp": ("1",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "uk-official": ("1",),
        "mcsb": ("DP-3",),
        "checkov": (
            "CKV_AZURE_14",
            "CKV_AZURE_153",
            "CKV_AZURE_70",
        ),
        "prowler": (
            "app_ensure_http_is_redirected_to_https",
            "app_function_ensure_http_is_redirected_to_https",
        ),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, WebAppArgs.https_only",
        "hashicorp/terraform-provider-azurerm, app_service: https_only defaults to false",
    ),
    remediation={PROPERTY: True},
)
