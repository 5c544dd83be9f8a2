"""Looking at the machine: Python, packages, Pulumi, SSH agent, terminal, locale, disk. Reads only; no network."""

from __future__ import annotations

import codecs
import locale
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from cloud_unless.readiness.agent import keys_held
from cloud_unless.readiness.seen import Machine, Terminal
from cloud_unless.tables import PIPE_COLUMNS

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "": (
        *("pydantic", "ruamel.yaml", "sqlalchemy", "alembic", "python_calamine", "xlsxwriter", "rustworkx", "ortools"),
        *("numpy", "jinja2", "markupsafe", "holidays", "paramiko", "asyncssh", "jc", "rich"),
    ),
    "stacks": ("pulumi", "pulumi_azure_native"),
    "keyring": ("keyring",),
    "postgres": ("psycopg",),
    "aws": ("boto3",),
    "windows": ("pypsrp",),
    "vsphere": ("pyVmomi",),
    "snmp": ("pysnmp",),
    "cluster": ("distributed",),
    "pdf": ("weasyprint",),
}
"""The modules of each extra of pyproject.toml; "" is what every installation has."""


def look_at_machine(environment: Mapping[str, str]) -> Machine:
    """The machine as it is now. `environment` are its variables."""
    socket = environment.get("SSH_AUTH_SOCK")
    keys = keys_held(socket) if socket else None
    return Machine(
        python=(sys.version_info.major, sys.version_info.minor),
        executable=sys.executable,
        lacking={name: _not_installed(modules) for name, modules in EXTRAS.items()},
        pulumi=_pulumi(environment),
        pulumi_tool=_pulumi_tool(),
        agent="none" if not socket else "silent" if keys is None else "answers",
        agent_keys=keys,
        terminal=_terminal(environment),
        locale=_locale(),
        temporary_free=shutil.disk_usage(tempfile.gettempdir()).free,
    )


def _not_installed(modules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(module for module in modules if not _installed(module))


def _installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):  # of "ruamel.yaml" where there is no ruamel
        return False


def _pulumi(environment: Mapping[str, str]) -> Literal["whole", "no-language-host", "none"]:
    from safeio.errors import NotEvaluatedError
    from stacks.rehearsal.cli import find_cli

    try:
        find_cli(environment)
    except NotEvaluatedError:
        return "no-language-host" if shutil.which("pulumi", path=environment.get("PATH", os.defpath)) else "none"
    return "whole"


def _pulumi_tool() -> Path | None:
    """The script that builds the CLI: a checkout has it, an installed package does not."""
    script = Path(__file__).resolve().parents[2] / "tools" / "pulumi"
    return script if os.access(script, os.X_OK) else None


def _terminal(environment: Mapping[str, str]) -> Terminal:
    is_terminal = sys.stdout.isatty()
    wide = is_terminal or environment.get("COLUMNS")
    return Terminal(
        is_terminal=is_terminal,
        width=shutil.get_terminal_size().columns if wide else PIPE_COLUMNS,
        no_colour=_no_colour(environment, is_terminal),
        encoding=_plain_name(sys.stdout.encoding),
    )


def _no_colour(environment: Mapping[str, str], is_terminal: bool) -> str | None:
    if environment.get("NO_COLOR"):
        return "NO_COLOR is set"
    if not is_terminal:
        return "the output is no terminal"
    return "TERM says that it has none" if environment.get("TERM", "dumb") in ("dumb", "unknown") else None


def _locale() -> str | None:
    """The encoding of the locale that is set; None where that locale is not installed."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:
        return None
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return _plain_name(sys.getfilesystemencoding())


def _plain_name(encoding: str | None) -> str:
    try:
        return codecs.lookup(encoding or "ascii").name
    except LookupError:
        return "unknown"
