"""What exists already, taken over: the file that `pulumi import` reads, made from a rehearsed stack.

The rehearsal knows the id that every resource will have. What exists under such an id can be taken into the stack as it
is; what has another id would be made anew, and is only told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from safeio.errors import InputError
from safeio.values import value
from stacks.rehearsal.resource_ids import parsed

_AGAIN = "Rehearse again with: cloud-unless rehearse."
_STACK = "pulumi:pulumi:Stack"
_PROVIDER = "pulumi:providers:"


@value
class Planned:
    """One resource of a rehearsed stack. `parent` and `provider` are urns; `inputs` are those of a provider alone."""

    urn: str
    type: str
    id: str | None
    custom: bool
    parent: str | None
    provider: str | None
    inputs: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its Pulumi name."""
        return self.urn.split("::", 3)[-1]


@value
class Adopted:
    """A resource that exists and is planned under the same id. `id` is written as Azure writes it."""

    stack: str
    name: str
    type: str
    id: str


@value
class Elsewhere:
    """A resource that exists with the type and name of one that is planned in another place, or under another id."""

    id: str
    stack: str
    name: str
    planned_id: str


@value
class Adoption:
    """All of it: what can be taken over, what stands elsewhere, and the ids that nobody planned. Sorted."""

    adopted: tuple[Adopted, ...]
    elsewhere: tuple[Elsewhere, ...]
    not_planned: tuple[str, ...]


def planned_in(deployment: Mapping[str, Any], where: str) -> tuple[Planned, ...]:
    """The resources of a stack export, in its order: what a resource needs comes before it. Raises InputError."""
    inside = deployment.get("deployment")
    listed = inside.get("resources") if isinstance(inside, Mapping) else None
    if not isinstance(listed, list):
        raise InputError(where, "this is not what a rehearsal writes: it has no list of resources", _AGAIN)
    return tuple(_planned(one, where) for one in listed)


def adoption(stacks: Mapping[str, Sequence[Planned]], existing: Sequence[str]) -> Adoption:
    """Match the ids that exist with those of the rehearsed stacks, in any case of letters, as Azure does."""
    known = {
        one.id.casefold(): (stack, one)
        for stack, planned in stacks.items()
        for one in planned
        if one.id is not None and one.custom and not one.type.startswith("pulumi:")
    }
    named: dict[tuple[str, str], tuple[str, Planned]] = {}
    for stack, one in known.values():
        named.setdefault(_type_and_name(one.id or ""), (stack, one))
    adopted, elsewhere, not_planned = [], [], []
    for found in sorted(set(existing)):
        if found.casefold() in known:
            stack, one = known[found.casefold()]
            adopted.append(Adopted(stack=stack, name=one.name, type=one.type, id=found))
        elif _type_and_name(found) in named:
            stack, one = named[_type_and_name(found)]
            elsewhere.append(Elsewhere(id=found, stack=stack, name=one.name, planned_id=one.id or ""))
        else:
            not_planned.append(found)
    return Adoption(
        adopted=tuple(sorted(adopted, key=lambda one: (one.stack, one.id))),
        elsewhere=tuple(elsewhere),
        not_planned=tuple(not_planned),
    )


def import_file(planned: Sequence[Planned], adopted: Sequence[Adopted]) -> dict[str, Any]:
    """What `pulumi import --file` reads for one stack: the resources to take over, and before them the providers and
    components that they belong to, which are made in the state alone."""
    ids = {(one.type, one.name): one.id for one in adopted}
    by_urn = {one.urn: one for one in planned}
    chosen = {one.urn for one in planned if (one.type, one.name) in ids}
    needed = {urn for one in chosen for urn in _above(by_urn[one], by_urn)}
    wanted = [one for one in planned if one.urn in chosen | needed and one.type != _STACK]
    names = _unlike(wanted)
    return {"resources": [_entry(one, names, ids) for one in wanted]}


def _planned(state: Any, where: str) -> Planned:
    if not isinstance(state, dict) or not isinstance(state.get("urn"), str) or not isinstance(state.get("type"), str):
        raise InputError(where, "this is not what a rehearsal writes: a resource has no name", _AGAIN)
    inputs = state.get("inputs")
    provider = state.get("provider")
    return Planned(
        urn=state["urn"],
        type=state["type"],
        id=state.get("id") or None,
        custom=state.get("custom") is True,
        parent=state.get("parent") or None,
        # A provider is named by its urn and, after that, its own id.
        provider=provider.rpartition("::")[0] if isinstance(provider, str) and provider else None,
        inputs=inputs if isinstance(inputs, dict) and state["type"].startswith(_PROVIDER) else {},
    )


def _type_and_name(resource_id: str) -> tuple[str, str]:
    found = parsed(resource_id)
    return (found.kind.casefold(), found.name.casefold()) if found else ("", resource_id.casefold())


def _above(one: Planned, by_urn: Mapping[str, Planned]) -> Iterator[str]:
    """The urns of a resource's provider and of everything that it is a part of."""
    passed: set[str] = set()
    at: Planned | None = one
    while at is not None and at.urn not in passed:
        passed.add(at.urn)
        if at.provider is not None:
            yield at.provider
        if at.parent is not None:
            yield at.parent
        at = by_urn.get(at.parent) if at.parent else None


def _unlike(wanted: Sequence[Planned]) -> dict[str, str]:
    """A name for each urn that no other has: the Pulumi name, with its type where two resources share one."""
    often = Counter(one.name for one in wanted)
    return {one.urn: one.name if often[one.name] == 1 else f"{one.name} {one.type}" for one in wanted}


def _entry(one: Planned, names: Mapping[str, str], ids: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": one.type, "name": names[one.urn]}
    if names[one.urn] != one.name:
        entry["logicalName"] = one.name
    if (one.type, one.name) in ids:
        entry["id"] = ids[one.type, one.name]
    elif one.type.startswith(_PROVIDER):
        entry["inputs"] = dict(one.inputs)
    else:
        entry["component"] = True
    if one.parent is not None and one.parent in names:
        entry["parent"] = names[one.parent]
    if one.custom and one.provider is not None and one.provider in names:
        entry["provider"] = names[one.provider]
    return entry
