"""Comparing version numbers as Azure writes them: "1.2"."""

from __future__ import annotations

import re
from typing import Any


def at_least(found: Any, lowest: str) -> bool:
    """True for a version that is `lowest` or newer; a number counts as its text. False for what is no version, such as
    the "None" that SQL servers take."""
    have, need = _parts(found), _parts(lowest)
    return have is not None and need is not None and have >= need


def _parts(found: Any) -> tuple[int, ...] | None:
    text = str(found)
    return tuple(int(one) for one in text.split(".")) if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}", text) else None
