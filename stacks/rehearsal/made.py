"""One resource of the simulated Azure, as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stacks.rehearsal.argument_paths import Place, texts_in
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

    @cached_property
    def named(self) -> frozenset[str]:
        """The ids in its arguments, in small letters: those of the resources that it uses."""
        return frozenset(text.casefold() for _, text in texts_in(self.inputs) if text.startswith("/"))


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
