"""The SQLite file of a simulated Azure: what is in it, who may open it, and what files are refused."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import grpc
import pytest
from provider_calls import GROUP, GROUP_ID, IN_GROUP, SUBSCRIPTION, Calls, connect, urn

from safeio.errors import StorageError
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.azure_file import AzureFile, copy_azure, open_azure
from stacks.rehearsal.made import made
from stacks.rehearsal.provider import serve
from stacks.rehearsal.wire import Sealed, Secret, from_wire, to_wire

PASSWORD = "administratorLoginPassword"
SERVER_ID = f"{GROUP_ID}/providers/Microsoft.Sql/servers/sql-one"
GIVEN = {**IN_GROUP, "serverName": "sql-one", "version": "12.0", PASSWORD: Secret("canary")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is."""
    return tmp_path / "azure.db"


@pytest.fixture
def azure(path: Path) -> Any:
    """An Azure that keeps what stands in that file."""
    with closing(Azure(file=open_azure(path))) as opened:
        yield opened


def again(path: Path) -> Azure:
    """What a new process finds in the file."""
    with closing(open_azure(path)) as file:
        return Azure(file=file)


def rows(path: Path, statement: str) -> list[Any]:
    """What anybody reads in the file."""
    with closing(sqlite3.connect(path)) as stored:
        return stored.execute(statement).fetchall()


def test_what_stands_is_in_a_table_without_secrets(in_group: Calls, azure: Azure, path: Path) -> None:
    in_group.create("sql:Server", "server", GIVEN)
    azure.close()
    assert rows(path, "SELECT id, type, stack, name FROM resources") == [
        (GROUP_ID, "Microsoft.Resources/resourceGroups", "one", "group"),
        (SERVER_ID, "Microsoft.Sql/servers", "one", "server"),
    ]
    ((said,),) = rows(path, "SELECT properties FROM resources WHERE name = 'group'")
    assert json.loads(said)["location"] == "uksouth"


def test_X_01_no_secret_is_in_any_file(in_group: Calls, azure: Azure, path: Path) -> None:
    in_group.create("sql:Server", "server", GIVEN)
    azure.add(made(f"{GROUP_ID}2", "t", urn("t", "a"), {}, {"inside": [{"key": Secret("canary")}]}))
    azure.copy(path.with_name("copy.db"))
    assert [one.name for one in path.parent.iterdir() if b"canary" in one.read_bytes()] == []
    assert b"[secret " in path.with_name("copy.db").read_bytes()
    assert SUBSCRIPTION.encode() in path.with_name("copy.db").read_bytes()


def test_X_04_the_files_are_their_owners_alone(azure: Azure, path: Path) -> None:
    azure.copy(path.with_name("copy.db"))
    assert {one.stat().st_mode & 0o077 for one in path.parent.iterdir()} == {0}


def test_each_operation_is_on_record_with_what_came_of_it(in_group: Calls, azure: Azure, path: Path) -> None:
    with pytest.raises(grpc.RpcError, match="is there already"):
        in_group.create(GROUP, "group", IN_GROUP)
    in_group.delete(GROUP, GROUP_ID)
    azure.close()
    found = rows(path, "SELECT number, operation, target, outcome FROM operations")
    assert found == [
        (1, "create", urn(GROUP, "group"), "done"),
        (2, "create", urn(GROUP, "group"), "failed"),
        (3, "delete", GROUP_ID, "done"),
    ]


def test_the_same_operation_twice_at_a_time_is_in_conflict(in_group: Calls, azure: Azure) -> None:
    with azure.under_way("delete", GROUP_ID), pytest.raises(grpc.RpcError, match="409 Conflict"):
        in_group.delete(GROUP, GROUP_ID.upper())
    in_group.delete(GROUP, GROUP_ID)


def test_a_preview_leaves_no_trace(in_group: Calls, azure: Azure, path: Path) -> None:
    in_group.create("sql:Server", "server", GIVEN, preview=True)
    azure.close()
    assert (len(rows(path, "SELECT id FROM resources")), len(rows(path, "SELECT number FROM operations"))) == (1, 1)


def test_after_a_restart_a_secret_is_known_again_and_not_told(in_group: Calls, azure: Azure, path: Path) -> None:
    in_group.create("sql:Server", "server", GIVEN)
    azure.close()
    with closing(Azure(file=open_azure(path))) as later:
        found = later.find(SERVER_ID)
        assert found is not None
        sealed = found.inputs[PASSWORD]
        assert later.is_same(sealed, Secret("canary")) and not later.is_same(sealed, "other")
    assert isinstance(sealed, Sealed)
    assert from_wire(to_wire({"a": sealed})) == {"a": Secret("[secret]")}


