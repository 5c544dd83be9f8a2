"""Ranges of addresses, and whether one overlaps another that is in use."""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from safeio.values import value

Range = ipaddress.IPv4Network | ipaddress.IPv6Network

Start = tuple[int, int, int]
"""A range as its version, how many bits it fixes, and what they are: quicker to make and to find than the range."""


@value
class TakenRanges:
    """Who uses which range. `at` holds for each range its users, `within` for each range the users of what lies in it;
    two of them are enough, since one is always somebody else. `not_known` are users of a range that nobody can tell."""

    at: Mapping[Start, frozenset[str]]
    within: Mapping[Start, frozenset[str]]
    not_known: frozenset[str]

    def overlaps(self, mine: Range, user: str) -> bool | None:
        """Whether somebody else than `user` uses addresses of this range; None where that is not known. Two ranges
        overlap only where one holds the other, so this looks no further than at the ranges above."""
        own, *above = _with_all_above(mine)
        found = (self.within.get(own, frozenset()), *(self.at.get(one, frozenset()) for one in (own, *above)))
        if any(one - {user} for one in found):
            return True
        return None if self.not_known - {user} else False


def taken_by(used: Iterable[tuple[str, Range | None]]) -> TakenRanges:
    """Who uses which range; None is a range that is not known."""
    at: dict[Start, set[str]] = defaultdict(set)
    within: dict[Start, set[str]] = defaultdict(set)
    not_known: set[str] = set()
    for user, found in used:
        if found is None:
            not_known.add(user)
            continue
        places = _with_all_above(found)
        _note(at[places[0]], user)
        for place in places:
            _note(within[place], user)
    frozen = [{key: frozenset(users) for key, users in one.items()} for one in (at, within)]
    return TakenRanges(at=frozen[0], within=frozen[1], not_known=frozenset(not_known))


def range_of(found: Any) -> Range | None:
    """The range that a text names ("10.0.0.0/16"); None for what is no range."""
    try:
        return ipaddress.ip_network(found, strict=False) if isinstance(found, str) else None
    except ValueError:
        return None


def _note(users: set[str], user: str) -> None:
    if len(users) < 2:
        users.add(user)


def _with_all_above(found: Range) -> list[Start]:
    bits = int(found.network_address)
    return [(found.version, fixed, bits >> (found.max_prefixlen - fixed)) for fixed in range(found.prefixlen, -1, -1)]
