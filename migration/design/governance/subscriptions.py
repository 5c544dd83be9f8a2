"""Subscriptions under the groups: which are asked for, where each stands, who looks after it, what guards it."""

from __future__ import annotations

from collections.abc import Mapping

from migration.dates import add_months
from migration.design.governance.custom_roles import APPLICATION_OWNERS, role_called
from migration.design.governance.ids import guid_of, subscription_scope
from migration.design.governance.management_groups import CORP, PLATFORM, group_id, known_key
from migration.design.inputs import DesignInputs
from migration.design.landing_zone import REVIEW_MONTHS
from migration.design.names import joined
from migration.design.tags import platform_tags
from migration.model.architecture import (
    DefenderPlan,
    GovernedSubscription,
    ManagementGroup,
    NewSubscription,
    RoleGrant,
)
from migration.model.governance import DefenderPlanEntry
from migration.model.landing_zone import LandingZoneFile, Profile, SubscriptionEntry
from safeio.errors import InputError

WHERE = "landing-zone.yaml subscriptions"

_PLANS: Mapping[Profile, tuple[tuple[str, str | None], ...]] = {
    "county": (
        ("AppServices", None),
        ("Arm", None),
        ("CloudPosture", None),
        ("KeyVaults", None),
        ("OpenSourceRelationalDatabases", None),
        ("SqlServerVirtualMachines", None),
        ("SqlServers", None),
        ("StorageAccounts", "DefenderForStorageV2"),
        ("VirtualMachines", "P2"),
    ),
    "district": (
        ("Arm", None),
        ("KeyVaults", None),
        ("SqlServers", None),
        ("StorageAccounts", "DefenderForStorageV2"),
        ("VirtualMachines", "P1"),
    ),
}
"""Each plan is paid for by the resource, so a district has fewer. Names: azure-native 3.29.0, security PricingArgs, and
the list of standard LOG-005; which profile has which is ours."""


def new_subscriptions(inputs: DesignInputs, groups: tuple[ManagementGroup, ...]) -> tuple[NewSubscription, ...]:
    """The subscriptions that are asked for, also those that have been made since: they keep their request. Raises
    InputError where nobody says who pays."""
    file = inputs.landing_zone
    asked = file.governance.new_subscriptions
    found = []
    for one in sorted(file.subscriptions, key=lambda one: one.key):
        if not one.new:
            continue
        if asked is None:
            remedy = "Write new_subscriptions with billing_scope, or take new: true out and write its subscription_id."
            raise InputError(
                "landing-zone.yaml governance", f"{one.key} is to be new, and nobody says who pays", remedy
            )
        found.append(
            NewSubscription(
                id=f"new-{one.key}",
                key=one.key,
                alias=joined("subscription-alias", f"sub-{file.prefix}-{one.key}"),
                display_name=f"{file.prefix}-{one.key}",
                billing_scope=asked.billing_scope,
                offer=asked.offer,
                management_group=placed_in(one, groups),
                tags=platform_tags(inputs, one.organisation_id, add_months(inputs.plan.as_of, REVIEW_MONTHS)),
            )
        )
    return tuple(found)


def governed_subscriptions(
    inputs: DesignInputs, groups: tuple[ManagementGroup, ...]
) -> tuple[GovernedSubscription, ...]:
    """What each subscription gets that has an id, by key."""
    file = inputs.landing_zone
    return tuple(
        GovernedSubscription(
            id=f"governed-{one.key}",
            key=one.key,
            management_group=placed_in(one, groups),
            grants=_grants(file, one, one.subscription_id),
            defender_plans=defender_plans(file),
        )
        for one in sorted(file.subscriptions, key=lambda one: one.key)
        if one.subscription_id is not None
    )


def placed_in(entry: SubscriptionEntry, groups: tuple[ManagementGroup, ...]) -> str:
    """The id of the management group that a subscription stands in. Raises InputError for one that is not there."""
    default = PLATFORM if entry.organisation_id is None else CORP
    where = f"{WHERE} {entry.key} management_group"
    return group_id(known_key(entry.management_group or default, groups, where))


def defender_plans(file: LandingZoneFile) -> tuple[DefenderPlan, ...]:
    """The plans that are switched on in every subscription, by name. Raises InputError for one that stands twice."""
    said = file.governance.defender_plans
    wanted = (
        [DefenderPlanEntry(name=name, sub_plan=sub) for name, sub in _PLANS[file.profile]] if said is None else said
    )
    names = [one.name.casefold() for one in wanted]
    double = next((one.name for one in wanted if names.count(one.name.casefold()) > 1), None)
    if double:
        raise InputError("landing-zone.yaml governance.defender_plans", f"{double[:60]} stands twice", "Keep one.")
    found = [DefenderPlan(name=one.name, sub_plan=one.sub_plan) for one in wanted]
    return tuple(sorted(found, key=lambda one: one.name))


def _grants(file: LandingZoneFile, entry: SubscriptionEntry, subscription_id: str) -> tuple[RoleGrant, ...]:
    """The group that looks after the applications holds that role all the time; more it takes on when it needs it."""
    if entry.owners is None:
        return ()
    role, scope = role_called(file, APPLICATION_OWNERS, WHERE), subscription_scope(subscription_id)
    grant = RoleGrant(
        id=f"grant-{entry.key}-{APPLICATION_OWNERS}",
        name=guid_of(scope, role.definition, entry.owners.object_id),
        scope=scope,
        role=role.definition,
        custom_role=role.custom_role,
        principal_id=entry.owners.object_id,
        principal=entry.owners.name,
    )
    return (grant,)
