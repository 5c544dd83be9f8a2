"""Workloads: what stands in the architecture is what is registered, with the secure settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from built_stack import Built, build_wave_stack
from small_architecture import POSTGRESQL_ZONE, SSH_KEY, TENANT

from migration.design.resource_counts import workload_resources
from migration.model.architecture import Architecture
from stacks.workloads import WORKLOADS

SPOKE = "/fake/azure-native:network:Subnet/spoke-council-uks-"


def test_there_is_one_of_every_kind(architecture: Architecture) -> None:
    assert {one.kind for one in architecture.workloads} == set(WORKLOADS)


def _machine(wave: Built, kind: str) -> dict[str, Any]:
    return dict(wave.named(f"payroll-{kind}-machine").properties)


@pytest.mark.parametrize("kind", ["windows-vm", "linux-vm"])
def test_a_machine_is_of_the_size_image_and_zone_decided(wave: Built, kind: str) -> None:
    machine = _machine(wave, kind)
    assert machine["hardwareProfile"] == {"vmSize": "Standard_D4s_v5"}
    assert machine["zones"] == ["1"]
    assert machine["storageProfile"]["imageReference"]["version"] == "latest"
    disk = machine["storageProfile"]["osDisk"]
    assert (disk["diskSizeGB"], disk["managedDisk"], disk["createOption"]) == (
        128,
        {"storageAccountType": "Premium_LRS"},
        "FromImage",
    )


@pytest.mark.parametrize("kind", ["windows-vm", "linux-vm"])
def test_a_machine_is_encrypted_trusted_and_has_an_identity(wave: Built, kind: str) -> None:
    machine = _machine(wave, kind)
    assert machine["securityProfile"] == {
        "encryptionAtHost": True,
        "securityType": "TrustedLaunch",
        "uefiSettings": {"secureBootEnabled": True, "vTpmEnabled": True},
    }
    assert machine["identity"] == {"type": "SystemAssigned"}
    assert machine["diagnosticsProfile"] == {"bootDiagnostics": {"enabled": True}}


@pytest.mark.parametrize(("kind", "part"), [("windows-vm", "windowsConfiguration"), ("linux-vm", "linuxConfiguration")])
def test_a_machine_patches_itself(wave: Built, kind: str, part: str) -> None:
    patching = _machine(wave, kind)["osProfile"][part]["patchSettings"]
    assert (patching["patchMode"], patching["assessmentMode"]) == ("AutomaticByPlatform", "AutomaticByPlatform")


def test_linux_knows_no_password(wave: Built) -> None:
    system = _machine(wave, "linux-vm")["osProfile"]
    assert "adminPassword" not in system
    assert system["linuxConfiguration"]["disablePasswordAuthentication"] is True
    assert system["linuxConfiguration"]["ssh"]["publicKeys"] == [
        {"keyData": SSH_KEY, "path": "/home/cuadmin/.ssh/authorized_keys"}
    ]


def test_an_interface_has_the_address_decided_and_no_public_one(wave: Built) -> None:
    (address,) = wave.named("payroll-windows-vm-interface").properties["ipConfigurations"]
    assert address == {
        "name": "primary",
        "primary": True,
        "privateIPAddress": "10.65.0.4",
        "privateIPAllocationMethod": "Static",
        "subnet": {"id": f"{SPOKE}snet-machines"},
    }


def test_data_disks_cannot_be_exported_and_are_attached_where_decided(wave: Built) -> None:
    disk = wave.named("payroll-linux-vm-disk-vmpaybat01-0").properties
    assert (disk["networkAccessPolicy"], disk["publicNetworkAccess"], disk["zones"]) == ("DenyAll", "Disabled", ["1"])
    attached = _machine(wave, "linux-vm")["storageProfile"]["dataDisks"]
    assert [(one["lun"], one["deleteOption"]) for one in attached] == [(0, "Detach"), (1, "Detach")]


def test_a_disk_in_every_zone_belongs_to_none(wave: Built) -> None:
    assert "zones" not in wave.named("payroll-linux-vm-disk-vmpaybat01-1").properties


def test_the_agent_is_that_of_the_system_and_keeps_itself_new(wave: Built) -> None:
    agents = {one.name: one.properties["type"] for one in wave.of_type("compute:VirtualMachineExtension")}
    assert agents == {
        "payroll-windows-vm-agent": "AzureMonitorWindowsAgent",
        "payroll-linux-vm-agent": "AzureMonitorLinuxAgent",
        "payroll-sql-vm-agent": "AzureMonitorWindowsAgent",
    }
    assert wave.named("payroll-linux-vm-agent").properties["enableAutomaticUpgrade"] is True


def test_a_machine_is_backed_up_by_the_policy_decided(wave: Built) -> None:
    backup = wave.named("payroll-windows-vm-backup")
    assert backup.properties["containerName"] == "IaasVMContainer;iaasvmcontainerv2;rg-payroll-prod-uks;vmpayapp01"
    assert backup.properties["protectedItemName"] == "VM;iaasvmcontainerv2;rg-payroll-prod-uks;vmpayapp01"
    assert (backup.properties["vaultName"], backup.properties["resourceGroupName"]) == (
        "rsv-council-prod-uks",
        "rg-vaults-prod-uks",
    )
    assert backup.properties["properties"]["policyId"].endswith("rsv-council-bkpol-critical")
    assert wave.named("payroll-windows-vm-machine").urn in backup.property_depends_on["properties"]


def test_sql_takes_only_people_of_the_directory_over_the_private_network(wave: Built) -> None:
    server = wave.named("payroll-sql-database-server").properties
    assert server["administrators"] == {
        "administratorType": "ActiveDirectory",
        "azureADOnlyAuthentication": True,
        "login": "sg-database-administrators",
        "principalType": "Group",
        "sid": "bbbbbbbb-0000-0000-0000-000000000001",
        "tenantId": TENANT,
    }
    assert (server["minimalTlsVersion"], server["publicNetworkAccess"]) == ("1.2", "Disabled")
    assert "administratorLoginPassword" not in server


def test_a_database_has_the_size_decided_and_copies_in_the_other_region(wave: Built) -> None:
    pay, tax = (wave.named(f"payroll-sql-database-{name}").properties for name in ("pay", "tax"))
    assert (pay["sku"], pay["maxSizeBytes"], pay["zoneRedundant"]) == ({"name": "GP_Gen5_2"}, 107374182400, True)
    assert "maxSizeBytes" not in tax
    assert pay["requestedBackupStorageRedundancy"] == "Geo"


def test_copies_of_a_database_are_kept_and_in_production_for_longer(wave: Built) -> None:
    assert wave.named("payroll-sql-database-pay-copies").properties["retentionDays"] == 35
    longer = wave.named("payroll-sql-database-pay-long-copies").properties
    assert (longer["weeklyRetention"], longer["monthlyRetention"]) == ("P5W", "P12M")


@pytest.mark.parametrize(("months", "kept"), [(12, [{"monthlyRetention": "P12M"}]), (0, [])])
def test_only_the_copies_decided_are_kept_for_longer(
    architecture: Architecture, zone: Built, months: int, kept: list[dict[str, str]]
) -> None:
    sql = next(one for one in architecture.workloads if one.kind == "sql-database")
    assert sql.database_server is not None
    server = replace(sql.database_server, weekly_weeks=0, monthly_months=months)
    changed = replace(sql, database_server=server)
    workloads = tuple(changed if one is sql else one for one in architecture.workloads)
    built = build_wave_stack(replace(architecture, workloads=workloads), zone.outputs)
    found = [one for one in built.resources if one.name == f"{sql.id}-pay-long-copies"]
    said = [{name: text for name, text in one.properties.items() if name.endswith("Retention")} for one in found]
    assert said == kept
    made = [one for one in built.resources if one.name.startswith(f"{sql.id}-")]
    assert len(made) == workload_resources(changed)


def test_what_a_sql_server_audits_reaches_the_workspace(wave: Built) -> None:
    audit = wave.named("payroll-sql-database-audit").properties
    assert (audit["state"], audit["isAzureMonitorTargetEnabled"]) == ("Enabled", True)
    setting = wave.named("payroll-sql-database-audit-logs").properties
    assert setting["resourceUri"].endswith("payroll-sql-database-server/databases/master")
    assert {one["category"] for one in setting["logs"]} == {"DevOpsOperationsAudit", "SQLSecurityAuditEvents"}


def test_postgresql_stands_in_its_subnet_with_its_zone(wave: Built) -> None:
    server = wave.named("payroll-postgresql-flexible-server").properties
    assert server["network"] == {
        "delegatedSubnetResourceId": f"{SPOKE}snet-data",
        "privateDnsZoneArmResourceId": f"/fake/azure-native:privatedns:PrivateZone/dns-{POSTGRESQL_ZONE}",
        "publicNetworkAccess": "Disabled",
    }
    assert server["authConfig"] == {"activeDirectoryAuth": "Enabled", "passwordAuth": "Disabled", "tenantId": TENANT}
    assert server["backup"] == {"backupRetentionDays": 35, "geoRedundantBackup": "Enabled"}
    assert (server["version"], server["sku"]["name"], server["highAvailability"]["mode"]) == (
        "16",
        "Standard_D2ds_v5",
        "ZoneRedundant",
    )


def test_a_web_application_is_private_both_ways(wave: Built) -> None:
    application = wave.named("payroll-app-service-application").properties
    assert (application["httpsOnly"], application["publicNetworkAccess"]) == (True, "Disabled")
    assert application["virtualNetworkSubnetId"] == f"{SPOKE}snet-web"
    assert application["outboundVnetRouting"] == {"allTraffic": True}
    site = application["siteConfig"]
    assert (site["minTlsVersion"], site["ftpsState"], site["remoteDebuggingEnabled"]) == ("1.2", "Disabled", False)
    assert application["identity"] == {"type": "SystemAssigned"}


def test_nobody_publishes_with_a_password(wave: Built) -> None:
    off = (*wave.of_type("web:WebAppFtpAllowed"), *wave.of_type("web:WebAppScmAllowed"))
    assert [one.properties["allow"] for one in off] == [False, False]


def test_the_plan_is_of_the_size_decided(wave: Built) -> None:
    plan = wave.named("payroll-app-service-plan").properties
    assert (plan["sku"], plan["reserved"], plan["kind"]) == ({"name": "P0v3", "capacity": 2}, True, "linux")


def test_a_share_is_opened_with_tickets_not_with_keys(wave: Built) -> None:
    account = wave.named("payroll-file-share-account").properties
    assert account["azureFilesIdentityBasedAuthentication"] == {"directoryServiceOptions": "AADKERB"}
    service = wave.named("payroll-file-share-file-service").properties
    assert service["protocolSettings"]["smb"]["authenticationMethods"] == "Kerberos;"
    assert (account["allowBlobPublicAccess"], account["isLocalUserEnabled"]) == (False, False)
    assert (account["minimumTlsVersion"], account["publicNetworkAccess"], account["kind"]) == (
        "TLS1_2",
        "Disabled",
        "StorageV2",
    )


def test_a_deleted_share_can_be_had_back(wave: Built) -> None:
    service = wave.named("payroll-file-share-file-service")
    assert service.properties["shareDeleteRetentionPolicy"] == {"enabled": True, "days": 30}
    share = wave.named("payroll-file-share-pay")
    assert (share.properties["shareQuota"], share.properties["enabledProtocols"]) == (500, "SMB")
    assert service.urn in share.depends_on


@pytest.mark.parametrize(
    ("endpoint", "group", "service"),
    [
        ("payroll-sql-database-endpoint", "sqlServer", "payroll-sql-database-server"),
        ("payroll-app-service-endpoint", "sites", "payroll-app-service-application"),
        ("payroll-file-share-endpoint", "file", "payroll-file-share-account"),
    ],
)
def test_a_platform_service_has_a_private_address_and_name(
    wave: Built, endpoint: str, group: str, service: str
) -> None:
    found = wave.named(endpoint)
    (connection,) = found.properties["privateLinkServiceConnections"]
    assert connection["groupIds"] == [group]
    assert wave.named(service).urn in found.property_depends_on["privateLinkServiceConnections"]
    assert found.properties["subnet"] == {"id": f"{SPOKE}snet-endpoints"}
    assert len(wave.named(f"{endpoint}-names").properties["privateDnsZoneConfigs"]) == 1


def test_what_stays_is_shown(wave: Built) -> None:
    machine = wave.named("payroll-arc-machine").properties
    assert (machine["machineName"], machine["osType"], machine["locationData"]) == (
        "srvpay09",
        "windows",
        {"name": "county-hall"},
    )
