"""SQL-003: people and programs log in to SQL servers through Entra ID only."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged, unknown
from policies.pointing import naming
from policies.values import is_true, read

INLINE = "administrators.azureADOnlyAuthentication"
CHILD = "azureADOnlyAuthentication"
SETTING = "azure-native:sql:ServerAzureADOnlyAuthentication"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where SQL logins with passwords work. A setting beside the server counts before the server's own."""
    settings = naming(context.graph, resource, (SETTING,), "serverName", "serverName")
    found = read(resource.properties, INLINE)
    without = judged(found, is_true(found), INLINE, "SQL logins with passwords work")
    if settings.certain:
        without = worst(_of_setting(one) for one in settings.certain)
    if all(_of_setting(one).verdict == without.verdict for one in settings.possible):
        return without
    return unknown(INLINE, "whether a setting in the stack is of this server is not known yet")


def _of_setting(setting: Resource) -> Answer:
    found = read(setting.properties, CHILD)
    return judged(found, is_true(found), CHILD, f"{setting.name} lets SQL logins with passwords work")


RULE = Rule(
    id="SQL-003",
    title="Entra-only authentication for SQL",
    severity="high",
    why="A SQL login is a shared password without a second factor, and it goes on working when its owner has left.",
    applies_to=("azure-native:sql:Server",),
    answer=answer,
    absent_means="Fail: without it SQL logins work beside those of Entra ID.",
    remedy="Set administrators=sql.ServerExternalAdministratorArgs(azure_ad_only_authentication=True, ...), "
    "or add a sql.ServerAzureADOnlyAuthentication.",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-04",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "uk-official": ("10",),
        "mcsb": ("IM-1",),
        "checkov": ("CKV2_AZURE_27",),
        "prowler": ("sqlserver_azuread_administrator_enabled",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, ServerExternalAdministratorArgs",),
)
