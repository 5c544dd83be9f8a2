"""Why a group has no date at all, in words."""

from __future__ import annotations

from migration.dates import WEEK
from migration.model import Programme
from migration.plan.windows import Window, blocked

MOST_REASONS = 6
"""Reasons that are named: a plan of ten years has many freezes."""


def why_none(window: Window, programme: Programme) -> str:
    """Why a group has no date at all: what stands against the weeks between those that people set."""
    asked, against = window.asked, blocked(window, programme)
    first = asked.not_before if asked is not None else None
    last = asked.deadline if asked is not None else None
    inside = [why for week, why in against if (first is None or week + WEEK > first) and (last is None or week <= last)]
    said = [f"a person set not before {first}"] if first is not None else []
    said += [f"a person set the deadline {last}"] if last is not None else []
    listed = list(dict.fromkeys((*said, *inside)))
    more = f"; and {len(listed) - MOST_REASONS} more" if len(listed) > MOST_REASONS else ""
    return "; ".join(listed[:MOST_REASONS]) + more
