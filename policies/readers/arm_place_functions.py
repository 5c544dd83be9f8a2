"""The functions of ARM expressions that ask of the template, of the place it is deployed to, and of other resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from policies.readers.arm_functions import CannotTellError, below, resource_type_and_names
from policies.readers.arm_open import is_open, open_value, unknown_call

Copied = Mapping[str, int]
"""The number of the copy that a value stands in, by the name of the loop; "" is the loop of the resource."""


class Scope(Protocol):
    """The template that is asked (policies.readers.arm_scope), as far as these functions ask it."""

    @property
    def deployment(self) -> str:
        """The id of what it is deployed to."""

    @property
    def subscription(self) -> str:
        """The id of the subscription of that."""

    @property
    def symbols(self) -> Mapping[str, str]:
        """The ids of its resources by their symbols."""

    @property
    def outputs(self) -> Mapping[str, Any]:
        """What the deployments inside it give out, by their ids in small letters."""

    def parameter(self, name: str) -> Any:
        """The value of a parameter."""

    def variable(self, name: str) -> Any:
        """The value of a variable."""


PlaceFunction = Callable[[Scope, list[Any], Copied], Any]


def _parameters(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    return _named(given, "parameters", scope.parameter)


def _variables(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    return _named(given, "variables", scope.variable)


def _named(given: list[Any], function: str, look_up: Callable[[str], Any]) -> Any:
    if len(given) == 1 and isinstance(given[0], str) and not is_open(given[0]):
        return look_up(given[0])
    return unknown_call(function, given)


def _if(_scope: Scope, given: list[Any], _copied: Copied) -> Any:
    if len(given) == 3 and isinstance(given[0], bool):
        return given[1] if given[0] else given[2]
    # Whatever the condition comes to, this comes of it.
    same = len(given) == 3 and type(given[1]) is type(given[2]) and given[1] == given[2]
    return given[1] if same else unknown_call("if", given)


def _and(_scope: Scope, given: list[Any], _copied: Copied) -> Any:
    if any(one is False for one in given):
        return False
    return True if all(one is True for one in given) else unknown_call("and", given)


def _or(_scope: Scope, given: list[Any], _copied: Copied) -> Any:
    if any(one is True for one in given):
        return True
    return False if all(one is False for one in given) else unknown_call("or", given)


def _coalesce(_scope: Scope, given: list[Any], _copied: Copied) -> Any:
    found = next((one for one in given if one is not None), None)
    # What is not known may be null, and then the next one counts.
    return unknown_call("coalesce", given) if is_open(found) and len(given) > 1 else found


def _resource_id(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    try:
        before, kind, names = resource_type_and_names(given)
        return below(_group(scope, before), kind, names)
    except CannotTellError:
        return unknown_call("resourceid", given)


def _group(scope: Scope, before: tuple[Any, ...]) -> str:
    if not before:
        return scope.deployment
    if not all(isinstance(one, str) for one in before):
        raise CannotTellError
    start = f"/subscriptions/{before[0]}" if len(before) > 1 else scope.subscription
    return f"{start}/resourceGroups/{before[-1]}"


def _subscription_resource_id(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    try:
        before, kind, names = resource_type_and_names(given)
        return below(f"/subscriptions/{before[0]}" if before else scope.subscription, kind, names)
    except CannotTellError:
        return unknown_call("subscriptionresourceid", given)


def _tenant_resource_id(_scope: Scope, given: list[Any], _copied: Copied) -> Any:
    try:
        _, kind, names = resource_type_and_names(given)
        return below("", kind, names)
    except CannotTellError:
        return unknown_call("tenantresourceid", given)


def _extension_resource_id(_scope: Scope, given: list[Any], _copied: Copied) -> Any:
    try:
        before, kind, names = resource_type_and_names(given[1:])
        return unknown_call("extensionresourceid", given) if before else below(str(given[0]), kind, names)
    except CannotTellError:
        return unknown_call("extensionresourceid", given)


def _copy_index(_scope: Scope, given: list[Any], copied: Copied) -> Any:
    name = given[0] if given and isinstance(given[0], str) else ""
    offset = given[-1] if given and isinstance(given[-1], int) else 0
    at = copied.get(name.casefold())
    return open_value(f"copyIndex({name})") if at is None else at + offset


def _reference(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    found = _with_symbol(scope, given)
    outputs = scope.outputs.get(found[0].casefold()) if found and isinstance(found[0], str) else None
    return unknown_call("reference", found) if outputs is None else {"outputs": outputs}


def _resource_info(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    found = _with_symbol(scope, given)
    return {"id": found[0]} if found else unknown_call("resourceinfo", given)


def _resource_group(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    if given or "/resourceGroups/" not in scope.deployment:
        return unknown_call("resourcegroup", given)
    return _place("resourceGroup()", scope.deployment, ("name", "location", "tags", "managedBy", "type", "properties"))


def _subscription(scope: Scope, given: list[Any], _copied: Copied) -> Any:
    if given or not scope.subscription.startswith("/subscriptions/"):
        return unknown_call("subscription", given)
    found = _place("subscription()", scope.subscription, ("tenantId", "displayName"))
    return {**found, "subscriptionId": scope.subscription.removeprefix("/subscriptions/")}


def _place(name: str, own_id: str, others: tuple[str, ...]) -> dict[str, Any]:
    """What the function tells of a place: its id is the template's own, and nothing else of it is known."""
    return {"id": own_id, **{other: open_value(f"{name}.{other} of {own_id}") for other in others}}


def _with_symbol(scope: Scope, given: list[Any]) -> list[Any]:
    """The arguments, with the id of the resource in place of the symbol that names it in the template."""
    if given and isinstance(given[0], str) and given[0] in scope.symbols:
        return [scope.symbols[given[0]], *given[1:]]
    return given


PLACE_FUNCTIONS: Mapping[str, PlaceFunction] = {
    "and": _and,
    "coalesce": _coalesce,
    "copyindex": _copy_index,
    "extensionresourceid": _extension_resource_id,
    "if": _if,
    "or": _or,
    "parameters": _parameters,
    "reference": _reference,
    "resourcegroup": _resource_group,
    "resourceid": _resource_id,
    "resourceinfo": _resource_info,
    "subscription": _subscription,
    "subscriptionresourceid": _subscription_resource_id,
    "tenantresourceid": _tenant_resource_id,
    "variables": _variables,
}
"""By name in small letters; each is given the template, its arguments, and the numbers of the copies it stands in."""
