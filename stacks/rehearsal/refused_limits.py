"""Whether there would be more of something than Azure allows: in a subscription, a region, a network, a list.

The levels of management groups: azure-docs includes/management-group-limits.md 056402bf (2020-03-26), read 2026-11-22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stacks.rehearsal.argument_paths import at
from stacks.rehearsal.counts import subscription_of
from stacks.rehearsal.limits import Counted, Limit, holder_of, limits_of, list_limits, weight_of
from stacks.rehearsal.quotas import Place, Quota, quota_key
from stacks.rehearsal.regions import region_name
from stacks.rehearsal.resource_ids import azure_type
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View

MOST_LEVELS = 6
"""Levels of management groups below the root of the tenant."""

_MANAGEMENT_GROUPS = "Microsoft.Management/managementGroups"
_TEBIBYTE = 2**40


@dataclass(frozen=True)
class _Most:
    """The most that may be, and what is in use besides the stacks; with who says so."""

    limit: int
    used: int
    said_by: str


def refused_limits(
    token: str,
    urn: str,
    found_id: str | None,
    subscription_id: str,
    inputs: Mapping[str, Any],
    view: View,
    exists: bool,
) -> Iterator[Refusal]:
    """The limits that a resource goes beyond, with all that is there or announced. One that `exists` is counted
    already: only the lists in its arguments are looked at."""
    kind = azure_type(token)
    # What stands above all subscriptions has an id, and none in it.
    subscription = subscription_of(found_id) if found_id else subscription_id
    one = Counted(kind, found_id, subscription, inputs)
    for limit in list_limits(kind):
        yield from _refused_list(limit, one, view)
    if exists:
        return
    for limit in limits_of(kind):
        yield from _refused_count(limit, one, urn, view)
    if kind == _MANAGEMENT_GROUPS:
        yield from _refused_level(inputs, view)


def _refused_list(limit: Limit, one: Counted, view: View) -> Iterator[Refusal]:
    items = at(one.inputs, limit.of)
    most = _most(limit, one, view)
    if most is not None and isinstance(items, list | Mapping) and len(items) > most.limit:
        yield Refusal(limit.of, f"{len(items)} {limit.what} are too many: the limit is {most.limit} ({most.said_by})")


def _refused_count(limit: Limit, one: Counted, urn: str, view: View) -> Iterator[Refusal]:
    holder, most = holder_of(limit, one), _most(limit, one, view)
    if holder is None or most is None:
        return
    wanted = most.used + _others(limit, holder, one, urn, view) + weight_of(limit, one)
    if wanted > most.limit:
        used = f"{_amount(limit, most.used)} of them in use before, " if most.used else ""
        yield Refusal(
            "",
            f"{_amount(limit, wanted)} {limit.what} {_where(limit, holder)} are too many: {used}the limit is "
            f"{_amount(limit, most.limit)} ({most.said_by}). {_remedy(limit, wanted)}",
        )


def _others(limit: Limit, holder: str, one: Counted, urn: str, view: View) -> int:
    """What counts already, without the resource itself. What is announced and stands counts as it stands."""
    standing, announced = view.azure.counts, view.announced.counts
    here, said = standing.held(limit, holder), announced.held(limit, holder)
    fewer, more = (here, said) if len(here) < len(said) else (said, here)
    twice = sum(said[key] for key in fewer if key in more)
    itself = {urn, (one.id or "").casefold()}
    own = sum(here.get(key, said.get(key, 0)) for key in itself)
    return standing.total(limit, holder) + announced.total(limit, holder) - twice - own


def _most(limit: Limit, one: Counted, view: View) -> _Most | None:
    """The limit as the user gave it, which is none below zero, else as the table has it. None where neither has one."""
    quota = _given(limit, one, view) if view.azure.quotas else None
    if quota is not None and quota.limit < 0:
        return None
    if quota is not None:
        counts = limit.within in ("region", "subscription")
        return _Most(quota.limit, quota.used if counts else 0, "as given with --usage")
    if limit.limit is None:
        return None
    return _Most(limit.limit, 0, f"{limit.source}, {limit.day}")


def _given(limit: Limit, one: Counted, view: View) -> Quota | None:
    """The quota of this name in a file of the user: of the region, or, for what counts in no region, of any."""
    quotas, key = view.azure.quotas, quota_key(limit.name)
    text = one.inputs.get("location")
    subscription = one.subscription.casefold()
    if limit.within == "region" and isinstance(text, str):
        region = region_name(text)
        places = [Place(subscription, region), Place(None, region)]
    elif limit.within == "region":
        return None
    else:
        mine = [place for place in quotas if place.subscription_id in (subscription, None)]
        places = sorted(mine, key=lambda place: (place.subscription_id is None, place.region))
    return next((quotas[place][key] for place in places if key in quotas.get(place, {})), None)


def _refused_level(inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    """A group too many levels below the root. A parent that nobody made is taken to be the root."""
    level, parent = 1, at(inputs, "details.parent.id")
    while isinstance(parent, str) and level <= MOST_LEVELS:
        above = view.find(parent)
        if above is None:
            return
        level, parent = level + 1, at(above.inputs, "details.parent.id")
    if level > MOST_LEVELS:
        yield Refusal("details.parent.id", f"management groups have at most {MOST_LEVELS} levels below the root")


def _amount(limit: Limit, number: int) -> str:
    return f"{number / _TEBIBYTE:g} TiB" if limit.within == "region" and limit.of else str(number)


def _where(limit: Limit, holder: str) -> str:
    if limit.within == "region":
        return f"in {holder.rpartition('/')[2]} of one subscription"
    if limit.within in ("tenant", "subscription"):
        return f"in one {limit.within}"
    return f"in {holder.rpartition('/')[2]}"


def _remedy(limit: Limit, wanted: int) -> str:
    place = {"tenant": "", "subscription": "subscription", "region": "region or subscription", "network": "network"}
    other = f"put some in another {place[limit.within]}" if place.get(limit.within) else "have fewer"
    if not limit.adjustable:
        return f"Azure raises it for nobody: {other}"
    return f"Ask Azure for {wanted} and give it with --usage, as {limit.name}; or {other}"
