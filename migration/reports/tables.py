"""The parts a section is made of: tables whose cells are text, a marked word or a bar, cut where they grow too long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from safeio.values import value

ROWS_SHOWN = 150
"""Rows of one table. More are counted in a sentence: a committee does not read them, and the file stays small."""

CELL_LETTERS = 600
"""Letters of one cell; a longer text is cut and ends with an ellipsis."""

Tone = Literal["good", "due", "bad", "unknown", "plain"]
Kind = Literal["text", "number", "date", "prose", "chart"]
Look = Literal["good", "due", "bad", "unknown", "plain", "prepare", "copy", "change", "after", "freeze"]


@value
class Mark:
    """A short word with a tone; the word says it all, the tone only helps the eye."""

    text: str
    tone: Tone


@value
class Segment:
    """A piece of a bar, in percent of its width."""

    start: str
    width: str
    look: Look


@value
class Bar:
    """A bar over the whole width of its cell. `says` is the same in words.

    `grid` are faint upright lines behind the pieces, such as the turns of years; `lines` are strong ones before them,
    such as a ceiling. Both are in percent.
    """

    segments: tuple[Segment, ...]
    grid: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    says: str


Cell = str | Mark | Bar


@value
class Column:
    """A heading and what stands below it: figures go to the right, dates do not break, charts and prose get room."""

    heading: str
    kind: Kind = "text"


@value
class Body:
    """Rows under one heading, or under none. The first cell of a row names it."""

    heading: str | None = None
    rows: tuple[tuple[Cell, ...], ...]


@value
class Table:
    """A table with its caption; `more` says how many rows are left out and where they are."""

    caption: str
    columns: tuple[Column, ...]
    bodies: tuple[Body, ...]
    more: str | None = None


def columns(*headings: str | tuple[str, Kind]) -> tuple[Column, ...]:
    """Columns from their headings; a heading alone is a column of text."""
    return tuple(
        Column(heading=one) if isinstance(one, str) else Column(heading=one[0], kind=one[1]) for one in headings
    )


def table(
    caption: str,
    headings: Sequence[Column],
    rows: Sequence[tuple[Cell, ...]],
    full_rows_in: str,
) -> Table | None:
    """One body of rows, cut at ROWS_SHOWN; `full_rows_in` names the file with all of them. None without rows."""
    if not rows:
        return None
    return bodies_table(caption, headings, [Body(rows=tuple(rows))], full_rows_in)


def bodies_table(
    caption: str,
    headings: Sequence[Column],
    bodies: Sequence[Body],
    full_rows_in: str,
    total: int | None = None,
) -> Table | None:
    """Several bodies, cut together at ROWS_SHOWN rows. None where no body has a row. `total` is the number of rows
    there are, where those past ROWS_SHOWN were not made."""
    kept, room = [], ROWS_SHOWN
    for body in bodies:
        if body.rows and room > 0:
            kept.append(Body(heading=body.heading, rows=body.rows[:room]))
            room -= len(body.rows)
    total = sum(len(body.rows) for body in bodies) if total is None else total
    more = f"{ROWS_SHOWN} of {total:,} rows are shown. All are in {full_rows_in}." if total > ROWS_SHOWN else None
    return Table(caption=caption, columns=tuple(headings), bodies=tuple(kept), more=more) if kept else None


def share(part: float, whole: float) -> str:
    """`part` of `whole` in percent with two decimals, as SVG wants it; kept between 0 and 100."""
    if whole <= 0:
        return "0"
    return f"{min(max(100 * part / whole, 0), 100):.2f}"


def stacked(parts: Sequence[tuple[int, Look]], says: str) -> Bar:
    """A bar of counts side by side that fill its whole width."""
    whole, at, segments = sum(count for count, _ in parts), 0, []
    for count, look in parts:
        if count:
            segments.append(Segment(start=share(at, whole), width=share(count, whole), look=look))
        at += count
    return Bar(segments=tuple(segments), says=says)
