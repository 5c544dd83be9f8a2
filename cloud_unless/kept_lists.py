"""The settled lists kept beside out/estate.json, so that a list on another day is shown at once.

Nothing in the file is known by it alone. Where it is missing, damaged, or made from anything that has changed since,
it is left aside, and `estate` settles again and writes it anew.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cloud_unless import __version__, stages
from cloud_unless.estate_lists import CONFLICTS, DATES, FILE, LISTINGS
from cloud_unless.settled_lists import AnyDay, Rows, SettledLists
from cloud_unless.tables import Cell
from safeio.errors import InputError, UserError
from safeio.json_files import sha256_bytes, sha256_of
from safeio.regular import read_regular

_FORM = 1  # of the file; one of another form is left aside
_CAP_BYTES = 500_000_000
_ORDER = (*LISTINGS, CONFLICTS)

# Line 1 says what the file was made from, line 2 holds what is true on any day, and each line after them one list, in
# the order of _ORDER: so a list is read without the others.


def made_from(folder: Path) -> str | None:
    """A hash of all that an estate is settled from: the store, what people wrote of it, our products and our version.

    None where there is nothing to settle, or where it cannot be read.
    """
    from inventory.products import products_digest
    from inventory.store_digest import store_digest

    store = folder / stages.STORE
    digest = store_digest(store) if store.is_file() and not store.is_symlink() else None
    if digest is None:
        return None
    try:
        written = [sha256_of(folder / name) for name in (stages.PROGRAMME, "sources.yaml") if (folder / name).exists()]
    except UserError:
        return None
    parts = [str(_FORM), __version__, products_digest(), digest, *written]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def keep_lists(folder: Path, lists: SettledLists, made: str | None) -> None:
    """Write the lists of the estate that was just written; `made` is what it was settled from. Raises StorageError."""
    any_day = _any_day().dump_json(lists.any_day)
    body = b"\n".join((any_day, *(_written(lists.rows[name]) for name in _ORDER)))
    stages.write_bytes(folder, FILE, json.dumps(_head(folder, made, body)).encode() + b"\n" + body)


def kept_lists(folder: Path, made: str | None, name: str | None) -> SettledLists | None:
    """What was kept, with the rows of one list, or of none; None where it is not what settling again would give.

    `made` is what an estate would be settled from now.
    """
    try:
        head, _, body = read_regular(folder / FILE, _CAP_BYTES).partition(b"\n")
        if made is None or json.loads(head) != _head(folder, made, body):
            return None
        lines = body.split(b"\n")
        any_day = _any_day().validate_json(lines[0])
        rows = {} if name is None else {name: _read(lines[1 + _ORDER.index(name)], name)}
    except (InputError, ValueError, IndexError, RecursionError):
        return None
    return SettledLists(any_day=any_day, rows=rows)


def _head(folder: Path, made: str | None, body: bytes) -> dict[str, str | None]:
    return {"made_from": made, "estate_sha256": sha256_of(folder / stages.ESTATE), "rest_sha256": sha256_bytes(body)}


def _written(rows: Rows) -> bytes:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def _read(line: bytes, name: str) -> Rows:
    fields = LISTINGS[name].shown if name in LISTINGS else ()
    days = [place for place, field in enumerate(fields) if field in DATES]
    money = [place for place, field in enumerate(fields) if field.endswith("_gbp")]
    rows: Rows = _rows().validate_json(line)
    return tuple(_typed(row, days, money) for row in rows) if days or money else rows


def _typed(row: tuple[Cell, ...], days: list[int], money: list[int]) -> tuple[Cell, ...]:
    cells = list(row)
    for place in days:
        cells[place] = None if cells[place] is None else date.fromisoformat(str(cells[place]))
    for place in money:
        cells[place] = None if cells[place] is None else Decimal(str(cells[place]))
    return tuple(cells)


@lru_cache(maxsize=1)
def _any_day() -> TypeAdapter[AnyDay]:
    return TypeAdapter(AnyDay)


@lru_cache(maxsize=1)
def _rows() -> TypeAdapter[Any]:
    return TypeAdapter(tuple[tuple[str | int | bool | tuple[str, ...] | None, ...], ...])
