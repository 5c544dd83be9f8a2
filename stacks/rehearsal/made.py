"""One resource of the simulated Azure, as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stacks.rehearsal.kept_values import Place
from stacks.rehearsal.resource_ids import parsed

NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
"""Stands for the subscription, or tenant, of a provider that is given none: the real one would ask who is signed in."""

FROM_BEFORE = ""
"""In place of the urn of a resource that no program made."""


@dataclass(frozen=True)
class Made:
    """One resource as it stands. `kind` is its Azure type ("Microsoft.Network/virtualNetworks"), empty where its id
    does not say; `inputs` are its arguments without marks of secrets, which stood at the places `secret`; `outputs` are
    what Azure says of it."""

    id: str
    kind: str
    token: str
    urn: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    secret: frozenset[Place] = frozenset()


def made(
    resource_id: str,
    token: str,
    urn: str,
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    secret: frozenset[Place] = frozenset(),
) -> Made:
    """A resource with the Azure type that its id says."""
    found = parsed(resource_id)
    return Made(resource_id, found.kind if found else "", token, urn, inputs, outputs, secret)
