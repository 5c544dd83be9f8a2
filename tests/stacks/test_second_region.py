"""The second region: what is copied, what stands twice, and that the standard on it is kept by what is built."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from as_checked import as_checked
from built_stack import Built, build_landing_zone_stack, build_wave_stack
from two_regions import two_regions

from migration.design.resource_counts import landing_zone_resources, workload_resources
from migration.model.architecture import Architecture
from policies.check import check
from policies.rules import RULES
from policies.standards import Standards
from safeio.json_files import canonical_json

COPY = "/fake/azure-native:recoveryservices:"


@pytest.fixture(scope="module")
def twice() -> Architecture:
    """The small architecture in two regions."""
    return two_regions()


@pytest.fixture(scope="module")
def ground(twice: Architecture) -> Built:
    """Its landing zone as registered."""
    return build_landing_zone_stack(twice)


@pytest.fixture(scope="module")
def built(twice: Architecture, ground: Built) -> Built:
    """Its wave as registered."""
    return build_wave_stack(twice, ground.outputs)


def test_as_many_resources_are_made_as_designed(twice: Architecture, ground: Built, built: Built) -> None:
    assert len(ground.azure()) == landing_zone_resources(twice.landing_zone)
    counted = sum(workload_resources(one) for one in twice.workloads)
    assert len(built.azure()) == counted + len(twice.stacks[1].resource_groups)


def test_a_machine_is_copied_with_all_its_disks(built: Built) -> None:
    item = built.named("payroll-linux-vm-copy")
    assert (item.protect, item.properties["resourceName"], item.properties["fabricName"]) == (
        True,
        "rsv-council-prod-ukw",
        "fabric-uks",
    )
    details: dict[str, Any] = item.properties["properties"]["providerSpecificDetails"]
    assert details["fabricObjectId"].endswith("payroll-linux-vm-machine")
    assert details["recoverySubnetName"] == "snet-machines"
    disks = details["vmManagedDisks"]
    assert [one["recoveryTargetDiskAccountType"] for one in disks] == ["Premium_LRS"] * 3
    assert disks[0]["diskId"].endswith("/disks/osdisk-vmpaybat01")
    assert all(one["primaryStagingAzureStorageAccountId"].endswith("asr-council-cache") for one in disks)


def test_the_vault_takes_its_endpoint_before_it_holds_anything(ground: Built) -> None:
    fabric = ground.named("asr-council-source-fabric")
    assert ground.named("asr-council-endpoint").urn in fabric.depends_on
    assert {ground.named(f"asr-council-cache-{role}").urn for role in ("contributor", "blob-data-contributor")} <= set(
        fabric.depends_on
    )


def test_only_the_containers_are_made_by_a_template(ground: Built) -> None:
    (deployment,) = ground.of_type("resources:Deployment")
    made = deployment.properties["properties"]["template"]["resources"]
    assert [one["name"] for one in made] == [
        "rsv-council-prod-ukw/fabric-uks/container-uks",
        "rsv-council-prod-ukw/fabric-ukw/container-ukw",
    ]
    assert {one["type"].rpartition("/")[2] for one in made} == {"replicationProtectionContainers"}


def test_databases_of_both_servers_answer_to_one_name(built: Built) -> None:
    group = built.named("payroll-sql-database-failover-group")
    assert group.properties["failoverGroupName"] == "sqlfg-payroll-a1"
    assert group.properties["readWriteEndpoint"] == {"failoverPolicy": "Manual"}
    copy = built.named("payroll-sql-database-second-pay")
    assert (copy.properties["createMode"], copy.properties["location"], copy.protect) == ("Secondary", "ukwest", True)
    assert copy.properties["sourceDatabaseId"].endswith("payroll-sql-database-pay")
    assert copy.urn in group.depends_on


def test_a_server_follows_the_first_postgresql(built: Built) -> None:
    replica = built.named("payroll-postgresql-flexible-second-server").properties
    assert (replica["createMode"], replica["location"]) == ("Replica", "ukwest")
    assert replica["sourceServerResourceId"].endswith("payroll-postgresql-flexible-server")
    assert replica["network"]["publicNetworkAccess"] == "Disabled"


def test_the_second_web_application_is_as_private_as_the_first(built: Built) -> None:
    first, second = (built.named(f"payroll-app-service{name}-application").properties for name in ("", "-second"))
    other = ("location", "name", "resourceGroupName", "serverFarmId", "virtualNetworkSubnetId")
    assert {key: value for key, value in first.items() if key not in other} == {
        key: value for key, value in second.items() if key not in other
    }
    assert built.named("payroll-app-service-second-endpoint").properties["location"] == "ukwest"


def test_both_managed_instances_answer_to_one_name_and_the_group_makes_the_copies(built: Built) -> None:
    first, second = (built.named(f"payroll-sql-managed-instance{name}-instance") for name in ("", "-second"))
    assert second.properties["dnsZonePartner"].endswith("payroll-sql-managed-instance-instance")
    assert (second.properties["location"], second.properties["zoneRedundant"], second.protect) == (
        "ukwest",
        False,
        True,
    )
    assert second.properties["storageSizeInGB"] == first.properties["storageSizeInGB"]
    group = built.named("payroll-sql-managed-instance-failover-group")
    assert group.properties["readWriteEndpoint"] == {"failoverPolicy": "Manual"}
    assert group.properties["secondaryType"] == "Standby"
    assert built.named("payroll-sql-managed-instance-jobs").urn in group.depends_on


def test_the_second_containers_are_the_first_elsewhere(built: Built) -> None:
    first, second = (built.named(f"payroll-container-app{name}-application").properties for name in ("", "-second"))
    assert first["template"] == second["template"]
    environment = built.named("payroll-container-app-second-environment").properties
    assert (environment["location"], environment["publicNetworkAccess"]) == ("ukwest", "Disabled")
    assert environment["vnetConfiguration"]["infrastructureSubnetId"].endswith("spoke-council-ukw-snet-containers")


def test_volumes_follow_those_of_the_first_region(built: Built) -> None:
    volume = built.named("payroll-netapp-files-second-vol-scans")
    replication = volume.properties["dataProtection"]["replication"]
    assert replication["remoteVolumeResourceId"].endswith("payroll-netapp-files-vol-scans")
    assert (replication["endpointType"], replication["replicationSchedule"]) == ("dst", "_10minutely")
    assert (volume.properties["volumeType"], volume.protect) == ("DataProtection", True)
    assert "volumeType" not in built.named("payroll-netapp-files-vol-scans").properties


def test_a_second_pool_of_desktops_has_its_own_list_and_endpoints(built: Built) -> None:
    pool = built.named("payroll-virtual-desktop-second-pool").properties
    assert (pool["location"], pool["publicNetworkAccess"]) == ("ukwest", "Disabled")
    desktops = built.named("payroll-virtual-desktop-second-desktops").properties
    assert desktops["workspaceName"] == "vdws-payroll-ukw"
    for name in ("payroll-virtual-desktop-second-endpoint", "payroll-virtual-desktop-second-feed-endpoint"):
        assert built.named(name).properties["location"] == "ukwest"


def test_every_standard_is_kept_and_the_second_region_honestly(
    twice: Architecture, ground: Built, built: Built
) -> None:
    plain = json.loads(canonical_json(twice))
    found = check(as_checked(ground, built), RULES, (), date(2026, 11, 22), Standards(), plain)
    wrong = [one for one in found.findings if one.verdict not in GOOD]
    ours = ("asr-council", "-second", "-copy", "failover-group")
    assert [(one.rule_id, one.subject) for one in wrong if any(text in one.subject for text in ours)] == []
    assert [one.subject for one in wrong if one.rule_id == "BCK-004"] == []
    asked = [one for one in found.findings if one.rule_id == "BCK-004" and one.verdict == "pass"]
    assert len(asked) >= 9


GOOD = ("pass", "not_applicable")
