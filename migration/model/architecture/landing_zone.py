"""The landing zone as built: subscriptions, hubs, spokes, names, watching, vaults and budgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from migration.model.architecture.connections import (
    Bastion,
    DdosPlan,
    FlowLog,
    FlowStore,
    Gateway,
    Resolver,
)
from migration.model.architecture.firewall import Firewall
from migration.model.architecture.governance import Governance
from migration.model.architecture.network import (
    Network,
    NetworkSecurityGroup,
    Peering,
    PrivateEndpoint,
    ResourceGroup,
    RouteTable,
)
from migration.model.architecture.second_region import SiteRecovery
from migration.model.architecture.watch import CollectionRule, Watch
from migration.model.landing_zone import EntraGroup, Profile
from safeio.values import Day, Money, value


@value
class Budget:
    """A monthly budget that warns. `thresholds` are percentages of it; the last is of the forecast."""

    id: str
    name: str
    month_gbp: Money
    starts: Day
    ends: Day
    contacts: tuple[str, ...]
    thresholds: tuple[int, ...]


@value
class Subscription:
    """A subscription by the key that stacks use. `organisation_id` None is the platform's own. `subscription_id` is
    None until a new one has been made: stacks that need it are refused until then."""

    key: str
    subscription_id: str | None
    organisation_id: str | None
    budget: Budget


@value
class Hub:
    """The network in the middle of a region. `resource_group` is the id of a resource group."""

    id: str
    region: str
    subscription_key: str
    resource_group: str
    network: Network
    security_groups: tuple[NetworkSecurityGroup, ...]
    route_tables: tuple[RouteTable, ...]
    firewall: Firewall
    peerings: tuple[Peering, ...]
    tags: Mapping[str, str]
    gateways: tuple[Gateway, ...] = ()
    bastion: Bastion | None = None
    resolver: Resolver | None = None
    flow_log: FlowLog | None = None


@value
class Spoke:
    """An organisation's network in a region, joined to the hub of that region. `stack` is the one that makes it with
    all that stands in it, None: the first of the landing zone."""

    id: str
    organisation_id: str
    region: str
    subscription_key: str
    resource_group: str
    hub_id: str
    network: Network
    security_groups: tuple[NetworkSecurityGroup, ...]
    route_tables: tuple[RouteTable, ...]
    to_hub: Peering
    from_hub: Peering
    tags: Mapping[str, str]
    flow_log: FlowLog | None = None
    stack: str | None = None


@value
class ZoneLink:
    """The link by which a network (a hub or spoke id) finds the names in every private zone."""

    name: str
    network_id: str


@value
class PrivateDns:
    """The private zones, linked to every network."""

    id: str
    subscription_key: str
    resource_group: str
    zones: tuple[str, ...]
    links: tuple[ZoneLink, ...]
    tags: Mapping[str, str]


@value
class Workspace:
    """The central Log Analytics workspace. Every diagnosable resource sends its logs there, by a setting with the name
    `diagnostic_setting`."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    region: str
    retention_days: int
    diagnostic_setting: str
    tags: Mapping[str, str]


@value
class KeyVault:
    """A key vault that only its private endpoint reaches; with `trusted_services` also those services of Azure that it
    counts as its own, by their identities."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    region: str
    endpoint: PrivateEndpoint
    tags: Mapping[str, str]
    stack: str | None = None
    trusted_services: bool = False


@value
class BackupPolicy:
    """How long copies are kept. `at` is the time of day in UTC, "22:00"; `of` says what the copies are of."""

    name: str
    at: str
    daily_days: int
    weekly_weeks: int
    monthly_months: int
    of: Literal["machines", "shares"] = "machines"


@value
class RecoveryVault:
    """Where the backups of a spoke's machines and file shares are kept. `organisation_id` is whose they are."""

    id: str
    name: str
    organisation_id: str
    subscription_key: str
    resource_group: str
    region: str
    redundancy: Literal["LocallyRedundant", "ZoneRedundant", "GeoRedundant"]
    cross_region_restore: bool
    immutability: Literal["Unlocked", "Locked"]
    policies: tuple[BackupPolicy, ...]
    tags: Mapping[str, str]
    stack: str | None = None


@value
class LandingZone:
    """What every organisation stands on. `stack` is the first one, which makes all that names no other;
    `security_contacts` are told of findings."""

    profile: Profile
    prefix: str
    stack: str
    subscriptions: tuple[Subscription, ...]
    resource_groups: tuple[ResourceGroup, ...]
    hubs: tuple[Hub, ...]
    spokes: tuple[Spoke, ...]
    private_dns: PrivateDns
    workspace: Workspace
    key_vaults: tuple[KeyVault, ...]
    recovery_vaults: tuple[RecoveryVault, ...]
    database_administrators: EntraGroup
    security_contacts: tuple[str, ...]
    site_recoveries: tuple[SiteRecovery, ...] = ()
    flow_stores: tuple[FlowStore, ...] = ()
    ddos_plan: DdosPlan | None = None
    collection_rules: tuple[CollectionRule, ...] = ()
    governance: Governance | None = None
    watch: Watch | None = None


ZonePart = Hub | Spoke | PrivateDns | Workspace | KeyVault | RecoveryVault | FlowStore | DdosPlan | CollectionRule
"""What stands in a resource group of the landing zone."""


def known_ids(zone: LandingZone) -> Mapping[str, str]:
    """The ids of the subscriptions that have one, by key."""
    return {one.key: one.subscription_id for one in zone.subscriptions if one.subscription_id is not None}


def zone_parts(zone: LandingZone) -> tuple[ZonePart, ...]:
    """Everything of the landing zone that stands in a resource group, in the order of the file."""
    return (
        *zone.hubs,
        *zone.spokes,
        zone.private_dns,
        zone.workspace,
        *zone.key_vaults,
        *zone.recovery_vaults,
        *zone.flow_stores,
        *((zone.ddos_plan,) if zone.ddos_plan else ()),
        *zone.collection_rules,
    )
