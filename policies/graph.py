"""How resources hang together: parents, references by id, and references that are not known yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from policies.values import every

if TYPE_CHECKING:
    from policies.model import Resource


class Graph:
    """Every resource of the stacks that are checked together. Look-ups are indexed; nothing changes after making."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self.resources: tuple[Resource, ...] = tuple(sorted(resources, key=lambda one: one.urn))

    def of_type(self, *tokens: str) -> tuple[Resource, ...]:
        """The resources with one of these plain types, sorted by urn."""
        return tuple(one for token in tokens for one in self._by_type.get(token, ()))

    def by_urn(self, urn: str) -> Resource | None:
        """The resource with this urn."""
        return self._by_urn.get(urn)

    def by_id(self, resource_id: str) -> Resource | None:
        """The resource with this cloud id, in any case, as Azure compares ids."""
        return self._by_id.get(resource_id.casefold())

    def children(self, resource: Resource) -> tuple[Resource, ...]:
        """The resources whose Pulumi parent this is."""
        return tuple(self._by_parent.get(resource.urn, ()))

    def pointing_at(self, target: Resource, token: str, path: str) -> tuple[Resource, ...]:
        """The resources of a type whose property at `path` names `target`: by its id or a part of it, or, where the id
        is not known yet, because the value of that property comes from it."""
        return tuple(one for one in self.of_type(token) if self.points_at(one, path, target))

    def points_at(self, source: Resource, path: str, target: Resource) -> bool:
        """True where the property at `path` of `source` names `target`, as `pointing_at` says."""
        top = path.split(".")[0].removesuffix("[]")
        if target.urn in source.property_depends_on.get(top, ()):
            return True
        return target.id is not None and any(_same_id(found, target.id) for _, found in every(source.properties, path))

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        return _grouped((one.type, one) for one in self.resources)

    @cached_property
    def _by_parent(self) -> Mapping[str, list[Resource]]:
        return _grouped((one.parent, one) for one in self.resources if one.parent)

    @cached_property
    def _by_urn(self) -> Mapping[str, Resource]:
        return {one.urn: one for one in self.resources}

    @cached_property
    def _by_id(self) -> Mapping[str, Resource]:
        return {one.id.casefold(): one for one in self.resources if one.id}


class NotYet(BaseException):
    """A rule asked for other resources before all of them were told. Not an Exception: no rule may answer it."""


class GraphToCome(Graph):
    """Stands for the graph while resources are still being told one by one: every look-up raises NotYet."""

    def __init__(self) -> None:
        """Holds nothing; `resources` is missing on purpose."""

    def __getattr__(self, _name: str) -> NoReturn:
        raise NotYet


def _grouped(pairs: Iterable[tuple[str, Resource]]) -> Mapping[str, list[Resource]]:
    found: dict[str, list[Resource]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found


def _same_id(found: Any, resource_id: str) -> bool:
    return isinstance(found, str) and found.casefold() == resource_id.casefold()
