"""Whether one resource names another, also while the other's id is not known yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from policies.combining import all_true
from policies.graph import Graph
from policies.model import Resource
from policies.origins import origins
from policies.values import is_unknown, read, same_text


def sources(resource: Resource, path: str, token: str, graph: Graph) -> tuple[Resource, ...]:
    """The resources of a type that the value at `path` comes from."""
    found = (graph.by_urn(urn) for urn in origins(resource, path))
    return tuple(one for one in found if one is not None and one.type == token)


def named(resource: Resource, path: str, found: Any, token: str, graph: Graph) -> tuple[Resource, ...]:
    """The resources of a type that `found`, the value at `path`, may name: one where its id is known or it has one
    source, none where it names what is not among those checked. In the end of a run the engine tells a policy pack the
    values that were ids, and of no resource its id: then the source is what is named."""
    if not is_unknown(found) and not isinstance(found, str):
        return ()
    given = sources(resource, path, token, graph)
    if is_unknown(found):
        return given
    one = graph.by_id(found)
    return (one,) if one else tuple(source for source in given if source.id is None)


def lies_in(resource_id: str, scope: str) -> bool:
    """True where an id of Azure is `scope`, or lies below it, in any case."""
    return f"{resource_id.casefold()}/".startswith(f"{scope.casefold().rstrip('/')}/")


def names_one(resource: Resource, path: str, found: Any, token: str, graph: Graph) -> bool | None:
    """Whether `found`, the value at `path`, names something. True for a text, and for a value that is not known yet
    and comes from a resource of this type; None for any other value that is not known; else False."""
    if is_unknown(found):
        return True if sources(resource, path, token, graph) else None
    return isinstance(found, str) and bool(found.strip())


def is_part_of(part: Resource, whole: Resource, name: str, graph: Graph) -> bool | None:
    """Whether the property `name` of `part` ("routeTableName") names `whole`, which has its own name in a property
    called the same: because the value comes from it, or because names and resource groups are equal. None where that
    is not known."""
    origins = sources(part, name, whole.type, graph)
    if origins:
        return whole.urn in {one.urn for one in origins}
    return have_equal(part, whole, (name, "resourceGroupName"))


def maybe_parts_of(whole: Resource, token: str, name: str, graph: Graph) -> tuple[Resource, ...]:
    """The resources of a type for which `is_part_of` may be true or not known, sorted by urn. For all others it is
    False, so that a rule need not ask it of each."""
    parts = graph.once(("parts", whole.type, token, name), lambda: _parts(whole.type, token, name, graph))
    own = read(whole.properties, name)
    if is_unknown(own):
        return graph.of_type(token)
    text = own.casefold() if isinstance(own, str) else ""
    found = (*parts.get(("urn", whole.urn), ()), *parts.get(("text", text), ()), *parts.get(("open", ""), ()))
    return tuple(sorted({one.urn: one for one in found}.values(), key=lambda one: one.urn))


def _parts(kind: str, token: str, name: str, graph: Graph) -> dict[tuple[str, str], list[Resource]]:
    """The resources of a type by the urns of what they name, else by the text they name it by; "open" holds those whose
    name is not known."""
    made: dict[tuple[str, str], list[Resource]] = defaultdict(list)
    for one in graph.of_type(token):
        given, found = sources(one, name, kind, graph), read(one.properties, name)
        for source in given:
            made["urn", source.urn].append(one)
        if not given and is_unknown(found):
            made["open", ""].append(one)
        elif not given and isinstance(found, str):
            made["text", found.casefold()].append(one)
    return made


def have_equal(one: Resource, other: Resource, names: Iterable[str]) -> bool | None:
    """Whether two resources have the same texts, in any case, at these paths; None where that is not known."""
    return all_true(*(_is_equal(read(one.properties, name), read(other.properties, name)) for name in names))


def _is_equal(one: Any, other: Any) -> bool | None:
    if is_unknown(one) or is_unknown(other):
        return None
    return isinstance(other, str) and same_text(one, other)
