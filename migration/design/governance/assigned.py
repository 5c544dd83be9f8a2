"""One policy as it is to be assigned, and the names that other modules ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from safeio.values import value

REGIONS = "(regions)"
"""Stands for the regions of landing-zone.yaml in a parameter."""

UK_OFFICIAL, CYBER_ESSENTIALS, CAF = "Audit-UK-OFFICIAL", "Audit-CyberEssentials", "Audit-NCSC-CAF"
ALLOWED_LOCATIONS, ALLOWED_GROUP_LOCATIONS = "Allowed-Locations", "Allowed-RG-Locations"
MANDATORY = (ALLOWED_LOCATIONS, ALLOWED_GROUP_LOCATIONS)
"""Data stays in the regions that were chosen: these cannot be left out."""

NOT_ALLOWED_TYPES = "6c112d4e-5bc7-47ae-a041-ea2d9dccd749"
"""The definition that forbids the types of resource it is given."""


@value
class Assigned:
    """One assignment before it has its group. `name` has at most 24 characters; `roles` are what its identity needs to
    put right what it finds: names and GUIDs of built-in roles."""

    name: str
    display_name: str
    group: str
    definition: str
    kind: Literal["policyDefinitions", "policySetDefinitions"] = "policyDefinitions"
    version: str
    parameters: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    message: str
    roles: tuple[tuple[str, str], ...] = ()
