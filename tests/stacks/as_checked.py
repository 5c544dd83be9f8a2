"""What a run registered, as the readers of the checker give it."""

from __future__ import annotations

from collections.abc import Iterable

from built_stack import Built

from policies.model import STACK, Resource
from policies.readers.states import resource_of, with_components


def as_checked(*built: Built) -> tuple[Resource, ...]:
    """The resources of the landing zone and of the wave, with the root of each stack."""
    made = (one for stack in built for one in with_components(_states(stack)))
    return (*made, *(_root(name) for name in ("landing-zone", "w1-council")))


def _root(stack: str) -> Resource:
    urn = f"urn:pulumi:{stack}::cloud-unless::{STACK}::cloud-unless-{stack}"
    return resource_of({"urn": urn, "type": STACK, "custom": False}, stack, "create")


def _states(built: Built) -> Iterable[Resource]:
    for one in built.resources:
        state = {
            "urn": one.urn,
            "type": one.type,
            "custom": one.custom,
            "protect": one.protect,
            "parent": one.parent,
            "id": f"/fake/{one.type}/{one.name}",
            "inputs": dict(one.properties),
            "outputs": dict(one.outputs),
            "dependencies": list(one.depends_on),
            "propertyDependencies": {key: list(urns) for key, urns in one.property_depends_on.items()},
        }
        yield resource_of(state, one.name, "create")
