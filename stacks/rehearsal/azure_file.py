"""What stands in a simulated Azure, as a SQLite file that a person can look into."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from safeio.private_files import write_private
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.wire import Secret

SECRET = "[secret]"  # noqa: S105 - a mark, not a secret
"""In place of every secret."""

_TABLE = "CREATE TABLE resources (id TEXT PRIMARY KEY, type TEXT, stack TEXT, name TEXT, properties TEXT)"


def write_azure(path: Path, azure: Azure) -> None:
    """Write a new file with the table `resources`: id, Azure type, stack, Pulumi name, and the properties as JSON, in
    order of id. Secrets are left out. Raises StorageError."""
    rows = [(one.id, one.kind, _stack(one.urn), one.urn.rpartition("::")[2], _json(one.outputs)) for one in azure.all()]
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute(_TABLE)
        made.executemany("INSERT INTO resources VALUES (?, ?, ?, ?, ?)", rows)
        made.commit()
        write_private(path, made.serialize())


def _stack(urn: str) -> str:
    return urn.split("::")[0].removeprefix("urn:pulumi:")


def _json(properties: Any) -> str:
    return json.dumps(_shown(properties), sort_keys=True, ensure_ascii=False)


def _shown(value: Any) -> Any:
    if isinstance(value, Secret):
        return SECRET
    if isinstance(value, dict):
        return {name: _shown(one) for name, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value
