"""The vault that keeps the backups of a spoke's machines and file shares, and for how long."""

from __future__ import annotations

from typing import Any

import pulumi
from pulumi_azure_native import recoveryservices as azure

from migration.model.architecture import BackupPolicy
from migration.model.architecture import RecoveryVault as Decided
from stacks.components.diagnostics import LogTarget, send_logs

SOFT_DELETE_DAYS = 14
"""Deleted backups are kept so long without charge."""

QUICK_RESTORE_DAYS = 7
"""So long a copy also stays beside the machine, from which it is back within minutes."""

SNAPSHOT_DAYS = 30
"""So long a snapshot also stays beside a share, from which single files come back; the vault gives back whole shares
only. It is the most that there may be. Source: MicrosoftDocs azure-docs, support matrix of the backup of Azure Files,
2025-05-23."""


class RecoveryVault(pulumi.ComponentResource):
    """A recovery vault. Makes 2 resources (vault, diagnostic setting) and 1 for each backup policy.

    `policies` are the ids of the backup policies by name, `principal_id` is the vault's own identity.
    """

    def __init__(
        self,
        vault: Decided,
        resource_group: pulumi.Input[str],
        target: LogTarget,
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:RecoveryVault", vault.id, None, options)
        made = azure.Vault(
            f"{vault.id}-vault",
            vault_name=vault.name,
            resource_group_name=resource_group,
            location=vault.region,
            sku=azure.SkuArgs(name="RS0", tier="Standard"),
            identity=azure.IdentityDataArgs(type="SystemAssigned"),
            properties=_properties(vault),
            tags=vault.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        inside = pulumi.ResourceOptions(parent=self)
        send_logs(f"{vault.id}-logs", "recovery-vault", made.id, target, inside)
        self.id: pulumi.Output[str] = made.id
        self.principal_id = made.identity.apply(_principal)
        self.name: pulumi.Output[str] = made.name
        self.resource_group = resource_group
        self.policies = {one.name: _policy(vault, one, made.name, resource_group, inside).id for one in vault.policies}
        self.register_outputs({})


def _principal(identity: Any) -> str:
    assert identity is not None, "every vault is made with an identity"
    found: str = identity.principal_id
    return found


def _properties(vault: Decided) -> azure.VaultPropertiesArgs:
    return azure.VaultPropertiesArgs(
        # Backups of whole machines do not come over the network of the vault; restoring single files would.
        public_network_access="Disabled",
        redundancy_settings=azure.VaultPropertiesRedundancySettingsArgs(
            standard_tier_storage_redundancy=vault.redundancy,
            cross_region_restore="Enabled" if vault.cross_region_restore else "Disabled",
        ),
        security_settings=azure.SecuritySettingsArgs(
            immutability_settings=azure.ImmutabilitySettingsArgs(state=vault.immutability),
            soft_delete_settings=azure.SoftDeleteSettingsArgs(
                soft_delete_state="AlwaysON", soft_delete_retention_period_in_days=SOFT_DELETE_DAYS
            ),
        ),
        monitoring_settings=azure.MonitoringSettingsArgs(
            azure_monitor_alert_settings=azure.AzureMonitorAlertSettingsArgs(alerts_for_all_job_failures="Enabled")
        ),
    )


def _policy(
    vault: Decided,
    policy: BackupPolicy,
    vault_name: pulumi.Input[str],
    resource_group: pulumi.Input[str],
    options: pulumi.ResourceOptions,
) -> azure.ProtectionPolicy:
    return azure.ProtectionPolicy(
        f"{vault.id}-{policy.name}",
        policy_name=policy.name,
        vault_name=vault_name,
        resource_group_name=resource_group,
        location=vault.region,
        properties=_of_machines(policy) if policy.of == "machines" else _of_shares(policy),
        tags=vault.tags,
        opts=options,
    )


def _of_machines(policy: BackupPolicy) -> azure.AzureIaaSVMProtectionPolicyArgs:
    return azure.AzureIaaSVMProtectionPolicyArgs(
        backup_management_type="AzureIaasVM",
        policy_type="V2",  # the first kind of policy cannot back up machines with trusted launch
        time_zone="UTC",
        instant_rp_retention_range_in_days=QUICK_RESTORE_DAYS,
        schedule_policy=azure.SimpleSchedulePolicyV2Args(
            schedule_policy_type="SimpleSchedulePolicyV2",
            schedule_run_frequency="Daily",
            daily_schedule=azure.DailyScheduleArgs(schedule_run_times=_moments(policy)),
        ),
        retention_policy=_retention(policy),
    )


def _of_shares(policy: BackupPolicy) -> azure.AzureFileShareProtectionPolicyArgs:
    return azure.AzureFileShareProtectionPolicyArgs(
        backup_management_type="AzureStorage",
        work_load_type=azure.WorkloadType.AZURE_FILE_SHARE,
        time_zone="UTC",
        schedule_policy=azure.SimpleSchedulePolicyArgs(
            schedule_policy_type="SimpleSchedulePolicy",
            schedule_run_frequency=azure.ScheduleRunType.DAILY,
            schedule_run_times=_moments(policy),
        ),
        # With a retention policy alone all copies would stay in the account, and be gone with it.
        vault_retention_policy=azure.VaultRetentionPolicyArgs(
            snapshot_retention_in_days=SNAPSHOT_DAYS, vault_retention=_retention(policy)
        ),
    )


def _moments(policy: BackupPolicy) -> list[str]:
    """When copies are made. The day means nothing to the service, but it wants one."""
    return [f"2026-01-01T{policy.at}:00Z"]


def _retention(policy: BackupPolicy) -> azure.LongTermRetentionPolicyArgs:
    at, sunday = _moments(policy), [azure.DayOfWeek.SUNDAY]
    weekly = azure.WeeklyRetentionScheduleArgs(
        days_of_the_week=sunday, retention_times=at, retention_duration=_duration(policy.weekly_weeks, "Weeks")
    )
    monthly = azure.MonthlyRetentionScheduleArgs(
        retention_schedule_format_type="Weekly",
        retention_schedule_weekly=azure.WeeklyRetentionFormatArgs(
            days_of_the_week=sunday, weeks_of_the_month=[azure.WeekOfMonth.FIRST]
        ),
        retention_times=at,
        retention_duration=_duration(policy.monthly_months, "Months"),
    )
    return azure.LongTermRetentionPolicyArgs(
        retention_policy_type="LongTermRetentionPolicy",
        daily_schedule=azure.DailyRetentionScheduleArgs(
            retention_times=at, retention_duration=_duration(policy.daily_days, "Days")
        ),
        weekly_schedule=weekly if policy.weekly_weeks else None,
        monthly_schedule=monthly if policy.monthly_months else None,
    )


def _duration(count: int, unit: str) -> azure.RetentionDurationArgs:
    return azure.RetentionDurationArgs(count=count, duration_type=unit)
