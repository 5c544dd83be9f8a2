"""GOV-006: policies that are assigned are enforced."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.values import ABSENT, read, same_text

PROPERTY = "enforcementMode"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where an assigned policy only reports."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return passed("absent, which means enforced")
    return judged(found, same_text(found, "Default", "Enroll"), PROPERTY, "the policy is assigned and not enforced")


RULE = Rule(
    id="GOV-006",
    title="Policy assignments are enforced",
    severity="medium",
    why="A policy that is only reported on stops nobody, and in a list of assignments it looks like one that does.",
    applies_to=("azure-native:authorization:PolicyAssignment",),
    answer=answer,
    absent_means="Pass: the service takes absent for Default, which is enforced.",
    remedy='Leave enforcement_mode out or set it to "Default"; for a trial, let two people accept it in '
    "exemptions.yaml.",
    frameworks={
        "ncsc-csp": ("4",),
        "caf": ("A2.b",),
        "prowler": ("policy_ensure_asc_enforcement_enabled",),
    },
    parameters={},
    sources=("Enums of azure-native 3.29.0, authorization EnforcementMode: Default, DoNotEnforce, Enroll",),
)
