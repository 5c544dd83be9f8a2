"""The process that the engine starts for the policy pack: it prints its port, and serves until it is ended."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from policies import VERSION
from safeio.errors import Exit, UserError

if TYPE_CHECKING:
    from policies.pack import Settings

FOLDER = "CLOUD_UNLESS_FOLDER"
"""The environment variable that names the programme folder; needed only where it is not that of the project."""

AS_OF = "CLOUD_UNLESS_AS_OF"
"""The environment variable with the day to judge by, YYYY-MM-DD; without it, today."""


def run() -> None:
    """Serve the pack. The engine reads the port from the first line of standard output; nothing else is printed."""
    from policies.rules import RULES

    if not RULES:
        _stop("no rule is loaded", "Install cloud-unless again.", Exit.NOT_EVALUATED)
    try:
        from policies.analyzer import Analyzer, serve
    except ImportError as missing:
        _stop(f"{missing.name} is not installed", 'Install it: pip install "cloud-unless[stacks]"', Exit.NOT_EVALUATED)
    # The engine interrupts a pack that it needs no more; that is no fault to print.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    started_in = Path.cwd()
    servicer = Analyzer(VERSION, lambda config: _settings(config, started_in))
    server, port = serve(servicer)
    # Past the text layer and its buffer: the engine waits for this line.
    os.write(1, f"{port}\n".encode())
    servicer.cancelled.wait()
    server.stop(grace=1).wait()


def _settings(config: Mapping[str, str], started_in: Path) -> Settings:
    from policies.pack_settings import programme_folder, read_settings
    from policies.rules import RULES

    folder = programme_folder(config, os.environ.get(FOLDER), started_in)
    return read_settings(folder, RULES, _today())


def _today() -> date:
    said = os.environ.get(AS_OF)
    try:
        return date.fromisoformat(said) if said else datetime.now().astimezone().date()
    except ValueError:
        raise UserError(AS_OF, "this is not a date", "Write it as YYYY-MM-DD, or leave it out.") from None


def _stop(wrong: str, remedy: str, code: Exit) -> NoReturn:
    sys.stderr.write(f"The policy pack cannot start: {wrong}. {remedy}\n")
    sys.exit(code)
