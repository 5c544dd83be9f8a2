"""Why a group has no date at all, in words."""

from __future__ import annotations

from collections import Counter

from migration.dates import WEEK
from migration.model import Programme
from migration.plan.windows import TOO_SOON, Asked, Window, blocked

MOST_REASONS = 6
"""Reasons that are named: a plan of ten years has many freezes."""

A_WEEK = 7
"""Copying that takes no longer than this is no reason."""


def why_none(window: Window, programme: Programme) -> str:
    """What stands against the weeks between those that people set: what forbids most of them first, with how many."""
    asked, against = window.asked, blocked(window, programme)
    first = asked.not_before if asked is not None else None
    last = asked.deadline if asked is not None else None
    inside = [why for week, why in against if (first is None or week + WEEK > first) and (last is None or week <= last)]
    said = [f"a person set not before {first}"] if first is not None else []
    said += [f"a person set the deadline {last}"] if last is not None else []
    for why, count in Counter(inside).most_common():
        if why not in said:
            long = _long(asked) if why == TOO_SOON and asked is not None else ""
            said.append(f"{why}{long}, {count} week{'s' if count > 1 else ''}")
    more = f"; and {len(said) - MOST_REASONS} more" if len(said) > MOST_REASONS else ""
    return "; ".join(said[:MOST_REASONS]) + more


def _long(asked: Asked) -> str:
    copied = f", with {asked.copied.days} days of copying" if asked.copied.days > A_WEEK else ""
    return f" (it takes {asked.work_weeks} weeks{copied})" if asked.work_weeks > 1 else ""
