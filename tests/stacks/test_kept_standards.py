"""P-10: what we build keeps every standard, and any one setting made worse makes its standard fail."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from as_checked import as_checked
from built_stack import Built

from migration.model.architecture import Architecture
from policies.check import Checked, check
from policies.model import Resource
from policies.readers.states import resource_of
from policies.rules import RULES
from policies.standards import Standards
from safeio.json_files import canonical_json

AS_OF = date(2026, 11, 22)
GONE = object()
"""Stands for a resource that is not there at all."""

OWNER = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
TLS_1_0 = "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10"
EVERYBODY = {
    "name": "everybody",
    "access": "Allow",
    "direction": "Inbound",
    "priority": 100,
    "protocol": "*",
    "sourceAddressPrefix": "*",
    "sourcePortRange": "*",
    "destinationAddressPrefix": "*",
    "destinationPortRange": "*",
}

WORSE: tuple[tuple[str, str, str, Any], ...] = (
    ("BCK-001", "recoveryservices:Vault", "properties.securitySettings.softDeleteSettings.softDeleteState", "Disabled"),
    ("BCK-001", "recoveryservices:Vault", "properties.securitySettings.immutabilitySettings.state", "Disabled"),
    ("BCK-002", "recoveryservices:Vault", "properties.redundancySettings.crossRegionRestore", "Disabled"),
    (
        "BCK-003",
        "recoveryservices:ProtectionPolicy",
        "properties.retentionPolicy.dailySchedule.retentionDuration.count",
        7,
    ),
    ("BCK-003", "recoveryservices:ProtectionPolicy", "properties.retentionPolicy.monthlySchedule", None),
    (
        "BCK-003",
        "recoveryservices:ProtectionPolicy",
        "properties.vaultRetentionPolicy.vaultRetention.monthlySchedule",
        None,
    ),
    ("BCK-005", "recoveryservices:ProtectedItem", "", GONE),
    ("BCK-005", "recoveryservices:ProtectionPolicy", "properties.vaultRetentionPolicy", None),
    ("CMP-001", "compute:VirtualMachine", "osProfile.linuxConfiguration.disablePasswordAuthentication", False),
    ("CMP-002", "compute:VirtualMachine", "securityProfile.encryptionAtHost", False),
    ("CMP-003", "compute:VirtualMachine", "securityProfile.uefiSettings.secureBootEnabled", False),
    ("CMP-003", "compute:VirtualMachine", "securityProfile.uefiSettings.vTpmEnabled", False),
    ("CMP-003", "compute:VirtualMachine", "securityProfile.securityType", None),
    ("CMP-004", "compute:VirtualMachine", "osProfile.linuxConfiguration.patchSettings.patchMode", "ImageDefault"),
    ("CMP-004", "compute:VirtualMachine", "osProfile.windowsConfiguration.patchSettings.patchMode", "Manual"),
    ("CMP-005", "compute:VirtualMachine", "storageProfile.imageReference.sku", "2012-r2-datacenter"),
    ("CMP-006", "compute:Disk", "networkAccessPolicy", "AllowAll"),
    ("CMP-006", "compute:Disk", "publicNetworkAccess", None),
    ("CMP-007", "recoveryservices:ProtectedItem", "", GONE),
    ("CMP-008", "compute:VirtualMachineExtension", "", GONE),
    ("GOV-001", "compute:VirtualMachine", "location", "westeurope"),
    ("GOV-001", "resources:ResourceGroup", "location", "northeurope"),
    ("GOV-003", "resources:ResourceGroup", "tags.owner", None),
    ("GOV-003", "storage:StorageAccount", "tags", {}),
    ("GOV-008", "consumption:Budget", "", GONE),
    ("GOV-010", "storage:StorageAccount", "tags.migration-wave", "w2"),
    ("GOV-014", "compute:VirtualMachine", "", GONE),
    ("GOV-008", "consumption:Budget", "notifications", None),
    ("IAM-005", "compute:VirtualMachine", "identity", None),
    ("IAM-005", "web:WebApp", "identity.type", "None"),
    ("KEY-001", "keyvault:Vault", "properties.enablePurgeProtection", None),
    ("KEY-002", "keyvault:Vault", "properties.softDeleteRetentionInDays", 7),
    ("KEY-003", "keyvault:Vault", "properties.enableRbacAuthorization", False),
    ("KEY-004", "keyvault:Vault", "properties.publicNetworkAccess", "Enabled"),
    ("KEY-007", "compute:VirtualMachine", "osProfile.adminPassword", "in the open"),
    ("LOG-001", "monitor:DiagnosticSetting", "", GONE),
    ("LOG-001", "monitor:DiagnosticSetting", "logs[].enabled", False),
    ("LOG-002", "operationalinsights:Workspace", "retentionInDays", 30),
    ("LOG-004", "monitor:SubscriptionDiagnosticSetting", "", GONE),
    ("LOG-004", "monitor:SubscriptionDiagnosticSetting", "logs[].enabled", False),
    ("LOG-003", "operationalinsights:Workspace", "features.disableLocalAuth", False),
    ("LOG-006", "security:SecurityContact", "isEnabled", False),
    ("LOG-006", "security:SecurityContact", "notificationsSources", []),
    ("NET-001", "network:NetworkSecurityGroup", "securityRules", [EVERYBODY | {"destinationPortRange": "3389"}]),
    ("NET-002", "network:NetworkSecurityGroup", "securityRules", [EVERYBODY]),
    ("NET-003", "network:Subnet", "networkSecurityGroup", None),
    ("NET-004", "network:Subnet", "defaultOutboundAccess", True),
    ("NET-005", "network:RouteTable", "routes[].nextHopType", "Internet"),
    ("NET-005", "network:Subnet", "routeTable", None),
    ("NET-006", "network:NetworkInterface", "ipConfigurations[].publicIPAddress", {"id": "/x"}),
    ("NET-007", "network:NetworkInterface", "enableIPForwarding", True),
    ("NET-008", "network:FirewallPolicy", "threatIntelMode", "Off"),
    ("NET-009", "network:AzureFirewall", "firewallPolicy", None),
    ("NET-011", "network:AzureFirewall", "zones", ["1"]),
    ("NET-014", "network:VirtualNetwork", "dhcpOptions", {"dnsServers": ["8.8.8.8"]}),
    ("NET-015", "network:VirtualNetwork", "addressSpace.addressPrefixes", ["10.0.0.0/8"]),
    ("NET-018", "network:PrivateDnsZoneGroup", "", GONE),
    ("NET-019", "network:PrivateEndpoint", "", GONE),
    ("SQL-001", "sql:Server", "minimalTlsVersion", "1.0"),
    ("SQL-002", "sql:Server", "publicNetworkAccess", "Enabled"),
    ("SQL-003", "sql:Server", "administrators.azureADOnlyAuthentication", False),
    ("SQL-004", "sql:ExtendedServerBlobAuditingPolicy", "", GONE),
    ("SQL-004", "sql:ExtendedServerBlobAuditingPolicy", "state", "Disabled"),
    ("SQL-007", "sql:LongTermRetentionPolicy", "", GONE),
    ("SQL-008", "dbforpostgresql:Server", "network.publicNetworkAccess", "Enabled"),
    ("STO-001", "storage:StorageAccount", "allowBlobPublicAccess", True),
    ("STO-002", "storage:StorageAccount", "enableHttpsTrafficOnly", False),
    ("STO-003", "storage:StorageAccount", "minimumTlsVersion", "TLS1_0"),
    # Either of the two keeps everybody out.
    ("STO-004", "storage:StorageAccount", "", {"publicNetworkAccess": "Enabled", "networkRuleSet": None}),
    ("STO-005", "storage:StorageAccount", "allowSharedKeyAccess", True),
    ("STO-006", "storage:FileServiceProperties", "shareDeleteRetentionPolicy.days", 7),
    ("STO-007", "storage:StorageAccount", "sku.name", "Standard_LRS"),
    ("STO-008", "storage:StorageAccount", "allowCrossTenantReplication", True),
    ("STO-009", "storage:StorageAccount", "isSftpEnabled", True),
    ("STO-010", "storage:StorageAccount", "allowSharedKeyAccess", True),
    ("STO-010", "storage:StorageAccount", "sasPolicy", None),
    ("WEB-001", "web:WebApp", "httpsOnly", False),
    ("WEB-002", "web:WebApp", "siteConfig.minTlsVersion", "1.0"),
    ("WEB-003", "web:WebApp", "siteConfig.ftpsState", "AllAllowed"),
    ("WEB-004", "web:WebApp", "siteConfig.remoteDebuggingEnabled", True),
    ("WEB-005", "web:WebApp", "publicNetworkAccess", "Enabled"),
    ("WEB-006", "web:WebApp", "siteConfig.cors", {"allowedOrigins": ["*"]}),
)
"""The rule, the type, the setting, and its worse value; None takes it away. Without a setting: several at once."""

ADDED: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("IAM-001", "authorization:RoleAssignment", {"roleDefinitionId": OWNER, "scope": "/subscriptions/x"}),
    ("IAM-002", "authorization:RoleAssignment", {"roleDefinitionId": OWNER, "principalType": "User"}),
    ("IAM-004", "authorization:RoleAssignment", {"roleDefinitionId": OWNER, "principalType": "User"}),
    ("IAM-003", "authorization:RoleDefinition", {"permissions": [{"actions": ["*"]}]}),
    ("IAM-009", "managedidentity:FederatedIdentityCredential", {"subject": "repo:council/cloud:*"}),
    ("GOV-007", "authorization:PolicyExemption", {}),
    ("IAM-006", "servicebus:Namespace", {}),
    ("IAM-007", "eventhub:Namespace", {}),
    ("LOG-008", "servicebus:Namespace", {}),
    ("IAM-008", "cosmosdb:DatabaseAccount", {}),
    ("CNT-001", "containerregistry:Registry", {}),
    ("CNT-002", "containerservice:ManagedCluster", {}),
    ("CNT-003", "containerservice:ManagedCluster", {}),
    ("CNT-004", "app:ContainerApp", {"configuration": {"ingress": {"allowInsecure": True}}}),
    ("CNT-005", "app:ContainerApp", {"template": {"volumes": [{"storageType": "NfsAzureFile"}]}}),
    ("INT-001", "apimanagement:ApiManagementService", {}),
    ("INT-002", "apimanagement:ApiManagementService", {"customProperties": {TLS_1_0: "True"}}),
    ("INT-003", "apimanagement:Api", {"protocols": ["http"]}),
    ("INT-004", "apimanagement:NamedValue", {"secret": True}),
    ("INT-005", "servicebus:Namespace", {}),
    ("INT-006", "datafactory:Factory", {}),
    ("INT-007", "appconfiguration:ConfigurationStore", {}),
    ("INT-008", "cognitiveservices:Account", {}),
    ("INT-009", "search:Service", {}),
    ("KEY-005", "keyvault:Key", {}),
    ("KEY-006", "keyvault:Secret", {}),
    ("NET-010", "network:FirewallPolicy", {"sku": {"tier": "Premium"}}),
    ("NET-012", "network:WebApplicationFirewallPolicy", {}),
    ("NET-013", "network:ApplicationGateway", {}),
    ("NET-017", "network:VirtualNetworkGateway", {"vpnClientConfiguration": {}}),
    ("SQL-005", "sql:FirewallRule", {"startIpAddress": "0.0.0.0", "endIpAddress": "0.0.0.0"}),
    ("SQL-006", "sql:TransparentDataEncryption", {"state": "Disabled"}),
    ("KEY-008", "automation:Variable", {}),
    ("SQL-010", "redis:Redis", {}),
    ("SQL-009", "cosmosdb:DatabaseAccount", {}),
    ("GOV-006", "authorization:PolicyAssignment", {"enforcementMode": "DoNotEnforce"}),
    ("GOV-013", "storage:StorageAccount", {"location": "uksouth"}),
    ("GOV-009", "compute:VirtualMachine", {}),
    ("GOV-015", "resources:Deployment", {"properties": {"templateLink": {"uri": "https://example.org"}}}),
    ("LOG-005", "security:Pricing", {"pricingName": "Arm", "pricingTier": "Free"}),
    ("GOV-002", "cosmosdb:DatabaseAccount", {"locations": [{"locationName": "West Europe"}]}),
)
"""Standards about things we do not build: the rule, and a bad one of its type."""


BUILT_ELSEWHERE = ("GOV-004", "LOG-007", "NET-016", "NET-020")
"""The small architecture has names of its own, nobody watches it, and nothing connects it: test_governed_standards.py
and test_connections.py build what these ask for. GOV-011 asks for the version in a type's name."""

