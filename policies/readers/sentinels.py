"""Values of the engine that stand for others: not known yet, and secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.values import SECRET, UNKNOWN, Sentinel

# One for each kind of value: text, truth, number, list, asset, archive, object. From the source of pulumi-policy 1.21
# (proxy.py); the preview writes the first for all kinds, the others come to a policy pack.
_UNKNOWNS = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
_SECRET_SHOWN = "[secret]"  # noqa: S105 - how a preview shows one, not a secret
# How an export wraps a secret; from the source of pulumi 3.272 (runtime/rpc.py).
_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a mark, not a secret

_SIGNS: Mapping[str, Sentinel] = {**dict.fromkeys(_UNKNOWNS, UNKNOWN), _SECRET_SHOWN: SECRET}


def marked(found: Any) -> Any:
    """`found` with UNKNOWN and SECRET where the engine wrote its own signs for them. What is inside a secret is gone.
    Names that begin with two underscores are the engine's own and are left out."""
    if isinstance(found, str):
        return _SIGNS.get(found, found)
    if isinstance(found, dict):
        if found.get(_SIGNATURE) == _SECRET_SIGNATURE:
            return SECRET
        # Most members are texts; a call for each would double the time.
        return {
            key: _SIGNS.get(one, one) if isinstance(one, str) else marked(one)
            for key, one in found.items()
            if not key.startswith("__")
        }
    if isinstance(found, list):
        return [marked(one) for one in found]
    return found


def known(found: Any) -> str | None:
    """`found` where it is text that is known, else None."""
    return found if isinstance(found, str) and found and found not in _UNKNOWNS else None
