"""The Pulumi command-line program: where it is on this machine. Needs no package of Pulumi."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from safeio.errors import NotEvaluatedError

PROGRAMS = ("pulumi", "pulumi-language-python")
HOW_TO_GET = (
    "Install the Pulumi CLI (pulumi.com/docs/install) and make sure that the command pulumi works, or build it: "
    "tools/pulumi --bin"
)


@dataclass(frozen=True)
class Cli:
    """Where the programs of Pulumi are: a folder that holds both."""

    folder: Path


def find_cli(surroundings: Mapping[str, str]) -> Cli:
    """The Pulumi CLI on PATH, else the one that tools/pulumi built into the cache.

    `surroundings` are the environment variables. Raises NotEvaluatedError that says how to get it.
    """
    for folder in (*_path_folders(surroundings), *_cache_folders(surroundings)):
        if all(os.access(folder / name, os.X_OK) for name in PROGRAMS):
            return Cli(folder)
    raise NotEvaluatedError("pulumi", "the Pulumi CLI is not here, so nothing can be rehearsed", HOW_TO_GET)


def _path_folders(surroundings: Mapping[str, str]) -> list[Path]:
    found = shutil.which("pulumi", path=surroundings.get("PATH", os.defpath))
    # Package managers link the command; the programs that belong to it lie where the link leads.
    return [Path(found).parent, Path(found).resolve().parent] if found else []


def _cache_folders(surroundings: Mapping[str, str]) -> list[Path]:
    """Where tools/pulumi keeps what it built, the newest version first."""
    named = surroundings.get("CLOUD_UNLESS_CACHE")
    home = surroundings.get("XDG_CACHE_HOME") or str(Path(surroundings.get("HOME", "/")) / ".cache")
    cache = Path(named) if named else Path(home) / "cloud-unless"
    return sorted(cache.glob("pulumi-v*"), reverse=True)
