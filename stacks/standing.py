"""What must stand before a stack is built: what it stands on, the wave before it, and the right subscriptions.

All of it is asked before the first resource is registered, so that nothing is left half built.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from migration.model.architecture import Architecture, PartAlerts, PrivateEndpoint, Recovery, Stack, SubnetPlace
from migration.model.architecture.shared_services import shared_parts
from safeio.errors import InputError

Outputs = Mapping[str, Any]
OutputsOf = Callable[[str], Outputs]
"""The outputs of a stack by its name; empty where it was never built to its end. Raises InputError where there is no
such stack."""

BUILT = "built"
"""The output that every stack has once it was built to its end."""

ACTION_GROUP = "action_group"
"""The output of the stack that watches: the id of who is told."""


def check_standing(architecture: Architecture, stack: Stack, outputs_of: OutputsOf, dry_run: bool) -> None:
    """What the stack needs of others is there. The wave before it must stand when it is built; a preview may come
    earlier. Raises InputError that names the field and what to run."""
    own = _own(stack, outputs_of)
    if stack.name == architecture.landing_zone.stack and own:
        _check_subscriptions(architecture, own, stack.name)
    given = {before: _applied(stack, "depends_on", before, outputs_of) for before in stack.depends_on}
    ground = given.get(architecture.landing_zone.stack)
    if ground is not None:
        _check_subscriptions(architecture, ground, architecture.landing_zone.stack)
        _check_outputs(architecture, stack, tuple(given.values()))
    if not dry_run:
        for before in stack.follows:
            _applied(stack, "follows", before, outputs_of)


def check_subscription(architecture: Architecture, said: Mapping[str, str | None]) -> None:
    """Every place that names a subscription names one of the architecture. `said` maps the place to what it says, None
    where it is not set. Raises InputError."""
    known = {one.subscription_id.casefold() for one in architecture.landing_zone.subscriptions if one.subscription_id}
    for where, subscription_id in said.items():
        if subscription_id and subscription_id.casefold() not in known:
            wrong = "this is no subscription of the architecture"
            remedy = (
                "Unset it, or name one of landing-zone.yaml. Each resource is built in the one that it is meant for."
            )
            raise InputError(where, wrong, remedy)


def _own(stack: Stack, outputs_of: OutputsOf) -> Outputs:
    try:
        return outputs_of(stack.name)
    except InputError:
        return {}  # it is built for the first time


def _applied(stack: Stack, field: str, before: str, outputs_of: OutputsOf) -> Outputs:
    remedy = f"Build it first: pulumi up --stack {before}"
    try:
        outputs = outputs_of(before)
    except InputError as problem:
        raise InputError(f"stack {stack.name}, {field}: {before}", problem.wrong, remedy) from None
    if not outputs:
        wrong = "it was not applied: it has no outputs yet, or its last run did not come to its end"
        raise InputError(f"stack {stack.name}, {field}: {before}", wrong, remedy)
    return outputs


def _check_subscriptions(architecture: Architecture, outputs: Outputs, before: str) -> None:
    """What stands in one subscription is not built again in another because an id was changed."""
    stands = outputs.get("subscriptions")
    for one in architecture.landing_zone.subscriptions:
        was = stands.get(one.key) if isinstance(stands, Mapping) else None
        if isinstance(was, str) and one.subscription_id and was.casefold() != one.subscription_id.casefold():
            wrong = f"{one.subscription_id} is another subscription than the one that {before} was built in ({was})"
            remedy = "Write back that one and design again. To move, remove the stacks first: pulumi destroy."
            raise InputError(f"landing-zone.yaml, subscriptions, {one.key}, subscription_id", wrong, remedy)


def _check_outputs(architecture: Architecture, stack: Stack, given: Sequence[Outputs]) -> None:
    """The landing zone may be built by several stacks: each output is that of one of them."""
    parts: list[tuple[str, object]] = [
        (f"workload {one.id}", one) for one in architecture.workloads if one.stack == stack.name
    ]
    shared = architecture.shared_services
    if shared is not None and shared.stack == stack.name:
        parts += [(f"shared service {one.id}", one) for one in shared_parts(shared)]
        parts += [(f"alerts {one.id}", one) for one in shared.alerts]
    zone = architecture.landing_zone
    spokes = {one.id: one.stack or zone.stack for one in zone.spokes}
    makers = spokes | {one.id: one.stack or zone.stack for one in zone.recovery_vaults}
    makers |= {ACTION_GROUP: zone.watch.stack} if zone.watch is not None else {}
    for where, part in parts:
        for path in (("workspace_id",), *_needed(part, set(spokes))):
            if not any(isinstance(_at(outputs, path), str) for outputs in given):
                what = ".".join(path)
                before = next((makers[step] for step in path if step in makers), zone.stack)
                wrong = f"stack {before} has no output {what}: it was not applied, or not with this architecture"
                raise InputError(where, wrong, f"Run: pulumi up --stack {before}")


def _needed(part: object, spokes: set[str]) -> Iterator[tuple[str, ...]]:
    """The outputs of the landing zone that a part names, wherever in it."""
    match part:
        case SubnetPlace():
            if part.network_id in spokes:
                yield "spokes", part.network_id, "subnets", part.subnet
        case PrivateEndpoint():
            yield from _needed(part.place, spokes)
            yield from (("private_dns_zones", zone) for zone in part.zones)
        case Recovery():
            if part.vault is not None and part.policy is not None:
                yield "vaults", "recovery", part.vault, "policies", part.policy
        case PartAlerts():
            yield (ACTION_GROUP,)
        case tuple():
            for one in part:
                yield from _needed(one, spokes)
        case _ if dataclasses.is_dataclass(part):
            for field in dataclasses.fields(part):
                yield from _needed(getattr(part, field.name), spokes)


def _at(outputs: Outputs, path: tuple[str, ...]) -> Any:
    found: Any = outputs
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found
