"""The services of each region as a user gives them: what `az provider list` prints of a subscription."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from migration.model.region_services import RegionService
from safeio.errors import InputError
from safeio.json_files import read_json
from stacks.rehearsal.regions import is_region, region_name

Offered = Mapping[str, RegionService]
"""Where types are offered, by Azure type in small letters."""

_HOW = "Write it with: az provider list --output json"


def read_offered(file: Path) -> Offered:
    """Where each type that a file names can be made. A type that is in no region of its own is left out. One provider
    alone (`az provider show`), and the answer of the REST interface, are read too. Raises InputError."""
    said: object = read_json(file, object)
    if isinstance(said, dict):
        said = [said] if "namespace" in said else said.get("value")
    if not isinstance(said, list):
        raise InputError(str(file), "this is no list of providers", _HOW)
    found = {one.kind.casefold(): one for provider in said for one in _services(provider)}
    if not found:
        raise InputError(str(file), "it names no type with its locations", _HOW)
    return found


def _services(provider: Any) -> Iterator[RegionService]:
    namespace = provider.get("namespace") if isinstance(provider, dict) else None
    types = provider.get("resourceTypes") if isinstance(provider, dict) else None
    for one in types if isinstance(types, list) else ():
        name = one.get("resourceType") if isinstance(one, dict) else None
        places = one.get("locations") if isinstance(one, dict) else None
        if not (isinstance(namespace, str) and isinstance(name, str) and isinstance(places, list)):
            continue
        texts = (region_name(place) for place in places if isinstance(place, str))
        regions = tuple(sorted({text for text in texts if is_region(text)}))
        if regions:
            kind = f"{namespace}/{name}"
            yield RegionService(kind=kind, regions=regions, whole=True, source="az provider list", day=None)
