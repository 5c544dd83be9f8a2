"""One organisation's part of a wave: its resource groups and its workloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulumi

from migration.model.architecture import Architecture, Stack, Workload
from stacks.administrator import administrator_password
from stacks.components.policy_exemption import build_exemptions
from stacks.components.published_wave import publish_wave
from stacks.components.resource_group import ResourceGroup
from stacks.components.subscription import providers_of
from stacks.foundation import read_foundation
from stacks.places import check_places
from stacks.workloads import WORKLOADS
from stacks.workloads.surroundings import Replication, surroundings_of, vault_ids

PASSWORD_KINDS = ("windows-vm", "sql-vm", "mysql-flexible")
"""Kinds whose service wants an account with a password when they are made."""


def build_wave(architecture: Architecture, stack: Stack) -> None:
    """Make the stack's resource groups and workloads.

    Makes 1 resource for each group, what each workload's file says, and a provider for each subscription it touches;
    1 more where the wave is shown in Azure Migrate.
    """
    workloads = [one for one in architecture.workloads if one.stack == stack.name]
    # Before anything is asked of the engine: what is missing here is said first.
    password = administrator_password() if _needs_password(workloads) else None
    providers = _providers(architecture, stack, workloads)
    check_places(architecture, stack, workloads, providers[stack.subscription_key])
    groups = {one.id: ResourceGroup(one, providers[one.subscription_key]) for one in stack.resource_groups}
    replications = _replications(architecture, workloads, providers)
    foundation = read_foundation(architecture, stack)
    around = surroundings_of(architecture, stack, workloads, foundation, groups, providers, replications, password)
    made = {one.id: WORKLOADS[one.kind](one, around) for one in workloads}
    build_exemptions(architecture, stack.name, made, around.groups, providers)
    if stack.published is not None:
        publish_wave(stack.published, providers[stack.published.subscription_key])


def _providers(
    architecture: Architecture, stack: Stack, workloads: Sequence[Workload]
) -> Mapping[str, pulumi.ProviderResource]:
    wanted = {stack.subscription_key, *(one.subscription_key for one in stack.resource_groups)}
    wanted |= {stack.published.subscription_key} if stack.published is not None else set()
    zone = architecture.landing_zone
    wanted |= {one.subscription_key for one in zone.recovery_vaults if one.id in vault_ids(workloads)}
    wanted |= {one.subscription_key for one in zone.site_recoveries if one.id in _replication_ids(workloads)}
    return providers_of(architecture, wanted)


def _replications(
    architecture: Architecture, workloads: Sequence[Workload], providers: Mapping[str, pulumi.ProviderResource]
) -> Mapping[str, Replication]:
    zone = architecture.landing_zone
    names = {one.id: one.name for one in zone.resource_groups}
    vaults = {one.id: one for one in zone.recovery_vaults}
    return {
        one.id: Replication(
            decided=one,
            vault_name=vaults[one.vault].name,
            resource_group=names[vaults[one.vault].resource_group],
            provider=providers[one.subscription_key],
        )
        for one in zone.site_recoveries
        if one.id in _replication_ids(workloads)
    }


def _replication_ids(workloads: Sequence[Workload]) -> frozenset[str]:
    seconds = [one.second for one in workloads if one.second is not None]
    return frozenset(one.replication for one in seconds if one.replication is not None)


def _needs_password(workloads: Sequence[Workload]) -> bool:
    return any(one.kind in PASSWORD_KINDS for one in workloads)
