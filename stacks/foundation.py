"""What the landing zone gives to every other stack: ids, by the names they have in architecture.json."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from migration.model.architecture import Architecture, KeyVault, RecoveryVault, SiteRecovery, Spoke, Stack
from migration.model.architecture.zone_stacks import stacks_of
from safeio.values import value
from stacks.components.diagnostics import LogTarget
from stacks.outputs import StackOutputs

KEY_VAULT_PARTS = ("id", "uri")
REPLICATION_PARTS = ("policy", "target_container", "cache")


@value
class Foundation:
    """Where workloads stand. `subnets` are ids by spoke id and subnet name, `zones` ids of private zones by name,
    `policies` ids of backup policies by vault id and policy name, `networks` those of spokes by id. `replications` are
    the ids of the policy, the target container and the cache of each Site Recovery, by its id and by what it is,
    `collection_rules` those of the data collection rules by id. `keys` are the ids and the addresses of the key vaults
    that let Azure's own services in, by vault id and by which of the two it is."""

    target: LogTarget
    subnets: Mapping[tuple[str, str], pulumi.Output[str]]
    zones: Mapping[str, pulumi.Output[str]]
    policies: Mapping[tuple[str, str], pulumi.Output[str]]
    networks: Mapping[str, pulumi.Output[str]]
    replications: Mapping[tuple[str, str], pulumi.Output[str]]
    collection_rules: Mapping[str, pulumi.Output[str]]
    keys: Mapping[tuple[str, str], pulumi.Output[str]]


def read_foundation(architecture: Architecture, stack: Stack) -> Foundation:
    """The outputs of the stacks of the landing zone that a stack depends on.

    Raises InputError where there is no such stack. Where it has not been applied, the run ends with one line that
    says so.
    """
    zone = architecture.landing_zone
    wanted = [name for name in stacks_of(zone) if name in stack.depends_on]
    read = {name: StackOutputs(name) for name in wanted}
    first, spokes = read[zone.stack], [one for one in zone.spokes if (one.stack or zone.stack) in read]

    def of(part: Spoke | KeyVault | RecoveryVault | SiteRecovery) -> StackOutputs:
        return read[part.stack or zone.stack]

    return Foundation(
        target=LogTarget(workspace_id=first.text("workspace_id"), setting=zone.workspace.diagnostic_setting),
        subnets={
            (spoke.id, subnet.name): of(spoke).text("spokes", spoke.id, "subnets", subnet.name)
            for spoke in spokes
            for subnet in spoke.network.subnets
        },
        zones={name: first.text("private_dns_zones", name) for name in zone.private_dns.zones},
        policies={
            (vault.id, policy.name): of(vault).text("vaults", "recovery", vault.id, "policies", policy.name)
            for vault in zone.recovery_vaults
            if (vault.stack or zone.stack) in read
            for policy in vault.policies
        },
        networks={spoke.id: of(spoke).text("spokes", spoke.id, "network_id") for spoke in spokes},
        replications={
            (one.id, what): of(one).text("vaults", "site_recovery", one.id, what)
            for one in zone.site_recoveries
            if (one.stack or zone.stack) in read
            for what in REPLICATION_PARTS
        },
        collection_rules={one.id: first.text("data_collection_rules", one.id) for one in zone.collection_rules},
        keys={
            (vault.id, what): of(vault).text("vaults", "keys", vault.id, what)
            for vault in zone.key_vaults
            if vault.trusted_services and (vault.stack or zone.stack) in read
            for what in KEY_VAULT_PARTS
        },
    )
