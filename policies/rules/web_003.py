"""WEB-003: web applications take no plain FTP."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import read, same_text

PROPERTY = "siteConfig.ftpsState"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where files may be sent by plain FTP."""
    found = read(resource.properties, PROPERTY)
    return judged(found, same_text(found, "Disabled", "FtpsOnly"), PROPERTY, "the application takes plain FTP")


RULE = Rule(
    id="WEB-003",
    title="FTP off",
    severity="medium",
    why="FTP sends the password that replaces the whole application in plain text.",
    applies_to=("azure-native:web:WebApp", "azure-native:web:WebAppSlot"),
    answer=answer,
    absent_means="Fail: the service has allowed FTP by default, and nothing in a stack shows which default holds.",
    remedy='Set site_config=SiteConfigArgs(ftps_state="Disabled").',
    frameworks={
        "ncsc-csp": (
            "1",
            "12",
        ),
        "cyber-essentials": ("CE-SC-03",),
        "caf": ("B4.b",),
        "uk-gdpr": ("32",),
        "mcsb": ("DP-3",),
        "checkov": ("CKV_AZURE_78",),
        "prowler": ("app_ftp_deployment_disabled",),
    },
    parameters={},
    sources=(
        "Enum of azure-native 3.29.0, web.FtpsState",
        "hashicorp/terraform-provider-azurerm, function_app: ftps_state defaults to AllAllowed",
    ),
    remediation={PROPERTY: "FtpsOnly"},
)
