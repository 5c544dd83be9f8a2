"""What the simulated Azure asks of backups: keys that work, a way in, one region, and a policy of the right kind."""

from __future__ import annotations

from typing import Any

import pytest
from provider_calls import IN_GROUP, Calls

ACCOUNT = "storage:StorageAccount"
SHARE = "storage:FileShare"
VAULT = "recoveryservices:Vault"
POLICY = "recoveryservices:ProtectionPolicy"
ENTRY = "recoveryservices:ProtectionContainer"
ITEM = "recoveryservices:ProtectedItem"

IN_VAULT = {"resourceGroupName": "rg-one", "vaultName": "rsv", "fabricName": "Azure"}
ENTRY_NAME = "storagecontainer;Storage;rg-one;stfiles"
SOURCE = "properties.sourceResourceId"


def account(calls: Calls, **changed: Any) -> str:
    """The id of an account as Azure Backup wants it, but for what is changed."""
    settings = {
        "accountName": "stfiles",
        "kind": "StorageV2",
        "sku": {"name": "Standard_GRS"},
        "allowSharedKeyAccess": True,
        "networkRuleSet": {"defaultAction": "Deny", "bypass": "AzureServices"},
    }
    return str(calls.created(ACCOUNT, "a", **{**settings, **changed})["id"])


def vault(calls: Calls) -> None:
    """A recovery vault in UK South."""
    calls.created(VAULT, "v", vaultName="rsv", sku={"name": "Standard"}, properties={})


def policy(calls: Calls, kind: str) -> str:
    """The id of a policy of a kind in that vault."""
    given = {"resourceGroupName": "rg-one", "vaultName": "rsv", "policyName": f"bkpol-{kind}"}
    return str(calls.create(POLICY, kind, {**given, "properties": {"backupManagementType": kind}}).id)


def entry(source: str) -> dict[str, Any]:
    """The arguments of an account's entry in the vault."""
    properties = {"containerType": "StorageContainer", "sourceResourceId": source}
    return {**IN_VAULT, "containerName": ENTRY_NAME, "properties": properties}


def item(source: str, policy_id: str, share: str = "forms") -> dict[str, Any]:
    """The arguments of a share's backup."""
    properties = {
        "protectedItemType": "AzureFileShareProtectedItem",
        "sourceResourceId": source,
        "policyId": policy_id,
    }
    names = {"containerName": ENTRY_NAME, "protectedItemName": f"AzureFileShare;{share}"}
    return {**IN_VAULT, **names, "properties": properties}


def test_an_account_that_azure_backup_can_use_is_entered(in_group: Calls) -> None:
    vault(in_group)
    assert in_group.refusals(ENTRY, "e", entry(account(in_group))) == {}


def test_regions_and_words_count_in_any_way_of_writing(in_group: Calls) -> None:
    vault(in_group)
    written = {"location": "UK South", "networkRuleSet": {"defaultAction": "Deny", "bypass": "logging, azureservices"}}
    assert in_group.refusals(ENTRY, "e", entry(account(in_group, **written))) == {}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"allowSharedKeyAccess": False}, "the keys of this account are off"),
        ({"networkRuleSet": {"defaultAction": "Deny", "bypass": "None"}}, "let no trusted service in"),
        ({"location": "ukwest"}, "this account is in ukwest, and the vault in uksouth"),
    ],
)
def test_an_account_that_azure_backup_cannot_use_is_refused(
    changed: dict[str, Any], said: str, in_group: Calls
) -> None:
    vault(in_group)
    refused = in_group.refusals(ENTRY, "e", entry(account(in_group, **changed)))
    assert said in refused[SOURCE]


def test_a_share_is_backed_up_once_its_account_is_entered_and_it_is_there(in_group: Calls) -> None:
    vault(in_group)
    source, policy_id = account(in_group), policy(in_group, "AzureStorage")
    assert "is not there" in in_group.refusals(ITEM, "i", item(source, policy_id))["containerName"]
    in_group.create(ENTRY, "e", entry(source))
    assert "no share 'forms'" in in_group.refusals(ITEM, "i", item(source, policy_id))["protectedItemName"]
    in_group.create(SHARE, "s", {"resourceGroupName": "rg-one", "accountName": "stfiles", "shareName": "forms"})
    assert in_group.refusals(ITEM, "i", item(source, policy_id)) == {}


def test_a_share_takes_no_policy_of_machines(in_group: Calls) -> None:
    vault(in_group)
    source = account(in_group)
    in_group.create(ENTRY, "e", entry(source))
    in_group.create(SHARE, "s", {"resourceGroupName": "rg-one", "accountName": "stfiles", "shareName": "forms"})
    refused = in_group.refusals(ITEM, "i", item(source, policy(in_group, "AzureIaasVM")))
    wanted = "this policy is for AzureIaasVM, and the backup needs one for AzureStorage"
    assert refused == {"properties.policyId": wanted}


def test_a_name_that_the_service_gave_is_not_looked_for(in_group: Calls) -> None:
    vault(in_group)
    source, policy_id = account(in_group), policy(in_group, "AzureStorage")
    in_group.create(ENTRY, "e", entry(source))
    assert in_group.refusals(ITEM, "i", item(source, policy_id, "4F" * 32)) == {}


def test_a_machine_is_entered_with_its_backup(in_group: Calls) -> None:
    vault(in_group)
    names = {"containerName": "IaasVMContainer;iaasvmcontainerv2;rg-one;vm", "protectedItemName": "VM;x;rg-one;vm"}
    properties = {"protectedItemType": "Microsoft.Compute/virtualMachines", "policyId": policy(in_group, "AzureIaasVM")}
    assert in_group.refusals(ITEM, "i", {**IN_VAULT, **names, "properties": properties}) == {}


def test_only_what_is_known_is_judged(in_group: Calls) -> None:
    vault(in_group)
    assert in_group.refusals(ENTRY, "e", {**IN_VAULT, "containerName": ENTRY_NAME}) == {}
    assert IN_GROUP["location"] == "uksouth"
