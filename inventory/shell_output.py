"""Reading what commands wrote: a section's parts, its lines within limits, and jc without its exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jc

from inventory.model import Host, ScanError, Section
from safeio.text import clean
from safeio.values import value

# Real machines stay far below both; they bound the work that a hostile host can cause.
MOST_LINES = 20_000
LONGEST_LINE = 4_000
_LONGEST_FOR_JC = 500
_TITLE = re.compile(r"^==> (.{1,300}) <==$", re.MULTILINE)


@value
class Part:
    """A piece of a section: the file or command it came from, as the collector's script titles it, and its text."""

    title: str
    text: str


def parts(section: Section) -> tuple[Part, ...]:
    """The parts of a section that hold anything, in order. Text before the first title is nobody's and left out.

    The last line of a section that was cut is left out too: half a line says something else than the whole.
    """
    output = section.output if section.complete else section.output.rpartition("\n")[0]
    pieces = _TITLE.split(output)
    found = zip(pieces[1::2], pieces[2::2], strict=True)
    return tuple(Part(title=title, text=within_limits(text)) for title, text in found if text.strip())


def part_of(section: Section, *beginnings: str) -> Part | None:
    """The first part whose title begins with one of the given words."""
    return next((part for part in parts(section) if part.title.startswith(beginnings)), None)


def within_limits(text: str) -> str:
    """`text` without what no real output has: endless lines, and more lines than any parser should be given."""
    lines = text.replace("\0", "").splitlines()[:MOST_LINES]
    return "\n".join(line[:LONGEST_LINE] for line in lines).strip("\n")


def word(text: str | None, limit: int = 200) -> str | None:
    """Clean text, None where nothing is left."""
    return clean(text[: 4 * limit], limit) or None if text else None


def whole(text: object) -> int | None:
    """A whole number of 0 or more as written by a program; None for anything else."""
    plain = str(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 19 else None


def columns(text: str, separator: str | None = None) -> Iterator[list[str]]:
    """The cells of each line that holds any."""
    for line in text.split("\n"):
        cells = line.split(separator)
        if cells and cells != [""]:
            yield cells


def by_jc(parser: str, text: str, raw: bool = True) -> list[dict[str, Any]] | None:
    """What a parser of the library jc makes of `text`, as rows; None where it cannot.

    `raw` leaves values as texts: converting them takes jc ten times as long as reading them.
    """
    # Some of its expressions take time by the square of a line's length; nothing we read stands so far behind.
    short = "\n".join(line[:_LONGEST_FOR_JC] for line in text.split("\n"))
    try:
        found = jc.parse(parser, short, raw=raw, quiet=True)
    except Exception:  # noqa: BLE001 - a stranger's text makes its parsers raise whatever the text provokes
        return None
    rows = found if isinstance(found, list) else [found]
    return [row for row in rows if isinstance(row, dict)]


def fault(host: Host, reason: str, message: str) -> Host:
    """The host with one more fault. `message` is ours; data in it must be clean."""
    one = ScanError(target=host.target, reason=reason, message=message, seen_on=host.seen_on)
    return replace(host, faults=(*host.faults, one))


def unread(host: Host, section: Section, what: str) -> Host:
    """The host with a fault that says which answer could not be read."""
    cut = "" if section.complete else ", which was cut short"
    return fault(host, "parse", f"what the host said about {what}{cut} could not be read")


def unseen(host: Host, what: str) -> Host:
    """The host with one more thing that could not be seen."""
    return host if what in host.not_seen else replace(host, not_seen=(*host.not_seen, what))
