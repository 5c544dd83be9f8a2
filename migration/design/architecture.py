"""From a plan to an architecture: everything decided that is built, and what is left out said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from migration.design.address_plan import address_plan
from migration.design.checks import check_inputs
from migration.design.drafting import draft_all
from migration.design.drafts import Draft, places_of, stood
from migration.design.frozen import APPLIED, check_dropped, frozen_stacks
from migration.design.gathered import gather
from migration.design.ground import ground, spoke_id
from migration.design.groups import stack_groups, tags_of
from migration.design.inputs import DesignInputs
from migration.design.landing_zone import check_size, landing_zone, spokes_of
from migration.design.notes import notes
from migration.design.recorded_reasons import exception_for, reasons_for
from migration.design.spoke_places import Tenant, places
from migration.design.stacks import StackGroup, StackPlace, stack_places, stacks
from migration.design.vaults import key_vault_tenant
from migration.model.architecture import Architecture, DesignNote, Spoke, SubnetPlace, Workload
from migration.model.architecture.problems import problems


def design(inputs: DesignInputs) -> Architecture:
    """The architecture of a plan: the same inputs give the same bytes.

    Raises InputError for a landing zone that cannot be built (ranges that overlap, an organisation without a
    subscription, a name too long) and for a workload dropped from an applied stack.
    """
    check_inputs(inputs)
    drafts, left_out = draft_all(inputs, gather(inputs))
    check_dropped(inputs, [draft.workload.id for draft in drafts])
    wanted = _tenants(inputs, drafts)
    ranges = ground(inputs, wanted)
    spokes = spokes_of(inputs, ranges, wanted)
    standing = _places(inputs, spokes, wanted)
    zone = landing_zone(inputs, ranges, spokes, standing)
    check_size(zone)
    stack_of = stack_places(inputs, drafts)
    groups = stack_groups(inputs, drafts, stack_of)
    workloads = _settled(inputs, drafts, standing, stack_of, groups)
    found = Architecture(
        as_of=inputs.as_of,
        programme=inputs.programme.name,
        estate_sha256=inputs.estate_sha256,
        plan_sha256=inputs.plan_sha256,
        inputs_sha256=inputs.inputs_sha256,
        verified=inputs.verified,
        tenant_id=inputs.landing_zone.tenant_id,
        landing_zone=zone,
        address_plan=address_plan(inputs, zone),
        policy_exemptions=tuple(sorted(inputs.policy_exemptions, key=lambda one: one.id)),
        stacks=stacks(inputs, zone, workloads, stack_of, groups),
        workloads=workloads,
        notes=tuple(sorted((*left_out, *notes(inputs, drafts, workloads)), key=_by_subject)),
    )
    wrong = problems(found)
    assert not wrong, "; ".join(f"{one.constraint} {one.subject}: {one.message}" for one in wrong)
    return found


def _tenants(inputs: DesignInputs, drafts: Iterable[Draft]) -> Mapping[tuple[str, str], Sequence[Tenant]]:
    """Who stands in each spoke, by organisation and region. A second region has a spoke where something may have to
    be brought back there: it is empty until then."""
    primary = inputs.landing_zone.regions.primary
    found: dict[tuple[str, str], list[Tenant]] = defaultdict(list)
    for draft in drafts:
        if not draft.tenants:
            continue
        found[draft.organisation_id, primary] += draft.tenants
        second = draft.workload.recovery.second_region
        if second is not None:
            found[draft.organisation_id, second] += draft.tenants
    for organisation_id, region in found:
        if region == primary:
            found[organisation_id, region].append(key_vault_tenant(organisation_id))
    return {key: sorted(found[key], key=lambda one: one.id) for key in sorted(found)}


def _places(
    inputs: DesignInputs, spokes: Sequence[Spoke], wanted: Mapping[tuple[str, str], Sequence[Tenant]]
) -> Mapping[str, SubnetPlace]:
    """Where everything stands in the primary region, by tenant id."""
    kept: dict[str, SubnetPlace] = {}
    if inputs.previous:
        for workload in inputs.previous.workloads:
            kept |= places_of(workload)
        for vault in inputs.previous.landing_zone.key_vaults:
            owner = next(
                one for one in inputs.previous.landing_zone.spokes if one.id == vault.endpoint.place.network_id
            )
            kept[key_vault_tenant(owner.organisation_id).id] = vault.endpoint.place
    found: dict[str, SubnetPlace] = {}
    for spoke in spokes:
        if spoke.region == inputs.landing_zone.regions.primary:
            tenants = wanted[spoke.organisation_id, spoke.region]
            found |= places(spoke_id(spoke.organisation_id, spoke.region), spoke.network.subnets, tenants, kept)
    return found


def _settled(
    inputs: DesignInputs,
    drafts: Sequence[Draft],
    standing: Mapping[str, SubnetPlace],
    stack_of: Mapping[str, StackPlace],
    groups: Sequence[StackGroup],
) -> tuple[Workload, ...]:
    """The finished workloads. What is built stays exactly as it was designed; its reasons are those of today."""
    before = {one.id: one for one in inputs.previous.workloads} if inputs.previous else {}
    applied = frozen_stacks(inputs, APPLIED)
    group_of = {(one.application_id, one.environment, one.stack): one.group.id for one in groups}
    found = []
    for draft in drafts:
        workload = draft.workload
        place = stack_of[workload.id]
        if workload.id in applied:
            found.append(before[workload.id])
            continue
        found.append(
            replace(
                stood(draft, standing),
                stack=place.stack,
                resource_group=group_of[draft.application.id, draft.environment, place.stack],
                tags=tags_of(inputs, draft, place.wave_id),
            )
        )
    return tuple(replace(one, reasons=reasons_for(inputs, one), exception=exception_for(inputs, one)) for one in found)


def _by_subject(note: DesignNote) -> tuple[bool, str, str]:
    return not note.left_out, note.subject, note.message
