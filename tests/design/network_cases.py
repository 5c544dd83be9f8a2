"""What the tests of networks ask of a design: its hub, its notes, and a landing zone changed in parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from migration.design.inputs import DesignInputs
from migration.model.architecture import Architecture, Hub
from migration.model.connections import OwnFirewallRule

PRINTERS = OwnFirewallRule(
    name="allow-printers", sources=("10.20.0.0/16",), destinations=("10.64.0.0/16",), ports=("9100",), why="letters"
)


def with_zone(inputs: DesignInputs, **fields: Any) -> DesignInputs:
    """The inputs with these fields of landing-zone.yaml."""
    return replace(inputs, landing_zone=replace(inputs.landing_zone, **fields))


def hub(found: Architecture) -> Hub:
    """The hub of the first region."""
    return found.landing_zone.hubs[0]


def said(found: Architecture, words: str) -> list[str]:
    """The notes that hold these words, each with its subject."""
    return [f"{one.subject}: {one.message}" for one in found.notes if words in one.message]
