"""The page of exit codes, and which of them a command may end with."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from typing import Any

from safeio.errors import Exit
from tools.pages.writing import page, plain, table

PAGE = "reference/exit-codes.md"

MEANS = {
    Exit.OK: "Ok.",
    Exit.FINDINGS: "Violations: a rule or a standard is not kept.",
    Exit.USAGE: "Usage, configuration or input. The message says what to do.",
    Exit.PARTIAL: "Partial: some rows were rejected, or some hosts could not be read. The rest is kept.",
    Exit.NOT_EVALUATED: "Not proven: something needed is not known. Never take it for green.",
    Exit.INFEASIBLE: "Infeasible: no plan can keep all that is asked. The message names a conflict.",
    Exit.STORAGE: "Storage: full, locked, corrupt or read-only.",
    Exit.OUR_FAULT: "A fault of ours. Run it again as `cloud-unless --debug …` and report it.",
    Exit.INTERRUPTED: "Interrupted. Nothing is half written; run the same command again.",
}

EVERYWHERE = (Exit.OK, Exit.USAGE, Exit.STORAGE, Exit.OUR_FAULT, Exit.INTERRUPTED)
"""Any command may end with these."""


def exit_codes() -> str:
    """The page."""
    return page(
        "Exit codes",
        "A script should look at the exit code, never at the words. Only 0 is green.",
        table(("Code", "Means"), ((str(code.value), plain(says)) for code, says in MEANS.items())),
        "A pipeline that must not stop for rejected rows allows 3. It should never allow 4: something was not seen.",
    )


def codes_of(run: Callable[..., Any]) -> tuple[Exit, ...]:
    """What a command may end with: what its text says, what its file names, and what every command may end with."""
    named = set(re.findall(r"Exit\.([A-Z_]+)", inspect.getsource(sys.modules[run.__module__])))
    said = {int(number) for part in _sentences(run) for number in re.findall(r"\b(\d{1,3})\b", part)}
    judged = {Exit.FINDINGS, Exit.NOT_EVALUATED} if "exit_for" in run.__globals__ else set()
    return tuple(code for code in Exit if code in EVERYWHERE or code in judged or code.name in named or code in said)


def _sentences(run: Callable[..., Any]) -> list[str]:
    text = " ".join((run.__doc__ or "").split())
    return [part for part in re.split(r"(?<=\.) ", text) if part.startswith("Exit ")]
