"""Bring the names that people and programs give to products into one form, so that patterns stay short."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 200
"""Characters of a name that are looked at: real ones stay under 120, and it bounds the work for hostile ones."""

_SIGNS = re.compile(r"\((?:r|tm|c)\)|[®™©,]|\(?\b(?:32|64)[- ]bit\b\)?|\((?:x64|x86)\)")
_VERSION_WORD = re.compile(r"\b(?:version|release|ver\.?|v\.?)[ :]*(?=\d)")
_DASH_BEFORE_NUMBER = re.compile(r"(?<=[a-z ])[ /_-]+(?=v?\d)")
_SERVICE_PACK = re.compile(r"\bservice pack (?=\d)|\bsp (?=\d)")
_JOINED_R2 = re.compile(r"(?<=20\d\d)r(?=2\b)")


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """Lower-case, one space between words, without trade marks, "64-bit" or the word "version"."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = _SIGNS.sub(" ", text)
    text = _VERSION_WORD.sub("", text)
    text = _SERVICE_PACK.sub("sp", text)
    text = _JOINED_R2.sub(" r", text)
    text = _DASH_BEFORE_NUMBER.sub(" ", text)
    return " ".join(text.split())[:LONGEST]


def padding_off(number: str) -> str:
    """Without leading zeros in its parts: 17.03.04 is 17.3.4, 10.00 is 10.0."""
    return re.sub(r"(?<![\d])0+(?=\d)", "", number)
