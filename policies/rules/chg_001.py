"""CHG-001: what holds data is not deleted."""

from __future__ import annotations

from policies.changes import fails_where
from policies.environments import PRODUCTION
from policies.model import Answer, Context, Resource, Rule
from policies.stateful import STATEFUL


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the preview would delete what holds data in production."""
    return fails_where(resource, context, ("delete",), "the preview would delete it, and the data in it")


RULE = Rule(
    id="CHG-001",
    title="No change deletes what holds data",
    severity="critical",
    why="A resource that was renamed or taken out of the program is deleted with all that is in it, in seconds. "
    "Nobody reads every line of a long preview.",
    applies_to=STATEFUL,
    answer=answer,
    absent_means="A resource without the tag environment is in production: forgetting a tag switches nothing off.",
    remedy="If it was renamed, add aliases. If it must go, keep a last copy, and let two people accept it in "
    "exemptions.yaml.",
    frameworks={
        "ncsc-csp": ("2.5", "5"),
        "caf": ("B5.b",),
        "uk-gdpr": ("32(1)(b)",),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Pulumi documentation: the operations of a preview, and the resource options retain_on_delete and aliases",
    ),
    changes=True,
)
