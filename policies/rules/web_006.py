"""WEB-006: no web application answers scripts of every site."""

from __future__ import annotations

from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import every

ORIGINS = "siteConfig.cors.allowedOrigins[]"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where scripts of any site may call the application from a visitor's browser."""
    return worst(_is_one_site(where, found) for where, found in every(resource.properties, ORIGINS))


def _is_one_site(where: str, found: Any) -> Answer:
    everybody = isinstance(found, str) and found.strip() == "*"
    return judged(found, not everybody, where, "scripts of every site may call the application")


RULE = Rule(
    id="WEB-006",
    title="Scripts of other sites only by name",
    severity="medium",
    why="A page that a resident happens to visit can then call the application from their browser and "
    "read the answers.",
    applies_to=("azure-native:web:WebApp", "azure-native:web:WebAppSlot"),
    answer=answer,
    absent_means="Pass: without the setting browsers let no other site read the answers.",
    remedy='Name the sites in site_config=SiteConfigArgs(cors=CorsSettingsArgs(allowed_origins=["https://..."])).',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-SC-03",),
        "caf": ("B4.b",),
        "uk-gdpr": ("32",),
        "mcsb": ("PV-2",),
        "checkov": ("CKV_AZURE_57", "CKV_AZURE_62"),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, web CorsSettingsArgs.allowed_origins",),
)
