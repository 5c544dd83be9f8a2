"""The quotas of a subscription as a user gives them: what `az vm list-usage` prints, and the like for networks and
storage accounts, in files for each region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from safeio.errors import InputError
from safeio.json_files import read_json
from safeio.terminal_text import shown
from stacks.rehearsal.quotas import Place, Quota, Quotas, quota_key
from stacks.rehearsal.regions import is_region, region_name

_OPTION = "--usage"
_HOW = "Write it with: az vm list-usage --location REGION --output json (or az network list-usages, for networks)"
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"-?\d{1,19}")


def read_usage(given: Sequence[str]) -> Quotas:
    """The quotas from texts such as "uksouth=usage.json" or "SUBSCRIPTION/uksouth=usage.json". Without a subscription
    they are those of each that has no file of its own. Several files may be of one place. Raises InputError."""
    found: dict[Place, dict[str, Quota]] = {}
    for text in given:
        place, file = _place(text)
        quotas, known = _quotas(file), found.setdefault(place, {})
        twice = sorted(quotas.keys() & known.keys())
        if twice:
            wrong = f"{shown(twice[0], 80)} in {shown(text, 200)} is given twice for {place.region}"
            raise InputError(_OPTION, wrong, "Give each quota of a region in one file.")
        known.update(quotas)
    return found


def _place(text: str) -> tuple[Place, Path]:
    where, equals, file = text.partition("=")
    subscription, slash, region = where.rpartition("/")
    subscription, region = subscription.casefold(), region_name(region)
    if not (equals and file and is_region(region)) or (slash and not _GUID.fullmatch(subscription)):
        remedy = f"Give {_OPTION} REGION=FILE or {_OPTION} SUBSCRIPTION-ID/REGION=FILE. {_HOW}"
        raise InputError(_OPTION, f"{shown(text, 200)} does not name a region and a file", remedy)
    return Place(subscription or None, region), Path(file)


def _quotas(file: Path) -> dict[str, Quota]:
    """The quotas of a file, by quota_key. The answer of the REST interface, with its list in `value`, is read too, and
    one quota alone, as `az storage account show-usage` prints it."""
    said: object = read_json(file, object)
    if isinstance(said, dict):
        said = [said] if "name" in said else said.get("value")
    rows = said
    if not isinstance(rows, list) or not rows:
        raise InputError(str(file), "this is no list of quotas", _HOW)
    return dict(_quota(file, number, row) for number, row in enumerate(rows, start=1))


def _quota(file: Path, number: int, row: Any) -> tuple[str, Quota]:
    name = row.get("name") if isinstance(row, dict) else None
    text = name.get("value") if isinstance(name, dict) else None
    limit, used = (_whole(row.get(field)) if isinstance(row, dict) else None for field in ("limit", "currentValue"))
    if not isinstance(text, str) or limit is None or used is None:
        raise InputError(f"{file}, entry {number}", "it does not say name.value, currentValue and limit", _HOW)
    return quota_key(text), Quota(limit=limit, used=used)


def _whole(value: Any) -> int | None:
    """A whole number, which older versions of the CLI write as text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if _NUMBER.fullmatch(str(value)) else None
