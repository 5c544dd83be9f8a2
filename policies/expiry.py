"""When a key or a secret of a key vault ends."""

from __future__ import annotations

from datetime import date

from policies.model import Answer, Resource, failed, not_applicable, passed, unknown
from policies.values import ABSENT, is_false, is_unknown, number, read
from safeio.values import Day

EXPIRES = "properties.attributes.expires"
ENABLED = "properties.attributes.enabled"

_SECONDS_IN_A_DAY = 86_400
_EPOCH = date(1970, 1, 1)


def ends_within(resource: Resource, days: int, as_of: Day) -> Answer:
    """A fail where a key or a secret never ends, ends later than `days` after `as_of`, or has ended. Not applicable to
    one that is switched off."""
    enabled = read(resource.properties, ENABLED)
    if is_false(enabled):
        return not_applicable("it is switched off")
    found = _ends_within(resource, days, as_of)
    if is_unknown(enabled) and found.verdict == "fail":
        return unknown(ENABLED, "whether it is switched on is not known yet")
    return found


def _ends_within(resource: Resource, days: int, as_of: Day) -> Answer:
    found = read(resource.properties, EXPIRES)
    if found is ABSENT:
        return failed(EXPIRES, "it never expires")
    seconds = number(found)
    if seconds is None:
        return unknown(EXPIRES, f"{EXPIRES} is not known yet, or is no number of seconds")
    left = seconds / _SECONDS_IN_A_DAY - (as_of - _EPOCH).days
    if left >= days + 1:
        return failed(EXPIRES, f"it expires more than {days} days from now")
    # Not "left < 0": what is no number must not pass.
    return passed() if left >= 0 else failed(EXPIRES, "it has expired")
