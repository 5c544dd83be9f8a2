"""The host's clock, and how long it has been up: a wrong clock makes logs and certificates wrong."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from inventory.model import Fact, Host, Section
from inventory.shell_output import fault, part_of, unread, whole

SHELL = """\
ask date -u +%s
title /proc/uptime
read -r up </proc/uptime && put "$up"
true"""

# The day of the scan is in the collector's time zone, so a host on the other side of midnight is a day apart.
_DAYS_APART = 1
_LONG_UP_DAYS = 3_653
_SECONDS_PER_DAY = 86_400
_UPTIME = re.compile(r"(\d{1,12})(?:\.\d+)?\s")


def parse(section: Section, host: Host) -> Host:
    """The host with a fault where its clock is more than a day off, or its uptime cannot be or is over ten years."""
    told = part_of(section, "date")
    if told is not None:
        seconds = whole(told.text.strip().lstrip("-"))
        today = None if seconds is None else _day(-seconds if told.text.strip().startswith("-") else seconds)
        host = unread(host, section, "its clock") if today is None else _clock(host, today)
    up = part_of(section, "/proc/uptime")
    found = _UPTIME.match(f"{up.text} ") if up else None
    return _uptime(host, int(found[1]) // _SECONDS_PER_DAY) if found else host


def _day(seconds: int) -> date | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _clock(host: Host, today: date) -> Host:
    days = (today - host.seen_on).days
    if abs(days) <= _DAYS_APART:
        return host
    off = f"{abs(days)} days {'ahead' if days > 0 else 'behind'}"
    return fault(host, "clock-wrong", f"its clock is {off}: it says {today.isoformat()}")


def _uptime(host: Host, days: int) -> Host:
    since_epoch = (host.seen_on - date(1970, 1, 1)).days
    if days > since_epoch:
        return fault(
            host, "clock-wrong", f"it says it has been up for {days} days, longer than any Unix clock can tell"
        )
    if days > _LONG_UP_DAYS:
        return fault(host, "long-uptime", f"it has been up for {days} days: kernel updates cannot be in effect")
    return host


FACT = Fact(name="clock", shell=SHELL, parse=parse)
