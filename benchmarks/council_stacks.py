"""Stacks as large as wished, built for the benchmarks of policies: services of a council, with what belongs to each."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What the engine writes for a value that is not known yet."""

TAGS = dict.fromkeys(
    (
        *("application-id", "migration-wave", "organisation", "owner", "service", "environment"),
        *("data-classification", "cost-centre", "review-date"),
    ),
    "x",
)
_PLACE = {"location": "uksouth", "tags": TAGS}
_REFERENCE = "urn:pulumi:wave::county::pulumi:pulumi:StackReference::landing-zone"

Step = dict[str, Any]


def preview(count: int) -> bytes:
    """A preview that creates so many resources: ids are not known, but where each value comes from is told."""
    root = _step("pulumi:pulumi:Stack", "county", {}, {})
    steps = [root, *_members(count, known=False)]
    return json.dumps({"steps": steps, "changeSummary": {"create": len(steps)}}).encode()


def export(count: int) -> bytes:
    """An export of a stack that has so many resources: ids are known, and where they come from is told."""
    states = [step["newState"] for step in _members(count, known=True)]
    return json.dumps({"version": 3, "deployment": {"resources": states}}).encode()


def _members(count: int, known: bool) -> list[Step]:
    endless = (step for number in itertools.count() for step in _service(number, known))
    return list(itertools.islice(endless, count))


def _service(number: int, known: bool) -> Iterator[Step]:
    group = f"rg-{number}"
    yield _made("resources:ResourceGroup", group, {"resourceGroupName": group}, known)
    for build in (_machine, _database, _account, _site):
        yield from build(number, {"resourceGroupName": group}, known)


def _machine(number: int, group: Mapping[str, Any], known: bool) -> Iterator[Step]:
    rules = [{"name": "web", "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "priority": 100}]
    rules[0] |= {"sourceAddressPrefix": "10.0.0.0/8", "destinationPortRange": "443", "sourcePortRange": "*"}
    guard = _made("network:NetworkSecurityGroup", f"nsg-{number}", {**group, "securityRules": rules}, known)
    yield guard
    yield from _logged(guard, known)
    yield _made("network:NetworkInterface", f"nic-{number}", {**group, "ipConfigurations": []}, known)
    yield _made("compute:Disk", f"disk-{number}", {**group, "diskSizeGB": 64}, known, protect=True)
    profile = {"encryptionAtHost": True, "securityType": "TrustedLaunch"}
    linux = {"disablePasswordAuthentication": number % 50 > 0, "patchSettings": {"patchMode": "AutomaticByPlatform"}}
    settings = {
        **group,
        "vmName": f"vm-{number}",
        "identity": {"type": "SystemAssigned"},
        "osProfile": {"computerName": f"vm-{number}", "linuxConfiguration": linux},
        "securityProfile": {**profile, "uefiSettings": {"secureBootEnabled": True, "vTpmEnabled": True}},
        "storageProfile": {"imageReference": {"publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server"}},
    }
    machine = _made("compute:VirtualMachine", f"vm-{number}", settings, known)
    yield machine
    item = {"sourceResourceId": _id(machine, known), "protectedItemType": "Microsoft.Compute/virtualMachines"}
    yield _linked(
        "recoveryservices:ProtectedItem", f"item-{number}", {"properties": item}, "properties", machine, known
    )


def _database(number: int, group: Mapping[str, Any], known: bool) -> Iterator[Step]:
    name = f"sql-{number}"
    secure = {"minimalTlsVersion": "1.2", "publicNetworkAccess": "Disabled"}
    server = _made("sql:Server", name, {**group, "serverName": name, **secure}, known)
    yield server
    own = {**group, "serverName": name if known else UNKNOWN}
    database = _linked("sql:Database", f"db-{number}", own, "serverName", server, known)
    yield database
    audited = {**own, "state": "Enabled", "isAzureMonitorTargetEnabled": True}
    kind = "sql:ExtendedServerBlobAuditingPolicy"
    yield _linked(kind, f"audit-{number}", audited, "serverName", server, known)
    yield from _logged(database, known)
    yield from _private(server, known)


def _account(number: int, group: Mapping[str, Any], known: bool) -> Iterator[Step]:
    name = f"st{number}"
    secure = {"minimumTlsVersion": "TLS1_2", "allowBlobPublicAccess": False, "publicNetworkAccess": "Disabled"}
    account = _made("storage:StorageAccount", name, {**group, "accountName": name, **secure}, known)
    yield account
    kept = {**group, "accountName": name if known else UNKNOWN}
    kept |= {"isVersioningEnabled": True, "deleteRetentionPolicy": {"enabled": True, "days": 30}}
    blobs = _linked("storage:BlobServiceProperties", f"blobs-{number}", kept, "accountName", account, known)
    yield blobs
    yield from _logged(blobs, known)
    yield from _private(account, known)


def _site(number: int, group: Mapping[str, Any], known: bool) -> Iterator[Step]:
    web = {**group, "name": f"web-{number}", "httpsOnly": True, "publicNetworkAccess": "Disabled"}
    site = _made("web:WebApp", f"web-{number}", web, known)
    yield site
    yield from _logged(site, known)
    vault = {"properties": {"enablePurgeProtection": True, "enableRbacAuthorization": True}}
    yield _made("keyvault:Vault", f"kv-{number}", {**group, "vaultName": f"kv-{number}", **vault}, known)


def _logged(target: Step, known: bool) -> Iterator[Step]:
    setting = {"resourceUri": _id(target, known), "logs": [{"categoryGroup": "allLogs", "enabled": True}]}
    name = f"logs-{target['newState']['urn'].rpartition('::')[2]}"
    made = _linked("monitor:DiagnosticSetting", name, setting, "resourceUri", target, known)
    # The workspace stands in another stack.
    made["newState"]["inputs"]["workspaceId"] = "/subscriptions/s/workspaces/w" if known else UNKNOWN
    made["newState"]["propertyDependencies"]["workspaceId"] = [_REFERENCE]
    yield made


def _private(target: Step, known: bool) -> Iterator[Step]:
    connection = {"name": "c", "privateLinkServiceId": _id(target, known)}
    settings = {"privateLinkServiceConnections": [connection], "subnet": {"id": UNKNOWN}}
    name = f"pe-{target['newState']['urn'].rpartition('::')[2]}"
    yield _linked("network:PrivateEndpoint", name, settings, "privateLinkServiceConnections", target, known)


def _made(kind: str, name: str, inputs: Mapping[str, Any], known: bool, protect: bool = False) -> Step:
    made = _step(f"azure-native:{kind}", name, {**_PLACE, **inputs}, {}, protect)
    if known:
        made["newState"]["id"] = f"/subscriptions/s/resourceGroups/g/providers/{kind.replace(':', '/')}/{name}"
    return made


def _linked(kind: str, name: str, inputs: Mapping[str, Any], path: str, target: Step, known: bool) -> Step:
    made = _made(kind, name, inputs, known)
    made["newState"]["propertyDependencies"] = {path: [target["urn"]]}
    return made


def _id(target: Step, known: bool) -> Any:
    return target["newState"]["id"] if known else UNKNOWN


def _step(token: str, name: str, inputs: Any, origins: dict[str, list[str]], protect: bool = False) -> Step:
    urn = f"urn:pulumi:county::county::{token}::{name}"
    state = {"urn": urn, "type": token, "custom": not token.startswith("pulumi:"), "inputs": inputs, "protect": protect}
    return {"op": "create", "urn": urn, "newState": {**state, "propertyDependencies": origins}}
