"""WEB-004: nobody debugs a web application from afar."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.values import ABSENT, is_false, read

PROPERTY = "siteConfig.remoteDebuggingEnabled"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a debugger may attach from outside."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return passed("absent, which means off")
    return judged(found, is_false(found), PROPERTY, "a debugger may attach from outside")


RULE = Rule(
    id="WEB-004",
    title="Remote debugging off",
    severity="medium",
    why="A debugger opens more ports, stops the application for everybody and reads what residents are "
    "typing at that moment.",
    applies_to=("azure-native:web:WebApp", "azure-native:web:WebAppSlot"),
    answer=answer,
    absent_means="Pass: remote debugging is off until it is switched on.",
    remedy="Set site_config=SiteConfigArgs(remote_debugging_enabled=False).",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-SC-03",),
        "caf": ("B4.b",),
        "uk-gdpr": ("32",),
        "uk-official": ("11",),
        "mcsb": ("PV-2",),
        "checkov": ("CKV_AZURE_155", "CKV_AZURE_72"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, web SiteConfigArgs.remote_debugging_enabled",
        "hashicorp/terraform-provider-azurerm, linux_web_app: remote_debugging_enabled defaults to false",
    ),
    remediation={PROPERTY: False},
)
