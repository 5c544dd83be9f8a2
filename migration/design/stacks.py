"""Which stack each workload is built in: one for each wave and organisation, more where it would be too large."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from migration.design.drafts import Draft
from migration.design.inputs import DesignInputs
from migration.design.landing_zone import STACK
from migration.design.resource_counts import MOST_RESOURCES, landing_zone_resources, workload_resources
from migration.design.tags import STAYS
from migration.model import WaveState
from migration.model.architecture import LandingZone, ResourceGroup, Stack, Workload
from safeio.values import value

FROZEN: tuple[WaveState, ...] = ("approved", "applied")
"""Waves whose workloads keep their stack."""


@value
class StackPlace:
    """The stack a workload is built in, and the wave of that stack (None: it does not move)."""

    stack: str
    wave_id: str | None


@value
class StackGroup:
    """A resource group of a stack: one for each application and environment in it."""

    stack: str
    organisation_id: str
    application_id: str
    environment: str
    group: ResourceGroup


def stack_places(inputs: DesignInputs, drafts: Sequence[Draft]) -> Mapping[str, StackPlace]:
    """The stack of each workload by its id. Those of approved and applied waves keep the one they have.

    An application is kept whole where it fits a stack.
    """
    kept = frozen_stacks(inputs)
    names = {_base(draft) for draft in drafts}
    taken: dict[str, int] = defaultdict(int)
    found: dict[str, StackPlace] = {}
    for draft in drafts:
        stack = kept.get(draft.workload.id)
        if stack is not None:
            found[draft.workload.id] = StackPlace(stack=stack.name, wave_id=stack.wave_id)
            taken[stack.name] += _resources(draft)
    for bundle in _bundles([draft for draft in drafts if draft.workload.id not in found]):
        base = _base(bundle[0])
        needed = sum(_resources(draft) for draft in bundle)
        number, name = 1, base
        while (number > 1 and name in names) or (taken[name] and taken[name] + needed > MOST_RESOURCES):
            number += 1
            name = f"{base}-{number}"
        taken[name] += needed
        wave_id = bundle[0].wave.id if bundle[0].wave else None
        found |= {draft.workload.id: StackPlace(stack=name, wave_id=wave_id) for draft in bundle}
    return found


def stacks(
    inputs: DesignInputs,
    zone: LandingZone,
    workloads: Sequence[Workload],
    places: Mapping[str, StackPlace],
    groups: Sequence[StackGroup],
) -> tuple[Stack, ...]:
    """All stacks in the order they are built: the landing zone, then by wave, then what stays."""
    keys = {one.organisation_id: one.key for one in inputs.landing_zone.subscriptions}
    region, states = inputs.landing_zone.regions.primary, wave_states(inputs)
    first = Stack(
        name=STACK,
        layer="landing-zone",
        subscription_key=keys[None],
        region=region,
        depends_on=(),
        resource_count=landing_zone_resources(zone),
    )
    waves = []
    for name in sorted({place.stack for place in places.values()}):
        inside = [one for one in workloads if one.stack == name]
        mine = [one for one in groups if one.stack == name]
        wave_id = places[inside[0].id].wave_id
        waves.append(
            Stack(
                name=name,
                layer="wave",
                wave_id=wave_id,
                wave_state=states.get(wave_id or ""),
                organisation_id=mine[0].organisation_id,
                subscription_key=mine[0].group.subscription_key,
                region=region,
                depends_on=(STACK,),
                resource_groups=tuple(sorted((one.group for one in mine), key=lambda one: one.id)),
                resource_count=len(mine) + sum(workload_resources(one, one.tags["environment"]) for one in inside),
            )
        )
    return (first, *sorted(waves, key=lambda one: (one.wave_id is None, one.wave_id or "", one.name)))


def wave_states(inputs: DesignInputs) -> Mapping[str, WaveState]:
    """The state of each wave: as the plan says, and of those it no longer has, as the previous architecture says."""
    before = inputs.previous.stacks if inputs.previous else ()
    old: dict[str, WaveState] = {one.wave_id: one.wave_state for one in before if one.wave_id and one.wave_state}
    return old | {wave.id: wave.state for wave in inputs.plan.waves}


def frozen_stacks(inputs: DesignInputs, states: tuple[WaveState, ...] = FROZEN) -> Mapping[str, Stack]:
    """The stack of each workload of a wave in one of `states`, by workload id, as the previous architecture has it."""
    if inputs.previous is None:
        return {}
    now = wave_states(inputs)
    frozen = {one.name: one for one in inputs.previous.stacks if now.get(one.wave_id or "") in states}
    return {one.id: frozen[one.stack] for one in inputs.previous.workloads if one.stack in frozen}


def _base(draft: Draft) -> str:
    return f"{draft.wave.id if draft.wave else STAYS}-{draft.organisation_id}"


def _bundles(drafts: Sequence[Draft]) -> Iterator[Sequence[Draft]]:
    """What is placed at once: an application's workloads, or each alone where together they fill more than a stack."""
    found: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        found[_base(draft), draft.application.id].append(draft)
    for key in sorted(found):
        bundle = sorted(found[key], key=lambda one: one.workload.id)
        whole = sum(_resources(one) for one in bundle) <= MOST_RESOURCES
        yield from [bundle] if whole else [[one] for one in bundle]


def _resources(draft: Draft) -> int:
    """Those of the workload, and one for the resource group that it may bring."""
    return workload_resources(draft.workload, draft.environment) + 1
