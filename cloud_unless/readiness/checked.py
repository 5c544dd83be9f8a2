"""What a check answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from shlex import quote


class State(StrEnum):
    """`missing` is what commands need and do not have; a `warning` stops nothing."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The answer of one check: a sentence, and the command that mends it where one does."""

    name: str
    state: State
    says: str
    remedy: str | None = None


def ok(name: str, says: str) -> Checked:
    """All is well."""
    return Checked(name=name, state=State.OK, says=says)


def warning(name: str, says: str, remedy: str) -> Checked:
    """Something is worth mending; every command works."""
    return Checked(name=name, state=State.WARNING, says=says, remedy=remedy)


def missing(name: str, says: str, remedy: str) -> Checked:
    """Some command does not work as long as this is so."""
    return Checked(name=name, state=State.MISSING, says=says, remedy=remedy)


def install(executable: str, extra: str) -> str:
    """The command that installs an extra into the Python that runs this; "" is cloud-unless itself."""
    wanted = f"cloud-unless[{extra}]" if extra else "cloud-unless"
    return f"{quote(executable)} -m pip install --upgrade {quote(wanted)}"


def in_folder(path: Path, *names: str) -> str:
    """Files of a folder, quoted for a shell."""
    return " ".join(quote(f"./{one}" if (one := str(path / name)).startswith("-") else one) for name in names)


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "a", "a and b", "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