CHANGES = {"CHG-001": "delete", "CHG-002": "replace", "CHG-003": "delete", "CHG-004": "replace"}
"""Standards about changes, and the change that breaks each."""

PLANS: Mapping[str, tuple[str, Any]] = {
    "BCK-004": ("recovery.criticality", 1),
    "GOV-012": ("exception", {"owner": "Ann", "approver": "Board", "review_by": "2026-01-01"}),
}
"""Standards about the plan, and what makes each workload of it break them."""


@pytest.fixture(scope="module")
def resources(zone: Built, wave: Built) -> tuple[Resource, ...]:
    """Both stacks as a reader gives them."""
    return as_checked(zone, wave)


@pytest.fixture(scope="module")
def plain(architecture: Architecture) -> Mapping[str, Any]:
    """The architecture as it stands in its file."""
    found: dict[str, Any] = json.loads(canonical_json(architecture))
    return found


def _checked(resources: Iterable[Resource], architecture: Mapping[str, Any], *rule_ids: str) -> Checked:
    rules = [rule for rule in RULES if not rule_ids or rule.id in rule_ids]
    return check(resources, rules, (), AS_OF, Standards(), architecture)


def _open(found: Checked) -> list[tuple[str, str, str]]:
    good = ("pass", "not_applicable")
    return [(one.rule_id, one.subject, one.message) for one in found.findings if one.verdict not in good]


