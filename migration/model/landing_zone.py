"""What people write about the cloud they build into: landing-zone.yaml and approval.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, WithJsonSchema

from migration.model.written import SCHEMA_VERSION
from safeio.values import Day, Money, value

Profile = Literal["county", "district"]
"""`county`: a hub in two regions with its own firewall. `district`: one region and a small firewall."""

FirewallTier = Literal["Basic", "Standard", "Premium"]

_GUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_PREFIX = "[a-z][a-z0-9]{1,5}"
_SHA256 = "[0-9a-f]{64}"


def _written(pattern: str, means: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Text of one form only. The error says what is meant, since few people read patterns."""

    def check(text: str) -> str:
        if re.fullmatch(pattern, text) is None:
            raise ValueError(f"{text[:60]!r} is not {means}")
        return text

    return AfterValidator(check), WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


Guid = Annotated[str, *_written(_GUID, "an id as Azure shows it: 32 digits 0-9 and a-f in lower case, with hyphens")]
"""An id of a tenant, subscription or group, in lower case."""


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
    """A subscription that exists. `organisation_id` None is the platform's own.

    `budget_month_gbp` is what people want to be warned about; it changes nothing that is built.
    """

    key: str
    subscription_id: Guid
    organisation_id: str | None = None
    budget_month_gbp: Money


@value
class EntraGroup:
    """A group in Microsoft Entra ID that is given rights; never a person."""

    name: str
    object_id: Guid


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
class LandingZoneFile:
    """landing-zone.yaml. `prefix` (2 to 6 letters or digits) starts the platform's names; `address_pools` gives each
    region the addresses the cloud may use. `platform_owner` and `cost_centres` (by organisation id, and "platform")
    become tags. `administrator` is the account that machines are made with. `log_retention_days` is of the central
    workspace."""

    schema_version: int = SCHEMA_VERSION
    profile: Profile
    prefix: Annotated[str, *_written(_PREFIX, "2 to 6 lower-case letters or digits, a letter first")]
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


@value
class Approval:
    """approval.yaml: people agreed to build exactly the architecture with this hash."""

    schema_version: int = SCHEMA_VERSION
    architecture_sha256: Annotated[str, *_written(_SHA256, "the hash that the command design shows")]
    approver: str
    date: Day
