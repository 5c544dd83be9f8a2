"""CNT-002: clusters are private, and log people in through Entra ID."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_false, is_true, read

WRONG = {
    "apiServerAccessProfile.enablePrivateCluster": "the cluster is managed over the internet",
    "disableLocalAccounts": "a shared administrator's certificate opens the cluster",
    "aadProfile.enableAzureRBAC": "rights in the cluster are not those of Azure",
}

RIGHTS = "enableRBAC"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the cluster is managed over the internet, has local accounts, or keeps rights of its own or none."""
    found = ((path, read(resource.properties, path), wrong) for path, wrong in WRONG.items())
    rights = read(resource.properties, RIGHTS)
    return worst(
        (
            *(judged(value, is_true(value), path, wrong) for path, value, wrong in found),
            judged(rights, not is_false(rights), RIGHTS, "whoever reaches the cluster may do everything in it"),
        )
    )


RULE = Rule(
    id="CNT-002",
    title="Kubernetes clusters private, without local accounts",
    severity="high",
    why="A local account is a file with a certificate for everything. Whoever copies it runs the "
    "council's services from anywhere, and leaving the council does not stop them.",
    applies_to=("azure-native:containerservice:ManagedCluster",),
    answer=answer,
    absent_means="Fail: a cluster is public, with local accounts and its own rights, unless it is told otherwise. "
    "A cluster of the sku Automatic must say so too.",
    remedy="Set "
    "api_server_access_profile=containerservice.ManagedClusterAPIServerAccessProfileArgs(enable_private_cluster=True), "
    "disable_local_accounts=True and "
    "aad_profile=containerservice.ManagedClusterAADProfileArgs(managed=True, enable_azure_rbac=True).",
    frameworks={
        "ncsc-csp": ("10", "11"),
        "cyber-essentials": ("CE-FW-03",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("PA-7",),
        "checkov": ("CKV_AZURE_115", "CKV_AZURE_141", "CKV_AZURE_5"),
        "prowler": (
            "aks_clusters_public_access_disabled",
            "aks_cluster_local_accounts_disabled",
            "aks_cluster_rbac_enabled",
        ),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, containerservice ManagedClusterArgs",
        "hashicorp/terraform-provider-azurerm, kubernetes_cluster: the defaults",
    ),
)
