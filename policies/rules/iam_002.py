"""IAM-002: roles go to groups and workloads, not to people."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, failed, judged
from policies.values import ABSENT, read, same_text

PROPERTY = "principalType"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a role is given to a person or a device."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return failed(PROPERTY, "absent, which means that the role is given to a person")
    good = same_text(found, *context.parameters["principal_types"])
    return judged(found, good, PROPERTY, "the role is given to one person, not to a group or a workload")


RULE = Rule(
    id="IAM-002",
    title="Roles go to groups and workloads, not to people",
    severity="high",
    why="Rights given to one person are forgotten when that person changes job or leaves.",
    applies_to=("azure-native:authorization:RoleAssignment",),
    answer=answer,
    absent_means="Fail: the SDK sets it to User.",
    remedy='Give the role to a group of Entra ID and set principal_type="Group", or "ServicePrincipal" for a workload.',
    frameworks={
        "ncsc-csp": ("9",),
        "cyber-essentials": ("CE-UAC-06",),
        "caf": ("B2.d",),
        "uk-gdpr": ("32",),
    },
    parameters={"principal_types": ("Group", "ServicePrincipal")},
    sources=("azure-native 3.29.0, authorization RoleAssignmentArgs: principal_type is set to User where absent",),
)
