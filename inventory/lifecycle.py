"""The support state of every thing on a date: what it rests on, and how that stands on the day."""

from __future__ import annotations

from datetime import date
from typing import Any

from inventory.model import Estate, Product, Support
from inventory.standing import standing
from inventory.support_basis import support_bases


def support(estate: Estate, products: tuple[Product, ...], as_of: date) -> tuple[Support, ...]:
    """The support state of every thing of the estate on `as_of`, by thing and aspect, sorted.

    `support_bases` says which things have one, `Standing` which date decides.
    """
    # Thousands of things rest on the same: each is worked out once.
    known: dict[int, dict[str, Any]] = {}
    found = []
    for thing_id, basis in support_bases(estate, products):
        if id(basis) not in known:
            known[id(basis)] = vars(standing(basis, as_of))
        found.append(Support(thing_id=thing_id, **known[id(basis)]))
    return tuple(found)
