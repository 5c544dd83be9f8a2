"""All resources that are checked together, found by type, urn or id, or by what they may name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NoReturn

from policies.origins import are_other_stacks, origins
from policies.resources import Resource
from policies.values import ABSENT, UNKNOWN, every, is_unknown


class Graph:
    """Every resource of the stacks that are checked together. Look-ups are indexed; nothing changes after making.

    `resources` are as they were read. What a look-up gives of a resource that may not come to be is not known, so that
    no other resource is kept by it. `leaving` are going to be deleted, and no look-up finds them.
    """

    def __init__(self, resources: Iterable[Resource], leaving: Iterable[Resource] = ()) -> None:
        self.resources: tuple[Resource, ...] = tuple(sorted(resources, key=lambda one: one.urn))
        self.leaving: tuple[Resource, ...] = tuple(sorted(leaving, key=lambda one: one.urn))
        self._found = tuple(_as_found(one) for one in self.resources)

    def __reduce__(self) -> tuple[type[Graph], tuple[tuple[Resource, ...], tuple[Resource, ...]]]:
        """What goes to another process: the resources, without what was worked out about them here."""
        return Graph, (self.resources, self.leaving)

    def has_any(self, tokens: Iterable[str]) -> bool:
        """Whether there is a resource with one of these plain types."""
        return not self._read_by_type.keys().isdisjoint(tokens)

    def as_read(self, *tokens: str) -> tuple[Resource, ...]:
        """The resources with one of these plain types as they were read, sorted by urn."""
        return _all_of(self._read_by_type, tokens)

    def of_type(self, *tokens: str) -> tuple[Resource, ...]:
        """The resources with one of these plain types, sorted by urn."""
        return _all_of(self._by_type, tokens)

    def by_urn(self, urn: str) -> Resource | None:
        """The resource with this urn."""
        return self._by_urn.get(urn)

    def by_id(self, resource_id: str) -> Resource | None:
        """The resource with this cloud id, in any case, as Azure compares ids."""
        return self._by_id.get(resource_id.casefold())

    def once(self, what: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` gives, worked out at the first call for this graph: an index that a rule needs for each resource.
        `what` names it, such as the rule's id."""
        if what not in self._worked_out:
            self._worked_out[what] = make()
        return self._worked_out[what]

    def maybe_naming(
        self, target: Resource, named: str | None, tokens: tuple[str, ...], path: str
    ) -> tuple[Resource, ...]:
        """The resources of these types whose value at `path` may name `target`, sorted by urn.

        It holds the text `named` or what lies below it, it comes from `target`, or it is not known and nothing in its
        stack gives it. No other resource can, so a rule need not look at each of them. `named` is None where it is not
        known itself.
        """
        places = self._places(tokens, path)
        found = [*places.by_origin.get(target.urn, ()), *places.not_known]
        if named is None:
            found += places.given_by_nobody
        else:
            found += places.by_text.get(named.casefold().rstrip("/"), ())
        if len(found) < 2:
            return tuple(found)
        return tuple(sorted({one.urn: one for one in found}.values(), key=lambda one: one.urn))

    def _places(self, tokens: tuple[str, ...], path: str) -> _Places:
        if (tokens, path) not in self._known_places:
            self._known_places[tokens, path] = _places(self.of_type(*tokens), path)
        return self._known_places[tokens, path]

    @cached_property
    def _worked_out(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _known_places(self) -> dict[tuple[tuple[str, ...], str], _Places]:
        return {}

    @cached_property
    def _read_by_type(self) -> Mapping[str, tuple[Resource, ...]]:
        return _grouped((one.type, one) for one in self.resources)

    @cached_property
    def _by_type(self) -> Mapping[str, tuple[Resource, ...]]:
        return _grouped((one.type, one) for one in self._found)

    @cached_property
    def _by_urn(self) -> Mapping[str, Resource]:
        return {one.urn: one for one in self._found}

    @cached_property
    def _by_id(self) -> Mapping[str, Resource]:
        return {one.id.casefold(): one for one in self._found if one.id}


class NotYet(BaseException):
    """A rule asked for other resources before all of them were told. Not an Exception: no rule may answer it."""


class GraphToCome(Graph):
    """Stands for the graph while resources are still being told one by one: every look-up raises NotYet."""

    def __init__(self) -> None:
        """Holds nothing; what a graph holds is missing on purpose."""

    def __getattr__(self, _name: str) -> NoReturn:
        raise NotYet


@dataclass(frozen=True)
class _Places:
    """What resources hold at one path: by each text and all that lies above it, by the resources it comes from, and
    those that no resource of the same stack gives."""

    by_text: Mapping[str, list[Resource]]
    by_origin: Mapping[str, list[Resource]]
    given_by_nobody: list[Resource]
    not_known: list[Resource]


def _as_found(resource: Resource) -> Resource:
    if not resource.conditional:
        return resource
    return replace(resource, properties=dict.fromkeys(resource.properties, UNKNOWN), outputs={})


def _places(resources: Iterable[Resource], path: str) -> _Places:
    made = _Places(defaultdict(list), defaultdict(list), [], [])
    for one in resources:
        urns = origins(one, path)
        found = [value for _, value in every(one.properties, path)]
        for urn in urns:
            made.by_origin[urn].append(one)
        for text in found:
            for above in _all_above(text) if isinstance(text, str) else ():
                made.by_text[above].append(one)
        # What holds nothing there names nobody. Without this, all of them are looked at for each target.
        if are_other_stacks(urns) and any(value is not ABSENT for value in found):
            made.given_by_nobody.append(one)
            if any(is_unknown(value) for value in found):
                made.not_known.append(one)
    return made


def _all_above(text: str) -> Iterator[str]:
    """A path in any case, and each path it lies below: "/a/b" and "/a"."""
    at = text.casefold().rstrip("/")
    while at:
        yield at
        at = at.rpartition("/")[0]


def _grouped(pairs: Iterable[tuple[str, Resource]]) -> Mapping[str, tuple[Resource, ...]]:
    found: dict[str, list[Resource]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def _all_of(by_type: Mapping[str, tuple[Resource, ...]], tokens: Sequence[str]) -> tuple[Resource, ...]:
    # Rules ask for one type most often, and of each resource: then nothing is put together.
    if len(tokens) == 1:
        return by_type.get(tokens[0], ())
    return tuple(one for token in tokens for one in by_type.get(token, ()))
