"""The vaults of a spoke: of keys, and of the backups of its machines and file shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from migration.design.endpoints import endpoint
from migration.design.inputs import SHARED, DesignInputs
from migration.design.names import compose
from migration.design.regions import region_of
from migration.design.spoke_places import Tenant
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.model.architecture import BackupPolicy, KeyVault, RecoveryVault, Spoke, SubnetPlace
from safeio.values import Day

CRITICAL, STANDARD, LESSER = "critical", "standard", "lesser"
BACKUP_AT = "22:00"
# How long copies are kept. Thirty days a copy a day, and a year of months for what is critical, are what the common
# standards ask for; the rest is illustrative.
BACKUP_POLICIES = {CRITICAL: (35, 12, 12), STANDARD: (30, 8, 6), LESSER: (30, 4, 1)}


def recovery_vault_id(organisation_id: str, region: str) -> str:
    """The id of the vault with the backups of a spoke."""
    return f"rsv-{organisation_id}-{region_of(region).short}"


def backup_policy_name(level: str) -> str:
    """The name of one of the backup policies of every vault, for machines."""
    return f"bkpol-{level}"


def share_policy_name(level: str) -> str:
    """The name of one of the backup policies of every vault, for file shares."""
    return f"bkpol-shares-{level}"


def key_vault_tenant(organisation_id: str) -> Tenant:
    """The address of a key vault's endpoint, which is counted with the spoke."""
    return Tenant(id=f"kv-{organisation_id}", purpose="endpoints")


def vault_group_id(organisation_id: str, region: str) -> str:
    """The id of the resource group that holds an organisation's vaults."""
    return f"rg-vaults-{organisation_id}-{region_of(region).short}"


def key_vault(inputs: DesignInputs, one: Spoke, places: Mapping[str, SubnetPlace], review: Day) -> KeyVault:
    """The key vault of a spoke; `places` says where its endpoint stands."""
    owner, region = one.organisation_id, one.region
    return KeyVault(
        id=f"kv-{owner}-{region_of(region).short}",
        name=compose("key-vault", owner, ENVIRONMENT, region, unique=f"{inputs.landing_zone.tenant_id} kv {owner}"),
        subscription_key=one.subscription_key,
        resource_group=vault_group_id(owner, region),
        region=region,
        endpoint=endpoint("kv", owner, ENVIRONMENT, region, places[key_vault_tenant(owner).id], "vault"),
        tags=platform_tags(inputs, owner, review),
        # The gateway of APIs reads its secrets from outside the network, by its identity.
        trusted_services=owner == SHARED,
    )


def recovery_vault(inputs: DesignInputs, one: Spoke, review: Day) -> RecoveryVault:
    """The vault of a spoke's backups; in a second region it only holds the machines that are copied there.

    Copies go to the paired region, which is in the United Kingdom too, whether or not anything is built there.
    """
    owner, region = one.organisation_id, one.region
    return RecoveryVault(
        id=recovery_vault_id(owner, region),
        name=compose("recovery-vault", owner, ENVIRONMENT, region),
        organisation_id=owner,
        subscription_key=one.subscription_key,
        resource_group=vault_group_id(owner, region),
        region=region,
        redundancy="GeoRedundant",
        cross_region_restore=True,
        immutability="Unlocked",
        policies=_policies(inputs, owner) if region == inputs.landing_zone.regions.primary else (),
        tags=platform_tags(inputs, owner, review),
    )


def _policies(inputs: DesignInputs, owner: str) -> tuple[BackupPolicy, ...]:
    """Those of machines, and those of file shares where people have them backed up; both keep copies alike. What is
    shared has no machines."""
    of_machines = tuple(
        BackupPolicy(
            name=backup_policy_name(level), at=BACKUP_AT, daily_days=days, weekly_weeks=weeks, monthly_months=months
        )
        for level, (days, weeks, months) in BACKUP_POLICIES.items()
    )
    if inputs.landing_zone.file_backup == "none":
        return of_machines
    of_shares = tuple(
        replace(one, name=share_policy_name(level), of="shares")
        for level, one in zip(BACKUP_POLICIES, of_machines, strict=True)
    )
    return of_shares if owner == SHARED else (*of_machines, *of_shares)
