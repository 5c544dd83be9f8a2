"""The resources that an ARM template declares, with the deployments inside it opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from policies.readers.arm_names import MAKE_AGAIN, Outer, id_of, kind_of, names_of, parent_of
from policies.readers.arm_open import open_value
from policies.readers.arm_place_functions import Copied
from policies.readers.arm_scope import MOST_COPIES, Scope
from policies.readers.folded import Folded
from safeio.errors import InputError
from safeio.values import value

DEPLOYMENT = "microsoft.resources/deployments"

MOST_RESOURCES = 20_000
"""Resources of one template, copies included; Azure takes 800 in a deployment."""

DEEPEST = 20
"""How deep resources and deployments may stand inside each other."""


@value
class Stated:
    """One resource as a template states it. What is not known is still open (policies.readers.arm_open). `id` is made
    of the template's own place. `parent` is the id of what it stands in, `scope` of what it is put on. `pointers` are
    those of Resource."""

    kind: str
    names: tuple[str, ...]
    id: str
    deployment: str
    body: Mapping[str, Any]
    conditional: bool
    parent: str | None = None
    scope: str | None = None
    depends_on: tuple[str, ...] = ()
    pointers: Mapping[str, str] = field(default_factory=dict)


@value
class Gathered:
    """What a template states, the types of the resources it leaves out since their condition is false, and what is
    deployed from elsewhere: the name of a deployment, and the address of its template or its parameters."""

    stated: list[Stated]
    left_out: list[str]
    linked: list[tuple[str, str]]


def gather(template: Mapping[str, Any], scope: Scope, where: str, outer: Outer, into: Gathered) -> None:
    """Put the resources of a template into `into`. Raises InputError for what is no template."""
    if outer.depth > DEEPEST:
        raise InputError(where, "resources stand too deep inside each other", MAKE_AGAIN)
    for step, item in _items(Folded(template).get("resources"), scope, where, outer):
        pointer = f"{outer.pointer}/resources/{step}"
        for copied in _copies(item, scope, outer):
            if len(into.stated) >= MOST_RESOURCES:
                raise InputError(where, f"it has more than {MOST_RESOURCES:,} resources", "Split it into several.")
            _gather_one(item, scope, where, replace(outer, copied=copied, pointer=pointer), into)


def _items(found: Any, scope: Scope, where: str, outer: Outer) -> list[tuple[str, Mapping[str, Any]]]:
    """The resources, each with its step of a JSON pointer."""
    written = list(found.values()) if isinstance(found, Mapping) else found
    if written is None:
        return []
    if not isinstance(written, list) or not all(isinstance(one, Mapping) for one in written):
        raise InputError(where, "resources is not a list of resources", MAKE_AGAIN)
    listed = [Folded(one) for one in written]
    if isinstance(found, Mapping):
        for symbol, one in zip(found, listed, strict=True):
            kind = kind_of(one, where, outer)
            names = names_of(one, kind, scope, outer)
            scope.symbols[symbol] = id_of(one, kind, names, scope, outer)[0]
    steps = map(_escaped, found) if isinstance(found, Mapping) else map(str, range(len(listed)))
    return [(step, one) for step, one in zip(steps, listed, strict=True) if one.get("existing") is not True]


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _copies(item: Mapping[str, Any], scope: Scope, outer: Outer) -> Iterator[Copied]:
    loop = item.get("copy")
    if not isinstance(loop, Mapping):
        yield outer.copied
        return
    count, name = scope.value(loop.get("count"), outer.copied), str(loop.get("name", "")).casefold()
    if isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= MOST_COPIES:
        for at in range(count):
            yield {**outer.copied, "": at, name: at}
    else:
        yield outer.copied  # one stands for all; what follows from its number is not known


def _gather_one(item: Mapping[str, Any], scope: Scope, where: str, outer: Outer, into: Gathered) -> None:
    kind = kind_of(item, where, outer)
    names = names_of(item, kind, scope, outer)
    condition = scope.value(item.get("condition", True), outer.copied)
    if condition is False or (isinstance(condition, str) and condition.casefold() == "false"):
        into.left_out.append(kind)
        return
    conditional = outer.conditional or not (condition is True or str(condition).casefold() == "true")
    own_id, on = id_of(item, kind, names, scope, outer)
    body = {key: one for key, one in item.items() if key.casefold() not in ("resources", "condition", "copy")}
    inner = Outer(
        kind=kind,
        names=names,
        id=own_id,
        conditional=conditional,
        depth=outer.depth + 1,
        pointer=outer.pointer,
        copied=outer.copied,
    )
    if kind.casefold() == DEPLOYMENT:
        into.linked.extend((names[-1], one) for one in _addresses(item, scope, inner))
        if _open_deployment(item, own_id, scope, where, inner, into):
            return
    made = scope.value(body, outer.copied)
    into.stated.append(
        Stated(
            kind=kind,
            names=names,
            id=own_id,
            deployment=scope.deployment,
            body=made,
            conditional=conditional,
            parent=parent_of(own_id, kind, names),
            scope=on,
            depends_on=tuple(_depends_on(made.get("dependsOn"), scope)),
            pointers={"": outer.pointer},
        )
    )
    gather(item, scope, where, inner, into)


def _open_deployment(
    item: Mapping[str, Any], own_id: str, scope: Scope, where: str, inner: Outer, into: Gathered
) -> bool:
    """Gather what a deployment holds in itself; False where that stands in another file."""
    properties = _properties(item)
    template = properties.get("template")
    if not isinstance(template, Mapping):
        return False
    options = properties.get("expressionEvaluationOptions")
    of_its_own = isinstance(options, Mapping) and str(Folded(options).get("scope", "")).casefold() == "inner"
    handed = scope.value(properties.get("parameters") or {}, inner.copied)
    if properties.get("parametersLink") is not None:
        declared = Folded(template).get("parameters")  # what they are stands elsewhere
        handed = dict.fromkeys(declared) if isinstance(declared, Mapping) else {}
    given = given_values(handed, own_id)
    place = _place(item, scope, inner)
    known = Scope(template, place, given, scope.made) if of_its_own else scope.at(place)
    fresh = Outer(
        conditional=inner.conditional,
        depth=inner.depth,
        pointer=f"{inner.pointer}/properties/template",
        copied={} if of_its_own else inner.copied,
    )
    gather(template, known, where, fresh, into)
    outputs = Folded(template).get("outputs")
    if isinstance(outputs, Mapping):
        scope.outputs[own_id.casefold()] = {
            name: {"value": known.value(one.get("value"), fresh.copied)}
            for name, one in outputs.items()
            if isinstance(one, Mapping)
        }
    return True


def given_values(handed: Any, own_id: str) -> dict[str, Any]:
    """The values of parameters as they are handed over: `{"value": …}`. What stands in a key vault is not known."""
    return {
        name: one.get("value") if isinstance(one, Mapping) and "value" in one else open_value(f"{name} of {own_id}")
        for name, one in (handed.items() if isinstance(handed, Mapping) else ())
    }


def _addresses(item: Mapping[str, Any], scope: Scope, inner: Outer) -> Iterator[str]:
    """Where the template and the parameters of a deployment stand, if not in it. Nothing is fetched from there."""
    for name in ("templateLink", "parametersLink"):
        link = _properties(item).get(name)
        found = scope.value(link, inner.copied) if isinstance(link, Mapping) else link
        if isinstance(found, Mapping):
            yield str(next((found[key] for key in ("uri", "relativePath", "id") if found.get(key)), ""))
        elif found is not None:
            yield str(found)


def _properties(item: Mapping[str, Any]) -> Folded:
    found = item.get("properties")
    return Folded(found if isinstance(found, Mapping) else {})


def _place(item: Mapping[str, Any], scope: Scope, inner: Outer) -> str:
    subscription = scope.value(item.get("subscriptionId"), inner.copied)
    group = scope.value(item.get("resourceGroup"), inner.copied)
    start = f"/subscriptions/{subscription}" if isinstance(subscription, str) else scope.subscription
    if isinstance(group, str):
        return f"{start}/resourceGroups/{group}"
    return start if isinstance(subscription, str) else scope.deployment


def _depends_on(found: Any, scope: Scope) -> Iterator[str]:
    for one in found if isinstance(found, list) else ():
        if isinstance(one, str):
            yield scope.symbols.get(one, one)
