"""How the tenant is governed: management groups, new subscriptions, roles, policies and Defender plans."""

from __future__ import annotations

from collections.abc import Mapping

from migration.model.governance import OfferType
from safeio.values import Day, value


@value
class ManagementGroup:
    """A management group. `name` is what Azure calls it, `display_name` what people see; `parent` is the id of one of
    ours, None where it stands under the governance's own `parent_group`."""

    id: str
    key: str
    name: str
    display_name: str
    parent: str | None


@value
class TenantSettings:
    """Settings of the tenant's own group: in which of ours a subscription begins that nobody has placed (its id), and
    that only those who may can make groups."""

    id: str
    default_group: str
    authorisation_required: bool = True


@value
class NewSubscription:
    """A subscription that is asked for. `alias` names the request; `billing_scope` pays. It is placed in the management
    group with the id `management_group` from its first moment."""

    id: str
    key: str
    alias: str
    display_name: str
    billing_scope: str
    offer: OfferType
    management_group: str
    tags: Mapping[str, str]


@value
class RoleGrant:
    """A role that a group of Entra ID holds all the time. `name` is the GUID of the grant; `role` and `scope` are ids
    in Azure; `custom_role` is the id of one of our roles, None for a built-in one."""

    id: str
    name: str
    scope: str
    role: str
    custom_role: str | None
    principal_id: str
    principal: str


@value
class DefenderPlan:
    """A plan of Defender for Cloud, and its sub-plan where it has several."""

    name: str
    sub_plan: str | None = None


@value
class GovernedSubscription:
    """What a subscription gets that has an id: its place, who looks after it, and its Defender plans."""

    id: str
    key: str
    management_group: str
    grants: tuple[RoleGrant, ...]
    defender_plans: tuple[DefenderPlan, ...]


@value
class CustomRole:
    """A role of our own. `name` is its GUID, `display_name` what people see, `assignable` the scopes it may be given
    at."""

    id: str
    key: str
    name: str
    display_name: str
    description: str
    actions: tuple[str, ...]
    not_actions: tuple[str, ...] = ()
    scope: str
    assignable: tuple[str, ...]


@value
class Eligibility:
    """A role that a group may take on for some hours. It holds for `days` from `starts`; `scope` and `role` are ids in
    Azure. `custom_role` is as in RoleGrant; `management_group` the id of ours that it is about, None for a
    subscription."""

    id: str
    scope: str
    management_group: str | None
    role: str
    role_name: str
    custom_role: str | None
    principal_id: str
    principal: str
    starts: Day
    days: int
    justification: str


@value
class RoleSettings:
    """What taking on a role asks for: `asks` in the words of Azure, and `hours` for how long at most. `policy` is the
    GUID of the settings that Azure has made; `scope` and `management_group` are as in Eligibility."""

    id: str
    scope: str
    management_group: str | None
    role_name: str
    policy: str
    hours: int
    asks: tuple[str, ...]


@value
class IdentityGrant:
    """A built-in role that the identity of an assigned policy holds, so that it can put right what it finds. `name` is
    the GUID of the grant, `role` the role's id in Azure."""

    name: str
    role: str
    role_name: str


@value
class AssignedPolicy:
    """A built-in policy or initiative assigned to a management group. `definition` is its id in Azure, `version` the
    versions taken ("2.*.*"), `region` where the assignment is kept. One with `identity_grants` has an identity.
    `remediation` is the name of the task that puts right what stood before the policy came, None where there is none:
    by itself a policy puts right only what is made or changed after it."""

    id: str
    name: str
    display_name: str
    management_group: str
    definition: str
    version: str
    parameters: Mapping[str, str | tuple[str, ...]]
    message: str
    region: str
    identity_grants: tuple[IdentityGrant, ...] = ()
    remediation: str | None = None


@value
class Governance:
    """All of the stack that governs the tenant. `parent_group` is the id in Azure of the group that ours stand under;
    `tenant_settings` is None where that is not the tenant's own."""

    stack: str
    parent_group: str
    management_groups: tuple[ManagementGroup, ...]
    tenant_settings: TenantSettings | None
    new_subscriptions: tuple[NewSubscription, ...]
    subscriptions: tuple[GovernedSubscription, ...]
    custom_roles: tuple[CustomRole, ...]
    eligibilities: tuple[Eligibility, ...]
    policies: tuple[AssignedPolicy, ...]
    role_settings: tuple[RoleSettings, ...] = ()


def management_group_id(name: str) -> str:
    """The id in Azure of the management group with this name."""
    return f"/providers/Microsoft.Management/managementGroups/{name}"


def assignment_id(group_name: str, assignment: str) -> str:
    """The id in Azure of a policy assignment of a management group."""
    return f"{management_group_id(group_name)}/providers/Microsoft.Authorization/policyAssignments/{assignment}"
