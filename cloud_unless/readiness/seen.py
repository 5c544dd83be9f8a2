"""What `doctor` saw of a machine and a folder. Nothing in it is a secret, or the name of a host of the estate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Where standard output goes. `width` counts columns; `no_colour` is why there is no colour, None where there is.

    `encoding` is the one output is written in, in lower case.
    """

    is_terminal: bool
    width: int
    no_colour: str | None
    encoding: str


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What was seen of the machine.

    `python` is major and minor version, `executable` the interpreter that runs this. `lacking` gives the modules that
    are not installed, by the extra they belong to; those that every command needs stand under "".
    `pulumi` says which of its programs are there; `pulumi_tool` is the script of a checkout that builds them.
    `agent` is whether SSH_AUTH_SOCK names an SSH agent that answers, `agent_keys` how many keys it holds.
    `locale` is None where the one that is set is not installed, else the encoding it stands for.
    `temporary_free` are bytes.
    """

    python: tuple[int, int]
    executable: str
    lacking: Mapping[str, tuple[str, ...]]
    pulumi: Literal["whole", "no-language-host", "none"]
    pulumi_tool: Path | None
    agent: Literal["none", "silent", "answers"]
    agent_keys: int | None
    terminal: Terminal
    locale: str | None
    temporary_free: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """What was seen of a programme folder.

    `closed` names what this user may not read and write, with "." for the folder itself; `modes` are the permission
    bits of what must be private, by name. `newest_file` is the latest day on which a file of the folder was written.
    `in_git` and `ignored` say whether it is in git and whether git ignores the estate. `unreadable` names the file that
    cannot be read as it must, None where all can.
    `credentials` are the kinds of reference in sources.yaml (env, file, keyring, agent). `database` is "none" where
    nothing was imported yet or it is closed, "sound", "old" where its schema is older, or what is wrong with it.
    """

    path: Path
    closed: tuple[str, ...] = ()
    modes: Mapping[str, int] = field(default_factory=dict)
    free: int
    newest_file: date | None
    in_git: bool
    ignored: bool
    unreadable: str | None
    credentials: frozenset[str] = frozenset()
    database: str
    last_import: date | None = None
    own_prices: date | None = None


@dataclass(frozen=True, kw_only=True)
class Tables:
    """How old our own tables are: the day of each product line, oldest first, and of the newest list price."""

    products: tuple[date, ...]
    prices: date


@dataclass(frozen=True, kw_only=True)
class Seen:
    """All that was seen. `place` is None outside a programme folder, `tables` where packages are lacking."""

    today: date
    machine: Machine
    place: Place | None
    tables: Tables | None
