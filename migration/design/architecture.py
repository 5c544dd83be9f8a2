"""From a plan to an architecture: everything decided that is built, and what is left out said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from migration.design.address_plan import address_plan
from migration.design.checks import check_inputs
from migration.design.connection_notes import connection_notes
from migration.design.crossings import crossings, ends
from migration.design.drafting import draft_all
from migration.design.drafts import Draft, integration_id, places_of, stood
from migration.design.firewall_rules import interface_rules, own_rules
from migration.design.frozen import APPLIED, check_dropped, frozen_stacks
from migration.design.gathered import gather
from migration.design.governed import governed
from migration.design.ground import ground, spoke_id
from migration.design.groups import stack_groups, tags_of, with_second_groups
from migration.design.inputs import SHARED, DesignInputs
from migration.design.landing_zone import landing_zone, spokes_of
from migration.design.notes import notes
from migration.design.recorded_reasons import exception_for, reasons_for
from migration.design.replication_rules import replication_rules
from migration.design.second_region import (
    recovery_places_of,
    recovery_tenants,
    second_places_of,
    second_tenants,
    stood_second,
)
from migration.design.services_offered import check_services
from migration.design.shared.alerts import with_alerts
from migration.design.shared.demand import demand
from migration.design.shared.departments import departments
from migration.design.shared.gateway import addresses, check_backends
from migration.design.shared.ground import shared_places, shared_zones
from migration.design.shared.place import service_tenants
from migration.design.shared.ways import shared_ways
from migration.design.shared.whole import with_shared_services
from migration.design.spoke_openings import opened
from migration.design.spoke_places import Tenant, places
from migration.design.stacks import StackGroup, StackPlace, stack_places, stacks
from migration.design.vaults import key_vault_tenant
from migration.design.zone_stacks import in_stacks
from migration.model.architecture import Architecture, DesignNote, Spoke, SubnetPlace, Workload
from migration.model.architecture.problems import problems


def design(inputs: DesignInputs) -> Architecture:
    """The architecture of a plan: the same inputs give the same bytes.

    Raises InputError for a landing zone that cannot be built (ranges that overlap, an organisation without a
    subscription, a name too long) and for a workload dropped from an applied stack.
    """
    check_inputs(inputs)
    check_backends(inputs)
    drafts, left_out = draft_all(inputs, gather(inputs))
    check_dropped(inputs, [draft.workload.id for draft in drafts])
    built = frozen_stacks(inputs, APPLIED)
    check_services(inputs.landing_zone, [one.workload for one in drafts if one.workload.id not in built])
    answering, stores = addresses(inputs, drafts), departments(inputs)
    asked = demand(inputs, drafts, answering)
    wanted = _tenants(inputs, drafts, (*service_tenants(asked), *stores.tenants()))
    ranges = ground(inputs, wanted)
    spokes = spokes_of(inputs, ranges, wanted)
    standing = _places(inputs, spokes, wanted)
    second = _second_places(inputs, spokes, wanted)
    stands = ends(drafts, spokes, (standing, second))
    crossed = crossings(inputs, stands)
    needed = (*interface_rules(crossed), *shared_ways(inputs, asked, stores, spokes, stands))
    needed = (*needed, *replication_rules(drafts, spokes, (standing, second), needed))
    own = own_rules(inputs, needed)
    zones = shared_zones(inputs, asked)
    spokes = tuple(opened(one, own, needed) for one in spokes)
    copied = any(one.recovery.vault is not None for one in stores.stores)
    zone = landing_zone(inputs, ranges, spokes, standing, drafts, (*own, *needed), zones, copied)
    zone = in_stacks(inputs, zone)
    stack_of = stack_places(inputs, drafts)
    groups = stack_groups(inputs, drafts, stack_of)
    workloads = _settled(inputs, drafts, (standing, second), stack_of, groups)
    groups = with_second_groups(groups, workloads)
    said = (*notes(inputs, drafts, workloads), *connection_notes(inputs, crossed))
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
        notes=tuple(sorted((*left_out, *said), key=_by_subject)),
    )
    found = with_shared_services(inputs, found, asked, stores, standing, answering)
    found = with_alerts(inputs, governed(inputs, found))
    wrong = problems(found)
    assert not wrong, "; ".join(f"{one.constraint} {one.subject}: {one.message}" for one in wrong)
    return found


def _tenants(
    inputs: DesignInputs, drafts: Sequence[Draft], shared: Sequence[Tenant]
) -> Mapping[tuple[str, str], Sequence[Tenant]]:
    """Who stands in each spoke, by organisation and region. A second region has a spoke where something may have to
    be brought back there: it is empty until then. What is `shared` stands in a spoke of the platform's own."""
    primary = inputs.landing_zone.regions.primary
    found: dict[tuple[str, str], list[Tenant]] = defaultdict(list)
    for draft in drafts:
        if not draft.tenants:
            continue
        found[draft.organisation_id, primary] += draft.tenants
        second = draft.workload.recovery.second_region
        if second is not None:
            found[draft.organisation_id, second] += second_tenants(draft)
    if shared:
        found[SHARED, primary] += shared
    for owner, tenants in recovery_tenants(drafts).items():
        found[owner, primary] += tenants
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
        kept |= shared_places(inputs.previous)
        for workload in inputs.previous.workloads:
            kept |= places_of(workload)
        for vault in inputs.previous.landing_zone.key_vaults:
            owner = next(
                one for one in inputs.previous.landing_zone.spokes if one.id == vault.endpoint.place.network_id
            )
            kept[key_vault_tenant(owner.organisation_id).id] = vault.endpoint.place
        for recovery in inputs.previous.landing_zone.site_recoveries:
            kept |= recovery_places_of(recovery)
    found: dict[str, SubnetPlace] = {}
    for spoke in spokes:
        if spoke.region == inputs.landing_zone.regions.primary:
            tenants = wanted[spoke.organisation_id, spoke.region]
            found |= places(spoke_id(spoke.organisation_id, spoke.region), spoke.network.subnets, tenants, kept)
    return found


