"""Writing Markdown: text of ours in, with nothing in it taken for markup but code between backticks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

Pages = Mapping[str, str]
"""The text of each page by its path in the site."""

_MARKUP = re.compile(r"([\\*_{}\[\]#|])")


def plain(text: str) -> str:
    """Text for a page. What stands between backticks stays code; everything else is taken as it is."""
    return "".join(part if n % 2 else _escaped(part) for n, part in enumerate(re.split(r"(`[^`\n]*`)", text)))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def paragraphs(text: str) -> str:
    """A docstring as paragraphs: single line ends are only where it was folded."""
    return "\n\n".join(plain(" ".join(block.split())) for block in re.split(r"\n\s*\n", text.strip()))


def code(text: str) -> str:
    """A short text as code, also in the cell of a table: there a stroke in code ends no cell."""
    return f"`{text}`"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |\n" for line in lines)


def listed(items: Iterable[str]) -> str:
    """A list of points that are Markdown already."""
    return "".join(f"- {item}\n" for item in items)


def page(title: str, *blocks: str) -> str:
    """A page: its title, then its blocks. Empty blocks are left out."""
    return "\n\n".join((f"# {title}", *(block.strip("\n") for block in blocks if block))) + "\n"
