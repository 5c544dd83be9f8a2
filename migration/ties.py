"""Ties between initiatives beside `depends_on`: packages, done all or none, and pairs that exclude each other. Pure.

Portfolio tools know the two as mutual inclusion and mutual exclusion: Optimizer.DependencyTypes of Microsoft Project
Server (learn.microsoft.com, gg225817, read 2026-11-23). So does A. Zuluaga, J. Sefair and A. Medaglia, Model for the
selection and scheduling of interdependent projects, 2007, of the second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from migration.model import Initiative
from safeio.values import value

Known = Mapping[str, Initiative]
"""Initiatives by id. Ties to others ask nothing."""

Pair = tuple[str, str]
"""Two ids, in order."""


@value
class Need:
    """Why an initiative is needed: `by` is the one that needs it. `package` is the one both are in; None: it depends on
    it."""

    by: str
    package: str | None = None

    def words(self, one: str) -> str:
        """The need, for people to read; `one` is what is needed."""
        return f"{self.by} depends on {one}" if self.package is None else f"package {self.package} holds both"


def packages(known: Known) -> dict[str, tuple[str, ...]]:
    """The members of each package, both sorted; without those of one member."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(known):
        name = known[one].package
        if name is not None:
            found[name].append(one)
    return {name: tuple(members) for name, members in sorted(found.items()) if len(members) > 1}


def exclusions(known: Known) -> tuple[Pair, ...]:
    """The pairs that exclude each other, sorted, each once. A build speaks for its roll-outs: they depend on it. Where
    it is not known itself, they stand for it."""
    parts = defaultdict[str, list[str]](list)
    for one in known.values():
        if one.rollout_of is not None and one.rollout_of not in known:
            parts[one.rollout_of].append(one.id)
    found: set[Pair] = set()
    for one in known.values():
        if one.rollout_of is None or one.rollout_of not in known:
            for named in one.excludes:
                others = (named,) if named in known else parts[named]
                found.update((min(one.id, other), max(one.id, other)) for other in others)
    return tuple(sorted(found))


def needed(first: Iterable[str], known: Known) -> dict[str, Need | None]:
    """Whatever is done where these are: themselves (None), and with the reason all they depend on and all of their
    packages, and so on."""
    held = packages(known)
    found: dict[str, Need | None] = dict.fromkeys(sorted(first))
    waiting = list(found)
    for one in waiting:
        package = known[one].package
        firsts = {before: Need(by=one) for before in sorted(known[one].depends_on) if before in known}
        for other in held.get(package or "", ()):
            firsts.setdefault(other, Need(by=one, package=package))
        for other, why in firsts.items():
            if other not in found:
                found[other] = why
                waiting.append(other)
    return found


def without(first: Iterable[str], known: Known) -> dict[str, Need | None]:
    """Whatever is not done where these are not: themselves (None), and with the reason what depends on them and their
    packages, and so on. A reason names what is not done as `by`."""
    held, later = packages(known), defaultdict[str, list[str]](list)
    for one in sorted(known):
        for before in known[one].depends_on:
            later[before].append(one)
    found: dict[str, Need | None] = dict.fromkeys(sorted(first))
    waiting = list(found)
    for one in waiting:
        package = known[one].package
        others = {other: Need(by=one) for other in later[one]}
        for other in held.get(package or "", ()):
            others.setdefault(other, Need(by=one, package=package))
        for other, why in others.items():
            if other not in found:
                found[other] = why
                waiting.append(other)
    return found


def clash(first: Iterable[str], known: Known) -> tuple[Pair, str] | None:
    """The first pair that exclude each other of all that is needed where these are done, with how it is needed in
    words; None where there is none."""
    found = needed(first, known)
    for pair in exclusions(known):
        if found.keys() >= set(pair):
            return pair, "; ".join(dict.fromkeys(words for one in pair for words in _chain(one, found)))
    return None


def _chain(one: str, found: Mapping[str, Need | None]) -> list[str]:
    """How one is needed, step by step; nothing where it is there by itself."""
    words = []
    while (why := found[one]) is not None:
        words.append(why.words(one))
        one = why.by
    return words
