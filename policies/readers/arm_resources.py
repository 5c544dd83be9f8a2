"""The resources that an ARM template declares, with the deployments inside it opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from policies.readers.arm_functions import CannotTellError, below
from policies.readers.arm_open import is_open, open_value, split_names
from policies.readers.arm_scope import MOST_COPIES, Copied, Scope
from safeio.errors import InputError
from safeio.values import value

DEPLOYMENT = "microsoft.resources/deployments"

MOST_RESOURCES = 20_000
"""Resources of one template, copies included; Azure takes 800 in a deployment."""

DEEPEST = 20
"""How deep resources and deployments may stand inside each other."""

_MAKE_AGAIN = "Build it again with: az bicep build."


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
class Outer:
    """What a resource stands in: the type and names it continues, whether that may not come to be, and the JSON pointer
    of the object whose `resources` it is one of."""

    kind: str = ""
    names: tuple[str, ...] = ()
    id: str | None = None
    conditional: bool = False
    depth: int = 0
    pointer: str = ""
    copied: Copied = field(default_factory=dict)


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
        raise InputError(where, "resources stand too deep inside each other", _MAKE_AGAIN)
    for step, item in _items(template.get("resources"), scope, where, outer):
        pointer = f"{outer.pointer}/resources/{step}"
        for copied in _copies(item, scope, outer):
            if len(into.stated) >= MOST_RESOURCES:
                raise InputError(where, f"it has more than {MOST_RESOURCES:,} resources", "Split it into several.")
            _gather_one(item, scope, where, replace(outer, copied=copied, pointer=pointer), into)


def _items(found: Any, scope: Scope, where: str, outer: Outer) -> list[tuple[str, Mapping[str, Any]]]:
    """The resources, each with its step of a JSON pointer."""
    listed = list(found.values()) if isinstance(found, Mapping) else found
    if listed is None:
        return []
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise InputError(where, "resources is not a list of resources", _MAKE_AGAIN)
    if isinstance(found, Mapping):
        for symbol, one in found.items():
            kind = _kind(one, where, outer)
            names = _names(one, kind, scope, outer)
            scope.symbols[symbol] = _id(one, kind, names, scope, outer)[0]
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
    kind = _kind(item, where, outer)
    names = _names(item, kind, scope, outer)
    condition = scope.value(item.get("condition", True), outer.copied)
    if condition is False or (isinstance(condition, str) and condition.casefold() == "false"):
        into.left_out.append(kind)
        return
    conditional = outer.conditional or not (condition is True or str(condition).casefold() == "true")
    own_id, on = _id(item, kind, names, scope, outer)
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
            parent=_parent(own_id, kind, names),
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
    properties = item.get("properties")
    template = properties.get("template") if isinstance(properties, Mapping) else None
    if not isinstance(template, Mapping) or not isinstance(properties, Mapping):
        return False
    options = properties.get("expressionEvaluationOptions")
    of_its_own = isinstance(options, Mapping) and str(options.get("scope", "")).casefold() == "inner"
    handed = scope.value(properties.get("parameters") or {}, inner.copied)
    if properties.get("parametersLink") is not None:
        declared = template.get("parameters")  # what they are stands elsewhere
        handed = dict.fromkeys(declared) if isinstance(declared, Mapping) else {}
    given = {
        name: one.get("value") if isinstance(one, Mapping) and "value" in one else open_value(f"{name} of {own_id}")
        for name, one in (handed.items() if isinstance(handed, Mapping) else ())
    }
    place = _place(item, scope, inner)
    known = Scope(template, place, given) if of_its_own else scope.at(place)
    fresh = Outer(
        conditional=inner.conditional,
        depth=inner.depth,
        pointer=f"{inner.pointer}/properties/template",
        copied={} if of_its_own else inner.copied,
    )
    gather(template, known, where, fresh, into)
    outputs = template.get("outputs")
    if isinstance(outputs, Mapping):
        scope.outputs[own_id.casefold()] = {
            name: {"value": known.value(one.get("value"), fresh.copied)}
            for name, one in outputs.items()
            if isinstance(one, Mapping)
        }
    return True


def _addresses(item: Mapping[str, Any], scope: Scope, inner: Outer) -> Iterator[str]:
    """Where the template and the parameters of a deployment stand, if not in it. Nothing is fetched from there."""
    properties = item.get("properties")
    for name in ("templateLink", "parametersLink"):
        link = properties.get(name) if isinstance(properties, Mapping) else None
        found = scope.value(link, inner.copied) if isinstance(link, Mapping) else link
        if isinstance(found, Mapping):
            yield str(next((found[key] for key in ("uri", "relativePath", "id") if found.get(key)), ""))
        elif found is not None:
            yield str(found)


def _place(item: Mapping[str, Any], scope: Scope, inner: Outer) -> str:
    subscription = scope.value(item.get("subscriptionId"), inner.copied)
    group = scope.value(item.get("resourceGroup"), inner.copied)
    start = f"/subscriptions/{subscription}" if isinstance(subscription, str) else scope.subscription
    if isinstance(group, str):
        return f"{start}/resourceGroups/{group}"
    return start if isinstance(subscription, str) else scope.deployment


def _kind(item: Mapping[str, Any], where: str, outer: Outer) -> str:
    found = item.get("type")
    if not isinstance(found, str) or not found.strip("/") or len(found) > 300:
        raise InputError(where, "a resource has no type", _MAKE_AGAIN)
    plain = found.partition("@")[0].strip("/")
    return plain if "." in plain.split("/")[0] or not outer.kind else f"{outer.kind}/{plain}"


def _names(item: Mapping[str, Any], kind: str, scope: Scope, outer: Outer) -> tuple[str, ...]:
    found = scope.value(item.get("name"), outer.copied)
    names = split_names(found if isinstance(found, str) and found else open_value(f"name of {item.get('type')}"))
    # A resource inside another is called by its last name alone, or by all of them.
    if outer.names and len(names) < kind.count("/"):
        names = (*outer.names, *names)
    # "server/database" may be one value that is not known: then neither name is.
    missing = 0 if "/providers/" in kind else max(0, kind.count("/") - len(names))
    return (*(open_value(f"name {at + 1} of {'/'.join(names)}") for at in range(missing)), *names)


def _id(item: Mapping[str, Any], kind: str, names: Sequence[str], scope: Scope, outer: Outer) -> tuple[str, str | None]:
    """The id of a resource, and of what it is put on where it is put on another one."""
    base, mark, extension = kind.partition("/providers/")
    on: str | None = None
    try:
        if mark:
            count = len(base.split("/")) - 1
            on = below(scope.deployment, base, names[:count])
            return below(on, f"{names[count]}/{extension}", names[count + 1 :]), on
        given = scope.value(item.get("scope"), outer.copied)
        if isinstance(given, str) and given:
            on = given if given.startswith("/") or is_open(given) else f"{scope.deployment}/providers/{given}"
        if kind.casefold() == "microsoft.resources/resourcegroups":
            return f"{scope.subscription}/resourceGroups/{names[-1]}", None
        return below(on or scope.deployment, kind, names), on
    except (CannotTellError, IndexError):
        return f"{scope.deployment}/providers/{kind}/{'/'.join(names)}", on


def _parent(own_id: str, kind: str, names: Sequence[str]) -> str | None:
    if len(names) < 2 or "/providers/" in kind:
        return None
    return own_id[: -len(f"/{kind.split('/')[-1]}/{names[-1]}")]


def _depends_on(found: Any, scope: Scope) -> Iterator[str]:
    for one in found if isinstance(found, list) else ():
        if isinstance(one, str):
            yield scope.symbols.get(one, one)
