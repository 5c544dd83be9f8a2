"""Versions as Azure writes them: numbers ("1.2"), and days ("2019-04-01") for its interfaces."""

from __future__ import annotations

import re
from typing import Any

from policies.model import Resource
from policies.values import Sentinel

_IN_TYPE = re.compile(r"(?:_v|/v)(\d{4})(\d{2})(\d{2})([a-z0-9]*)(?=:)")


def at_least(found: Any, lowest: str) -> bool:
    """True for a version that is `lowest` or newer; a number counts as its text. False for what is no version, such as
    the "None" that SQL servers take."""
    have, need = _parts(found), _parts(lowest)
    return have is not None and need is not None and have >= need


def interface_version(resource: Resource) -> str | Sentinel | None:
    """Which version of Azure's interface a template or a type asks for ("2024-04-01-preview"); None where that is left
    to the provider, a sentinel where it is not known."""
    if resource.api_version is not None:
        return resource.api_version
    if resource.raw_type == resource.type:  # of most, and quicker than looking
        return None
    found = _IN_TYPE.search(resource.raw_type)
    if found is None:
        return None
    return "-".join(part for part in found.groups() if part)


def _parts(found: Any) -> tuple[int, ...] | None:
    text = str(found)
    return tuple(int(one) for one in text.split(".")) if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}", text) else None
