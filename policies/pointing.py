"""Which resources are about another one: they hold its id or its name, or a value of theirs comes from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from policies.graph import Graph
from policies.model import Resource
from policies.origins import are_other_stacks, origins
from policies.references import lies_in
from policies.urns import are_of_one_stack
from policies.values import ABSENT, every, is_unknown, read
from safeio.values import value

Judge = Callable[[Resource], bool | None]


@value
class Pointing:
    """The resources that are about the target, and those of which that cannot be told yet. Each sorted by urn."""

    certain: tuple[Resource, ...]
    possible: tuple[Resource, ...]


def pointing_at(graph: Graph, target: Resource, tokens: tuple[str, ...], path: str) -> Pointing:
    """The resources of these types that hold the id of `target`, or of a part of it, at `path`. What the preview would
    delete is left out."""
    judged = graph.maybe_naming(target, target.id, tokens, path)
    return _sorted_out(judged, lambda one: _holds_id(one, path, target))


def naming(graph: Graph, target: Resource, tokens: tuple[str, ...], path: str, own: str) -> Pointing:
    """The resources of these types that hold the Azure name of `target` at `path`; `own` is where the target has its
    name. What the preview would delete is left out."""
    judged = graph.maybe_naming(target, azure_name(target, own), tokens, path)
    return _sorted_out(judged, lambda one: _holds_name(one, path, target, own))


def azure_name(resource: Resource, own: str) -> str | None:
    """The name of a resource in Azure, from the property `own` or from what Azure has answered; None where it is not
    known."""
    for found in (read(resource.properties, own), read(resource.outputs, "name")):
        if isinstance(found, str):
            return found
    return None


def _sorted_out(resources: Iterable[Resource], judge: Judge) -> Pointing:
    judged = [(one, judge(one)) for one in resources if one.operation != "delete"]
    return Pointing(
        certain=tuple(one for one, is_about in judged if is_about),
        possible=tuple(one for one, is_about in judged if is_about is None),
    )


def _holds_id(source: Resource, path: str, target: Resource) -> bool | None:
    found = [one for _, one in every(source.properties, path) if one is not ABSENT]
    texts = [one for one in found if isinstance(one, str)]
    if target.id is not None and any(lies_in(one, target.id) for one in texts):
        return True
    unread = any(is_unknown(one) for one in found)
    if not unread and (target.id is not None or not texts):
        return False
    if _comes_from(source, path, target):
        return True
    return _may_come_from(source, path, target) if unread else False


def _holds_name(source: Resource, path: str, target: Resource, own: str) -> bool | None:
    found, name = read(source.properties, path), azure_name(target, own)
    if isinstance(found, str) and name is not None:
        return found.casefold() == name.casefold()
    if found is ABSENT:
        return False
    return True if _comes_from(source, path, target) else _may_come_from(source, path, target)


def _comes_from(source: Resource, path: str, target: Resource) -> bool:
    return target.urn in origins(source, path)


def _may_come_from(source: Resource, path: str, target: Resource) -> bool | None:
    """None where the value may still turn out to be the target's: nobody says where it comes from, or it is an output
    of another stack. A value that comes from another resource is not the target's."""
    urns = origins(source, path)
    return None if not urns or (are_other_stacks(urns) and not are_of_one_stack(source, target)) else False
