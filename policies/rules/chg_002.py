"""CHG-002: what holds data is not made anew."""

from __future__ import annotations

from policies.changes import fails_where
from policies.environments import PRODUCTION
from policies.model import Answer, Context, Resource, Rule
from policies.stateful import STATEFUL


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the preview would replace what holds data in production."""
    return fails_where(resource, context, ("replace",), "the preview would make it anew, without the data in it")


RULE = Rule(
    id="CHG-002",
    title="No change replaces what holds data",
    severity="critical",
    why="Some settings cannot be changed in place: the engine deletes the database and makes an empty one with the "
    "new setting.",
    applies_to=STATEFUL,
    answer=answer,
    absent_means="A resource without the tag environment is in production: forgetting a tag switches nothing off.",
    remedy="Leave the setting as it is, or move the data to a new resource first. Else let two people accept it in "
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
