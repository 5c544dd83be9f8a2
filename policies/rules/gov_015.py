"""GOV-015: nothing is deployed that a check cannot look into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policies.combining import all_true, fails_unless
from policies.model import Answer, Context, Resource, Rule, failed, unknown
from policies.values import ABSENT, every, is_unknown, read, same_text

TEMPLATE = "properties.template"
LINK = "properties.templateLink"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a deployment brings resources of its own, which no rule is asked about."""
    if read(resource.properties, LINK) is not ABSENT:
        return failed(LINK, "what it deploys stands in another file, which no rule is asked about")
    found = read(resource.properties, TEMPLATE)
    members = tuple(every(resource.properties, f"{TEMPLATE}.resources[]"))
    if is_unknown(found) or any(is_unknown(one) for _, one in members):
        return unknown(TEMPLATE, "what it deploys is not known yet")
    bare = context.parameters["types_without_settings"]
    good = all_true(*(_is_one_of(read({"member": one}, "member.type"), bare) for _, one in members))
    return fails_unless(good, TEMPLATE, "no rule is asked about the resources inside it")


def _is_one_of(found: Any, types: Sequence[str]) -> bool | None:
    return None if is_unknown(found) else same_text(found, *types)


RULE = Rule(
    id="GOV-015",
    title="No deployment hides resources from the check",
    severity="medium",
    why="Resources inside a deployment of their own are built like any other, and pass every check unseen.",
    applies_to=("azure-native:resources:Deployment",),
    answer=answer,
    absent_means="Pass: without a template it deploys nothing.",
    remedy="Declare its resources in the program; of a linked template, check the file that it links to, and let two "
    "people accept this in exemptions.yaml.",
    frameworks={
        "ncsc-csp": ("5",),
        "caf": ("B4.a",),
    },
    parameters={
        # Site Recovery's containers: the SDK has no resource for them, and they have nothing to set.
        "types_without_settings": (
            "Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers",
        ),
    },
    sources=("azure-native 3.29.0, resources DeploymentPropertiesArgs",),
)
