"""All that governs the tenant, as one value, and how many resources it becomes."""

from __future__ import annotations

from migration.design.governance.custom_roles import custom_roles
from migration.design.governance.eligibility import eligibilities
from migration.design.governance.management_groups import WHERE, group_id, known_key, management_groups
from migration.design.governance.policies import assigned_policies
from migration.design.governance.role_settings import role_settings
from migration.design.governance.subscriptions import governed_subscriptions, new_subscriptions
from migration.design.inputs import DesignInputs
from migration.model.architecture import Governance, ManagementGroup, TenantSettings, management_group_id
from migration.model.architecture.name_rules import broken_name
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError

STACK = "governance"


def governance(inputs: DesignInputs) -> Governance | None:
    """What governs the tenant; None where people say that somebody else does. Raises InputError for what people wrote
    that cannot be built."""
    file = inputs.landing_zone
    if not file.governance.built:
        _check_nothing_asked(file)
        return None
    groups = management_groups(file)
    return Governance(
        stack=STACK,
        parent_group=management_group_id(_parent(file)),
        management_groups=groups,
        tenant_settings=_tenant_settings(file, groups),
        new_subscriptions=new_subscriptions(inputs, groups),
        subscriptions=governed_subscriptions(inputs, groups),
        custom_roles=custom_roles(file, groups),
        eligibilities=eligibilities(inputs, groups),
        policies=assigned_policies(file, groups),
        role_settings=role_settings(inputs, groups),
    )


def governance_resources(found: Governance) -> int:
    """How many Azure resources it becomes."""
    return (
        len(found.management_groups)
        + (found.tenant_settings is not None)
        + len(found.new_subscriptions)
        + sum(1 + len(one.grants) + len(one.defender_plans) for one in found.subscriptions)
        + len(found.custom_roles)
        + len(found.eligibilities)
        + len(found.role_settings)
        + sum(1 + len(one.identity_grants) + (one.remediation is not None) for one in found.policies)
    )


def _parent(file: LandingZoneFile) -> str:
    """The name of the group that ours stand under; the tenant's own is called after the tenant."""
    name = file.governance.parent_group
    if name is None:
        return file.tenant_id
    wrong = broken_name("management-group", name)
    if wrong:
        where = "landing-zone.yaml governance.parent_group"
        raise InputError(where, f"{name[:100]!r} cannot be a management group: {wrong}", "Write its id, not its name.")
    return name


def _tenant_settings(file: LandingZoneFile, groups: tuple[ManagementGroup, ...]) -> TenantSettings | None:
    key = known_key(file.governance.default_group, groups, "landing-zone.yaml governance.default_group")
    if file.governance.parent_group is not None:
        return None
    return TenantSettings(id="tenant-settings", default_group=group_id(key))


def _check_nothing_asked(file: LandingZoneFile) -> None:
    """Raise InputError where something is asked for that only the governance would build."""
    asked = [one.key for one in file.subscriptions if one.new and one.subscription_id is None]
    if asked:
        wrong = f"{asked[0]} is to be new, and no governance is built that would ask for it"
        raise InputError("landing-zone.yaml governance.built", wrong, "Write its subscription_id, or built: true.")
    if file.governance.management_groups:
        wrong = "management groups are named, and no governance is built"
        raise InputError(WHERE, wrong, "Take them out, or write built: true.")
