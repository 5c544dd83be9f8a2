"""Whether an Azure Policy assignment of the stacks will do for a resource what the stack does not."""

from __future__ import annotations

from collections.abc import Sequence

from policies.combining import all_true, any_true
from policies.graph import Graph
from policies.model import Resource
from policies.references import lies_in
from policies.values import ABSENT, is_unknown, read, same_text

_ASSIGNMENT = "azure-native:authorization:PolicyAssignment"


def is_assigned(graph: Graph, target: Resource, definitions: Sequence[str]) -> bool | None:
    """True where one of these policies is assigned to `target` and enforced; None where that is not known.

    `definitions` are ids or names of policy definitions or sets, the last part of their resource id. An assignment to a
    management group counts for every resource: which subscriptions stand below a group is not in a stack.
    """
    return any_true(
        all_true(_is_one_of(one, definitions), _is_enforced(one), _reaches(one, target))
        for one in graph.of_type(_ASSIGNMENT)
        if one.operation != "delete"
    )


def _is_one_of(assignment: Resource, definitions: Sequence[str]) -> bool | None:
    found = read(assignment.properties, "policyDefinitionId")
    if is_unknown(found):
        return None
    return isinstance(found, str) and same_text(found.rsplit("/", 1)[-1], *definitions)


def _is_enforced(assignment: Resource) -> bool | None:
    found = read(assignment.properties, "enforcementMode")
    return None if is_unknown(found) else found is ABSENT or same_text(found, "Default")


def _reaches(assignment: Resource, target: Resource) -> bool | None:
    scope = read(assignment.properties, "scope")
    if is_unknown(scope):
        return None
    if not isinstance(scope, str):
        return False
    if not scope.casefold().startswith("/subscriptions/"):
        return True
    if target.id is None:
        return None
    return lies_in(target.id, scope)
