"""Who may take on which role for some hours: groups by their trade, and what people ask for besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from migration.design.governance.custom_roles import (
    MIGRATION_ENGINEER,
    NETWORK_MANAGEMENT,
    SECURITY_OPERATIONS,
    SUBSCRIPTION_OWNER,
    role_called,
)
from migration.design.governance.ids import subscription_scope
from migration.design.governance.management_groups import LANDING_ZONES, PLATFORM, ROOT, known_key
from migration.design.inputs import DesignInputs
from migration.model.architecture import Eligibility, ManagementGroup, management_group_id
from migration.model.governance import EligibleEntry
from migration.model.landing_zone import EntraGroup, LandingZoneFile
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.text import slug
from safeio.values import Day, value

WHERE = "landing-zone.yaml governance.eligible"
OF_SUBSCRIPTION = "subscription:"
"""How a scope begins that is a subscription by its key."""

DAYS = 365


@value
class Reach:
    """What a role is about: its id in Azure, and the id of one of our management groups, None for a subscription."""

    scope: str
    management_group: str | None


def eligibilities(inputs: DesignInputs, groups: tuple[ManagementGroup, ...]) -> tuple[Eligibility, ...]:
    """Every eligibility, by id. One that stands keeps the day it started. Raises InputError for an unknown role or
    scope, and for one that stands twice."""
    file = inputs.landing_zone
    found: dict[str, Eligibility] = {}
    for entry in (*_by_trade(file), *_of_owners(file), *file.governance.eligible):
        one = _eligibility(inputs, entry, groups)
        if one is None:
            continue
        if one.id in found:
            wrong = f"{entry.group.name[:60]} is given {entry.role} at {entry.scope} twice"
            raise InputError(WHERE, wrong, "Keep one entry.")
        found[one.id] = one
    return tuple(found[key] for key in sorted(found))


def ended(found: Eligibility, as_of: Day) -> bool:
    """True from the day on which nobody can take on the role any more."""
    return found.starts + timedelta(days=found.days) <= as_of


def _by_trade(file: LandingZoneFile) -> Iterator[EligibleEntry]:
    people = file.governance.groups
    wanted: Sequence[tuple[EntraGroup | None, str, str]] = (
        (people.platform, "Owner", ROOT),
        (people.network, NETWORK_MANAGEMENT, PLATFORM),
        (people.security, SECURITY_OPERATIONS, ROOT),
        (people.migration, MIGRATION_ENGINEER, LANDING_ZONES),
    )
    for group, role, scope in wanted:
        if group is not None:
            yield EligibleEntry(group=group, role=role, scope=scope, days=DAYS)


def _of_owners(file: LandingZoneFile) -> Iterator[EligibleEntry]:
    for one in file.subscriptions:
        if one.owners is not None:
            yield EligibleEntry(
                group=one.owners, role=SUBSCRIPTION_OWNER, scope=f"{OF_SUBSCRIPTION}{one.key}", days=DAYS
            )


def _eligibility(inputs: DesignInputs, entry: EligibleEntry, groups: tuple[ManagementGroup, ...]) -> Eligibility | None:
    """None where the subscription has no id yet: it follows when it has one."""
    file = inputs.landing_zone
    role = role_called(file, entry.role, WHERE)
    reach = reach_of(file, entry.scope, groups, WHERE)
    if reach is None:
        return None
    what = f"eligible-{slug(entry.group.name)}-{slug(entry.role)}-{slug(entry.scope)}"
    return Eligibility(
        id=what,
        scope=reach.scope,
        management_group=reach.management_group,
        role=role.definition,
        role_name=role.name,
        custom_role=role.custom_role,
        principal_id=entry.group.object_id,
        principal=entry.group.name,
        starts=_starts(inputs, what),
        days=entry.days,
        justification=f"{entry.group.name} may act as {role.name} when work asks for it",
    )


def reach_of(file: LandingZoneFile, scope: str, groups: tuple[ManagementGroup, ...], where: str) -> Reach | None:
    """What a scope of landing-zone.yaml is; None for a subscription without an id. Raises InputError, which names
    `where`, for one that there is not."""
    if not scope.startswith(OF_SUBSCRIPTION):
        key = known_key(scope, groups, where)
        group = next(one for one in groups if one.key == key)
        return Reach(scope=management_group_id(group.name), management_group=group.id)
    ids = {one.key: one.subscription_id for one in file.subscriptions}
    key = scope.removeprefix(OF_SUBSCRIPTION)
    if key not in ids:
        near = nearest(key, sorted(ids))
        remedy = f"Did you mean {OF_SUBSCRIPTION}{near}?" if near else f"There are: {', '.join(sorted(ids))}."
        raise InputError(where, f"there is no subscription {key[:60]!r}", remedy)
    found = ids[key]
    return None if found is None else Reach(scope=subscription_scope(found), management_group=None)


def _starts(inputs: DesignInputs, eligibility_id: str) -> Day:
    """Another start would end the eligibility and begin a new one."""
    before = inputs.previous.landing_zone.governance if inputs.previous else None
    kept = (one.starts for one in (before.eligibilities if before else ()) if one.id == eligibility_id)
    return next(kept, inputs.as_of)
