"""Recognise a product and its cycle in the names that exports, hosts and people write."""

from __future__ import annotations

import re
from functools import lru_cache

from inventory.model import Product
from inventory.product_lines import NUMBER, Known, Line, known_lines
from inventory.product_names import LONGEST, normal, padding_off

Recognised = tuple[str, str | None]

_EDITION = re.compile(
    r"\b(?:standard|enterprise|data ?center|web|essentials|foundation|professional|education|pro|home|edition|"
    r"evaluation|express|developer|business|ultimate|one|server|x64|n)\b"
)
_BARE_ORACLE = re.compile(r"^\s*oracle(?=\s*(?:\d|$))", re.IGNORECASE)
_OPEN_ENDED = re.compile(r"\b(?:or|and) (?:later|newer|above|higher|\d)|\d\+(?!\w)|\b(?:beta|preview|insider)\b")
_LIST_OF_VERSIONS = re.compile(r"\d[\w.]*/\d")
_TELLS_RELEASES_APART = re.compile(r"(?:sp|r)\d\w*|rtm")
_NOT_THE_PRODUCT = re.compile(
    r"\b(?:client|native|drivers?|connector|odbc|jdbc|oledb|ole db|workbench|management studio|tools?|setup|plug-?in|"
    r"support files|language pack|books online|documentation|sdk|agent|viewer|toolkit|library|data-tier|compact|"
    r"policies|browser|vss writer|launcher|exporter|operator|console|clr types|localdb|language service|"
    r"(?:reporting|integration|analysis) services|upgrade advisor|scriptdom|management objects|add-?in|module)\b"
)


def recognise(text: str, products: tuple[Product, ...], version: str | None = None) -> Recognised | None:
    """The product id and cycle that `text` names, with `version` where a source keeps it apart.

    Nothing is guessed. A product that is not known gives None. The cycle is None where the text gives none, could
    mean several ("CentOS 4/5/6/7", "2016 or later"), or contradicts `version`. One rule stands: a Microsoft name
    without a service pack means the product, whose support ends with its last service pack.
    """
    return _recognise(text[:LONGEST], (version or "")[:LONGEST], known_lines(products))


def recognise_system(text: str, products: tuple[Product, ...], version: str | None = None) -> Recognised | None:
    """As `recognise`, for a text that is known to name an operating system: there "Oracle 8.6" is its Linux."""
    return recognise(_BARE_ORACLE.sub("oracle linux", text[:LONGEST]), products, version)


@lru_cache(maxsize=100_000)
def _recognise(text: str, version: str, known: Known) -> Recognised | None:
    """By the name, then by name and version read as one: "windows" alone is no product, "windows 2019" is."""
    said = normal(text)
    found = _named(said, known)
    if not version.strip():
        return found and (found[0].id, found[1])
    number = normal(version)
    together = _named(f"{said} {number}", known)
    if together and (found is None or (together[0] is not found[0] and found[1] is None and together[1])):
        return together[0].id, together[1]
    if found is None:
        return None
    line, cycle = found
    return line.id, _narrower(cycle, _cycle(line, number))


def _named(said: str, known: Known) -> tuple[Line, str | None] | None:
    """The line whose name takes up most of `said`, and its cycle; None where two lines take up the same."""
    look = known.look.match(said)
    assert look is not None, "every group of the look is optional"
    likely = [line for line, seen in zip(known.lines, look.groups(), strict=True) if seen is not None]
    if not likely:
        return None
    part_only = _NOT_THE_PRODUCT.search(said)
    matches = [(*_match(line, said), line) for line in likely if line.is_os or not part_only]
    longest = max((length for length, _, _ in matches), default=0)
    winners = [(line, cycle) for length, cycle, line in matches if length == longest]
    return winners[0] if len(winners) == 1 else None


def _match(line: Line, said: str) -> tuple[int, str | None]:
    """How many characters of `said` name the line, and the cycle the rest gives."""
    if said in line.aliases:
        return len(said), None
    match = next(match for pattern in line.patterns if (match := pattern.match(said)))
    parts = match.groupdict()
    cycle, version = parts.get("cycle"), parts.get("version")
    length = match.start("cycle") if cycle else match.end()
    return length, _narrower(_cycle(line, cycle or ""), _cycle(line, version or ""))


def _cycle(line: Line, said: str) -> str | None:
    """The cycle that `said` names: by its whole words, without the edition, then by the beginning of its number."""
    said = said.strip(" .")
    if not said or _OPEN_ENDED.search(said) or _LIST_OF_VERSIONS.match(said):
        return None
    plain = re.sub(r"[()\-]", " ", said)
    without_edition = _EDITION.sub(" ", plain).split()
    for words in (plain.split(), without_edition):
        for end in range(len(words), 0, -1):
            name = " ".join(words[:end])
            if name in line.unclear:
                return None
            if name in line.names:
                return line.names[name]
            if _TELLS_RELEASES_APART.fullmatch(words[end - 1]):
                break
    if any(map(_TELLS_RELEASES_APART.fullmatch, without_edition)):
        return None
    return _by_number(line, said)


def _by_number(line: Line, said: str) -> str | None:
    """The cycle by the longest beginning of a dotted number: 12.2.0.1.0 is 12.2 where a cycle has that name."""
    first = said.split()[0]
    for beginning, cycle in line.beginnings:
        if padding_off(first).startswith(beginning):
            return cycle
    match = NUMBER.match(first)
    if not match:
        return None
    parts = padding_off(match[1]).split(".")
    for end in range(len(parts), 0, -1):
        number = ".".join(parts[:end])
        if number in line.unclear:
            return None
        if number in line.numbers:
            return line.numbers[number]
    return None


def _narrower(cycle: str | None, other: str | None) -> str | None:
    """What two sayings about one thing come to: the narrower, or None where they contradict each other."""
    if cycle is None or other is None or cycle == other:
        return other or cycle
    if _release(cycle) == _release(other) or other.startswith(f"{cycle}."):
        return other
    return cycle if cycle.startswith(f"{other}.") else None


def _release(cycle: str) -> str:
    """The cycle without its service pack: 13.0-sp2 and 13.0 are one release."""
    return padding_off(re.sub(r"-(?:sp\d\w*|r2)$", "", cycle))
