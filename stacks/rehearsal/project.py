"""The Pulumi project of a rehearsal: what `pulumi up` reads in a programme folder, with an approval of its own."""

from __future__ import annotations

import json
from datetime import date
from os.path import lexists
from pathlib import Path

from safeio.json_files import sha256_bytes
from safeio.private_files import private_folder, write_private
from safeio.regular import read_regular
from stacks.guard import APPROVAL, ARCHITECTURE

PROJECT = "cloud-unless"
JUDGED_BY = ("standards.yaml", "exemptions.yaml")
"""What a policy pack reads in a programme folder. A rehearsal must be judged as the real run is."""

_CAP_BYTES = 1_000_000

_SETTINGS = f"name: {PROJECT}\nruntime: python\ndescription: A rehearsal. Nothing in it reaches a cloud.\n"
_PROGRAM = "from stacks.rehearsal.program import run\n\nrun()\n"


def write_project(folder: Path, architecture: bytes, as_of: date, programme: Path) -> None:
    """Write the project into a new folder: its settings, the program, the architecture, an approval of exactly these
    bytes, so that the guard of the stacks stays on, and what the folder `programme` has of JUDGED_BY. Raises
    StorageError, and InputError for one of these that cannot be read."""
    approval = {
        "schema_version": 1,
        "architecture_sha256": sha256_bytes(architecture),
        "approver": "rehearsal",
        "date": as_of.isoformat(),
    }
    private_folder(folder)
    write_private(folder / "Pulumi.yaml", _SETTINGS.encode())
    write_private(folder / "__main__.py", _PROGRAM.encode())
    write_private(folder / ARCHITECTURE, architecture)
    for name in JUDGED_BY:
        if lexists(programme / name):
            write_private(folder / name, read_regular(programme / name, _CAP_BYTES))
    # JSON is YAML too.
    write_private(folder / APPROVAL, json.dumps(approval).encode())
