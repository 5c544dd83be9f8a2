"""Cleaning text that strangers wrote, and making ids from names."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_SLUG_LIMIT = 60
_BREAKS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def clean(text: str, limit: int = 1000) -> str:
    """`text` as it may be stored and shown: one line, nothing that hides or steers, at most `limit` characters.

    Line breaks and tabs become spaces. Control characters (ESC too), bidirectional overrides, zero-width characters
    and non-characters go. Lone surrogates become U+FFFD. The rest is put in Unicode form NFC and stripped.
    Cleaning twice is the same as cleaning once.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", "".join(map(_allowed, text)))
    return text.strip()[:limit].rstrip()


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters: a cut ends in an ellipsis, after a whole word where one ends near."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    whole, blank, _ = kept.rpartition(" ")
    # Without blanks, as a path or a hash is, it is cut where it must be.
    near = blank and not text[limit - 1].isspace() and len(whole) >= limit * 3 // 4
    return f"{(whole if near else kept).rstrip()}…"


def slug(name: str) -> str:
    """A lower-case id of `a-z`, `0-9` and `-` from a name: at most 60 characters, never empty.

    A name without such characters gives `x-` and a short hash of it.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LIMIT].rstrip("-")
    return found or f"x-{_short_hash(name)}"


def slug_with(name: str, identifier: str) -> str:
    """The slug of `name` and six hexadecimal digits of the SHA-256 of `identifier`, to tell equal names apart."""
    return f"{slug(name)[: _SLUG_LIMIT - 7].rstrip('-')}-{_short_hash(identifier)}"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:6]


def _allowed(char: str) -> str:
    if char in _BREAKS:
        return " "
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    return "" if category in ("Cc", "Cf") or _is_noncharacter(ord(char)) else char


def _is_noncharacter(code: int) -> bool:
    # Unicode 3.4, D14: the last two of each plane and U+FDD0..U+FDEF. XML writers refuse some of them.
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
