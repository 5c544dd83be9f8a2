"""JSON as Azure's own tools read it: with comments, with commas before a closing bracket, with lines inside texts."""

from __future__ import annotations

import re

COMMENT = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
"""A comment; one that nobody closed goes to the end."""

BLANKS = rf"(?>\s|{COMMENT})*+"
"""Blanks and comments. It gives nothing back once it has taken it, so that no text makes it slow."""

_PIECE = re.compile(
    rf"""(?P<text>"(?>[^"\\]|\\.)*+")|(?P<comment>{COMMENT})|(?P<comma>,)(?={BLANKS}[}}\]])""",
    re.DOTALL,
)
_BREAKS = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def strict(text: str) -> str:
    """The same as strict JSON. Comments and surplus commas become blanks, and line breaks in texts their signs. What is
    wrong otherwise stays as it is."""
    return _PIECE.sub(_strict, text)


def _strict(found: re.Match[str]) -> str:
    if found["text"] is not None:
        return re.sub(r"[\n\r\t]", lambda sign: _BREAKS[sign[0]], found["text"])
    return re.sub(r"[^\n]", " ", found[0])
