"""The stack that governs the tenant: management groups, new subscriptions, roles, policies, Defender plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulumi

from migration.model.architecture import Architecture, Eligibility, Governance, Stack, management_group_id
from migration.model.architecture.landing_zone import known_ids
from stacks.components.assigned_policy import AssignedPolicy
from stacks.components.custom_role import CustomRole
from stacks.components.eligibility import Eligibility as EligibilityComponent
from stacks.components.governed_subscription import GovernedSubscription
from stacks.components.management_group import ManagementGroup, TenantSettings
from stacks.components.new_subscription import NewSubscription
from stacks.components.role_settings import RoleSettings
from stacks.components.subscription import providers_of

Groups = Mapping[str, ManagementGroup]


def build_governance(architecture: Architecture, stack: Stack) -> None:
    """Make the governance and give its ids. Makes what each component says, and a provider for each subscription."""
    decided = architecture.landing_zone.governance
    assert decided is not None, "an architecture with this stack has a governance"
    providers = providers_of(architecture)
    provider = providers[stack.subscription_key]
    groups = _groups(decided, provider)
    if decided.tenant_settings is not None:
        default = groups[decided.tenant_settings.default_group].made.id
        TenantSettings(decided.tenant_settings, architecture.tenant_id, default, provider)
    new = {
        one.key: NewSubscription(one, groups[one.management_group].made.id, provider)
        for one in decided.new_subscriptions
    }
    topmost = groups[decided.management_groups[0].id].made
    roles = {one.id: CustomRole(one, topmost, provider).made for one in decided.custom_roles}
    ids = known_ids(architecture.landing_zone)
    names = {one.id: one.name for one in decided.management_groups}
    for one in decided.subscriptions:
        group = one.management_group
        GovernedSubscription(one, ids[one.key], names[group], groups[group].made, roles, providers[one.key])
    for eligible in decided.eligibilities:
        EligibilityComponent(eligible, _needs(eligible, groups, roles), provider)
    for settings in decided.role_settings:
        group_id = settings.management_group
        RoleSettings(settings, [] if group_id is None else [groups[group_id].made], provider)
    for policy in decided.policies:
        scope = management_group_id(names[policy.management_group])
        AssignedPolicy(policy, scope, groups[policy.management_group].made, provider)
    pulumi.export("management_groups", {name: one.made.id for name, one in groups.items()})
    pulumi.export("new_subscriptions", {key: one.subscription_id for key, one in new.items()})


def _groups(decided: Governance, provider: pulumi.ProviderResource) -> Groups:
    made: dict[str, ManagementGroup] = {}
    for one in decided.management_groups:
        parent: pulumi.Input[str] = decided.parent_group if one.parent is None else made[one.parent].made.id
        made[one.id] = ManagementGroup(one, parent, provider)
    return made


def _needs(eligible: Eligibility, groups: Groups, roles: Mapping[str, pulumi.Resource]) -> Sequence[pulumi.Resource]:
    found: list[pulumi.Resource] = []
    if eligible.management_group is not None:
        found.append(groups[eligible.management_group].made)
    if eligible.custom_role is not None:
        found.append(roles[eligible.custom_role])
    return found
