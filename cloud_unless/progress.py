"""What is said on standard error: progress, notes and errors. Data never goes there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeio.errors import UserError


LINE_LIMIT = 1000  # a longer line is data that does not belong on standard error


def say(text: str) -> None:
    """Print one line to standard error, cleaned of control characters. A closed standard error is not a fault."""
    from safeio.log_text import log_safe
    from safeio.terminal_text import shown

    with suppress(BrokenPipeError, ValueError):
        sys.stderr.write(log_safe(shown(text, LINE_LIMIT)) + "\n")
        sys.stderr.flush()


def say_error(error: UserError) -> None:
    """Print where, what is wrong and what to do."""
    say(f"Error: {error.where}: {_sentence(error.wrong)}")
    say(f"What to do: {_sentence(error.remedy)}")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def number_of(count: int, noun: str) -> str:
    """A count with its noun: "1 file", "1,200 files"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def next_step(*commands: str) -> None:
    """Say what to run next: the first command, then what else there is."""
    first, *others = commands
    say(f"Next: cloud-unless {first}" + (f". Or: {', '.join(others)}" if others else ""))


@contextmanager
def progress(doing: str) -> Iterator[Callable[[str], None]]:
    """Say what is going on while the block runs. Yields a function that takes one line of progress.

    A terminal gets one line that is overwritten; anything else gets plain lines.
    """
    if not sys.stderr.isatty():
        say(f"{doing} …")
        yield say
        return
    from rich.console import Console
    from rich.text import Text

    from safeio.terminal_text import shown

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    if console.is_dumb_terminal:
        say(f"{doing} …")
        yield say
        return
    with console.status(Text(f"{doing} …")) as status:
        yield lambda line: status.update(Text(shown(f"{doing}: {line}")))
