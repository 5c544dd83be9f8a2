"""File shares: copied to the recovery vault each day, by a policy of their own, one share after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from built_stack import Built, build_landing_zone_stack, build_wave_stack
from small_architecture import small_architecture

from migration.design.resource_counts import workload_resources
from migration.model.architecture import Architecture, FileStore, ShareInStore

ENTRY = "storagecontainer;Storage;rg-payroll-prod-uks;stpayrolla1"


def _only_files(store: FileStore) -> Architecture:
    """The small architecture with this store and nothing else in its wave."""
    small = small_architecture()
    (files,) = (one for one in small.workloads if one.files is not None)
    return replace(small, workloads=(replace(files, files=store),))


@pytest.fixture(scope="module")
def mixed() -> Built:
    """A wave with one account: two shares that are backed up, and one that the vault does not take."""
    shares = (
        ShareInStore(id="share-pay", name="pay", quota_gib=500, backed_up=True),
        ShareInStore(id="share-scans", name="scans", quota_gib=26_875),
        ShareInStore(id="share-tax", name="tax", quota_gib=100, backed_up=True),
    )
    architecture = _only_files(FileStore(sku="Standard_ZRS", shares=shares, soft_delete_days=30, account_keys=True))
    return build_wave_stack(architecture, build_landing_zone_stack(architecture).outputs)


@pytest.fixture(scope="module")
def bare() -> Built:
    """A wave whose people have chosen to have no backup."""
    shares = (ShareInStore(id="share-pay", name="pay", quota_gib=500),)
    architecture = _only_files(FileStore(sku="Standard_ZRS", shares=shares, soft_delete_days=30))
    return build_wave_stack(architecture, build_landing_zone_stack(architecture).outputs)


def test_the_policy_keeps_copies_in_the_vault_as_long_as_those_of_machines(zone: Built) -> None:
    policy = zone.named("rsv-council-bkpol-shares-critical").properties["properties"]
    machines = zone.named("rsv-council-bkpol-critical").properties["properties"]
    assert (policy["backupManagementType"], policy["workLoadType"]) == ("AzureStorage", "AzureFileShare")
    assert policy["schedulePolicy"]["scheduleRunTimes"] == ["2026-01-01T22:00:00Z"]
    assert policy["vaultRetentionPolicy"]["vaultRetention"] == machines["retentionPolicy"]
    assert policy["vaultRetentionPolicy"]["snapshotRetentionInDays"] == 30


def test_the_account_is_entered_in_the_vault_and_locked(mixed: Built) -> None:
    entry = mixed.named("payroll-file-share-backups").properties
    assert (entry["vaultName"], entry["fabricName"], entry["containerName"]) == (
        "rsv-council-prod-uks",
        "Azure",
        ENTRY,
    )
    assert entry["properties"]["containerType"] == "StorageContainer"
    assert entry["properties"]["acquireStorageAccountLock"] == "Acquire"
    assert entry["properties"]["sourceResourceId"].endswith("/payroll-file-share-account")


def test_each_share_that_the_vault_takes_has_a_backup_one_after_the_other(mixed: Built) -> None:
    first, second = mixed.of_type("recoveryservices:ProtectedItem")
    named = [(one.properties["protectedItemName"], one.properties["containerName"]) for one in (first, second)]
    assert named == [("AzureFileShare;pay", ENTRY), ("AzureFileShare;tax", ENTRY)]
    assert mixed.named("payroll-file-share-backups").urn in first.depends_on
    assert first.urn in second.depends_on and mixed.named("payroll-file-share-tax").urn in second.depends_on
    assert first.properties["properties"]["policyId"].endswith("rsv-council-bkpol-shares-critical")


def test_azure_backup_may_come_in_and_nobody_from_the_internet(mixed: Built) -> None:
    account = mixed.named("payroll-file-share-account").properties
    assert (account["allowSharedKeyAccess"], account["publicNetworkAccess"]) == (True, "Disabled")
    assert account["networkRuleSet"] == {"bypass": "AzureServices", "defaultAction": "Deny"}
    assert account["sasPolicy"] == {"expirationAction": "Block", "sasExpirationPeriod": "1.00:00:00"}


def test_without_a_backup_the_keys_are_off_and_no_service_comes_in(bare: Built) -> None:
    account = bare.named("payroll-file-share-account").properties
    assert (account["allowSharedKeyAccess"], account["networkRuleSet"]["bypass"]) == (False, "None")
    assert "sasPolicy" not in account
    assert bare.of_type("recoveryservices:ProtectedItem") == bare.of_type("recoveryservices:ProtectionContainer") == ()


@pytest.mark.parametrize(("backed_up", "count"), [((), 8), ((1,), 10), ((1, 2, 3), 12)])
def test_as_many_resources_as_are_counted(backed_up: tuple[int, ...], count: int) -> None:
    shares = tuple(
        ShareInStore(id=f"share-{one}", name=f"share-{one}", quota_gib=1, backed_up=one in backed_up)
        for one in (1, 2, 3)
    )
    store = FileStore(sku="Standard_ZRS", shares=shares, soft_delete_days=30, account_keys=bool(backed_up))
    (workload,) = _only_files(store).workloads
    assert workload_resources(workload) == count
