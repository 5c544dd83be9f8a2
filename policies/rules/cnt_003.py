"""CNT-003: clusters hold to policies, keep programs apart, and are kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import ABSENT, is_true, is_unknown, read, same_text

ADDONS = "addonProfiles"
NETWORK = "networkProfile.networkPolicy"
CHANNEL = "autoUpgradeProfile.upgradeChannel"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the add-on for policies is off, where every program reaches every other, or where nothing upgrades
    the cluster."""
    return worst(
        (
            _has_policies(resource),
            _is_set(resource, NETWORK, "every program in the cluster reaches every other"),
            _is_set(resource, CHANNEL, "nothing upgrades the cluster"),
        )
    )


def _has_policies(resource: Resource) -> Answer:
    given: Any = read(resource.properties, ADDONS)
    addons = given if isinstance(given, Mapping) else {}
    # The service has written this name in two ways.
    addon = next((one for name, one in addons.items() if same_text(name, "azurepolicy")), ABSENT)
    found = given if is_unknown(given) else read({"addon": addon}, "addon.enabled")
    return judged(found, is_true(found), f"{ADDONS}.azurepolicy.enabled", "the add-on for policies is off")


def _is_set(resource: Resource, path: str, wrong: str) -> Answer:
    found = read(resource.properties, path)
    return judged(found, isinstance(found, str) and not same_text(found, "none", ""), path, wrong)


RULE = Rule(
    id="CNT-003",
    title="Kubernetes clusters with policies, network policy and upgrades",
    severity="medium",
    why="One program with a hole then reaches the databases of all others, and a cluster that nobody "
    "upgrades falls out of support within a year.",
    applies_to=("azure-native:containerservice:ManagedCluster",),
    answer=answer,
    absent_means="Fail: the add-on and the network policy are off, and the channel is none, unless they are set.",
    remedy='Set addon_profiles={"azurepolicy": '
    "containerservice.ManagedClusterAddonProfileArgs(enabled=True)}, "
    'network_profile=containerservice.ContainerServiceNetworkProfileArgs(network_policy="cilium", '
    "...) and "
    'auto_upgrade_profile=containerservice.ManagedClusterAutoUpgradeProfileArgs(upgrade_channel="stable").',
    frameworks={
        "ncsc-csp": ("5.1",),
        "cyber-essentials": ("CE-SUM-03",),
        "caf": ("B4.d",),
        "uk-gdpr": ("32",),
        "mcsb": ("PV-2",),
        "checkov": ("CKV_AZURE_116", "CKV_AZURE_7", "CKV_AZURE_171"),
        "prowler": ("aks_network_policy_enabled", "aks_cluster_auto_upgrade_enabled"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, ManagedClusterAutoUpgradeProfileArgs.upgrade_channel",
        "Enum of azure-native 3.29.0, containerservice.NetworkPolicy",
    ),
)
