"""GOV-005: what holds data cannot be deleted by mistake."""

from __future__ import annotations

from policies.combining import any_true, fails_unless
from policies.locks import locks_on
from policies.model import Answer, Context, Resource, Rule, passed
from policies.stateful import STATEFUL


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where neither Pulumi nor a lock of Azure keeps the resource from being deleted."""
    if resource.protect:
        return passed("protected in Pulumi")
    locked = any_true(locks_on(resource, context.graph))
    return fails_unless(locked, "protect", "neither protect nor a lock keeps it from being deleted")


RULE = Rule(
    id="GOV-005",
    title="What holds data is protected from deletion",
    severity="high",
    why="One wrong line in a change deletes a database of residents, and the restore takes days if it works at all.",
    applies_to=STATEFUL,
    answer=answer,
    absent_means="Fail: Pulumi deletes what is taken out of the program, unless it is protected.",
    remedy="Set opts=ResourceOptions(protect=True), or add a ManagementLockByScope with level CanNotDelete.",
    frameworks={
        "ncsc-csp": ("2.5", "5"),
        "caf": ("B5.b",),
        "uk-gdpr": ("32(1)(b)",),
        "prowler": ("iam_custom_role_has_permissions_to_administer_resource_locks",),
    },
    parameters={},
    sources=(
        "Pulumi documentation, resource option protect",
        "Documentation strings of azure-native 3.29.0, authorization ManagementLockByScopeArgs",
    ),
)
