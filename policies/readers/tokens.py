"""Type tokens: one plain form for all the ways in which azure-native spells a type."""

from __future__ import annotations

import re

# azure-native:storage/v20230101:StorageAccount, azure-native_storage_v20240101:storage:StorageAccount (a local package
# of azure-native 3) and azure-native-v2:storage:StorageAccount are all the same kind of thing.
_AZURE = re.compile(
    r"azure-native(?:-v[0-9]+)?(?:_[a-z0-9]+_v[0-9]{8}[a-z0-9]*)?:([A-Za-z0-9]+)(?:/[A-Za-z0-9]+)?:([A-Za-z0-9]+)"
)


def plain_token(token: str) -> str:
    """The token without its API version: "azure-native:storage:StorageAccount". Other providers' stay as they are."""
    found = _AZURE.fullmatch(token)
    return f"azure-native:{found[1]}:{found[2]}" if found else token
