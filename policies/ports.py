"""Port ranges as network security groups write them: "443", "1024-2048", "*"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policies.values import number

LAST = 65535


def bounds(found: Any) -> tuple[int, int] | None:
    """The first and last port of a range; None where it is not known, or is no range."""
    if found == "*":
        return 0, LAST
    first, _, last = found.partition("-") if isinstance(found, str) else (found, "", "")
    low, high = _port(first), _port(last or first)
    return None if low is None or high is None else (low, high)


def _port(found: Any) -> int | None:
    known = number(found)
    # "inf" and "nan" read as numbers, and are no ports.
    return int(known) if known is not None and known.is_integer() else None


def includes(found: Any, ports: Iterable[int]) -> bool | None:
    """Whether a range holds one of the ports; None where the range is not known."""
    known = bounds(found)
    return None if known is None else any(known[0] <= port <= known[1] for port in ports)


def are_all_ports(ranges: Iterable[Any]) -> bool | None:
    """Whether the ranges together hold every port from 1 on; None where they might, since one is not known."""
    given = [bounds(one) for one in ranges]
    next_port = 1
    for low, high in sorted(one for one in given if one is not None):
        if low <= next_port:
            next_port = max(next_port, high + 1)
    if next_port > LAST:
        return True
    return None if None in given else False
