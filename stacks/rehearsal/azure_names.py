"""Which names Azure takes for the types that a programme builds, and which names are taken everywhere at once.

Source: microsoft/AzureNamingTool resource types 3e6badcb (2026-01-13, MIT) and the Azure page on name rules
(azure-docs 849e815a, 2020-01-16, CC-BY-4.0), read 2026-11-22; where they disagree the shorter name wins. A type that is
not here has no rule that we know, and any name passes.

The design has a table of its own (migration.model.architecture.name_rules). They stay apart: a rule that is wrong there
is found out here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class NameRule:
    """The lengths a name may have, the characters as a pattern, and the same in words."""

    shortest: int
    longest: int
    pattern: str
    words: str


def _plain(shortest: int, longest: int) -> NameRule:
    words = "letters, digits, _ . and -, beginning with a letter or digit and ending with one or with _"
    return NameRule(shortest, longest, r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?", words)


def _lower_with_hyphens(shortest: int, longest: int) -> NameRule:
    words = "small letters, digits and hyphens, without a hyphen at either end"
    return NameRule(shortest, longest, r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", words)


_MACHINE = NameRule(1, 64, r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?", "letters, digits and hyphens inside")

RULES: Mapping[str, NameRule] = {
    "Microsoft.Authorization/locks": NameRule(
        1, 90, r"[A-Za-z0-9_.()-]*[A-Za-z0-9_()-]", "letters, digits, _ ( ) . and -, not ending with a full stop"
    ),
    # Under a management group 24 characters are the most, elsewhere 64: the name does not say which.
    "Microsoft.Authorization/policyAssignments": NameRule(
        1, 64, r"[^%]*[^%. ]", "anything but %, not ending with a full stop or space"
    ),
    "Microsoft.App/containerApps": _lower_with_hyphens(1, 32),
    "Microsoft.App/managedEnvironments": NameRule(
        1, 60, r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?", "letters, digits and hyphens inside"
    ),
    "Microsoft.Compute/disks": _plain(1, 80),
    "Microsoft.Compute/virtualMachines": _MACHINE,
    "Microsoft.DBforMySQL/flexibleServers": _lower_with_hyphens(3, 63),
    "Microsoft.DBforPostgreSQL/flexibleServers": _lower_with_hyphens(3, 63),
    "Microsoft.Insights/actionGroups": NameRule(
        1, 260, r"[^/&%\\?]*[^/&%\\?. ]", r"anything but / & % \ ?, not ending with a full stop or space"
    ),
    "Microsoft.Insights/activityLogAlerts": NameRule(
        1,
        260,
        r"[^<>*%{}&:\\?+/#]*[^<>*%{}&:\\?+/#. ]",
        r"anything but < > * % { } & : \ ? + / #, not ending with a full stop or space",
    ),
    "Microsoft.Insights/components": NameRule(
        1,
        260,
        r"[^/&%\\?]*[^/&%\\?. ]",
        r"anything but / & % \ ?, not ending with a full stop or space",
    ),
    "Microsoft.Insights/metricAlerts": NameRule(
        1,
        260,
        r"[^*#&+:<>?@%{}\\/]*[^*#&+:<>?@%{}\\/. ]",
        r"anything but * # & + : < > ? @ % { } \ /, not ending with a full stop or space",
    ),
    "Microsoft.KeyVault/vaults": NameRule(
        3,
        24,
        r"(?!.*--)[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]",
        "letters, digits and single hyphens, beginning with a letter",
    ),
    "Microsoft.Network/azureFirewalls": _plain(1, 80),
    "Microsoft.Network/firewallPolicies": _plain(1, 80),
    "Microsoft.Network/networkInterfaces": _plain(1, 80),
    "Microsoft.Network/networkSecurityGroups": _plain(1, 80),
    "Microsoft.Network/privateDnsZones": NameRule(
        1, 63, r"(?:[A-Za-z0-9_-]+\.){1,33}[A-Za-z0-9_-]+", "2 to 34 labels of letters, digits, _ and -"
    ),
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks": _plain(1, 80),
    "Microsoft.Network/privateEndpoints": _plain(2, 64),
    "Microsoft.Network/publicIPAddresses": _plain(1, 80),
    "Microsoft.Network/routeTables": _plain(1, 80),
    "Microsoft.Network/virtualNetworks": _plain(2, 64),
    "Microsoft.Network/virtualNetworks/subnets": _plain(1, 80),
    "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": _plain(1, 80),
    "Microsoft.OperationalInsights/workspaces": NameRule(
        4, 63, r"[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]", "letters, digits and hyphens inside"
    ),
    "Microsoft.RecoveryServices/vaults": NameRule(
        2, 50, r"[A-Za-z][A-Za-z0-9-]*", "letters, digits and hyphens, beginning with a letter"
    ),
    "Microsoft.RecoveryServices/vaults/backupPolicies": NameRule(
        3, 150, r"[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]", "letters, digits and hyphens inside, beginning with a letter"
    ),
    "Microsoft.Resources/resourceGroups": NameRule(
        1, 90, r"[\w().-]*[\w()-]", "letters, digits, _ ( ) . and -, not ending with a full stop"
    ),
    "Microsoft.Sql/managedInstances": _lower_with_hyphens(1, 63),
    "Microsoft.Sql/servers": _lower_with_hyphens(1, 63),
    "Microsoft.Sql/servers/failoverGroups": _lower_with_hyphens(1, 63),
    "Microsoft.Sql/servers/databases": NameRule(
        1,
        128,
        r"[^<>*%&:\\/?]*[^<>*%&:\\/?. ]",
        r"anything but < > * % & : \ / ?, not ending with a full stop or space",
    ),
    "Microsoft.Storage/storageAccounts": NameRule(3, 24, r"[a-z0-9]+", "small letters and digits"),
    "Microsoft.Storage/storageAccounts/fileServices/shares": NameRule(
        3, 63, r"(?!.*--)[a-z0-9][a-z0-9-]*[a-z0-9]", "small letters, digits and single hyphens inside"
    ),
    "Microsoft.Web/serverfarms": NameRule(1, 40, r"[A-Za-z0-9-]+", "letters, digits and hyphens"),
    "Microsoft.Web/sites": NameRule(
        2, 60, r"[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]", "letters, digits and hyphens, without a hyphen at either end"
    ),
}
"""The rules by Azure type."""

WORLDWIDE = frozenset(
    {
        "Microsoft.DBforMySQL/flexibleServers",
        "Microsoft.DBforPostgreSQL/flexibleServers",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Sql/managedInstances",
        "Microsoft.Sql/servers",
        "Microsoft.Sql/servers/failoverGroups",
        "Microsoft.Storage/storageAccounts",
        "Microsoft.Web/sites",
    }
)
"""Types whose names become names on the internet: nobody else in the world may have the same."""


def refused_name(kind: str, name: str) -> str | None:
    """Why Azure refuses this name for a resource of this type, or None."""
    rule = RULES.get(kind)
    if rule is None:
        return None
    if not rule.shortest <= len(name) <= rule.longest:
        limits = f"{rule.shortest} to {rule.longest} characters"
        return f"{name[:80]!r} has {len(name)} characters; a name of {kind} has {limits}"
    if not re.fullmatch(rule.pattern, name):
        return f"{name!r} is not a name of {kind}: {rule.words}"
    return None
