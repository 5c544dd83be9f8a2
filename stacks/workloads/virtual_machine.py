"""What Windows and Linux machines have in common: interface, disks, machine, agent, backup."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import compute, network, recoveryservices

from migration.model.architecture import DataDisk, Image, Machine, Workload
from safeio.values import value
from stacks.components.collection_rule import join_machine
from stacks.workloads.replicated_machine import build_replica
from stacks.workloads.surroundings import Surroundings


@value
class Agent:
    """The Azure Monitor agent for a system. `version` is the oldest that Azure may start from; it keeps itself new."""

    kind: str
    version: str


AGENTS = {
    "Windows": Agent(kind="AzureMonitorWindowsAgent", version="1.0"),
    "Linux": Agent(kind="AzureMonitorLinuxAgent", version="1.21"),
}
"""Source: Azure Monitor documentation, manage Azure Monitor Agent."""

AGENT_PUBLISHER = "Microsoft.Azure.Monitor"


def build_machine(
    workload: Workload, around: Surroundings, system: compute.OSProfileArgs, parent: pulumi.Resource
) -> compute.VirtualMachine:
    """Make a machine; `system` is its account and its patching.

    Makes 3 resources (interface, machine, agent), 1 for each data disk, 1 where it is backed up, 1 where a rule
    says what it sends, and 1 where it is copied to the second region.
    """
    machine = workload.machine
    assert machine is not None
    inside = pulumi.ResourceOptions(parent=parent)
    interface = _interface(workload, machine, around, inside)
    disks = {one.name: _disk(workload, one, around, parent) for one in workload.disks if one.lun is not None}
    made = compute.VirtualMachine(
        f"{workload.id}-machine",
        vm_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        zones=[workload.zone] if workload.zone else None,
        hardware_profile=compute.HardwareProfileArgs(vm_size=workload.size),
        storage_profile=compute.StorageProfileArgs(
            image_reference=_image(machine.image),
            os_disk=_system_disk(workload, machine),
            data_disks=[_attached(one, disks[one.name]) for one in workload.disks if one.lun is not None],
        ),
        os_profile=system,
        network_profile=_network_profile(interface),
        security_profile=_security(),
        diagnostics_profile=compute.DiagnosticsProfileArgs(
            boot_diagnostics=compute.BootDiagnosticsArgs(enabled=True)  # no account named: Azure keeps them itself
        ),
        identity=compute.VirtualMachineIdentityArgs(type=compute.ResourceIdentityType.SYSTEM_ASSIGNED),
        tags=workload.tags,
        # Azure refuses a new password for a machine that stands: it is changed on the machine.
        opts=pulumi.ResourceOptions(parent=parent, protect=True, ignore_changes=["osProfile.adminPassword"]),
    )
    agent = _agent(workload, machine, made, around, inside)
    if machine.collection_rule is not None:
        rule_id = around.foundation.collection_rules[machine.collection_rule]
        join_machine(f"{workload.id}-collection", made.id, rule_id, inside)
    if workload.recovery.vault is not None and workload.recovery.policy is not None:
        _backup(workload, workload.recovery.vault, workload.recovery.policy, made, agent, around, parent)
    if workload.second is not None:
        build_replica(workload, made, disks, agent, around, parent)
    return made


def _interface(
    workload: Workload, machine: Machine, around: Surroundings, options: pulumi.ResourceOptions
) -> network.NetworkInterface:
    place = workload.subnet
    assert place is not None
    return network.NetworkInterface(
        f"{workload.id}-interface",
        network_interface_name=machine.interface_name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        enable_ip_forwarding=False,
        # Plain values: a SubnetArgs of the SDK would send settings of the subnet along with its id.
        ip_configurations=[
            {
                "name": "primary",
                "primary": True,
                "subnet": {"id": around.subnet(place)},
                "private_ip_allocation_method": "Static" if place.address else "Dynamic",
                "private_ip_address": place.address,
            }
        ],
        tags=workload.tags,
        opts=options,
    )


def _disk(workload: Workload, disk: DataDisk, around: Surroundings, parent: pulumi.Resource) -> compute.Disk:
    # A disk that is kept in every zone belongs to none.
    zonal = workload.zone is not None and not disk.kind.endswith("_ZRS")
    return compute.Disk(
        f"{workload.id}-{disk.name}",
        disk_name=disk.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        zones=[workload.zone] if zonal and workload.zone else None,
        sku=compute.DiskSkuArgs(name=disk.kind),
        creation_data=compute.CreationDataArgs(create_option="Empty"),
        disk_size_gb=disk.size_gib,
        network_access_policy="DenyAll",
        public_network_access="Disabled",
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )


def _image(image: Image) -> compute.ImageReferenceArgs:
    return compute.ImageReferenceArgs(publisher=image.publisher, offer=image.offer, sku=image.sku, version="latest")


def _system_disk(workload: Workload, machine: Machine) -> compute.OSDiskArgs:
    disk = next(one for one in workload.disks if one.lun is None)
    return compute.OSDiskArgs(
        name=disk.name,
        create_option="FromImage",
        os_type=compute.OperatingSystemTypes(machine.os),
        disk_size_gb=disk.size_gib,
        managed_disk=compute.ManagedDiskParametersArgs(storage_account_type=disk.kind),
        caching=compute.CachingTypes.READ_WRITE,
        delete_option="Detach",
    )


def _attached(disk: DataDisk, made: compute.Disk) -> compute.DataDiskArgs:
    assert disk.lun is not None
    return compute.DataDiskArgs(
        lun=disk.lun,
        create_option="Attach",
        managed_disk=compute.ManagedDiskParametersArgs(id=made.id),
        # Right for every kind of data; disks above 4095 GiB cannot be cached at all.
        caching=compute.CachingTypes.NONE,
        delete_option="Detach",
    )


def _network_profile(interface: network.NetworkInterface) -> compute.NetworkProfileArgs:
    reference = compute.NetworkInterfaceReferenceArgs(id=interface.id, primary=True, delete_option="Detach")
    return compute.NetworkProfileArgs(network_interfaces=[reference])


def _security() -> compute.SecurityProfileArgs:
    return compute.SecurityProfileArgs(
        encryption_at_host=True,
        security_type="TrustedLaunch",
        uefi_settings=compute.UefiSettingsArgs(secure_boot_enabled=True, v_tpm_enabled=True),
    )


def _agent(
    workload: Workload,
    machine: Machine,
    made: compute.VirtualMachine,
    around: Surroundings,
    options: pulumi.ResourceOptions,
) -> compute.VirtualMachineExtension:
    agent = AGENTS[machine.os]
    return compute.VirtualMachineExtension(
        f"{workload.id}-agent",
        vm_extension_name=agent.kind,
        vm_name=made.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        publisher=AGENT_PUBLISHER,
        type=agent.kind,
        type_handler_version=agent.version,
        auto_upgrade_minor_version=True,
        enable_automatic_upgrade=True,
        tags=workload.tags,
        opts=options,
    )


def _backup(
    workload: Workload,
    vault_id: str,
    policy: str,
    made: compute.VirtualMachine,
    agent: pulumi.Resource,
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    backups = around.backups[vault_id]
    # The service names what it protects by resource group and machine.
    names = f"iaasvmcontainerv2;{around.group_names[workload.resource_group]};{workload.name}"
    recoveryservices.ProtectedItem(
        f"{workload.id}-backup",
        vault_name=backups.vault.name,
        resource_group_name=backups.resource_group,
        location=backups.vault.region,
        fabric_name="Azure",
        container_name=f"IaasVMContainer;{names}",
        protected_item_name=f"VM;{names}",
        properties=recoveryservices.AzureIaaSComputeVMProtectedItemArgs(
            protected_item_type="Microsoft.Compute/virtualMachines",
            source_resource_id=made.id,
            policy_id=around.foundation.policies[vault_id, policy],
        ),
        tags=workload.tags,
        # Two changes to one machine at the same time get in each other's way.
        opts=pulumi.ResourceOptions(parent=parent, provider=backups.provider, protect=True, depends_on=[agent]),
    )
