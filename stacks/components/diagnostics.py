"""Sends the logs of a resource to the central workspace."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import monitor

from safeio.values import value

ALL = ("allLogs",)
"""The category group that holds every log, also those Azure adds later."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "api-management": ALL,
    "bastion": ALL,
    "containers": ALL,
    "data-factory": ALL,
    "desktop-desktops": ALL,
    "desktop-group": ALL,
    "desktop-pool": ALL,
    "firewall": ALL,
    "front-door": ALL,
    "gateway": ALL,
    "key-vault": ALL,
    "managed-database": ALL,
    "managed-instance": ALL,
    "mysql": ALL,
    "network": ALL,
    "network-security-group": ALL,
    "postgresql": ALL,
    "public-address": ALL,
    "recovery-vault": ALL,
    "service-bus": ALL,
    "sql-database": ALL,
    "system-topic": ALL,
    "volume": ALL,
    "workspace": ALL,
}
"""Kinds of resource that know category groups. Source: resource lists of the built-in Azure Policy initiatives that
enable category group logging to Log Analytics, azure-policy commit f4a50bac, read November 2026."""

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "blob-service": ("StorageDelete", "StorageRead", "StorageWrite"),
    "file-service": ("StorageDelete", "StorageRead", "StorageWrite"),
    "sql-master": ("DevOpsOperationsAudit", "SQLSecurityAuditEvents"),
    "web": (
        "AppServiceAppLogs",
        "AppServiceAuditLogs",
        "AppServiceConsoleLogs",
        "AppServiceHTTPLogs",
        "AppServiceIPSecAuditLogs",
        "AppServicePlatformLogs",
    ),
}
"""Kinds without category groups in those lists, by log. Sources: the same commit, and for web the policy
Deploy-Diagnostics-Website of the Azure Landing Zones Library (faae8ccf), less the logs that only some plans have."""

OWN_TABLES = frozenset({"api-management", "data-factory", "firewall", "recovery-vault"})
"""Kinds that write each log into a table of its own where asked; otherwise everything lands in one wide table."""


@value
class LogTarget:
    """Where logs go: the workspace's id, and the name that every diagnostic setting has."""

    workspace_id: pulumi.Input[str]
    setting: str


def send_logs(
    name: str, kind: str, resource_id: pulumi.Input[str], target: LogTarget, options: pulumi.ResourceOptions
) -> monitor.DiagnosticSetting:
    """Send every log of a resource to the target. `kind` is a key of GROUPS or CATEGORIES. Makes 1 resource."""
    if kind in GROUPS:
        logs = [monitor.DiagnosticsLogSettingsArgs(category_group=one, enabled=True) for one in GROUPS[kind]]
    else:
        logs = [monitor.DiagnosticsLogSettingsArgs(category=one, enabled=True) for one in CATEGORIES[kind]]
    return monitor.DiagnosticSetting(
        name,
        name=target.setting,
        resource_uri=resource_id,
        workspace_id=target.workspace_id,
        logs=logs,
        log_analytics_destination_type="Dedicated" if kind in OWN_TABLES else None,
        opts=options,
    )