def test_what_is_built_keeps_every_standard(resources: tuple[Resource, ...], plain: Mapping[str, Any]) -> None:
    found = _checked(resources, plain, *(rule.id for rule in RULES if rule.id not in BUILT_ELSEWHERE))
    (keys,) = _open(found)
    # Azure Backup works with the account's keys alone: the one standard that people must accept.
    assert (keys[0], keys[1].rpartition("::")[2]) == ("STO-005", "payroll-file-share-account")
    assert sum(one.verdict == "pass" for one in found.findings) > 300


def test_every_standard_has_a_setting_here() -> None:
    elsewhere = {"GOV-005", "GOV-011", *BUILT_ELSEWHERE, *CHANGES, *PLANS}
    assert {row[0] for row in (*WORSE, *ADDED)} | elsewhere == {rule.id for rule in RULES}


@pytest.mark.parametrize(("rule_id", "kind", "path", "worse"), WORSE, ids=[f"{row[0]} {row[2]}" for row in WORSE])
def test_a_setting_made_worse_fails(
    rule_id: str, kind: str, path: str, worse: Any, resources: tuple[Resource, ...], plain: Mapping[str, Any]
) -> None:
    told = []
    chosen = [one for one in resources if one.type == f"azure-native:{kind}"]
    for one in chosen:
        changed = [_worse(other, path, worse) if other is one else other for other in resources]
        found = _checked([other for other in changed if other is not None], plain, rule_id)
        told.append("fail" in {finding.verdict for finding in found.findings})
    assert any(told), f"none of the {len(chosen)} resources of this type"


