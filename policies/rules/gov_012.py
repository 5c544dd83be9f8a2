"""GOV-012: exceptions to "cloud, unless" have an owner and are looked at again in time."""

from __future__ import annotations

from datetime import date
from typing import Any

from policies.combining import worst
from policies.model import ARCHITECTURE, Answer, Context, Resource, Rule, failed, passed, unknown
from policies.planned import Workload, workloads
from policies.values import ABSENT, read


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where an exception has no owner, no approver, or a review that is overdue."""
    return worst(_judge(one, context.as_of) for one in workloads(resource.properties))


def _judge(workload: Workload, as_of: date) -> Answer:
    if "exception" not in workload:
        return unknown(None, "the architecture does not say its exceptions: make it again with cloud-unless design")
    found, of = read(workload, "exception"), f"the exception for {read(workload, 'application_id')}"
    if found is ABSENT:
        return passed()
    for name in ("owner", "approver"):
        if not str(found.get(name) or "").strip():
            return failed(f"exception.{name}", f"{of} has no {name}")
    review = _day(found.get("review_by"))
    if review is None:
        return failed("exception.review_by", f"{of} is never looked at again")
    overdue = f"{of} was to be looked at again by {review}"
    return passed() if as_of <= review else failed("exception.review_by", overdue)


def _day(found: Any) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


RULE = Rule(
    id="GOV-012",
    title="Exceptions to cloud, unless are owned and in date",
    severity="high",
    why="An exception nobody owns becomes the rule. The system stays on premise, or on machines, long after the reason "
    "for it has gone.",
    applies_to=(ARCHITECTURE,),
    answer=answer,
    absent_means="Pass where a workload needs no exception. Fail where one has no owner, approver or review date.",
    remedy="Look at the exception again, write the decision into unless.yaml, and run assess, plan and design.",
    frameworks={
        "ncsc-csp": ("4",),
        "caf": ("A2.b",),
        "uk-gdpr": ("5(2)",),
    },
    parameters={},
    sources=("Published strategies of English councils: exceptions are recorded, owned and reviewed",),
    plan=True,
)
