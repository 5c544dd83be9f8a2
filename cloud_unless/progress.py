"""What is said on standard error: progress, notes and errors. Data never goes there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeio.errors import UserError


LINE_LIMIT = 1000  # a longer line is data that does not belong on standard error

ERROR_LIMIT = 6000
"""Characters of what is wrong: a screen or two. In a large programme, forty ceilings and teams can be short at once."""


def say(text: str, limit: int = LINE_LIMIT) -> None:
    """Print one line to standard error, cleaned of control characters. A closed standard error is not a fault."""
    from safeio.log_text import log_safe
    from safeio.terminal_text import shown

    with suppress(BrokenPipeError, ValueError):
        sys.stderr.write(log_safe(shown(text, limit)) + "\n")
        sys.stderr.flush()


def say_error(error: UserError) -> None:
    """Print where, what is wrong and what to do. Of very many things that are wrong, the last are only counted."""
    say(f"Error: {error.where}: {_sentence(_first_of(error.wrong))}", 2 * ERROR_LIMIT)
    say(f"What to do: {_sentence(error.remedy)}")


def _first_of(wrong: str) -> str:
    """As many of the things that a message parts by semicolons as have room: never half of one, if it can be helped."""
    if len(wrong) <= ERROR_LIMIT:
        return wrong
    from safeio.text import cut

    first, *others = wrong.split("; ")
    kept, room = [cut(first, ERROR_LIMIT)], ERROR_LIMIT - len(first)
    for one in others:
        room -= len(one) + 2
        if room < 0:
            break
        kept.append(one)
    left = 1 + len(others) - len(kept)
    return "; ".join(kept) + (f"; and {left:,} more. When these are mended, the next run names more" if left else "")


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
