"""GOV-001: resources stay in the approved regions."""

from __future__ import annotations

from policies.combining import fails_unless
from policies.model import EVERY, Answer, Context, Resource, Rule, not_applicable
from policies.regions import is_region
from policies.tracked_types import LOCATED
from policies.values import ABSENT, read

PROPERTY = "location"

IN_A_GROUP = "azure-native:resources:Deployment"
"""A deployment into a resource group takes no location; what it deploys has its own."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a resource stands outside the approved regions."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT and (resource.type not in LOCATED or resource.type == IN_A_GROUP):
        return not_applicable("it has no place of its own")
    approved = is_region(found, context.parameters["regions"])
    return fails_unless(approved, PROPERTY, "the resource stands outside the approved regions")


RULE = Rule(
    id="GOV-001",
    title="Resources stay in approved UK regions",
    severity="critical",
    why="Residents' data then leaves the United Kingdom: an unlawful transfer unless safeguards were agreed before.",
    applies_to=(EVERY,),
    answer=answer,
    absent_means="Unknown for a type that takes a location: the provider then takes that of the resource group or of "
    "its own settings. Not applicable to other types.",
    remedy='Set location="uksouth" or location="ukwest".',
    frameworks={
        "ncsc-csp": ("2.1",),
        "caf": ("B3.a",),
        "uk-gdpr": ("44-46", "5(1)(f)"),
    },
    parameters={"regions": ("uksouth", "ukwest", "global")},
    sources=("azure-native 3.29.0: the types whose arguments have a location",),
)
