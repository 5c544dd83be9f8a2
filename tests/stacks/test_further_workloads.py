"""Containers, volumes, archives, desktops and the further database servers: private, logged, and without passwords."""

from __future__ import annotations

import pytest
from built_stack import Built

SPOKE = "/fake/azure-native:network:Subnet/spoke-council-uks-"


def test_mysql_takes_only_people_of_the_directory_over_the_private_network(wave: Built) -> None:
    server = wave.named("payroll-mysql-flexible-server")
    assert server.properties["network"] == {"publicNetworkAccess": "Disabled"}
    assert server.properties["backup"] == {"backupRetentionDays": 35, "geoRedundantBackup": "Enabled"}
    assert "administratorLoginPassword" in server.ignore_changes
    only = wave.named("payroll-mysql-flexible-only-entra")
    assert (only.properties["configurationName"], only.properties["value"]) == ("aad_auth_only", "ON")
    assert wave.named("payroll-mysql-flexible-administrators").urn in only.depends_on


def test_a_managed_instance_has_no_password_and_no_public_address(wave: Built) -> None:
    instance = wave.named("payroll-sql-managed-instance-instance").properties
    assert instance["administrators"]["azureADOnlyAuthentication"] is True
    assert (instance["publicDataEndpointEnabled"], instance["minimalTlsVersion"]) == (False, "1.2")
    assert (instance["subnetId"], instance["vCores"]) == (f"{SPOKE}snet-instances", 4)
    assert "administratorLoginPassword" not in instance


def test_a_machine_with_sql_server_is_known_as_one_and_brings_its_licence(wave: Built) -> None:
    found = wave.named("payroll-sql-vm-sql").properties
    machine = wave.named("payroll-sql-vm-machine").properties
    assert (found["sqlVirtualMachineName"], found["sqlServerLicenseType"]) == (machine["vmName"], "AHUB")
    assert found["virtualMachineResourceId"].endswith("payroll-sql-vm-machine")


def test_containers_answer_inside_the_network_only(wave: Built) -> None:
    environment = wave.named("payroll-container-app-environment").properties
    assert environment["publicNetworkAccess"] == "Disabled"
    assert environment["vnetConfiguration"]["infrastructureSubnetId"] == f"{SPOKE}snet-containers"
    application = wave.named("payroll-container-app-application")
    assert application.properties["configuration"]["ingress"]["allowInsecure"] is False
    assert application.properties["template"]["scale"] == {"maxReplicas": 4, "minReplicas": 2}
    assert application.ignore_changes == ("template.containers[0].image",)


def test_a_volume_is_reached_from_its_own_network_and_copied(wave: Built) -> None:
    volume = wave.named("payroll-netapp-files-vol-scans").properties
    (rule,) = volume["exportPolicy"]["rules"]
    assert (rule["allowedClients"], rule["hasRootAccess"], rule["nfsv3"]) == ("10.65.0.0/22", False, False)
    assert volume["usageThreshold"] == 1000 * 1024**3
    assert volume["dataProtection"]["snapshot"]["snapshotPolicyId"].endswith("payroll-netapp-files-copies")
    backup = volume["dataProtection"]["backup"]
    assert (backup["backupVaultId"].rpartition("/")[2], backup["policyEnforced"]) == (
        "payroll-netapp-files-backups",
        True,
    )
    kept = wave.named("payroll-netapp-files-backups-kept").properties
    assert [kept[f"{each}BackupsToKeep"] for each in ("daily", "weekly", "monthly")] == [35, 12, 12]
    assert wave.named("payroll-netapp-files-pool").properties["size"] == 4 * 1024**4


def test_nothing_in_an_archive_is_changed_before_its_time(wave: Built) -> None:
    kept = wave.named("payroll-blob-archive-share-old-kept").properties
    assert kept["immutabilityPeriodSinceCreationInDays"] == 2190
    (rule,) = wave.named("payroll-blob-archive-tiers").properties["policy"]["rules"]
    actions = rule["definition"]["actions"]
    assert actions == {"baseBlob": {"tierToArchive": {"daysAfterModificationGreaterThan": 30}}}


def test_desktops_are_reached_from_the_councils_networks_and_nothing_leaves_them(wave: Built) -> None:
    pool = wave.named("payroll-virtual-desktop-pool").properties
    assert (pool["publicNetworkAccess"], pool["maxSessionLimit"]) == ("Disabled", 12)
    assert "redirectclipboard:i:0" in pool["customRdpProperty"]
    assert wave.named("payroll-virtual-desktop-desktops").properties["publicNetworkAccess"] == "Disabled"
    assert "registrationInfo" not in pool


@pytest.mark.parametrize(
    ("endpoint", "group"),
    [
        ("payroll-mysql-flexible-endpoint", "mysqlServer"),
        ("payroll-container-app-endpoint", "managedEnvironments"),
        ("payroll-blob-archive-endpoint", "blob"),
        ("payroll-virtual-desktop-endpoint", "connection"),
        ("payroll-virtual-desktop-feed-endpoint", "feed"),
    ],
)
def test_each_service_has_a_private_address_and_name(wave: Built, endpoint: str, group: str) -> None:
    (connection,) = wave.named(endpoint).properties["privateLinkServiceConnections"]
    assert connection["groupIds"] == [group]
    assert len(wave.named(f"{endpoint}-names").properties["privateDnsZoneConfigs"]) == 1
