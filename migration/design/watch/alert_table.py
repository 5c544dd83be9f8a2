"""The alerts that every subscription has, and those of what all organisations stand on.

Operations and categories: azure-native 3.29.0 has no list of them; those of security solutions and policies are the
values that the built-in policy for such alerts takes (Azure/azure-policy, Cyber_Essentials_v3.1.json, 1.2.0), the rest
are ids of Azure's resource providers. Which are watched follows the CIS foundations benchmark for Azure and the
baseline alerts of Azure Monitor; thresholds are ours and illustrative.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from migration.model.architecture import ActivityAlert, Condition
from safeio.values import value

_CATEGORY, _OPERATION = "category", "operationName"


def _done(name: str, operation: str, why: str, category: str = "Administrative") -> ActivityAlert:
    """An alert when an operation is asked for, whether or not it succeeds: a refused try is worth knowing too."""
    conditions = (Condition(field=_CATEGORY, equals=category), Condition(field=_OPERATION, equals=operation))
    return ActivityAlert(name=name, conditions=conditions, why=why)


ACTIVITY_ALERTS: tuple[ActivityAlert, ...] = (
    ActivityAlert(
        name="service-health",
        conditions=(Condition(field=_CATEGORY, equals="ServiceHealth"),),
        why="Azure says that something of its own does not work, or will be worked on.",
    ),
    ActivityAlert(
        name="resource-health",
        conditions=(
            Condition(field=_CATEGORY, equals="ResourceHealth"),
            Condition(field="properties.currentHealthStatus", one_of=("Degraded", "Unavailable")),
        ),
        why="A resource does not work as it should.",
    ),
    _done("policy-assignment-written", "Microsoft.Authorization/policyAssignments/write", "A guard rail is changed."),
    _done("policy-assignment-deleted", "Microsoft.Authorization/policyAssignments/delete", "A guard rail is removed."),
    _done("policy-exemption-written", "Microsoft.Authorization/policyExemptions/write", "A guard rail has a gap."),
    _done("role-assignment-written", "Microsoft.Authorization/roleAssignments/write", "Somebody is given rights."),
    _done("lock-deleted", "Microsoft.Authorization/locks/delete", "What must not be deleted now can be."),
    _done(
        "security-policy-written",
        "Microsoft.Security/policies/write",
        "What Defender for Cloud looks for is changed.",
        category="Security",
    ),
    _done(
        "security-solution-written",
        "Microsoft.Security/securitySolutions/write",
        "What reports to Defender for Cloud is changed.",
        category="Security",
    ),
    _done(
        "security-solution-deleted",
        "Microsoft.Security/securitySolutions/delete",
        "Something does not report to Defender for Cloud any more.",
        category="Security",
    ),
    _done("security-group-written", "Microsoft.Network/networkSecurityGroups/write", "Who may reach what is changed."),
    _done("security-group-deleted", "Microsoft.Network/networkSecurityGroups/delete", "A network loses its rules."),
    _done("route-table-written", "Microsoft.Network/routeTables/write", "The way around the firewall can be opened."),
    _done("public-address-written", "Microsoft.Network/publicIPAddresses/write", "Something may face the internet."),
    _done("key-vault-deleted", "Microsoft.KeyVault/vaults/delete", "Keys and secrets go away."),
    _done("recovery-vault-deleted", "Microsoft.RecoveryServices/vaults/delete", "Backups go away."),
    _done("workspace-deleted", "Microsoft.OperationalInsights/workspaces/delete", "The logs go away."),
    _done("sql-firewall-rule-written", "Microsoft.Sql/servers/firewallRules/write", "A database is opened."),
)
"""In the order in which they are made. Each costs nothing while it is quiet."""


@value
class Measure:
    """A metric that is watched: `kind` is the Azure type of the resources, `severity` 0 (worst) to 4."""

    name: str
    kind: str
    metric: str
    aggregation: Literal["Average", "Maximum", "Minimum"]
    operator: Literal["GreaterThan", "LessThan"]
    threshold: int
    severity: int
    window: str
    frequency: str
    why: str


FIREWALL, KEY_VAULT = "Microsoft.Network/azureFirewalls", "Microsoft.KeyVault/vaults"

MEASURES: Mapping[str, tuple[Measure, ...]] = {
    FIREWALL: (
        Measure(
            name="health",
            kind=FIREWALL,
            metric="FirewallHealth",
            aggregation="Average",
            operator="LessThan",
            threshold=90,
            severity=1,
            window="PT15M",
            frequency="PT5M",
            why="The firewall that all organisations go through is not well.",
        ),
        Measure(
            name="ports",
            kind=FIREWALL,
            metric="SNATPortUtilization",
            aggregation="Maximum",
            operator="GreaterThan",
            threshold=80,
            severity=2,
            window="PT15M",
            frequency="PT5M",
            why="The firewall runs out of ports: new connections to the internet will fail.",
        ),
    ),
    KEY_VAULT: (
        Measure(
            name="available",
            kind=KEY_VAULT,
            metric="Availability",
            aggregation="Average",
            operator="LessThan",
            threshold=90,
            severity=1,
            window="PT15M",
            frequency="PT5M",
            why="Applications cannot get their keys and secrets.",
        ),
    ),
}
"""By the type of what is watched."""