def test_without_its_key_each_secret_counts_as_another(in_group: Calls, azure: Azure, path: Path) -> None:
    in_group.create("sql:Server", "server", GIVEN)
    azure.close()
    path.with_suffix(".key").unlink()
    with closing(Azure(file=open_azure(path))) as later:
        found = later.find(SERVER_ID)
        assert found is not None and not later.is_same(found.inputs[PASSWORD], "canary")


def test_a_copy_leaves_the_file_as_it_is(in_group: Calls, azure: Azure, path: Path) -> None:
    in_group.create("sql:Server", "server", GIVEN)
    azure.close()
    before = path.read_bytes()
    copy_azure(path, path.with_name("copy.db"))
    assert path.read_bytes() == before
    assert again(path.with_name("copy.db")).all() == again(path).all()


def test_R_09_a_second_process_is_refused(azure: Azure, path: Path) -> None:
    program = (
        f"from pathlib import Path; from stacks.rehearsal.azure_file import open_azure;open_azure(Path({str(path)!r}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "another rehearsal, or another program, has it open" in done.stderr
    azure.close()
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def text(path: Path) -> None:
    """Something else under this name."""
    path.write_text("no database at all, but long enough for a start")


def other(path: Path) -> None:
    """A database of another program."""
    with closing(sqlite3.connect(path)) as made_here:
        made_here.execute("CREATE TABLE resources (id)")


def statement(*said: str) -> Callable[[Path], None]:
    """A file of ours that somebody has changed by these statements."""

    def make(path: Path) -> None:
        open_azure(path).close()
        with closing(sqlite3.connect(path)) as stored:
            for one in said:
                stored.execute(one)
            stored.commit()

    return make


def cut(path: Path) -> None:
    """Half a file of ours."""
    open_azure(path).close()
    os.truncate(path, path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    """A file of ours with a page of nonsense."""
    open_azure(path).close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096)


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder": (Path.mkdir, "it is not an ordinary file"),
    "a link": (lambda path: path.symlink_to("elsewhere"), "it is not an ordinary file"),
    "a pipe": (os.mkfifo, "it is not an ordinary file"),
    "empty": (Path.touch, "it is empty"),
    "no database": (text, "it is no SQLite file"),
    "another database": (other, "it is a SQLite file, but none of a simulated Azure"),
    "another version": (statement("PRAGMA user_version = 9"), "schema 9; this one reads 1"),
    "cut": (cut, "it is damaged"),
    "overwritten": (overwritten, "it is damaged"),
    "no table": (statement("DROP TABLE resources"), "no such table: resources"),
    "no JSON": (statement("INSERT INTO resources (id, arguments) VALUES ('/a', '{')"), "no JSON object in the column"),
    "a list": (statement("INSERT INTO resources (id, properties) VALUES ('/a', '[]')"), "it is no JSON object"),
    "deep": (
        statement(f"INSERT INTO resources (id, arguments) VALUES ('/a', '{'[' * 100_000}')"),
        "it is nested too deep",
    ),
    "a number": (statement("INSERT INTO resources (id, urn) VALUES (x'00', '')"), "has no text in the column id"),
    "twice": (statement("INSERT INTO resources (id) VALUES ('/a'), ('/A')"), "is there twice"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_R_06_what_is_no_file_of_ours_is_refused_with_a_remedy(path: Path, kind: str) -> None:
    make, says = REFUSED[kind]
    make(path)
    with pytest.raises(StorageError, match=r"azure\.db") as caught:
        again(path)
    assert says in caught.value.wrong and caught.value.remedy.endswith(".")


def test_a_row_that_somebody_adds_is_there_from_before(path: Path) -> None:
    statement(f"INSERT INTO resources (id) VALUES ('{GROUP_ID}')")(path)
    assert [(one.id, one.kind, one.urn) for one in again(path).all()] == [
        (GROUP_ID, "Microsoft.Resources/resourceGroups", "")
    ]


def test_R_03_what_cannot_be_written_is_not_answered(azure: Azure, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise StorageError("azure.db", "the disk is full", "Free some space.")

    monkeypatch.setattr(AzureFile, "put", full)
    server = serve(azure)
    calls, channel = connect(server.port)
    with channel, pytest.raises(grpc.RpcError, match="the disk is full"):
        calls.create(GROUP, "group", IN_GROUP)
    server.stop()
    assert azure.all() == () and azure.broken is not None
    azure.close()
    assert again(path).all() == ()