def _second_places(
    inputs: DesignInputs, spokes: Sequence[Spoke], wanted: Mapping[tuple[str, str], Sequence[Tenant]]
) -> Mapping[str, SubnetPlace]:
    """Where everything stands, or would be brought back, in the second region, by tenant id."""
    before = inputs.previous.workloads if inputs.previous else ()
    kept = {name: place for one in before for name, place in second_places_of(one, integration_id(one.id)).items()}
    found: dict[str, SubnetPlace] = {}
    for spoke in spokes:
        if spoke.region != inputs.landing_zone.regions.primary:
            found |= places(spoke.id, spoke.network.subnets, wanted[spoke.organisation_id, spoke.region], kept)
    return found


def _settled(
    inputs: DesignInputs,
    drafts: Sequence[Draft],
    standing: tuple[Mapping[str, SubnetPlace], Mapping[str, SubnetPlace]],
    stack_of: Mapping[str, StackPlace],
    groups: Sequence[StackGroup],
) -> tuple[Workload, ...]:
    """The finished workloads, with their places in both regions. What is built stays exactly as it was designed; its
    reasons are those of today."""
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
        group = group_of[draft.application.id, draft.environment, place.stack]
        settled = stood_second(stood(draft, standing[0]), standing[1], integration_id(workload.id), group)
        tags = tags_of(inputs, draft, place.wave_id)
        found.append(replace(settled, stack=place.stack, resource_group=group, tags=tags))
    return tuple(replace(one, reasons=reasons_for(inputs, one), exception=exception_for(inputs, one)) for one in found)


def _by_subject(note: DesignNote) -> tuple[bool, str, str]:
    return not note.left_out, note.subject, note.message
