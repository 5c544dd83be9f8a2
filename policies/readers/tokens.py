"""Type tokens: one plain form for all the ways in which azure-native spells a type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

# azure-native:storage/v20230101:StorageAccount, azure-native_storage_v20240101:storage:StorageAccount (a local package
# of azure-native 3), azure-native-v2:storage:StorageAccount and azure-nextgen:storage/latest:StorageAccount (its first
# name) are all the same kind of thing.
_AZURE = re.compile(
    r"azure-n(?:ative|extgen)(?:-v[0-9]+)?(?:_[a-z0-9]+_v[0-9]{8}[a-z0-9]*)?"
    r":([A-Za-z0-9]+)(?:/[A-Za-z0-9]+)?:([A-Za-z0-9]+)"
)

FORMER: Mapping[str, str] = {
    "cache:Database": "redisenterprise:Database",
    "cache:Redis": "redis:Redis",
    "cache:RedisEnterprise": "redisenterprise:RedisEnterprise",
    "documentdb:DatabaseAccount": "cosmosdb:DatabaseAccount",
    "insights:ActivityLogAlert": "monitor:ActivityLogAlert",
    "insights:DiagnosticSetting": "monitor:DiagnosticSetting",
    "insights:MetricAlert": "monitor:MetricAlert",
    "insights:PrivateLinkScopedResource": "monitor:PrivateLinkScopedResource",
    "insights:ScheduledQueryRule": "monitor:ScheduledQueryRule",
    "insights:SubscriptionDiagnosticSetting": "monitor:SubscriptionDiagnosticSetting",
    "netapp:Volume": "netapp:CapacityPoolVolume",
    "network:InterfaceEndpoint": "network:PrivateEndpoint",
    "network:Policy": "frontdoor:Policy",
    "network:PrivateZone": "privatedns:PrivateZone",
    "network:Zone": "dns:Zone",
    "sql:BackupLongTermRetentionPolicy": "sql:LongTermRetentionPolicy",
}
"""What versions 1 and 2 called types that rules look at, and what version 3 does.

Source: the aliases of each type in azure-native 3.29.0, which a test compares.
"""


@lru_cache(maxsize=1000)  # a stack has thousands of resources of few types
def plain_token(token: str) -> str:
    """The token without its API version, under its name of today: "azure-native:storage:StorageAccount". Other
    providers' stay as they are."""
    found = _AZURE.fullmatch(token)
    if found is None:
        return token
    name = f"{found[1]}:{found[2]}"
    return f"azure-native:{FORMER.get(name, name)}"
