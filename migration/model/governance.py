"""What people write about governing the tenant: the sections `governance` and `watch` of landing-zone.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from migration.model.directory import EntraGroup
from safeio.values import value

OfferType = Literal["Production", "DevTest"]


@value
class ManagementGroupEntry:
    """A management group that is called or placed otherwise than the profile says, or one more.

    `key` is what the rest of the file calls it; `name` is what people see, `id` what Azure calls it, `parent` the key
    of the group above it. What is left out stays as the profile has it.
    """

    key: str
    name: str | None = None
    id: str | None = None
    parent: str | None = None


@value
class NewSubscriptions:
    """How new subscriptions are asked for. `billing_scope` is the id of the enrolment account or invoice section that
    pays for them."""

    billing_scope: str
    offer: OfferType = "Production"


@value
class EligibleEntry:
    """A group that may take on a role for some hours, with a reason; it never holds it all the time.

    `role` is one of ours or a built-in one, `scope` the key of a management group or `subscription:KEY`. It ends after
    `days`, and has to be granted again.
    """

    group: EntraGroup
    role: str
    scope: str
    days: Annotated[int, Field(ge=1, le=365)] = 365


Asked = Literal["reason", "second-factor", "ticket"]
"""What somebody has to give before they take on a role."""


@value
class RoleSettingsEntry:
    """What taking on a role asks for, and for how many hours at most. `policy` is the GUID that Azure has given the
    settings of this role at this scope; nobody can know it before the tenant is asked."""

    role: str
    scope: str
    policy: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
    hours: Annotated[int, Field(ge=1, le=24)] = 8
    asks: tuple[Asked, ...] = ("reason", "second-factor")


@value
class PlatformGroups:
    """The groups of the people who run the platform. Each that is named may take on the role of its trade."""

    platform: EntraGroup | None = None
    network: EntraGroup | None = None
    security: EntraGroup | None = None
    migration: EntraGroup | None = None


@value
class DefenderPlanEntry:
    """A plan of Defender for Cloud, by the name that Azure has for it, and its sub-plan where it has several."""

    name: str
    sub_plan: str | None = None


@value
class GovernanceSection:
    """Management groups, new subscriptions, roles, policies and Defender plans.

    `built` is False where somebody else governs the tenant. `parent_group` is the id of a group that exists and that
    ours stand under; without it they stand under the tenant's own, and then `default_group` is where a subscription
    begins that nobody has placed. `role_settings` say what taking on a role asks for. `left_out_policies` are names of
    assignments that are not wanted. Without `defender_plans` those of the profile are switched on; an empty list
    switches on none.
    """

    built: bool = True
    parent_group: str | None = None
    management_groups: tuple[ManagementGroupEntry, ...] = ()
    default_group: str = "quarantine"
    new_subscriptions: NewSubscriptions | None = None
    groups: PlatformGroups = PlatformGroups()
    eligible: tuple[EligibleEntry, ...] = ()
    role_settings: tuple[RoleSettingsEntry, ...] = ()
    left_out_policies: tuple[str, ...] = ()
    defender_plans: tuple[DefenderPlanEntry, ...] | None = None


@value
class WatchSection:
    """Alerts and locks. `contacts` are told; without them, the security contacts are. `left_out_alerts` are names of
    alerts that are not wanted. `locks` are put on what all organisations stand on."""

    built: bool = True
    contacts: tuple[str, ...] = ()
    left_out_alerts: tuple[str, ...] = ()
    locks: bool = True
