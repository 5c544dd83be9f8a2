"""What Azure Backup asks of file shares: keys that work, a way in, the vault's region, and a policy of the right kind.

Sources: MicrosoftDocs azure-docs, support matrix of the backup of Azure Files, 2025-05-23, and its troubleshooting,
03e5750a of 2025-08-11; documentation strings of azure-native 3.29.0. That a share has to be there before its backup is
the example of the service (ProtectedItem in azure-native 3.29.0). Read 2026-11-22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stacks.rehearsal.made import FROM_BEFORE
from stacks.rehearsal.regions import region_name
from stacks.rehearsal.resource_ids import above
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View

ENTRY = "azure-native:recoveryservices:ProtectionContainer"
ITEM = "azure-native:recoveryservices:ProtectedItem"

LONGEST_SHARE = 63
"""A longer name is one that the service itself has given to an item."""

MANAGED_AS: Mapping[str, str] = {
    "AzureFileShareProtectedItem": "AzureStorage",
    "Microsoft.Compute/virtualMachines": "AzureIaasVM",
}
"""The kind of policy that each kind of item takes."""

SOURCE = "properties.sourceResourceId"


def refused_backup(token: str, found_id: str | None, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    """What is wrong with the entry of a storage account in a vault, or with the backup of a share or a machine. What is
    not known yet is not judged."""
    properties = inputs.get("properties")
    if not isinstance(properties, Mapping):
        return
    if token == ENTRY and properties.get("containerType") == "StorageContainer":
        yield from _refused_entry(found_id, properties, view)
    if token == ITEM:
        yield from _refused_policy(properties, view)
        if properties.get("protectedItemType") == "AzureFileShareProtectedItem":
            yield from _refused_share(inputs, properties, view)


def _refused_entry(found_id: str | None, properties: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    account = _inputs_at(properties.get("sourceResourceId"), view)
    fabric = above(found_id) if found_id else None
    vault = _inputs_at(above(fabric) if fabric else None, view)
    if account is None:
        return
    if account.get("allowSharedKeyAccess") is False:
        yield Refusal(SOURCE, "the keys of this account are off, and Azure Backup works with them alone")
    rules = account.get("networkRuleSet")
    bypass = rules.get("bypass", "AzureServices") if isinstance(rules, Mapping) else "AzureServices"
    if isinstance(bypass, str) and "azureservices" not in bypass.casefold():
        yield Refusal(SOURCE, "the rules of this account let no trusted service in (networkRuleSet.bypass)")
    here, there = account.get("location"), vault.get("location") if vault else None
    if isinstance(here, str) and isinstance(there, str) and region_name(here) != region_name(there):
        yield Refusal(SOURCE, f"this account is in {here}, and the vault in {there}")


def _refused_policy(properties: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    wanted = MANAGED_AS.get(str(properties.get("protectedItemType")))
    policy = _inputs_at(properties.get("policyId"), view)
    rules = policy.get("properties") if policy else None
    found = rules.get("backupManagementType") if isinstance(rules, Mapping) else None
    if wanted and isinstance(found, str) and found != wanted:
        yield Refusal("properties.policyId", f"this policy is for {found}, and the backup needs one for {wanted}")


def _refused_share(inputs: Mapping[str, Any], properties: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    account, name = properties.get("sourceResourceId"), inputs.get("protectedItemName")
    if not isinstance(name, str) or _inputs_at(account, view) is None:
        return
    share = name.rpartition(";")[2]
    if len(share) <= LONGEST_SHARE and view.find(f"{account}/fileServices/default/shares/{share}") is None:
        yield Refusal("protectedItemName", f"there is no share {share!r} in this account")


def _inputs_at(resource_id: Any, view: View) -> Mapping[str, Any] | None:
    """The arguments of a resource; None for one that nobody made, as what was there before."""
    found = view.find(resource_id) if isinstance(resource_id, str) else None
    return found.inputs if found and found.urn != FROM_BEFORE else None
