"""A reason that rests on a trait somebody wrote in the register."""

from __future__ import annotations

from inventory.model import Application, Route
from migration.decide.facts import Facts, said
from migration.decide.traits import TRAITS
from migration.model import Reason


def trait_reason(
    application: Application, facts: Facts, reason_id: str, traits: tuple[str, ...], blocks: tuple[Route, ...]
) -> Reason | None:
    """The reason for the traits the application has, or None when it has none of them."""
    held = tuple(trait for trait in traits if trait in application.traits)
    if not held:
        return None
    return Reason(
        id=reason_id,
        blocks=blocks,
        says="; ".join(TRAITS[trait] for trait in held),
        evidence=tuple(said(application, "traits", f"trait {trait}", facts) for trait in held),
    )
