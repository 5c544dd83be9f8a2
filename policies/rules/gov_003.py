"""GOV-003: every resource carries the agreed tags."""

from __future__ import annotations

from collections.abc import Mapping

from policies.combining import worst
from policies.model import EVERY, Answer, Context, Parameter, Resource, Rule, failed, not_applicable, unknown
from policies.tracked_types import TAGGED
from policies.values import is_unknown, read


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where an agreed tag is missing or empty, on a type that takes tags."""
    if resource.type not in TAGGED:
        return not_applicable("its type takes no tags")
    found = read(resource.properties, "tags")
    if is_unknown(found):
        return unknown("tags", "the tags are not known yet")
    # Azure compares the names of tags without case.
    tags = {name.casefold(): tag for name, tag in found.items()} if isinstance(found, Mapping) else {}
    return worst(
        _judge(name, found)
        for name in context.parameters["tags"]
        if not isinstance(found := tags.get(name.casefold()), str) or not found.strip()
    )


def _judge(name: str, found: object) -> Answer:
    """What is wrong with a tag that is no text."""
    path = f"tags.{name}"
    if is_unknown(found):
        return unknown(path, f"{path} is not known yet")
    return failed(path, f"the tag {name} is missing or empty")


RULE = Rule(
    id="GOV-003",
    title="Agreed tags are present",
    severity="high",
    why="Nobody can tell whose a resource is, what it costs which council, or whether it may be switched off.",
    applies_to=(EVERY,),
    answer=answer,
    absent_means="Fail: Azure adds no tags by itself, and a resource does not inherit those of its group.",
    remedy="Set tags with a text for each agreed name.",
    frameworks={
        "ncsc-csp": ("4", "14"),
        "cyber-essentials": ("CE-SUM-01",),
        "caf": ("A3.a",),
        "uk-gdpr": ("30",),
    },
    parameters={
        "tags": (
            "application-id",
            "migration-wave",
            "organisation",
            "owner",
            "service",
            "environment",
            "data-classification",
            "cost-centre",
            "review-date",
        ),
        "values": {},
    },
    sources=("azure-native 3.29.0: the types whose arguments have tags",),
    remediation={"tags": Parameter(name="values")},
)
