"""Opening the claims database: SQLite in a private file, or PostgreSQL by URL; made, checked and brought up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from inventory.schema import REVISION
from inventory.storage_errors import damaged, told
from safeio.errors import StorageError
from safeio.private_files import private_folder
from safeio.terminal_text import shown

MIGRATIONS = Path(__file__).with_name("migrations")
_MAGIC = b"SQLite format 3\0"
_NEWER = "Install the newer version of cloud-unless that made it."


def open_file(path: Path, wait_seconds: float) -> Engine:
    """The engine of an SQLite file, made if missing. Raises StorageError where it is no sound database of ours."""
    where = shown(path, 300)
    if path.is_symlink():
        raise StorageError(where, "it is a link", "Name the file itself, or remove the link.")
    if not path.exists():
        _make(path, wait_seconds)
    if not path.is_file():  # opening a pipe would wait for ever
        raise StorageError(where, "it is not an ordinary file", "Move it away, or choose another folder.")
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise StorageError(where, f"it cannot be read ({error.strerror})", "Ask for permission to read it.") from error
    if start != _MAGIC:
        raise damaged(where, "it is empty" if not start else "it is not a database")
    engine = _sqlite_engine(path, wait_seconds)
    try:
        with told(where):
            _check(engine, where)
            _bring_up_to_date(engine, where, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_url(address: str) -> Engine:
    """The engine of a database server. Raises StorageError; the password of the address is never shown."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        wrong = "this is not the address of a database"
        raise StorageError("database", wrong, "Write it like postgresql://user@host/name.") from error
    where = url.render_as_string(hide_password=True)
    if url.get_backend_name() != "postgresql":
        raise StorageError(where, "this kind of database is not supported", "Use a file, or postgresql://.")
    if url.drivername == "postgresql":  # SQLAlchemy 2.0 would take psycopg2, which is not what we install
        url = url.set(drivername="postgresql+psycopg")
    with told(where):
        engine = create_engine(url)
        try:
            _bring_up_to_date(engine, where, None)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _sqlite_engine(path: Path, wait_seconds: float) -> Engine:
    # URL.create keeps "?", "#" and spaces of the path as they are.
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": wait_seconds})

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        # The driver must not begin transactions by itself: it would begin them too late, and not for CREATE.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # 64 MiB: the index of half a million claims fits; with SQLite's 2 MiB, importing takes twice as long.
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A writer that first reads and then writes can lose its turn; one that says so at once waits for it.
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _make(path: Path, wait_seconds: float) -> None:
    """Make the database under another name first: no one ever sees half a database, nor one that others may read."""
    private_folder(path.parent)
    where = shown(path, 300)
    new = path.with_name(f".{path.name[:100]}.{os.getpid()}.new")
    try:
        new.unlink(missing_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        engine = _sqlite_engine(new, wait_seconds)
        with told(where):
            _upgrade(engine)
            with closing(engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            engine.dispose()
        _put(new, path)
    except OSError as error:
        wrong = f"it cannot be made ({error.strerror})"
        raise StorageError(where, wrong, "Choose another folder, or free some space.") from error
    finally:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                new.with_name(new.name + suffix).unlink(missing_ok=True)


def _put(new: Path, path: Path) -> None:
    """Give the new database its name, unless another process was first: its database is as good."""
    try:
        os.link(new, path)
    except FileExistsError:
        return
    except OSError:  # network shares and memory sticks know no links
        if not path.exists():
            new.rename(path)


def _check(engine: Engine, where: str) -> None:
    with _reading(engine) as connection:
        said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if said != "ok":
            raise damaged(where, "it is damaged")


def _reading(engine: Engine) -> Connection:
    return engine.connect().execution_options(reading=True)


def _bring_up_to_date(engine: Engine, where: str, path: Path | None) -> None:
    with _reading(engine) as connection:
        tables = set(inspect(connection).get_table_names())
        at = _revision(connection) if "alembic_version" in tables else None
    if at == REVISION:
        return
    if at is None:
        if path is not None or "claims" in tables:
            raise damaged(where, "it is a database, but not one of cloud-unless")
    elif at not in known_revisions():
        raise StorageError(where, f"it was made by a newer version (schema {shown(at, 20)})", _NEWER)
    elif path is not None:
        _keep_copy(path, at)
    _upgrade(engine)


def _revision(connection: Connection) -> str | None:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def known_revisions() -> Mapping[str, str]:
    """The schemas this version can bring up to date, with what each brought."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(MIGRATIONS))
    return {script.revision: script.doc for script in scripts.walk_revisions()}


def _keep_copy(path: Path, revision: str) -> None:
    """Copy the database before its schema is changed; an existing copy of that schema is kept."""
    copy = path.with_name(f"{path.name}.before-{revision}")
    if copy.exists():
        return
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    settings: Any = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
