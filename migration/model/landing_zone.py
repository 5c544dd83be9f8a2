"""What people write about the cloud they build into: landing-zone.yaml and approval.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from migration.model.connections import (
    BastionSettings,
    DnsSettings,
    ExpressRoute,
    FlowLogSettings,
    OwnFirewallRule,
    Vpn,
)
from migration.model.directory import EntraGroup as EntraGroup
from migration.model.directory import Guid as Guid
from migration.model.directory import in_form
from migration.model.governance import GovernanceSection, WatchSection
from migration.model.shared_services import SharedServicesSection
from migration.model.written import SCHEMA_VERSION
from safeio.values import Day, Money, value

Profile = Literal["county", "district"]
"""`county`: a hub in two regions with its own firewall. `district`: one region and a small firewall."""

FirewallTier = Literal["Basic", "Standard", "Premium"]

FileBackup = Literal["vault", "none"]
"""`vault`: copies of file shares are kept in the recovery vault, for which Azure Backup asks that the keys of their
account are on. `none`: the keys are off, and nothing brings back what is changed inside a share."""

_PREFIX = "[a-z][a-z0-9]{1,5}"
_SHA256 = "[0-9a-f]{64}"


@value
class Regions:
    """Where things are built. `secondary` is the pair for recovery; None only in the profile `district`."""

    primary: str
    secondary: str | None = None


@value
class OnPremiseRange:
    """Addresses in use at a site, as a prefix ("10.20.0.0/16"). The cloud must not overlap them."""

    site_id: str
    prefix: str


@value
class SubscriptionEntry:
    """A subscription. `organisation_id` None is the platform's own.

    With `new` it is asked for by the stack of the governance; `subscription_id` stays out until that stack has made it,
    and is written here then. `management_group` is the key of the group it is placed in; without it the platform's own
    stands under `platform` and an organisation's under `corp`. `owners` is the group that looks after what stands in
    it. `budget_month_gbp` is what people want to be warned about; it changes nothing that is built.
    """

    key: str
    subscription_id: Guid | None = None
    organisation_id: str | None = None
    budget_month_gbp: Money
    new: bool = False
    management_group: str | None = None
    owners: EntraGroup | None = None


@value
class Contacts:
    """Who is told. Addresses of shared mailboxes, not of people."""

    security: tuple[str, ...]
    budget: tuple[str, ...]


@value
class AllowedOutbound:
    """Names on the internet that every spoke may reach through the firewall, with TLS."""

    name: str
    hosts: tuple[str, ...]


@value
class WavePublishing:
    """Where waves are shown in Azure Migrate: a project that exists, in a resource group of one of the subscriptions.

    `query` is what Azure Migrate finds a wave's resources by, in the language of Resource Graph; {wave} in it stands
    for the id of the wave. Without it, what carries the wave's tag.
    """

    subscription_key: str
    resource_group: str
    project: str
    query: str = "resources | where tags['migration-wave'] =~ '{wave}'"


@value
class LandingZoneFile:
    """landing-zone.yaml. `prefix` (2 to 6 letters or digits) starts the platform's names; `address_pools` gives each
    region the addresses the cloud may use. `platform_owner` and `cost_centres` (by organisation id, and "platform")
    become tags. `administrator` is the account that machines are made with. `log_retention_days` is of the central
    workspace. What is left out from `firewall_rules` on is decided by the profile. `ddos_plan` is one for all hubs;
    it costs more than most landing zones, and Azure protects every public address to some degree without it.
    `file_backup` is how file shares are backed up."""

    schema_version: int = SCHEMA_VERSION
    profile: Profile
    prefix: Annotated[str, *in_form(_PREFIX, "2 to 6 lower-case letters or digits, a letter first")]
    tenant_id: Guid
    regions: Regions
    address_pools: Mapping[str, str]
    on_premise_ranges: tuple[OnPremiseRange, ...] = ()
    subscriptions: tuple[SubscriptionEntry, ...]
    database_administrators: EntraGroup
    contacts: Contacts
    platform_owner: str
    platform_organisation: str
    cost_centres: Mapping[str, str]
    administrator: str = "cuadmin"
    ssh_public_key: str
    firewall_tier: FirewallTier = "Standard"
    allowed_outbound: tuple[AllowedOutbound, ...] = ()
    log_retention_days: int = 365
    firewall_rules: tuple[OwnFirewallRule, ...] = ()
    vpn: Vpn | None = None
    express_route: ExpressRoute | None = None
    bastion: BastionSettings | None = None
    dns: DnsSettings = DnsSettings()
    flow_logs: FlowLogSettings = FlowLogSettings()
    ddos_plan: bool = False
    file_backup: FileBackup = "vault"
    governance: GovernanceSection = GovernanceSection()
    watch: WatchSection = WatchSection()
    shared_services: SharedServicesSection = SharedServicesSection()
    publish_waves: WavePublishing | None = None


@value
class Approval:
    """approval.yaml: people agreed to build exactly the architecture with this hash."""

    schema_version: int = SCHEMA_VERSION
    architecture_sha256: Annotated[str, *in_form(_SHA256, "the hash that the command design shows")]
    approver: str
    date: Day
