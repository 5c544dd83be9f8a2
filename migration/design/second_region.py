"""Where what stands in the second region has its place, and the Site Recovery that copies machines there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migration.design.drafts import Draft
from migration.design.endpoints import endpoint
from migration.design.ground import spoke_id
from migration.design.inputs import DesignInputs
from migration.design.names import compose, guid_of, joined
from migration.design.regions import region_of
from migration.design.spoke_places import Tenant
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.design.vaults import recovery_vault_id, vault_group_id
from migration.model.architecture import ReplicationRules, SiteRecovery, SubnetPlace, Workload
from safeio.values import Day

VAULT_SEATS = 7
"""Addresses of a vault's endpoint. Source: learn.microsoft.com/azure/site-recovery, private endpoints."""

HISTORY_MINUTES = 24 * 60
CRASH_CONSISTENT_MINUTES = 5
APPLICATION_CONSISTENT_MINUTES = 4 * 60
"""A day of points is what Site Recovery keeps by default (azure-docs 01d18a2d of 2025-07-25); every four hours people's
databases are asked to write down what they hold. The four hours are illustrative."""


CACHE_ROLES = ("blob-data-contributor", "contributor")
"""What the vault may do with the account that holds what has changed."""


def recovery_id(organisation_id: str) -> str:
    """The id of the Site Recovery of an organisation's machines."""
    return f"asr-{organisation_id}"


def recovery_tenants(drafts: Sequence[Draft]) -> Mapping[str, tuple[Tenant, ...]]:
    """The addresses that Site Recovery takes in the first region, by organisation."""
    owners = {draft.organisation_id for draft in drafts if _is_replicated(draft)}
    return {
        owner: (
            Tenant(id=recovery_id(owner), purpose="endpoints", seats=VAULT_SEATS),
            Tenant(id=_cache_id(owner), purpose="endpoints"),
        )
        for owner in sorted(owners)
    }


def site_recoveries(
    inputs: DesignInputs,
    drafts: Sequence[Draft],
    places: Mapping[str, SubnetPlace],
    keys: Mapping[str | None, str],
    review: Day,
) -> tuple[SiteRecovery, ...]:
    """One for each organisation whose machines are copied; `places` says where its endpoints stand."""
    owners = sorted(recovery_tenants(drafts))
    return tuple(_site_recovery(inputs, owner, places, keys[owner], review) for owner in owners)


def _site_recovery(
    inputs: DesignInputs, owner: str, places: Mapping[str, SubnetPlace], key: str, review: Day
) -> SiteRecovery:
    file = inputs.landing_zone
    source, target = file.regions.primary, file.regions.secondary
    assert target is not None, "machines are copied to a second region"
    first, second = region_of(source).short, region_of(target).short
    found = recovery_id(owner)
    return SiteRecovery(
        id=found,
        organisation_id=owner,
        subscription_key=key,
        vault=recovery_vault_id(owner, target),
        source_region=source,
        target_region=target,
        source_fabric=f"fabric-{first}",
        target_fabric=f"fabric-{second}",
        source_container=f"container-{first}",
        target_container=f"container-{second}",
        mapping=f"mapping-{first}-to-{second}",
        network_mapping=joined("network-mapping", f"network-{owner}-{first}-to-{second}"),
        source_network=spoke_id(owner, source),
        target_network=spoke_id(owner, target),
        rules=ReplicationRules(
            name="replication-critical",
            history_minutes=HISTORY_MINUTES,
            crash_consistent_minutes=CRASH_CONSISTENT_MINUTES,
            application_consistent_minutes=APPLICATION_CONSISTENT_MINUTES,
        ),
        cache_account=compose(
            "storage-account", f"asr{owner}", ENVIRONMENT, source, unique=f"{file.tenant_id} asr {owner}"
        ),
        cache_resource_group=vault_group_id(owner, source),
        endpoint=endpoint("asr", owner, ENVIRONMENT, source, places[found], "AzureSiteRecovery"),
        cache_endpoint=endpoint("st-asr", owner, ENVIRONMENT, source, places[_cache_id(owner)], "blob"),
        cache_rights={role: guid_of(f"{file.tenant_id} {found} {role}") for role in CACHE_ROLES},
        tags=platform_tags(inputs, owner, review),
    )


def _is_replicated(draft: Draft) -> bool:
    second = draft.workload.second
    return second is not None and second.kind == "site-recovery"


def second_tenants(draft: Draft) -> tuple[Tenant, ...]:
    """The addresses kept for a workload in the second region: as many as it has in the first, none of them fixed."""
    return tuple(replace(one, fixed=False) for one in draft.tenants)


def second_group_id(group_id: str, region: str) -> str:
    """The id of the resource group of the second region that stands beside a group of the first."""
    return f"{group_id}-{region_of(region).short}"


def stood_second(workload: Workload, places: Mapping[str, SubnetPlace], web_id: str, group_id: str) -> Workload:
    """The workload with the places and the group of its second site. `places` are those of the second region by tenant
    id, `web_id` is that of what it takes beside its endpoint, `group_id` its resource group in the first region."""
    second = workload.second
    if second is None:
        return workload
    place = places[workload.id]
    second = replace(second, resource_group=second_group_id(group_id, second.region))
    if second.endpoint is not None:
        second = replace(second, endpoint=replace(second.endpoint, place=place))
    else:
        second = replace(second, subnet=place)
    if second.integration is not None:
        second = replace(second, integration=places[web_id])
    if second.feed is not None:
        second = replace(second, feed=replace(second.feed, place=places[web_id]))
    return replace(workload, second=second)


def second_places_of(workload: Workload, web_id: str) -> Mapping[str, SubnetPlace]:
    """Where a workload stands in the second region, by tenant id: the reverse of `stood_second`."""
    second = workload.second
    if second is None:
        return {}
    place = second.endpoint.place if second.endpoint else second.subnet
    found = {workload.id: place} if place else {}
    beside = second.feed.place if second.feed else second.integration
    return found | ({web_id: beside} if beside else {})


def recovery_places_of(one: SiteRecovery) -> Mapping[str, SubnetPlace]:
    """Where the endpoints of a Site Recovery stand, by tenant id."""
    return {one.id: one.endpoint.place, _cache_id(one.organisation_id): one.cache_endpoint.place}


def _cache_id(organisation_id: str) -> str:
    return f"{recovery_id(organisation_id)}/cache"
