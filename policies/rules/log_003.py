"""LOG-003: a workspace takes logs and questions from Entra identities, and from private networks where there is one."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged, unknown
from policies.pointing import pointing_at
from policies.values import is_true, read, same_text

LOCAL = "features.disableLocalAuth"
PUBLIC = {
    "publicNetworkAccessForIngestion": "logs are taken from the public network",
    "publicNetworkAccessForQuery": "logs are read from the public network",
}
LINK = "azure-native:monitor:PrivateLinkScopedResource"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the workspace's keys work, or where a workspace in a private link scope answers the public network
    too."""
    local = read(resource.properties, LOCAL)
    keys = judged(local, is_true(local), LOCAL, "anybody with the workspace's key may send it logs")
    links = pointing_at(context.graph, resource, (LINK,), "linkedResourceId")
    private = worst(_is_private(resource, path) for path in PUBLIC)
    if links.certain:
        return worst((keys, private))
    if links.possible and private.verdict == "fail":
        return worst((keys, unknown(private.property, "whether the workspace is in a private link scope is not known")))
    return keys


def _is_private(resource: Resource, path: str) -> Answer:
    found = read(resource.properties, path)
    return judged(found, same_text(found, "Disabled"), path, PUBLIC[path])


RULE = Rule(
    id="LOG-003",
    title="Workspace without keys, and private where linked so",
    severity="medium",
    why="Whoever has the workspace's key can fill it with made-up logs and so hide a break-in. On the "
    "public network a stolen login is enough to read who did what in every service.",
    applies_to=("azure-native:operationalinsights:Workspace",),
    answer=answer,
    absent_means="Fail: keys and the public network work unless they are switched off. The public network is asked "
    "about only where a private link scope holds the workspace.",
    remedy="Set features=operationalinsights.WorkspaceFeaturesArgs(disable_local_auth=True), and in a "
    'private link scope public_network_access_for_ingestion="Disabled" and '
    'public_network_access_for_query="Disabled".',
    frameworks={
        "ncsc-csp": ("13", "11"),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("C1.b",),
        "uk-gdpr": ("32",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, operationalinsights WorkspaceArgs and WorkspaceFeaturesArgs",
        "hashicorp/terraform-provider-azurerm, log_analytics_workspace: the defaults",
    ),
)
