"""GOV-013: nothing is built that nobody planned."""

from __future__ import annotations

from policies.asking import is_azure
from policies.combining import worst
from policies.model import STACK, Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.planned import has_tag, part_names, parts_of_stack, stack_of, tag_sets
from policies.urns import are_of_one_stack
from policies.values import read


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a resource of this stack belongs to no part of the architecture."""
    architecture = context.architecture or {}
    stack = stack_of(resource.stack, architecture)
    if stack is None:
        return not_applicable("the stack is not one of the architecture")
    planned = parts_of_stack(stack, architecture)
    parts = frozenset(part_names(planned))
    applications = frozenset(str(read(tags, "application-id")) for tags in tag_sets(planned))
    members = (one for one in context.graph.resources if are_of_one_stack(one, resource) and is_azure(one))
    return worst(_judge(one, parts, applications) for one in members if not one.external)


def _judge(resource: Resource, parts: frozenset[str], applications: frozenset[str]) -> Answer:
    if resource.component in parts:
        return passed()
    tagged = has_tag(resource, "application-id", applications)
    if tagged is None:
        return unknown("tags", f"which application {resource.name} is of is not known yet")
    return passed() if tagged else failed(None, f"{resource.name} belongs to nothing in the architecture")


RULE = Rule(
    id="GOV-013",
    title="Every resource belongs to a workload or to the landing zone",
    severity="medium",
    why="What nobody planned nobody looks after: it is not in the budget, not in the backups and not in the plan to "
    "leave.",
    applies_to=(STACK,),
    answer=answer,
    absent_means="Fail: a resource outside every component, without the tag application-id, belongs to nothing.",
    remedy="Take it out of the program, or plan it: add the application, and run assess, plan and design.",
    frameworks={
        "ncsc-csp": ("4",),
        "caf": ("A3.a",),
        "uk-gdpr": ("30",),
    },
    parameters={},
    sources=("Published strategies of English councils: one list of what there is, and an owner for each of it",),
    plan=True,
)
