"""Which stack each workload is built in: one for each wave and organisation, more where it would be too large."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from migration.design.drafts import Draft
from migration.design.frozen import frozen_stacks, wave_states
from migration.design.inputs import DesignInputs, subscription_keys
from migration.design.published_waves import published_wave
from migration.design.resource_counts import workload_resources, zone_stack_resources
from migration.design.tags import STAYS
from migration.model.architecture import LandingZone, ResourceGroup, Stack, Workload
from migration.model.architecture.problems import MOST_RESOURCES
from migration.model.architecture.zone_stacks import stacks_of, stacks_under
from safeio.values import value


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
    room = MOST_RESOURCES - (1 if inputs.landing_zone.publish_waves else 0)
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
        while (number > 1 and name in names) or (taken[name] and taken[name] + needed > room):
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
    keys = subscription_keys(inputs.landing_zone)
    region, states = inputs.landing_zone.regions.primary, wave_states(inputs)
    owners = {one.stack: one for one in zone.spokes if one.stack}
    ground = [
        Stack(
            name=name,
            layer="landing-zone",
            organisation_id=owners[name].organisation_id if name in owners else None,
            subscription_key=owners[name].subscription_key if name in owners else keys[None],
            region=region,
            depends_on=() if name == zone.stack else (zone.stack,),
            resource_count=zone_stack_resources(zone, name),
        )
        for name in stacks_of(zone)
    ]
    inside: dict[str, list[Workload]] = defaultdict(list)
    mine: dict[str, list[StackGroup]] = defaultdict(list)
    for one in workloads:
        inside[one.stack].append(one)
    for group in groups:
        mine[group.stack].append(group)
    waves = []
    for name in sorted(inside):
        wave_id = places[inside[name][0].id].wave_id
        counted = sum(workload_resources(one) for one in inside[name])
        waves.append(
            Stack(
                name=name,
                layer="wave",
                wave_id=wave_id,
                wave_state=states.get(wave_id or ""),
                organisation_id=mine[name][0].organisation_id,
                subscription_key=mine[name][0].group.subscription_key,
                region=region,
                depends_on=stacks_under(zone, mine[name][0].organisation_id),
                resource_groups=tuple(sorted((one.group for one in mine[name]), key=lambda one: one.id)),
                resource_count=len(mine[name]) + counted,
            )
        )
    ordered = sorted(waves, key=lambda one: (one.wave_id is None, one.wave_id or "", one.name))
    return (*ground, *(_published(inputs, replace(one, follows=_followed(one, ordered))) for one in ordered))


def _published(inputs: DesignInputs, stack: Stack) -> Stack:
    wave = published_wave(inputs, stack)
    return stack if wave is None else replace(stack, published=wave, resource_count=stack.resource_count + 1)


def _followed(stack: Stack, ordered: Sequence[Stack]) -> tuple[str, ...]:
    """The organisation's stacks of the wave before. Their ids begin with the first day of the wave."""
    own = [one for one in ordered if one.organisation_id == stack.organisation_id and one.wave_id is not None]
    waves = sorted({one.wave_id or "" for one in own})
    before = waves[: waves.index(stack.wave_id)] if stack.wave_id in waves else []
    return tuple(one.name for one in own if one.wave_id in before[-1:])


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
    """Those of the workload, and one for each resource group that it may bring."""
    return workload_resources(draft.workload) + (1 if draft.workload.second is None else 2)
