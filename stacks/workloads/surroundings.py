"""What a workload finds where it is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulumi

from migration.model.architecture import Architecture, RecoveryVault, SiteRecovery, Stack, SubnetPlace, Workload
from migration.model.landing_zone import EntraGroup
from safeio.values import value
from stacks.components.resource_group import ResourceGroup
from stacks.foundation import Foundation


@value
class Backups:
    """A recovery vault as machines and shares name it: its place in Azure, and the provider of its subscription."""

    vault: RecoveryVault
    resource_group: str
    provider: pulumi.ProviderResource


def backups_of(
    architecture: Architecture, workloads: Sequence[Workload], providers: Mapping[str, pulumi.ProviderResource]
) -> Mapping[str, Backups]:
    """The recovery vaults that these workloads name, by id. `providers` are those of their subscriptions, by key."""
    zone = architecture.landing_zone
    names = {one.id: one.name for one in zone.resource_groups}
    return {
        one.id: Backups(vault=one, resource_group=names[one.resource_group], provider=providers[one.subscription_key])
        for one in zone.recovery_vaults
        if one.id in vault_ids(workloads)
    }


def vault_ids(workloads: Sequence[Workload]) -> frozenset[str]:
    """The ids of the recovery vaults that these workloads name."""
    return frozenset(one.recovery.vault for one in workloads if one.recovery.vault is not None)


@value
class Replication:
    """A Site Recovery as the machines it copies name it: its vault's place in Azure, and the provider of its
    subscription."""

    decided: SiteRecovery
    vault_name: str
    resource_group: str
    provider: pulumi.ProviderResource


@value
class Surroundings:
    """The landing zone and the stack around a workload.

    `groups` are resource groups of the stack by id, `group_names` their names as text, `group_ids` their ids in Azure.
    `backups` are the recovery vaults and `replications` the Site Recoveries by id. `administrator_password` is a
    secret, and None in a stack where nothing wants one. `network_prefixes` are those of spokes by id.
    """

    tenant_id: str
    administrators: EntraGroup
    foundation: Foundation
    provider: pulumi.ProviderResource
    groups: Mapping[str, pulumi.Output[str]]
    group_names: Mapping[str, str]
    backups: Mapping[str, Backups]
    group_ids: Mapping[str, pulumi.Output[str]]
    replications: Mapping[str, Replication]
    administrator_password: pulumi.Output[str] | None
    network_prefixes: Mapping[str, str]

    def network_prefix(self, place: SubnetPlace) -> str:
        """The addresses of the whole network that a place lies in."""
        return self.network_prefixes[place.network_id]

    def subnet(self, place: SubnetPlace) -> pulumi.Output[str]:
        """The id of the subnet at a place."""
        return self.foundation.subnets[place.network_id, place.subnet]


def surroundings_of(
    architecture: Architecture,
    stack: Stack,
    workloads: Sequence[Workload],
    foundation: Foundation,
    groups: Mapping[str, ResourceGroup],
    providers: Mapping[str, pulumi.ProviderResource],
    replications: Mapping[str, Replication],
    administrator_password: pulumi.Output[str] | None,
) -> Surroundings:
    """What these workloads of a stack find. `groups` are the stack's resource groups by id."""
    return Surroundings(
        tenant_id=architecture.tenant_id,
        administrators=architecture.landing_zone.database_administrators,
        foundation=foundation,
        provider=providers[stack.subscription_key],
        groups={name: one.name for name, one in groups.items()},
        group_ids={name: one.id for name, one in groups.items()},
        group_names={one.id: one.name for one in stack.resource_groups},
        backups=backups_of(architecture, workloads, providers),
        replications=replications,
        administrator_password=administrator_password,
        network_prefixes={one.id: one.network.prefix for one in architecture.landing_zone.spokes},
    )
