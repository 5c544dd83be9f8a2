"""In how many stacks the landing zone is built: in one while it fits, else each organisation's part in its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from migration.design.inputs import DesignInputs
from migration.design.resource_counts import zone_stack_resources
from migration.model.architecture import KeyVault, LandingZone, RecoveryVault, Spoke
from migration.model.architecture.problems import MOST_RESOURCES
from migration.model.architecture.zone_stacks import stacks_of
from safeio.errors import InputError


def in_stacks(inputs: DesignInputs, zone: LandingZone) -> LandingZone:
    """The landing zone with the stack of each part.

    An organisation that has been designed before stays in the stack it is in: to move would be to build its networks
    anew. Where all together are too many for one stack, those that are new get one of their own. Raises InputError
    for a stack that is too large even so.
    """
    before = _before(inputs)
    owners = sorted({one.organisation_id for one in zone.spokes})
    chosen = {owner: before.get(owner) for owner in owners}
    found = _with(zone, chosen)
    if _is_too_large(found, zone.stack):
        new = [owner for owner in owners if owner not in before]
        found = _with(zone, chosen | {owner: f"{zone.stack}-{owner}" for owner in new})
    for stack in stacks_of(found):
        if _is_too_large(found, stack):
            count = zone_stack_resources(found, stack)
            wrong = f"the stack {stack} has {count} resources, and a stack takes {MOST_RESOURCES}"
            remedy = (
                "Build from two programme folders with a prefix each. Or, where nothing is built yet, remove "
                "out/architecture.json and design again."
            )
            raise InputError("landing-zone.yaml subscriptions", wrong, remedy)
    return found


def _before(inputs: DesignInputs) -> Mapping[str, str | None]:
    spokes = inputs.previous.landing_zone.spokes if inputs.previous else ()
    return {one.organisation_id: one.stack for one in spokes}


def _is_too_large(zone: LandingZone, stack: str) -> bool:
    return zone_stack_resources(zone, stack) > MOST_RESOURCES


def _with(zone: LandingZone, chosen: Mapping[str, str | None]) -> LandingZone:
    """The landing zone with the spokes of each organisation, and all that stands on them, in the stack chosen."""
    spokes = tuple(replace(one, stack=chosen[one.organisation_id]) for one in zone.spokes)
    networks = {one.id: one.stack for one in spokes}
    keys = tuple(replace(one, stack=networks[one.endpoint.place.network_id]) for one in zone.key_vaults)
    vaults = tuple(replace(one, stack=chosen[one.organisation_id]) for one in zone.recovery_vaults)
    copies = tuple(replace(one, stack=chosen[one.organisation_id]) for one in zone.site_recoveries)
    users: tuple[Spoke | KeyVault | RecoveryVault, ...] = (*spokes, *keys, *vaults)
    groups = {one.resource_group: one.stack for one in users}
    return replace(
        zone,
        resource_groups=tuple(replace(one, stack=groups.get(one.id)) for one in zone.resource_groups),
        spokes=spokes,
        key_vaults=keys,
        recovery_vaults=vaults,
        site_recoveries=copies,
    )