@pytest.mark.parametrize(("rule_id", "kind", "properties"), ADDED, ids=[row[0] for row in ADDED])
def test_a_bad_thing_that_is_added_fails(
    rule_id: str, kind: str, properties: Mapping[str, Any], resources: tuple[Resource, ...], plain: Mapping[str, Any]
) -> None:
    state = {"urn": f"urn:pulumi:w1-council::cloud-unless::azure-native:{kind}::bad", "type": f"azure-native:{kind}"}
    bad = resource_of(state | {"inputs": dict(properties)}, "bad", "create")
    assert "fail" in {one.verdict for one in _checked([*resources, bad], plain, rule_id).findings}


def test_what_holds_data_fails_without_its_protection(
    resources: tuple[Resource, ...], plain: Mapping[str, Any]
) -> None:
    asked = {one.subject for one in _checked(resources, plain, "GOV-005").findings}
    protected = [one for one in resources if one.urn in asked]
    assert len(protected) > 5
    for one in protected:
        bare = [replace(other, protect=False) if other is one else other for other in resources]
        found = _checked(bare, plain, "GOV-005")
        assert [finding[1] for finding in _open(found)] == [one.urn]


@pytest.mark.parametrize(("rule_id", "operation"), CHANGES.items())
def test_taking_away_what_is_built_fails(
    rule_id: str, operation: str, resources: tuple[Resource, ...], plain: Mapping[str, Any]
) -> None:
    (rule,) = (one for one in RULES if one.id == rule_id)
    kinds = (*rule.applies_to, "azure-native:keyvault:Key")
    kept = [one for one in resources if one.type in kinds] or [replace(resources[0], type=kinds[-1])]
    found = _checked([replace(one, operation=operation) for one in kept], plain, rule_id)
    assert {one.verdict for one in found.findings} == {"fail"}


@pytest.mark.parametrize("rule_id", PLANS)
def test_a_plan_made_worse_fails(rule_id: str, resources: tuple[Resource, ...], plain: Mapping[str, Any]) -> None:
    workloads = [_with(one, PLANS[rule_id][0].split("."), PLANS[rule_id][1]) for one in plain["workloads"]]
    found = {one.verdict for one in _checked(resources, {**plain, "workloads": workloads}, rule_id).findings}
    # A share in storage that is kept in two regions is still there when one is lost.
    assert found == {"fail"} if rule_id != "BCK-004" else found == {"fail", "pass"}


def _worse(one: Resource, path: str, worse: Any) -> Resource | None:
    if worse is GONE:
        return None
    if not path:
        return replace(
            one, properties={key: value for key, value in {**one.properties, **worse}.items() if value is not None}
        )
    return replace(one, properties=_with(one.properties, re.findall(r"[^.\[\]]+|\[\]", path), worse))


def _with(found: Any, steps: list[str], worse: Any) -> Any:
    if not steps:
        return worse
    if steps[0] == "[]":
        return [_with(one, steps[1:], worse) for one in found or ()]
    inner = dict(found or {})
    if len(steps) > 1 and steps[0] not in inner:
        return inner  # a Windows machine has no setting of a Linux machine
    inner[steps[0]] = _with(inner.get(steps[0]), steps[1:], worse)
    return {key: value for key, value in inner.items() if value is not None}
