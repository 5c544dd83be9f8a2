"""The copy of a machine's disks in the second region, by Azure Site Recovery."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import compute, recoveryservices

from migration.model.architecture import SecondSite, Workload
from stacks.workloads.surroundings import Surroundings


def build_replica(
    workload: Workload,
    made: compute.VirtualMachine,
    disks: dict[str, compute.Disk],
    agent: pulumi.Resource,
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    """Copy a machine and all its disks, so that it can be started in the second region. Makes 1 resource."""
    second = workload.second
    assert second is not None and second.replication is not None and second.subnet is not None
    replication = around.replications[second.replication]
    source = around.foundation.replications
    recoveryservices.ReplicationProtectedItem(
        f"{workload.id}-copy",
        replicated_protected_item_name=second.name,
        fabric_name=replication.decided.source_fabric,
        protection_container_name=replication.decided.source_container,
        resource_name_=replication.vault_name,
        resource_group_name=replication.resource_group,
        properties=recoveryservices.EnableProtectionInputPropertiesArgs(
            policy_id=source[second.replication, "policy"],
            provider_specific_details=recoveryservices.A2AEnableProtectionInputArgs(
                instance_type="A2A",
                fabric_object_id=made.id,
                recovery_container_id=source[second.replication, "target_container"],
                recovery_resource_group_id=around.group_ids[second.resource_group],
                recovery_azure_network_id=around.foundation.networks[second.subnet.network_id],
                recovery_subnet_name=second.subnet.subnet,
                vm_managed_disks=_disks(workload, second, disks, around),
            ),
        ),
        # The agents of Azure come one after the other.
        opts=pulumi.ResourceOptions(parent=parent, provider=replication.provider, protect=True, depends_on=[agent]),
    )


def _disks(
    workload: Workload, second: SecondSite, disks: dict[str, compute.Disk], around: Surroundings
) -> list[recoveryservices.A2AVmManagedDiskInputDetailsArgs]:
    assert second.replication is not None
    cache = around.foundation.replications[second.replication, "cache"]
    return [
        recoveryservices.A2AVmManagedDiskInputDetailsArgs(
            disk_id=disks[one.name].id if one.name in disks else _system_disk(workload, one.name, around),
            primary_staging_azure_storage_account_id=cache,
            recovery_resource_group_id=around.group_ids[second.resource_group],
            # The second region may have no zones, so what is kept in zones here is kept in one building there.
            recovery_replica_disk_account_type=one.kind.replace("_ZRS", "_LRS"),
            recovery_target_disk_account_type=one.kind.replace("_ZRS", "_LRS"),
        )
        for one in workload.disks
    ]


def _system_disk(workload: Workload, name: str, around: Surroundings) -> pulumi.Output[str]:
    """The id of the disk that Azure makes with the machine, in its resource group and under the name that was
    decided."""
    return around.group_ids[workload.resource_group].apply(
        lambda group: f"{group}/providers/Microsoft.Compute/disks/{name}"
    )
