"""Builders for the tests of governance and watch: a county whose file has these sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from design_cases import guid, one_machine

from migration.design.inputs import DesignInputs
from migration.model.architecture import Architecture, Governance, Watch
from migration.model.governance import (
    GovernanceSection,
    ManagementGroupEntry,
    NewSubscriptions,
    WatchSection,
)
from migration.model.landing_zone import EntraGroup, Regions

PEOPLE = EntraGroup(name="grp-people", object_id=guid(50))
BILLING = NewSubscriptions(billing_scope="/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2")


def governed(file: dict[str, Any] | None = None, watch: WatchSection | None = None, **section: Any) -> DesignInputs:
    """One machine of the county, with a section governance of these fields and other fields of the file."""
    inputs = one_machine()
    zone = replace(
        inputs.landing_zone,
        governance=GovernanceSection(**section),
        watch=watch or WatchSection(),
        **(file or {}),
    )
    return replace(inputs, landing_zone=zone)


def governance_of(found: Architecture) -> Governance:
    """The governance, which is there."""
    assert found.landing_zone.governance is not None
    return found.landing_zone.governance


def watch_of(found: Architecture) -> Watch:
    """The watch, which is there."""
    assert found.landing_zone.watch is not None
    return found.landing_zone.watch


def tree(found: Architecture) -> dict[str, str | None]:
    """The key of the group above each, by key."""
    groups = governance_of(found).management_groups
    keys = {one.id: one.key for one in groups}
    return {one.key: keys[one.parent] if one.parent else None for one in groups}


def district() -> dict[str, Any]:
    """What makes the file that of a district."""
    return {
        "profile": "district",
        "regions": Regions(primary="uksouth"),
        "address_pools": {"uksouth": "10.64.0.0/16"},
    }


def entries(*groups: ManagementGroupEntry) -> DesignInputs:
    """The county with these management groups in its file."""
    return governed(management_groups=groups)


def with_county(**fields: Any) -> DesignInputs:
    """The county's own subscription with other fields."""
    inputs = governed(new_subscriptions=BILLING)
    platform, county = inputs.landing_zone.subscriptions
    zone = replace(inputs.landing_zone, subscriptions=(platform, replace(county, **fields)))
    return replace(inputs, landing_zone=zone)
