"""What traffic means for the plan: which interfaces give an order, which are cut, and who saw them when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inventory.model import Interface

_MOST_NAMED = 5


def orders_moves(interface: Interface) -> bool:
    """True where the called application must move no later than its caller: where people declared the interface.

    What was only seen in traffic binds where it is strong, by moving together. Otherwise it can be cut for a while;
    as an order, the calls of a whole estate would run in circles and tie everything into one move.
    """
    return interface.declared or not interface.observed


def seen_words(interface: Interface) -> str:
    """By whom and when an interface was seen in traffic: "seen by county.csv, last on 2026-11-20"."""
    sources = interface.seen_by[:_MOST_NAMED]
    more = len(interface.seen_by) - len(sources)
    by = f" by {', '.join(sources)}" + (f" and {more} more" if more else "") if sources else ""
    when = f", last on {interface.last_seen}" if interface.last_seen else ""
    return f"seen in traffic{by}{when}"


def cut_words(interfaces: Iterable[Interface], group_of: Mapping[str, str], application_id: str) -> list[str]:
    """A sentence on the interfaces of an application that were seen in traffic and that its move cuts, if any."""
    cut = [one for one in interfaces if one.observed and _is_cut(one, group_of, application_id)]
    if not cut:
        return []
    named = [
        f"{one.from_application} to {one.to_application} ({one.kind or 'kind not known'}; {seen_words(one)})"
        for one in cut[:_MOST_NAMED]
    ]
    more = f", and {len(cut) - len(named)} more" if len(cut) > len(named) else ""
    return [f"{len(cut)} {_noun(len(cut))} seen in traffic may cross the line for a time: {', '.join(named)}{more}."]


def _is_cut(one: Interface, group_of: Mapping[str, str], application_id: str) -> bool:
    ends = one.from_application, one.to_application
    return application_id in ends and group_of.get(ends[0]) != group_of.get(ends[1])


def _noun(count: int) -> str:
    return "interface" if count == 1 else "interfaces"
