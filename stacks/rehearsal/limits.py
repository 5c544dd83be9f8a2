"""How many resources of a type there may be: in a subscription, in a region of it, in what they stand in.

Sources stand in limits.csv, each with its day, which for a page without one is the day it was read; azure-docs is
MicrosoftDocs/azure-docs (CC-BY-4.0, facts only). Read 2026-11-22. `within` is where a limit counts: "tenant",
"subscription", "region" (of a subscription), "holder" (the resource, group or scope that it stands in), "network" (the
network of the subnet that the argument `of` names), "named" (the resource that `of` names) and "list" (the items of the
argument `of`). Within a region, `of` is the argument that is summed up, in bytes. Names of limits are those of `az
network list-usages` and `az storage account show-usage` where these have them, else ours.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, cast

from stacks.rehearsal.argument_paths import at
from stacks.rehearsal.regions import region_name
from stacks.rehearsal.resource_ids import above

Within = Literal["tenant", "subscription", "region", "holder", "network", "named", "list"]
"""Where a limit counts."""

EVERY_TYPE = "*"
"""Stands for every type of resource."""


@dataclass(frozen=True)
class Limit:
    """The most there may be of one Azure type. `limit` is None where only the user can say it; an adjustable one is
    raised by Azure when it is asked. `what` is what is counted, in words."""

    kind: str
    name: str
    within: Within
    of: str
    limit: int | None
    adjustable: bool
    what: str
    source: str
    day: str


@dataclass(frozen=True)
class Counted:
    """A resource as limits see it: its Azure type, its id, None where it is not known yet, and its arguments."""

    kind: str
    id: str | None
    subscription: str
    inputs: Mapping[str, Any]


def limits_of(kind: str) -> tuple[Limit, ...]:
    """The limits that count resources of an Azure type."""
    return _counting().get(kind.casefold(), ())


def list_limits(kind: str) -> tuple[Limit, ...]:
    """The limits of lists in the arguments of an Azure type."""
    return (*_lists().get(kind.casefold(), ()), *_lists().get(EVERY_TYPE, ()))


def holder_of(limit: Limit, one: Counted) -> str | None:
    """What a resource counts against: the same text for all that are counted together. None while that is not known
    yet, and for what a limit does not count, such as the role assignments of a management group."""
    if limit.within == "tenant":
        return limit.within
    if limit.within == "subscription":
        return one.subscription.casefold() or None
    if limit.within == "region":
        region = one.inputs.get("location")
        if not one.subscription or not isinstance(region, str):
            return None
        return f"{one.subscription.casefold()}/{region_name(region)}"
    if limit.within == "holder":
        return (above(one.id) or "").casefold() or None if one.id else None
    named = at(one.inputs, limit.of)
    if not isinstance(named, str) or not named:
        return None
    return ((above(named) or "") if limit.within == "network" else named).casefold() or None


def weight_of(limit: Limit, one: Counted) -> int:
    """How much a resource counts: 1, or the bytes that it asks for; 0 where they are not known yet."""
    if not (limit.within == "region" and limit.of):
        return 1
    asked = at(one.inputs, limit.of)
    return int(asked) if isinstance(asked, int | float) and not isinstance(asked, bool) else 0


@lru_cache(maxsize=1)
def _counting() -> Mapping[str, tuple[Limit, ...]]:
    return _by_kind([one for one in all_limits() if one.within != "list"])


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, tuple[Limit, ...]]:
    return _by_kind([one for one in all_limits() if one.within == "list"])


def _by_kind(limits: list[Limit]) -> Mapping[str, tuple[Limit, ...]]:
    found: dict[str, list[Limit]] = defaultdict(list)
    for one in limits:
        found[one.kind.casefold()].append(one)
    return {kind: tuple(some) for kind, some in found.items()}


@lru_cache(maxsize=1)
def all_limits() -> tuple[Limit, ...]:
    """Every limit of the table, in its order."""
    text = (files("stacks.rehearsal") / "limits.csv").read_text(encoding="utf-8")
    return tuple(
        Limit(
            kind=row["type"],
            name=row["name"],
            within=cast(Within, row["within"]),
            of=row["of"],
            limit=int(row["limit"]) if row["limit"] else None,
            adjustable=row["adjustable"] == "yes",
            what=row["what"],
            source=row["source"],
            day=row["day"],
        )
        for row in csv.DictReader(text.splitlines())
    )
