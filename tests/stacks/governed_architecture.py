"""An architecture as it is designed for a county that governs its tenant, watches it, and accepts an exemption."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from migration.design.architecture import design
from migration.design.inputs import DesignInputs
from migration.model.architecture import Architecture, PolicyExemption
from migration.model.governance import (
    EligibleEntry,
    GovernanceSection,
    ManagementGroupEntry,
    NewSubscriptions,
    PlatformGroups,
    RoleSettingsEntry,
    WatchSection,
)
from migration.model.landing_zone import EntraGroup, SubscriptionEntry
from tests.design.design_cases import application, case, guid, runs, server

BILLING = "/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2"
GOVERNANCE = GovernanceSection(
    management_groups=(ManagementGroupEntry(key="corp", name="Council services"),),
    new_subscriptions=NewSubscriptions(billing_scope=BILLING),
    groups=PlatformGroups(
        platform=EntraGroup(name="grp-platform", object_id=guid(50)),
        migration=EntraGroup(name="grp-migration", object_id=guid(51)),
    ),
    eligible=(
        EligibleEntry(group=EntraGroup(name="grp-audit", object_id=guid(52)), role="Reader", scope="sandbox", days=30),
    ),
    role_settings=(RoleSettingsEntry(role="Owner", scope="root", policy=guid(54), hours=4),),
)


def governed_inputs(made: bool = True, **fields: Any) -> DesignInputs:
    """A Windows and a Linux machine of the county, in its own subscription, which is a new one. `made` is False before
    Azure has made it. `fields` are of the section governance."""
    things = [server("srv1"), server("srv2", product="rhel", cycle="8")]
    inputs = case([application("rates")], things, [runs("rates", "srv1"), runs("rates", "srv2")])
    file = inputs.landing_zone
    platform, county = file.subscriptions
    county = replace(
        county,
        new=True,
        subscription_id=county.subscription_id if made else None,
        owners=EntraGroup(name="grp-county", object_id=guid(53)),
    )
    subscriptions: tuple[SubscriptionEntry, ...] = (platform, county)
    file = replace(file, subscriptions=subscriptions, governance=replace(GOVERNANCE, **fields), watch=WatchSection())
    return replace(inputs, landing_zone=file, policy_exemptions=(exemption(),))


def exemption(**fields: Any) -> PolicyExemption:
    """The Windows machine has no second region for now."""
    known: dict[str, Any] = {
        "id": "one-region-for-now",
        "rule_id": "BCK-004",
        "scope": "vm-srv1",
        "owner": "Platform Manager",
        "approver": "Joint Programme Board",
        "ticket": "RISK-1",
        "reason": "The second region follows.",
        "expires": date(2027, 3, 31),
    }
    return PolicyExemption(**known | fields)


def governed_architecture(made: bool = True, **fields: Any) -> Architecture:
    """The architecture of those inputs."""
    return design(governed_inputs(made, **fields))
