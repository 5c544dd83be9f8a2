"""The landing zone: subscriptions with budgets, hubs and spokes, names, the workspace and the vaults."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from migration.dates import add_months, month
from migration.design.drafts import Draft
from migration.design.endpoints import (
    FILE_ZONE,
    SQL_ZONE,
    VAULT_ZONE,
    WEB_ZONE,
    postgresql_zone,
)
from migration.design.flow_logs import flow_stores
from migration.design.ground import Ground, hub_id, network_group_id, regions
from migration.design.inputs import SHARED, DesignInputs, subscription_keys
from migration.design.names import compose, joined
from migration.design.networks import hub, spoke
from migration.design.regions import region_of
from migration.design.second_region import site_recoveries
from migration.design.spoke_places import Tenant
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.design.vaults import key_vault, recovery_vault, vault_group_id
from migration.design.watch.collection_rules import collection_rules
from migration.model.architecture import (
    Budget,
    DdosPlan,
    LandingZone,
    NetworkRule,
    PrivateDns,
    ResourceGroup,
    SiteRecovery,
    Spoke,
    SubnetPlace,
    Subscription,
    Workspace,
    ZoneLink,
)
from migration.model.landing_zone import SubscriptionEntry
from safeio.values import Day

STACK = "landing-zone"

BUDGET_THRESHOLDS = (80, 100, 110)
BUDGET_MONTHS = 120
REVIEW_MONTHS = 12
"""A year after it was planned, the landing zone is looked at again. Illustrative."""


def spokes_of(
    inputs: DesignInputs, ground: Ground, wanted: Mapping[tuple[str, str], Sequence[Tenant]]
) -> tuple[Spoke, ...]:
    """The spokes. `wanted` are the tenants of each by organisation and region."""
    keys = subscription_keys(inputs.landing_zone)
    return tuple(spoke(inputs, ground, *at, wanted[at], keys[at[0]], _review(inputs)) for at in sorted(wanted))


def landing_zone(
    inputs: DesignInputs,
    ground: Ground,
    spokes: Sequence[Spoke],
    places: Mapping[str, SubnetPlace],
    drafts: Sequence[Draft] = (),
    rules: Sequence[NetworkRule] = (),
    zones: Collection[str] = (),
    shared_shares: bool = False,
) -> LandingZone:
    """The whole landing zone. `places` says where the endpoints of its vaults stand, by tenant id; `drafts` which
    machines are copied to the second region, `rules` are the ways through every firewall, and `zones` the private zones
    that shared services need. With `shared_shares` what is shared has file shares that are backed up."""
    file, review = inputs.landing_zone, _review(inputs)
    keys = subscription_keys(file)
    workspace = _workspace(inputs, keys, review)
    vaulted = [one for one in spokes if one.region == file.regions.primary]
    recoveries = site_recoveries(inputs, drafts, places, keys, review)
    copying = {one.organisation_id for one in recoveries}
    copied_to = [one for one in spokes if one not in vaulted and one.organisation_id in copying]
    return LandingZone(
        profile=file.profile,
        prefix=file.prefix,
        stack=STACK,
        subscriptions=tuple(_subscription(inputs, one) for one in sorted(file.subscriptions, key=lambda one: one.key)),
        resource_groups=_groups(inputs, spokes, keys, review, copying),
        hubs=tuple(hub(inputs, ground, region, spokes, rules, keys[None], review) for region in regions(file)),
        spokes=tuple(spokes),
        private_dns=_private_dns(inputs, spokes, keys, review, {*_zones_in(drafts, recoveries), *zones}),
        workspace=workspace,
        collection_rules=collection_rules(inputs, workspace, review),
        key_vaults=tuple(key_vault(inputs, one, places, review) for one in vaulted),
        recovery_vaults=tuple(
            recovery_vault(inputs, one, review)
            for one in (*vaulted, *copied_to)
            if one.organisation_id != SHARED or shared_shares
        ),
        site_recoveries=recoveries,
        database_administrators=file.database_administrators,
        security_contacts=tuple(sorted(file.contacts.security)),
        flow_stores=flow_stores(inputs, keys[None], review),
        ddos_plan=_ddos_plan(inputs, keys, review) if file.ddos_plan else None,
    )


def _review(inputs: DesignInputs) -> date:
    return add_months(inputs.plan.as_of, REVIEW_MONTHS)


def _subscription(inputs: DesignInputs, entry: SubscriptionEntry) -> Subscription:
    file = inputs.landing_zone
    starts = _budget_starts(inputs, entry.key)
    budget = Budget(
        id=f"budget-{entry.key}",
        name=joined("budget", f"budget-{file.prefix}-{entry.key}"),
        month_gbp=entry.budget_month_gbp,
        starts=starts,
        ends=add_months(starts, BUDGET_MONTHS),
        contacts=tuple(sorted(file.contacts.budget)),
        thresholds=BUDGET_THRESHOLDS,
    )
    return Subscription(
        key=entry.key, subscription_id=entry.subscription_id, organisation_id=entry.organisation_id, budget=budget
    )


def _budget_starts(inputs: DesignInputs, key: str) -> date:
    """Azure takes the first of a month, and none that is past; a budget that stands keeps its own."""
    before = inputs.previous.landing_zone.subscriptions if inputs.previous else ()
    return next((one.budget.starts for one in before if one.key == key), month(inputs.as_of))


def _groups(
    inputs: DesignInputs,
    spokes: Sequence[Spoke],
    keys: Mapping[str | None, str],
    review: Day,
    copying: Collection[str],
) -> tuple[ResourceGroup, ...]:
    file = inputs.landing_zone
    primary = file.regions.primary
    platform = platform_tags(inputs, None, review)

    def group(group_id: str, what: str, region: str, key: str, tags: Mapping[str, str]) -> ResourceGroup:
        name = compose("resource-group", f"{file.prefix}-{what}", ENVIRONMENT, region)
        return ResourceGroup(id=group_id, name=name, region=region, subscription_key=key, tags=tags)

    found = [group(_dns_group(inputs), "dns", primary, keys[None], platform)]
    found.append(group(_watch_group(inputs), "monitor", primary, keys[None], platform))
    found += [group(network_group_id(None, region), "hub", region, keys[None], platform) for region in regions(file)]
    for one in spokes:
        owner, key = one.organisation_id, one.subscription_key
        found.append(group(one.resource_group, f"{owner}-network", one.region, key, one.tags))
        if one.region == primary or owner in copying:
            found.append(
                group(vault_group_id(one.organisation_id, one.region), f"{owner}-vaults", one.region, key, one.tags)
            )
    return tuple(sorted(found, key=lambda one: one.id))


def _dns_group(inputs: DesignInputs) -> str:
    return f"rg-dns-{region_of(inputs.landing_zone.regions.primary).short}"


def _watch_group(inputs: DesignInputs) -> str:
    return f"rg-monitor-{region_of(inputs.landing_zone.regions.primary).short}"


def _ddos_plan(inputs: DesignInputs, keys: Mapping[str | None, str], review: Day) -> DdosPlan:
    file = inputs.landing_zone
    return DdosPlan(
        id="ddos",
        name=compose("ddos-plan", file.prefix, ENVIRONMENT, file.regions.primary),
        subscription_key=keys[None],
        resource_group=network_group_id(None, file.regions.primary),
        region=file.regions.primary,
        tags=platform_tags(inputs, None, review),
    )


def _zones_in(drafts: Sequence[Draft], recoveries: Sequence[SiteRecovery]) -> frozenset[str]:
    """The private zones that endpoints of workloads and of Site Recovery name."""
    workloads = [one.workload for one in drafts]
    endpoints = [one.endpoint for one in workloads] + [one.second.endpoint for one in workloads if one.second]
    endpoints += [end for one in recoveries for end in (one.endpoint, one.cache_endpoint)]
    endpoints += [one.desktops.feed for one in workloads if one.desktops]
    endpoints += [one.second.feed for one in workloads if one.second]
    return frozenset(zone for one in endpoints if one is not None for zone in one.zones)


def _private_dns(
    inputs: DesignInputs, spokes: Sequence[Spoke], keys: Mapping[str | None, str], review: Day, used: Collection[str]
) -> PrivateDns:
    networks = [hub_id(region) for region in regions(inputs.landing_zone)] + [one.id for one in spokes]
    zones = {SQL_ZONE, FILE_ZONE, VAULT_ZONE, WEB_ZONE, postgresql_zone(inputs.landing_zone.prefix), *used}
    return PrivateDns(
        id="dns",
        subscription_key=keys[None],
        resource_group=_dns_group(inputs),
        zones=tuple(sorted(zones)),
        links=tuple(
            ZoneLink(name=joined("zone-link", f"link-{network_id}"), network_id=network_id)
            for network_id in sorted(networks)
        ),
        tags=platform_tags(inputs, None, review),
    )


def _workspace(inputs: DesignInputs, keys: Mapping[str | None, str], review: Day) -> Workspace:
    file = inputs.landing_zone
    return Workspace(
        id="log",
        name=compose("workspace", file.prefix, ENVIRONMENT, file.regions.primary),
        subscription_key=keys[None],
        resource_group=_watch_group(inputs),
        region=file.regions.primary,
        retention_days=file.log_retention_days,
        diagnostic_setting="to-central-workspace",
        tags=platform_tags(inputs, None, review),
    )
