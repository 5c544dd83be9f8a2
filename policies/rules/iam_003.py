"""IAM-003: no role of our own gives every right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.combining import fails_if, known, worst
from policies.model import Answer, Context, Resource, Rule
from policies.values import every, same_text


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails for a role with a right to everything, or one that may be given over the whole tenant."""
    return worst(_answers(resource))


def _answers(resource: Resource) -> Iterator[Answer]:
    for kind in ("actions", "dataActions"):
        for where, action in every(resource.properties, f"permissions[].{kind}[]"):
            yield fails_if(known(action, _is_everything(action)), where, "the role gives every right, now and later")
    for where, scope in every(resource.properties, "assignableScopes[]"):
        yield fails_if(known(scope, same_text(scope, "/")), where, "the role may be given over the whole tenant")


def _is_everything(action: Any) -> bool:
    """True for "*" and for every provider's writing or acting. Reading everything ("*/read") is a reader's right."""
    return isinstance(action, str) and (action == "*" or (action.startswith("*/") and action.casefold() != "*/read"))


RULE = Rule(
    id="IAM-003",
    title="No custom role gives every right",
    severity="high",
    why="Such a role is an owner under another name: it slips past every review that looks for owners.",
    applies_to=("azure-native:authorization:RoleDefinition",),
    answer=answer,
    absent_means="Pass: a role without permissions gives no right.",
    remedy="List in permissions the actions that the work needs, and name subscriptions or groups in "
    "assignable_scopes.",
    frameworks={
        "ncsc-csp": ("9",),
        "cyber-essentials": ("CE-UAC-05",),
        "caf": ("B2.c",),
        "uk-gdpr": ("32",),
        "mcsb": ("PA-7",),
        "checkov": ("CKV_AZURE_39",),
        "prowler": ("iam_subscription_roles_owner_custom_not_created",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, authorization PermissionArgs and RoleDefinitionArgs",),
)
