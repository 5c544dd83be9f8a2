"""Programme folders whose sources.yaml names the servers of a test, and command lines run on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

from looking import DAY
from ssh_app import USER, App

from cloud_unless.init import scaffold
from inventory.host_keys import trust

AS_OF = DAY.isoformat()
ROOT = Path(__file__).resolve().parents[2]


def folder_for(path: Path, app: App, addresses: Sequence[str] = ("127.0.0.1",), trusted: bool = True) -> Path:
    """A programme folder that names these addresses of a server; its password is in the variable SCAN."""
    if not path.exists():
        scaffold(path, DAY)
    hosts = ", ".join(addresses)
    entry = f"{{hosts: [{hosts}], port: {app.port}, user: {USER}, credential: 'env:SCAN', site: main-site}}"
    (path / "sources.yaml").write_text(f"schema_version: 1\nimports: []\ntargets:\n  - {entry}\n")
    if trusted:
        trust(path / "known_hosts", [app.trusted(address) for address in addresses])
    return path


def line(folder: Path, name: str, *arguments: str) -> list[str]:
    """A command line on the folder, for a process of its own."""
    day = () if name == "hosts" else ("--as-of", AS_OF)
    return [sys.executable, "-m", "cloud_unless", name, *arguments, "--folder", str(folder), *day]


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command line to its end."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | (environment or {}),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def states(folder: Path) -> list[tuple[str, str | None]]:
    """What the hosts of the newest run came to."""
    query = "SELECT target, state FROM scan_hosts WHERE run_id = (SELECT max(id) FROM scan_runs) ORDER BY target"
    # Read only: looking must not make the file before the scan does.
    with closing(connect(f"file:{folder}/estate.db?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def dump(folder: Path) -> list[tuple[str, ...]]:
    """Everything that hosts said and that counts, in one order."""
    query = """SELECT s.name, c.thing_id, c.field, c.value, c.seen_on FROM claims c JOIN sources s ON s.id = c.source_id
        WHERE c.import_id IN (SELECT max(id) FROM imports GROUP BY source_id) ORDER BY 1, 2, 3, 4"""
    # Read only: looking must not make the file before the scan does.
    with closing(connect(f"file:{folder}/estate.db?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()
