"""GOV-010: every resource can be traced to its application and its wave."""

from __future__ import annotations

from typing import Any

from policies.combining import worst
from policies.environments import tag_of
from policies.model import STACK, Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.planned import parts_of_stack, stack_of, tag_sets
from policies.tracked_types import TAGGED
from policies.urns import are_of_one_stack
from policies.values import is_unknown

TAGS = ("application-id", "migration-wave")


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the tags of a resource of this stack name what the architecture does not build there."""
    architecture = context.architecture or {}
    stack = stack_of(resource.stack, architecture)
    if stack is None:
        return not_applicable("the stack is not one of the architecture")
    planned = {tuple(tags.get(name) for name in TAGS) for tags in tag_sets(parts_of_stack(stack, architecture))}
    members = (one for one in context.graph.resources if are_of_one_stack(one, resource) and one.type in TAGGED)
    return worst(_judge(one, planned) for one in members if not one.external)


def _judge(resource: Resource, planned: set[tuple[Any, ...]]) -> Answer:
    found = tuple(tag_of(resource, name) for name in TAGS)
    if any(is_unknown(one) for one in found):
        return unknown("tags", f"the tags of {resource.name} are not known yet")
    wrong = f"the tags of {resource.name} name no application and wave that the architecture builds in this stack"
    plain = all(isinstance(one, str) for one in found)
    return passed() if plain and found in planned else failed("tags", wrong)


RULE = Rule(
    id="GOV-010",
    title="Resources can be traced to plan, application and wave",
    severity="medium",
    why="When something costs, breaks or leaks, the first question is whose it is and who decided it.",
    applies_to=(STACK,),
    answer=answer,
    absent_means="Fail: a resource without the tags cannot be traced.",
    remedy="Take application-id and migration-wave from architecture.json. The program stacks does so by itself.",
    frameworks={
        "ncsc-csp": ("4", "14"),
        "caf": ("A3.a",),
        "uk-gdpr": ("5(2)",),
    },
    parameters={},
    sources=("azure-native 3.29.0: the types whose arguments have tags",),
    plan=True,
)
