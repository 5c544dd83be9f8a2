"""From a type of Azure Resource Manager to azure-native's: its token, its names, and what is called otherwise.

A test compares all of it with azure-native 3.29.0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from policies.readers.arm_patterns import PATTERNS
from safeio.values import value

WRAPPED = frozenset(
    {
        "app:ManagedEnvironmentsStorage",
        "cognitiveservices:Account",
        "dataprotection:BackupVault",
        "keyvault:Key",
        "keyvault:ManagedHsm",
        "keyvault:Secret",
        "keyvault:Vault",
        "network:VpnServerConfiguration",
        "recoveryservices:ProtectedItem",
        "recoveryservices:ProtectionPolicy",
        "recoveryservices:ReplicationProtectedItem",
        "recoveryservices:Vault",
        "web:WebAppApplicationSettings",
        "web:WebAppApplicationSettingsSlot",
        "web:WebAppConnectionStrings",
        "web:WebAppConnectionStringsSlot",
    }
)
"""Types whose arguments keep ARM's level `properties`. The others, and all that is inside them, do without."""

RENAMED: Mapping[str, Mapping[str, str]] = {
    "keyvault:Key": {"exp": "expires", "nbf": "notBefore"},
    "keyvault:Secret": {"exp": "expires", "nbf": "notBefore"},
    "network:VirtualNetworkGateway": {"activeactive": "activeActive"},
    "storage:StorageAccount": {
        "isnfsv3enabled": "enableNfsV3",
        "networkacls": "networkRuleSet",
        "supportshttpstrafficonly": "enableHttpsTrafficOnly",
    },
}
"""What ARM calls (in small letters) otherwise than azure-native does."""


@value
class ArmType:
    """One type of ARM. `token` is azure-native's; `arguments` take its names in order ("{vmName}"), or are the
    only name it may have ("default"); `scope` takes the id of what it is put on, None for what stands by itself."""

    token: str
    arguments: tuple[str, ...]
    scope: str | None


def _read(token: str, pattern: str) -> tuple[str, ArmType]:
    found = re.fullmatch(r"(?:\{(\w+)\})?([^{].*)", pattern)
    assert found is not None
    provider, *rest = found[2].split("/")
    kind = "/".join((provider, *rest[::2])).casefold()
    return kind, ArmType(token=f"azure-native:{token}", arguments=tuple(rest[1::2]), scope=found[1])


def _table() -> Mapping[str, tuple[ArmType, ...]]:
    made: dict[str, tuple[ArmType, ...]] = {}
    for token, pattern in PATTERNS.items():
        kind, found = _read(token, pattern)
        made[kind] = (*made.get(kind, ()), found)
    return made


ARM_TYPES = _table()
"""By the type of ARM in small letters: the types that it may be, where its last name tells which."""
