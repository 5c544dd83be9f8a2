"""What names Azure takes: how long, of which characters, and within what they must be different."""

from __future__ import annotations

import re
from typing import Literal

from migration.model.architecture.name_kinds import NameKind
from safeio.values import value

NameScope = Literal["global", "subscription", "resource-group", "parent", "network"]
"""Within what a name must be different: everywhere in Azure, one subscription, one resource group, the thing it is
part of, or one directory (computers)."""


@value
class NameRule:
    """The rule for one kind of name. `abbreviation` starts the names we compose; `pattern` is matched in full."""

    kind: NameKind
    abbreviation: str
    shortest: int
    longest: int
    pattern: str
    scope: NameScope
    source: str


_CAF = "abbreviation: MicrosoftDocs/cloud-adoption-framework resource-abbreviations.md 2025-05-23"
_TOOL = "mspnp/AzureNamingTool resourcetypes.json 3e6badcb 2026-01-13"
_CAFTF = "aztfmod/terraform-provider-azurecaf resourceDefinition.json 1f919e67 2026-08-04"
_PAGE = "MicrosoftDocs/azure-docs resource-name-rules.md 849e815a 2020-01-16"
_ALL = f"{_CAF}; rule: {_TOOL}"

_NETWORK = r"[a-zA-Z0-9]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?"
_RESOLVER = r"[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?"
_HOST = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_STRICT = r"[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?"
_KEPT = "kept to letters, digits and hyphens, which every rule allows"


def _rule(
    kind: NameKind, abbreviation: str, longest: int, pattern: str, scope: NameScope, source: str, shortest: int = 1
) -> NameRule:
    return NameRule(
        kind=kind,
        abbreviation=abbreviation,
        shortest=shortest,
        longest=longest,
        pattern=pattern,
        scope=scope,
        source=source,
    )


