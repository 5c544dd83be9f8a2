"""WEB-002: web applications take TLS 1.2 or newer only."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Parameter, Resource, Rule, judged, passed
from policies.values import ABSENT, read
from policies.versions import at_least

SITES = (
    ("siteConfig.minTlsVersion", "the application"),
    ("siteConfig.scmMinTlsVersion", "the deployment site of the application"),
)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the application, or the site it is deployed through, takes older versions."""
    return worst(_takes_new_only(resource, path, site, context.parameters["lowest_version"]) for path, site in SITES)


def _takes_new_only(resource: Resource, path: str, site: str, least: str) -> Answer:
    found = read(resource.properties, path)
    if found is ABSENT and at_least("1.2", least):
        return passed("absent, which means 1.2")
    return judged(found, at_least(found, least), path, f"{site} takes connections older than TLS {least}")


RULE = Rule(
    id="WEB-002",
    title="Minimum TLS 1.2",
    severity="high",
    why="Older versions of TLS can be broken by somebody on the way, who then reads what residents told the council.",
    applies_to=("azure-native:web:WebApp", "azure-native:web:WebAppSlot"),
    answer=answer,
    absent_means="Pass: applications are made with 1.2 for both sites.",
    remedy='Set site_config=SiteConfigArgs(min_tls_version="1.2", scm_min_tls_version="1.2").',
    frameworks={
        "ncsc-csp": ("1",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B3.b",),
        "uk-gdpr": ("32(1)(a)",),
        "mcsb": (
            "DP-3",
            "NS-8",
        ),
        "checkov": (
            "CKV_AZURE_15",
            "CKV_AZURE_145",
        ),
        "prowler": ("app_minimum_tls_version_12",),
    },
    parameters={"lowest_version": "1.2"},
    sources=("MicrosoftDocs, Manage minimum TLS versions for Azure App Service (2026-03-30)",),
    remediation={path: Parameter(name="lowest_version") for path, _ in SITES},
)
