"""Ids for things, and finding things by whatever people call them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import translate
from hashlib import sha256

from inventory.model import KINDS
from inventory.records import Record, names_of
from safeio.text import slug, slug_with

_MOST_ASKED = 100
_LONGEST_ASKED = 80


@dataclass(slots=True, eq=False)
class Thing:
    """A thing while the estate is put together: what it is known by, and its id once given."""

    number: int
    kind: str
    records: list[Record]
    name: str
    place: str | None
    identifier: str
    explicit_id: str | None
    id: str = ""


@dataclass(slots=True, eq=False)
class Index:
    """All things by every word that may stand for them."""

    by_word: dict[str, list[Thing]] = field(default_factory=dict)
    by_claim: dict[tuple[str, str], Thing] = field(default_factory=dict)
    asked: int = 0

    def add(self, thing: Thing) -> None:
        """Make a thing findable."""
        for record in thing.records:
            self.by_claim[record.source, f"{record.kind}/{record.own}"] = thing
        for word in set().union(*(names_of(record) for record in thing.records)):
            self.by_word.setdefault(word, []).append(thing)

    def find(self, text: str, kinds: Sequence[str], source: str | None = None) -> list[Thing]:
        """The things `text` may mean, among `kinds`: as that source's own reference, else by id, else by name."""
        own = self.by_claim.get((source, text)) if source else None
        if own is not None:
            return [own] if own.kind in kinds else []
        found = [thing for thing in self.by_word.get(text.casefold(), ()) if thing.kind in kinds]
        exact = [thing for thing in found if text in (thing.id, thing.explicit_id)]
        return exact or sorted(found, key=lambda thing: (kinds.index(thing.kind), thing.id))

    def near(self, text: str) -> str | None:
        """The known word most like `text`, for a message. A hundred messages are helped; more would take minutes."""
        self.asked += 1
        start = text.casefold()[:2]
        if self.asked > _MOST_ASKED or len(text) > _LONGEST_ASKED:
            return None
        near = get_close_matches(text.casefold(), [word for word in self.by_word if word.startswith(start)], 1, 0.8)
        return near[0] if near else None


def give_ids(things: Sequence[Thing]) -> list[Thing]:
    """Set the id of every thing, unique over all kinds; return those that could not keep the id a register gave.

    A register's id stands. Else it is the slug of the name; where things share it, with the place; where they still
    share it, with a short hash of the strongest identifier. All that share a slug are lengthened, none is first:
    so the ids do not depend on the order in which sources came.
    """
    taken: set[str] = set()
    displaced = []
    for thing in sorted((one for one in things if one.explicit_id), key=_order):
        if thing.explicit_id in taken:
            displaced.append(thing)
        else:
            thing.id = thing.explicit_id or ""
            taken.add(thing.id)
    for kind in KINDS:
        waiting = [thing for thing in things if thing.kind == kind and not thing.id]
        _give_kind(waiting, taken)
        taken.update(thing.id for thing in waiting)
    return displaced


def _order(thing: Thing) -> tuple[int, str, str]:
    return KINDS.index(thing.kind), thing.name.casefold(), thing.identifier


def _give_kind(things: Iterable[Thing], taken: set[str]) -> None:
    candidates: tuple[Callable[[Thing], str], ...] = (
        lambda thing: slug(thing.name),
        lambda thing: slug(f"{thing.name[:40]} {thing.place or thing.kind}"),
        lambda thing: slug_with(thing.name, thing.identifier),
        _long_id,
    )
    for candidate in candidates:
        wanted: dict[str, list[Thing]] = {}
        for thing in things:
            if not thing.id:
                wanted.setdefault(candidate(thing), []).append(thing)
        for found, sharing in wanted.items():
            if len(sharing) == 1 and found not in taken:
                sharing[0].id = found
                taken.add(found)
    assert all(thing.id for thing in things), "two things share name, identifier and source"


def _long_id(thing: Thing) -> str:
    """Where thousands share one name, six digits of a hash are not enough."""
    known = f"{thing.kind} {thing.identifier} {thing.records[0].source} {thing.records[0].own}"
    return f"{slug(thing.name[:30])}-{sha256(known.encode()).hexdigest()[:20]}"


def is_pattern(text: str) -> bool:
    """True for a text with wildcards."""
    return "*" in text or "?" in text


def matching(pattern: str, things: Iterable[Thing]) -> list[Thing]:
    """The things whose id or name fits a pattern of `*` and `?`, without regard to case.

    The pattern comes from a stranger; `translate` makes an expression that cannot backtrack without end.
    """
    fits = re.compile(translate(re.sub(r"\*+", "*", pattern.casefold()).replace("[", "[[]"))).fullmatch
    return [thing for thing in things if fits(thing.id) or fits(thing.name.casefold())]
