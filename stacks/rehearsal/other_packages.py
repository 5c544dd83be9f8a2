"""Which packages besides azure-native a program may use, and which of them have no provider on this machine."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

_REAL = "azure-native"
_LARGEST = 65_536


def packages_without_provider(environment: Path | None, path: str) -> tuple[str, ...]:
    """The Pulumi packages that are installed without a provider to run them, sorted by name. `environment` is the
    virtual environment of the program, None for our own; `path` is where programs are looked for, as in PATH.

    Each package of Pulumi says in pulumi-plugin.json which provider it wants.
    """
    found = {name for folder in _folders(environment) for name in _wanted(folder)}
    return tuple(sorted(name for name in found if not shutil.which(f"pulumi-resource-{name}", path=path)))


def _folders(environment: Path | None) -> Sequence[Path]:
    if environment is None:
        return [Path(one) for one in sys.path if one and Path(one).is_dir()]
    return sorted(environment.glob("lib/python3*/site-packages"))


def _wanted(folder: Path) -> set[str]:
    found = set()
    for file in folder.glob("*/pulumi-plugin.json"):
        try:
            with file.open("rb") as text:
                said = json.loads(text.read(_LARGEST))
        except (OSError, ValueError):
            continue  # whatever this is, the engine cannot read it either
        name = said.get("name") if isinstance(said, dict) and said.get("resource") else None
        if isinstance(name, str) and name.replace("-", "").isalnum() and name != _REAL:
            found.add(name)
    return found
