"""Writing what one source said into the tables of the store, inside a transaction that the caller began."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from inventory.model import Claim
from inventory.schema import CLAIMS, IMPORTS, SOURCES
from safeio.values import value

# Rows in one call of the driver: larger batches are no faster, and hold more memory.
BATCH = 5_000

# Made once: SQLAlchemy takes longer to make a statement than SQLite takes to run it.
_SOURCE = select(SOURCES.c.id, SOURCES.c.name).where(SOURCES.c.path == bindparam("path"))
_NAMED = select(SOURCES.c.id).where(SOURCES.c.name == bindparam("name"))
_ADD_SOURCE = SOURCES.insert()
_ADD_IMPORT = IMPORTS.insert()


@value
class Said:
    """What one source said in one go: a file that was imported, or a host that was scanned.

    `path` is where the source is, as the store knows it; `rows` counts its rows or sections, `rejected` those refused.
    """

    source: str
    path: str
    format: str
    sha256: str
    rows: int
    claims: tuple[Claim, ...]
    rejected: int = 0


def keep(connection: Connection, said: Said, at: date) -> int:
    """Keep what one source said, inside a transaction that the caller began. Returns the id of the import."""
    source_id, name = _source(connection, said)
    import_id = new_id(
        connection,
        _ADD_IMPORT,
        {
            "source_id": source_id,
            "format": said.format,
            "sha256": said.sha256,
            "imported_on": at.isoformat(),
            "row_count": said.rows,
            "claim_count": len(said.claims),
            "rejected_count": said.rejected,
        },
    )
    assert all(claim.source == said.source for claim in said.claims), f"{name}: claims of another source"
    rows = _rows(said.claims, source_id, import_id)
    statement = keeping(connection.dialect.name)
    while batch := list(islice(rows, BATCH)):
        connection.execute(statement, batch)
    return import_id


def _source(connection: Connection, said: Said) -> tuple[int, str]:
    """The source by where it is. Two files of one name get different source names."""
    found = connection.execute(_SOURCE, {"path": said.path}).first()
    if found:
        return found.id, found.name
    name = next(name for name in _names(said.source, said.path) if not _is_taken(connection, name))
    return new_id(connection, _ADD_SOURCE, {"name": name, "path": said.path}), name


def _is_taken(connection: Connection, name: str) -> bool:
    return connection.execute(_NAMED, {"name": name}).first() is not None


def new_id(connection: Connection, statement: Insert, row: Mapping[str, object]) -> int:
    """Insert one row and return the id it was given."""
    key = connection.execute(statement, row).inserted_primary_key
    assert key is not None
    return int(key[0])


def _names(source: str, path: str) -> Iterator[str]:
    """ "rvtools:vinfo.csv", then "rvtools:north/vinfo.csv", then with a number."""
    kind, _, file = source.partition(":")
    yield source
    yield f"{kind}:{'/'.join([*Path(path).parts[-2:-1], file])}"
    number = 2
    while True:
        yield f"{source} ({number})"
        number += 1


def _rows(claims: tuple[Claim, ...], source_id: int, import_id: int) -> Iterator[dict[str, Any]]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for claim in claims:
        said = encode(claim.value)
        digest = blake2b(f"{claim.thing_id}\0{claim.field}\0{said}".encode(), digest_size=16).hexdigest()
        yield {
            "source_id": source_id,
            "import_id": import_id,
            "thing_id": claim.thing_id,
            "field": claim.field,
            "value": said,
            "seen_on": claim.seen_on.isoformat(),
            "digest": digest,
        }


@cache
def keeping(dialect: str) -> Any:
    """Insert a claim; one that is known moves to this import and to the later of both days."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = insert(CLAIMS)
    later = func.max if dialect == "sqlite" else func.greatest
    return statement.on_conflict_do_update(
        index_elements=[CLAIMS.c.source_id, CLAIMS.c.digest],
        set_={
            "import_id": statement.excluded.import_id,
            "seen_on": later(CLAIMS.c.seen_on, statement.excluded.seen_on),
        },
    )
