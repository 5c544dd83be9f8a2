"""Names that the user's own rule makes (`pulumi:autonaming`) for resources that the program gives none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pulumi.runtime.proto import provider_pb2

from stacks.rehearsal.resource_ids import naming_argument
from stacks.rehearsal.sdk_types import resource_type
from stacks.rehearsal.value_check import Refusal

_BY_GUID = ("RoleAssignment", "RoleDefinition")


def with_chosen_name(
    token: str, inputs: Mapping[str, Any], old: Mapping[str, Any], request: Any
) -> tuple[dict[str, Any], tuple[Refusal, ...]]:
    """The arguments with the name that the engine proposes in this CheckRequest, where the program gives none and
    there was none; a refusal where names must be given. What is named by a GUID keeps to that unless the rule is
    strict. Source: the tests of automatic names of pulumi-azure-native (Apache-2.0), read 2026-11-22."""
    kind = resource_type(token)
    naming = naming_argument(kind.token) if kind else None
    free = naming is not None and inputs.get(naming) is None and old.get(naming) is None
    if not (free and naming and request.HasField("autonaming")):
        return dict(inputs), ()
    modes = provider_pb2.CheckRequest.AutonamingOptions
    mode, name = request.autonaming.mode, request.autonaming.proposed_name
    if mode == modes.DISABLE:
        return dict(inputs), (Refusal(naming, "is required: pulumi:autonaming is disabled"),)
    if not name or (mode == modes.PROPOSE and token.endswith(_BY_GUID)):
        return dict(inputs), ()
    return {**inputs, naming: name}, ()
