"""What Site Recovery between two regions stands on."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from migration.model.architecture import RecoveryVault as DecidedVault
from safeio.values import value
from stacks.components.diagnostics import LogTarget
from stacks.components.recovery_vault import RecoveryVault


@value
class Ground:
    """What a Site Recovery stands on: its vault, both networks, names, logs and the provider of its subscription.

    `subnets` are ids by spoke and subnet, `networks` ids and `network_names` names by spoke, `groups` names of resource
    groups by id.
    """

    decided_vault: DecidedVault
    vault: RecoveryVault
    subnets: Mapping[tuple[str, str], pulumi.Output[str]]
    networks: Mapping[str, pulumi.Output[str]]
    network_names: Mapping[str, str]
    zones: Mapping[str, pulumi.Output[str]]
    groups: Mapping[str, pulumi.Output[str]]
    target: LogTarget
    subscription_id: str
    provider: pulumi.ProviderResource
