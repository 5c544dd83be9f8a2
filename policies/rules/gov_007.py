"""GOV-007: an exemption from a policy ends, and somebody answers for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, passed, unknown
from policies.values import is_unknown, read

EXPIRY = "expiresOn"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where an exemption has no end within the agreed time, no owner or no ticket."""
    ends = _judge_end(read(resource.properties, EXPIRY), context.as_of, context.parameters["most_days"])
    return worst((ends, *(_judge_entry(resource, name) for name in context.parameters["metadata"])))


def _judge_end(found: Any, as_of: date, most_days: int) -> Answer:
    if is_unknown(found):
        return unknown(EXPIRY, f"{EXPIRY} is not known yet")
    day = _day(found)
    if day is None:
        return failed(EXPIRY, "the exemption has no end that can be read")
    if day <= as_of:
        return failed(EXPIRY, "the exemption has ended and is still there")
    if day > as_of + timedelta(days=most_days):
        return failed(EXPIRY, f"the exemption ends more than {most_days} days from now")
    return passed()


def _day(found: Any) -> date | None:
    """The day in UTC of a moment such as "2027-01-31T00:00:00Z"."""
    try:
        moment = datetime.fromisoformat(found if isinstance(found, str) else "")
    except ValueError:
        return None
    return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date()


def _judge_entry(resource: Resource, name: str) -> Answer:
    path = f"metadata.{name}"
    found = read(resource.properties, path)
    if is_unknown(found):
        return unknown(path, f"{path} is not known yet")
    return passed() if isinstance(found, str) and found.strip() else failed(path, f"the exemption has no {name}")


RULE = Rule(
    id="GOV-007",
    title="Policy exemptions end and have an owner",
    severity="high",
    why="An exemption without an end or an owner becomes the rule: nobody remembers the risk that was accepted.",
    applies_to=("azure-native:authorization:PolicyExemption",),
    answer=answer,
    absent_means="Fail: without expires_on an exemption holds for ever, and nothing fills in its metadata.",
    remedy="Set expires_on to a day at most 180 days ahead, and metadata with owner and ticket.",
    frameworks={
        "ncsc-csp": ("4",),
        "cyber-essentials": ("CE-FW-05",),
        "caf": ("A2.b",),
        "uk-gdpr": ("5(2)",),
    },
    parameters={"most_days": 180, "metadata": ("owner", "ticket")},
    sources=("Documentation strings of azure-native 3.29.0, authorization PolicyExemptionArgs",),
)