NAME_RULES: tuple[NameRule, ...] = (
    _rule("resource-group", "rg", 90, r"[a-zA-Z0-9_.()-]*[a-zA-Z0-9_()-]", "subscription", _ALL),
    _rule("virtual-network", "vnet", 64, _NETWORK, "resource-group", _ALL, 2),
    _rule("subnet", "snet", 80, _NETWORK, "parent", _ALL),
    _rule("network-security-group", "nsg", 80, _NETWORK, "resource-group", _ALL),
    _rule("security-rule", "", 80, _NETWORK, "parent", _ALL),
    _rule("route-table", "rt", 80, _NETWORK, "resource-group", f"{_CAF}; rule: {_PAGE}"),
    _rule("route", "udr", 80, _NETWORK, "parent", _ALL),
    _rule("peering", "peer", 80, _NETWORK, "parent", _ALL),
    _rule("firewall", "afw", 80, _NETWORK, "resource-group", _ALL),
    _rule("firewall-policy", "afwp", 80, _NETWORK, "resource-group", _ALL),
    _rule("public-ip", "pip", 80, _NETWORK, "resource-group", _ALL),
    # No table at hand has a rule for private endpoints: the strictest one of a network resource is kept.
    _rule("private-endpoint", "pep", 64, _NETWORK, "resource-group", _CAF, 2),
    _rule("virtual-network-gateway", "vgw", 80, _NETWORK, "resource-group", _ALL),
    _rule("local-network-gateway", "lgw", 80, _NETWORK, "resource-group", _ALL),
    _rule("connection", "con", 80, _NETWORK, "resource-group", _ALL),
    _rule("bastion", "bas", 80, _NETWORK, "resource-group", _ALL),
    # No table at hand has rules for the parts of a resolver, flow logs and DDoS plans: letters, digits and hyphens up
    # to 64, a letter first, are safe.
    _rule("dns-resolver", "dnspr", 64, _RESOLVER, "resource-group", _CAF),
    _rule("dns-endpoint", "", 64, _RESOLVER, "parent", "none: kept strict"),
    _rule("dns-forwarding-ruleset", "dnsfrs", 64, _RESOLVER, "resource-group", _CAF),
    _rule("dns-forwarding-rule", "", 64, _RESOLVER, "parent", "none: kept strict"),
    _rule("network-watcher", "nw", 80, _NETWORK, "resource-group", _ALL),
    _rule("flow-log", "fl", 64, _RESOLVER, "parent", "none: kept strict"),
    _rule("managed-identity", "id", 128, r"[a-zA-Z0-9][a-zA-Z0-9_-]*", "resource-group", _ALL, 3),
    _rule("ddos-plan", "ddos", 64, _RESOLVER, "resource-group", "none: kept strict"),
    _rule("network-interface", "nic", 80, _NETWORK, "resource-group", _ALL),
    _rule("zone-link", "", 80, r"[a-zA-Z0-9_.-]+", "parent", f"rule: {_TOOL}"),
    _rule("workspace", "log", 63, r"[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]", "resource-group", _ALL, 4),
    _rule("key-vault", "kv", 24, r"(?!.*--)[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]", "global", _ALL, 3),
    _rule("recovery-vault", "rsv", 50, r"[a-zA-Z][a-zA-Z0-9-]*", "resource-group", _ALL, 2),
    _rule("backup-policy", "bkpol", 150, r"[a-zA-Z][a-zA-Z0-9-]*[a-zA-Z0-9]", "parent", _ALL, 3),
    # Nor for the parts of Site Recovery: letters, digits and hyphens up to the usual 63 are safe.
    _rule("replicated-item", "", 63, r"[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]", "parent", "none: kept strict"),
    _rule("network-mapping", "", 63, r"[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]", "parent", "none: kept strict"),
    # No table at hand has a rule for budgets: letters, digits and hyphens up to the usual 63 are safe.
    _rule("budget", "budget", 63, r"[a-zA-Z0-9][a-zA-Z0-9_-]*", "subscription", "none: kept strict"),
    _rule("virtual-machine", "vm", 64, r"[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?", "resource-group", _ALL),
    _rule("computer", "", 15, r"(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?", "network", f"rule: {_PAGE} (Windows)"),
    _rule("system-disk", "osdisk", 80, _NETWORK, "resource-group", f"{_CAF}; rule: {_CAFTF}"),
    _rule("data-disk", "disk", 80, _NETWORK, "resource-group", f"{_CAF}; rule: {_CAFTF}"),
    _rule("sql-server", "sql", 63, _HOST, "global", _ALL),
    _rule("sql-database", "sqldb", 128, r"[^<>*%&:\\/?]*[^<>*%&:\\/?. ]", "parent", _ALL),
    _rule("sql-failover-group", "sqlfg", 63, _HOST, "global", f"rule: {_TOOL}"),
    _rule("postgresql-server", "psql", 63, _HOST, "global", _ALL, 3),
    _rule("postgresql-database", "", 63, r"[a-zA-Z_][a-zA-Z0-9_-]*", "parent", "PostgreSQL identifiers: 63 bytes"),
    _rule("mysql-server", "mysql", 63, _HOST, "global", _ALL, 3),
    _rule("mysql-database", "", 63, r"[a-zA-Z0-9-]+", "parent", f"rule: {_TOOL}"),
    _rule("managed-instance", "sqlmi", 63, _HOST, "global", _ALL),
    _rule("container-app", "ca", 32, r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", "resource-group", f"{_CAF}; rule: {_CAFTF}"),
    _rule("container-environment", "cae", 60, _HOST, "resource-group", f"{_CAF}; rule: {_CAFTF}"),
    # No table at hand has rules for NetApp Files and Virtual Desktop: letters, digits and hyphens up to 64 are safe.
    _rule("netapp-account", "anf", 64, _HOST, "resource-group", "none: kept strict"),
    _rule("netapp-pool", "anfpool", 64, _HOST, "parent", "none: kept strict"),
    _rule("netapp-volume", "", 64, r"[a-z]([a-z0-9-]*[a-z0-9])?", "parent", "none: kept strict"),
    _rule("snapshot-policy", "", 64, _HOST, "parent", "none: kept strict"),
    _rule("blob-container", "", 63, r"(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?", "parent", f"rule: {_TOOL}", 3),
    _rule("host-pool", "vdpool", 64, _HOST, "resource-group", _CAF),
    _rule("application-group", "vdag", 64, _HOST, "resource-group", _CAF),
    _rule("desktop-workspace", "vdws", 64, _HOST, "resource-group", _CAF),
    _rule("web-app", "app", 60, _HOST, "global", _ALL, 2),
    _rule("app-service-plan", "asp", 40, r"[a-zA-Z0-9-]+", "resource-group", _ALL),
    _rule("front-door", "afd", 64, _HOST, "resource-group", f"{_CAF}; kept strict"),
    # No table at hand has a rule for endpoints: their names begin the host's, so they are kept short.
    _rule("front-door-endpoint", "fde", 46, _HOST, "global", f"{_CAF}; kept strict"),
    _rule("front-door-filter", "fdfp", 128, r"[a-zA-Z][a-zA-Z0-9]*", "resource-group", _ALL),
    _rule("storage-account", "st", 24, r"[a-z0-9]+", "global", _ALL, 3),
    _rule("file-share", "share", 63, r"(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?", "parent", _ALL, 3),
    # No table at hand has a rule for Arc machines: that of Linux machines, whose names they are, is kept.
    _rule("arc-machine", "arcs", 54, r"[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?", "resource-group", _CAF),
    _rule(
        "management-group", "mg", 90, r"[a-zA-Z0-9]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?", "network", f"{_CAF}; kept strict"
    ),
    _rule("subscription-alias", "", 63, _STRICT, "network", "none: kept strict"),
    _rule("policy-assignment", "", 24, _STRICT, "parent", f"rule: {_TOOL}, management group; {_KEPT}"),
    _rule("policy-exemption", "", 64, _STRICT, "parent", "none: kept strict"),
    _rule("action-group", "ag", 64, _STRICT, "resource-group", f"{_ALL}; {_KEPT}"),
    _rule("activity-alert", "", 128, _STRICT, "resource-group", f"rule: {_TOOL}; {_KEPT}"),
    _rule("metric-alert", "", 128, _STRICT, "resource-group", f"rule: {_TOOL}; {_KEPT}"),
    _rule("lock", "lock", 90, _STRICT, "parent", f"rule: {_TOOL}; {_KEPT}"),
    _rule("data-collection-rule", "dcr", 64, _STRICT, "resource-group", f"{_CAF}; {_KEPT}"),
    _rule("api-management", "apim", 50, _RESOLVER, "global", _ALL),
    # The parts of a gateway may have 256 characters; some of its pages refuse more than 80.
    _rule("gateway-api", "", 80, _STRICT, "parent", f"rule: {_TOOL}; {_KEPT}"),
    _rule("gateway-logger", "", 80, _STRICT, "parent", f"rule: {_TOOL}; {_KEPT}"),
    _rule("application-insights", "appi", 255, _STRICT, "resource-group", f"{_ALL}; {_KEPT}"),
    _rule("workbook", "", 36, r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "resource-group", "a GUID", 36),
    _rule("gateway-backend", "", 80, _STRICT, "parent", f"rule: {_TOOL}; {_KEPT}"),
    _rule("named-value", "", 80, _STRICT, "parent", f"rule: {_TOOL}; {_KEPT}"),
    _rule("service-bus", "sbns", 50, _RESOLVER, "global", _ALL, 6),
    _rule("message-queue", "sbq", 260, _STRICT, "parent", f"{_ALL}; {_KEPT}"),
    _rule("message-topic", "sbt", 260, _STRICT, "parent", f"{_ALL}; {_KEPT}"),
    # No table at hand has a rule for these two: 50 characters are what the portal takes.
    _rule("message-subscription", "sbts", 50, _STRICT, "parent", f"{_CAF}; kept strict"),
    _rule("system-topic", "egst", 50, _STRICT, "resource-group", f"{_CAF}; kept strict", 3),
    _rule("event-subscription", "evgs", 64, _STRICT, "parent", _ALL, 3),
    _rule("storage-queue", "", 63, r"(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?", "parent", f"rule: {_TOOL}", 3),
    _rule("data-factory", "adf", 63, _STRICT, "global", _ALL, 3),
    _rule("integration-runtime", "", 63, r"(?!.*--)[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]", "parent", f"rule: {_TOOL}", 3),
    _rule("pipeline", "", 140, _STRICT, "parent", f"rule: {_TOOL}, 260; kept strict"),
)
"""Where two sources differ both are kept: the shorter length, the fewer characters."""

_BY_KIND = {rule.kind: rule for rule in NAME_RULES}


def name_rule(kind: NameKind) -> NameRule:
    """The rule for a kind of name."""
    return _BY_KIND[kind]


def broken_name(kind: NameKind, name: str) -> str | None:
    """What is wrong with a name of a kind, or None."""
    rule = _BY_KIND[kind]
    if not rule.shortest <= len(name) <= rule.longest:
        return f"it has {len(name)} characters, and {rule.shortest} to {rule.longest} are allowed"
    if re.fullmatch(rule.pattern, name) is None:
        return f"it does not match {rule.pattern}"
    return None
