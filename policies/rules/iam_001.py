"""IAM-001: nobody is always an owner."""

from __future__ import annotations

import re
from typing import Any

from policies.combining import all_true, fails_if, known
from policies.model import Answer, Context, Resource, Rule
from policies.privileged import ASSIGNMENT, GIVE_RIGHTS_AWAY, GIVE_RIGHTS_AWAY_SOURCE, are_people, has_role
from policies.values import read, same_text

PROPERTY = "roleDefinitionId"

_WIDE = re.compile(r"/|/subscriptions/[^/]+/?|/providers/microsoft\.management/managementgroups/[^/]+/?", re.IGNORECASE)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where people hold, all the time, a role that gives rights away, over a subscription or more."""
    role, principal = read(resource.properties, PROPERTY), read(resource.properties, "principalId")
    allowed = same_text(principal, *context.parameters["break_glass"])
    standing = all_true(
        has_role(role, context.parameters["roles"]),
        _is_wide(read(resource.properties, "scope")),
        are_people(read(resource.properties, "principalType")),
        known(principal, not allowed) if context.parameters["break_glass"] else True,
    )
    return fails_if(standing, PROPERTY, "people hold a role all the time that lets them give any right to anybody")


def _is_wide(scope: Any) -> bool | None:
    return known(scope, isinstance(scope, str) and _WIDE.fullmatch(scope.strip()) is not None)


RULE = Rule(
    id="IAM-001",
    title="Nobody is always an owner",
    severity="critical",
    why="Whoever steals the password or the session of a standing owner owns every service of the council.",
    applies_to=(ASSIGNMENT,),
    answer=answer,
    absent_means="An absent principal_type is a person: the SDK sets it to User. An absent scope or role is refused "
    "by Azure.",
    remedy="Make the group eligible (PimRoleEligibilitySchedule) in place of the assignment, or name a smaller scope.",
    frameworks={
        "ncsc-csp": ("9", "12"),
        "cyber-essentials": ("CE-UAC-05",),
        "caf": ("B2.c",),
        "uk-gdpr": ("32(1)(b)",),
        "mcsb": ("PA-1",),
        "prowler": ("iam_role_user_access_admin_restricted",),
    },
    parameters={
        "roles": GIVE_RIGHTS_AWAY,
        "break_glass": (),
    },
    sources=(
        GIVE_RIGHTS_AWAY_SOURCE,
        "azure-native 3.29.0, authorization RoleAssignmentArgs: principal_type is set to User where absent",
    ),
)
