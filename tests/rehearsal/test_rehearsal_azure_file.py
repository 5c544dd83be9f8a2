"""The SQLite file of what stands in a simulated Azure."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from provider_calls import GROUP_ID, SUBSCRIPTION, Calls, urn

from stacks.rehearsal.azure import Azure, made
from stacks.rehearsal.azure_file import SECRET, write_azure
from stacks.rehearsal.wire import Secret


def test_what_stands_is_in_a_table_without_secrets(in_group: Calls, azure: Azure, tmp_path: Path) -> None:
    given = {"serverName": "sql-one", "version": "12.0", "administratorLoginPassword": Secret("canary")}
    in_group.created("sql:Server", "server", **given)
    write_azure(tmp_path / "azure.db", azure)
    with closing(sqlite3.connect(tmp_path / "azure.db")) as stored:
        rows = stored.execute("SELECT id, type, stack, name FROM resources").fetchall()
        (said,) = stored.execute("SELECT properties FROM resources WHERE name = 'group'").fetchone()
    assert rows[0] == (GROUP_ID, "Microsoft.Resources/resourceGroups", "one", "group")
    assert rows[1][1:] == ("Microsoft.Sql/servers", "one", "server")
    assert json.loads(said)["location"] == "uksouth"
    assert b"canary" not in (tmp_path / "azure.db").read_bytes()
    assert SUBSCRIPTION in rows[1][0]


def test_a_secret_that_comes_back_is_not_shown(azure: Azure, tmp_path: Path) -> None:
    azure.add(made(GROUP_ID, "t", urn("t", "a"), {}, {"inside": [{"key": Secret("canary")}]}))
    write_azure(tmp_path / "azure.db", azure)
    found = (tmp_path / "azure.db").read_bytes()
    assert b"canary" not in found
    assert SECRET.encode() in found
