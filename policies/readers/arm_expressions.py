"""The expressions of ARM templates ("[concat(parameters('prefix'), '-vm')]"), taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from safeio.values import value

LONGEST = 24_576
"""Characters of an expression. Source: Microsoft Learn, template limits."""

DEEPEST = 60
"""How deep calls may be nested; more is no template that a person or Bicep wrote."""

_PIECES = re.compile(r"\s*(?:'((?:[^']|'')*)'|(-?[0-9]{1,4000})|([A-Za-z_][\w]*)|([()\[\],.?]))")


@value
class Constant:
    """A text or a number in an expression."""

    value: str | int


@value
class Call:
    """A call of a function, whose name is in small letters: ARM compares names without case."""

    name: str
    arguments: tuple[Expression, ...]


@value
class Member:
    """A member of what another expression gives: `.name`, or `[index]`."""

    of: Expression
    index: Expression


Expression = Constant | Call | Member


class NoExpressionError(ValueError):
    """The text is no expression that this can take apart."""


def is_expression(text: str) -> bool:
    """True for "[...]"; "[[" begins a plain text."""
    return text.startswith("[") and text.endswith("]") and not text.startswith("[[")


def plain_text(text: str) -> str:
    """A text that is no expression, as ARM reads it."""
    return text[1:] if text.startswith("[[") else text


@lru_cache(maxsize=1024)  # templates say the same few things again and again
def parsed(text: str) -> Expression:
    """The expression in "[...]". Raises NoExpressionError."""
    if len(text) > LONGEST:
        raise NoExpressionError
    pieces = _Pieces(tuple(_pieces(text[1:-1])))
    found = _expression(pieces, 0)
    if pieces.next() is not None:
        raise NoExpressionError
    return found


Piece = tuple[str, str]


class _Pieces:
    """The pieces of an expression, read from left to right."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces
        self._at = 0

    def next(self) -> Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def take(self, sign: str | None = None) -> Piece:
        found = self.next()
        if found is None or (sign is not None and found != ("sign", sign)):
            raise NoExpressionError
        self._at += 1
        return found

    def took(self, sign: str) -> bool:
        if self.next() != ("sign", sign):
            return False
        self._at += 1
        return True


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    while text[at:].strip():
        found = _PIECES.match(text, at)
        if found is None:
            raise NoExpressionError
        kind = ("text", "number", "name", "sign")[(found.lastindex or 1) - 1]
        yield kind, found[found.lastindex or 1]
        at = found.end()


def _expression(pieces: _Pieces, depth: int) -> Expression:
    if depth > DEEPEST:
        raise NoExpressionError
    kind, text = pieces.take()
    if kind == "sign":
        raise NoExpressionError
    found: Expression
    if kind == "text":
        found = Constant(value=text.replace("''", "'"))
    elif kind == "number":
        found = Constant(value=int(text))
    else:
        if pieces.took("."):  # a function of the template's own, after its namespace
            kind, member = pieces.take()
            if kind != "name":
                raise NoExpressionError
            text = f"{text}.{member}"
        pieces.take("(")
        found = Call(name=text.casefold(), arguments=tuple(_arguments(pieces, depth + 1)))
    return _members(found, pieces, depth)


def _arguments(pieces: _Pieces, depth: int) -> Iterator[Expression]:
    if pieces.took(")"):
        return
    yield _expression(pieces, depth)
    while not pieces.took(")"):
        pieces.take(",")
        yield _expression(pieces, depth)


def _members(found: Expression, pieces: _Pieces, depth: int) -> Expression:
    while True:
        pieces.took("?")
        if pieces.took("."):
            pieces.took("?")
            kind, name = pieces.take()
            if kind != "name":
                raise NoExpressionError
            found = Member(of=found, index=Constant(value=name))
        elif pieces.took("["):
            pieces.took("?")
            found = Member(of=found, index=_expression(pieces, depth + 1))
            pieces.take("]")
        else:
            return found
