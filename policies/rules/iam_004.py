"""IAM-004: people take on privileged roles for some hours, and do not hold them."""

from __future__ import annotations

from policies.combining import all_true, any_true, fails_if, known
from policies.model import Answer, Context, Resource, Rule
from policies.privileged import ASSIGNMENT, GIVE_RIGHTS_AWAY, GIVE_RIGHTS_AWAY_SOURCE, are_people, has_role
from policies.values import ABSENT, is_unknown, read, same_text

ELIGIBILITY = "azure-native:authorization:PimRoleEligibilitySchedule"
ROLE, PRINCIPAL, SCOPE = "roleDefinitionId", "principalId", "scope"


def answer(resource: Resource, context: Context) -> Answer:
    """Of an assignment: fails where people hold, all the time, a role that gives rights away, however small the scope.
    Of an eligibility: fails where the same people hold the same role all the time beside it."""
    roles, allowed = context.parameters["roles"], context.parameters["break_glass"]
    if resource.type == ASSIGNMENT:
        principal = read(resource.properties, PRINCIPAL)
        standing = all_true(
            has_role(read(resource.properties, ROLE), roles),
            are_people(read(resource.properties, "principalType")),
            known(principal, not same_text(principal, *allowed)) if allowed else True,
        )
        return fails_if(standing, ROLE, "people hold all the time a role that lets them give rights to others")
    beside = any_true(_is_the_same(one, resource) for one in context.graph.of_type(ASSIGNMENT))
    return fails_if(beside, PRINCIPAL, "the same people hold the role all the time, so they need not take it on")


def _is_the_same(assignment: Resource, eligibility: Resource) -> bool | None:
    """Whether an assignment gives the same people the same role where they are eligible for it, or above."""
    return all_true(
        *(_equal(assignment, eligibility, path) for path in (PRINCIPAL, ROLE)), _reaches(assignment, eligibility)
    )


def _equal(one: Resource, other: Resource, path: str) -> bool | None:
    mine, theirs = read(one.properties, path), read(other.properties, path)
    if is_unknown(mine) or is_unknown(theirs):
        return None
    if mine is ABSENT or theirs is ABSENT:
        return False
    # A role is named with the scope it was looked up at, or without.
    return same_text(_last(mine), _last(theirs))


def _reaches(assignment: Resource, eligibility: Resource) -> bool | None:
    wide, narrow = read(assignment.properties, SCOPE), read(eligibility.properties, SCOPE)
    if is_unknown(wide) or is_unknown(narrow):
        return None
    return f"{str(narrow).casefold().rstrip('/')}/".startswith(f"{str(wide).casefold().rstrip('/')}/")


def _last(found: object) -> str:
    return str(found).rpartition("/")[2]


RULE = Rule(
    id="IAM-004",
    title="Privileged roles are taken on, not held",
    severity="medium",
    why="A stolen session then finds the rights of an ordinary user; to get more, somebody must ask, with a "
    "reason that is written down.",
    applies_to=(ASSIGNMENT, ELIGIBILITY),
    answer=answer,
    absent_means="An absent principal_type is a person: the SDK sets it to User. An absent scope or role is refused "
    "by Azure.",
    remedy="Replace the assignment by a PimRoleEligibilitySchedule for the same group. A group for emergencies is "
    "named in standards.yaml under break_glass.",
    frameworks={
        "ncsc-csp": ("9", "12"),
        "cyber-essentials": ("CE-UAC-05",),
        "caf": ("B2.c",),
        "uk-gdpr": ("32",),
    },
    parameters={
        "roles": GIVE_RIGHTS_AWAY,
        "break_glass": (),
    },
    sources=(
        GIVE_RIGHTS_AWAY_SOURCE,
        "azure-native 3.29.0, authorization PimRoleEligibilityScheduleArgs and RoleAssignmentArgs",
    ),
)
