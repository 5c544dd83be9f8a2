"""Which properties of a resource cannot change: some make it anew, others Azure refuses to change at all.

Sources: the azure-native schema of 2023-05-24 (willReplaceOnChanges, Apache-2.0), for properties that the installed SDK
still has; the exceptions in replacement.go of pulumi-azure-native 1b7112af (Apache-2.0); documentation
strings of azure-native 3.29.0 for what is refused. Read 2026-11-22. What the schema only infers from the parts of an
object (identities) is left out, and so is what came to the SDK after 2023.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.wire import holds_unknown

_TABLE = """
app:ContainerApp environmentId managedEnvironmentId
app:ManagedEnvironment zoneRedundant
appconfiguration:ConfigurationStore createMode
applicationinsights:Component applicationType
authorization:RoleAssignment principalId
automation:JobSchedule parameters
botservice:Bot kind
communication:CommunicationService dataLocation
communication:EmailService dataLocation
containerservice:AgentPool gpuInstanceProfile vmSize
containerservice:ManagedCluster diskEncryptionSetID dnsPrefix fqdnSubdomain linuxProfile nodeResourceGroup
  windowsProfile
cosmosdb:DatabaseAccount restoreParameters
cosmosdb:SqlResourceSqlRoleAssignment principalId scope
dbformysql:Server administratorLogin availabilityZone createMode network restorePointInTime sourceServerResourceId
dbforpostgresql:Server administratorLogin availabilityZone network pointInTimeUTC sourceServerResourceId
desktopvirtualization:ApplicationGroup kind
desktopvirtualization:HostPool kind
desktopvirtualization:ScalingPlan kind
desktopvirtualization:Workspace kind
dnsresolver:DnsResolver virtualNetwork
dnsresolver:OutboundEndpoint subnet
hybridcompute:Machine vmId
kusto:Cluster virtualClusterGraduationProperties
netapp:CapacityPool encryptionType
netapp:CapacityPoolVolume backupId kerberosEnabled snapshotId zones
network:PrivateEndpoint subnet
network:PublicIPAddress publicIPAddressVersion publicIPPrefix sku
policyinsights:RemediationAtManagementGroup managementGroupsNamespace
privatedns:VirtualNetworkLink virtualNetwork
redis:LinkedServer linkedRedisCacheLocation
redis:Redis staticIP
redisenterprise:Database clusteringPolicy geoReplication modules port
servicebus:Queue enablePartitioning requiresDuplicateDetection requiresSession
servicebus:Topic enablePartitioning requiresDuplicateDetection
signalrservice:SignalR kind
sql:Database catalogCollation collation createMode longTermRetentionBackupResourceId recoverableDatabaseId
  recoveryServicesRecoveryPointId restorableDroppedDatabaseId restorePointInTime sampleName sourceDatabaseDeletionDate
  sourceDatabaseId sourceResourceId
sql:FailoverGroup partnerServers
sql:InstanceFailoverGroup partnerRegions
sql:ManagedDatabase autoCompleteRestore catalogCollation collation createMode lastBackupName
  longTermRetentionBackupResourceId recoverableDatabaseId restorableDroppedDatabaseId restorePointInTime
  sourceDatabaseId storageContainerSasToken storageContainerUri
sql:ManagedInstance administratorLogin administrators collation dnsZonePartner managedInstanceCreateMode
  requestedBackupStorageRedundancy restorePointInTime sourceManagedInstanceId timezoneId
sql:Server administratorLogin administrators
sqlvirtualmachine:SqlVirtualMachine sqlImageOffer virtualMachineResourceId
storage:BlobInventoryPolicy blobInventoryPolicyName
storage:FileShare enabledProtocols
storage:QueueServiceProperties queueServiceName
storage:StorageAccount isHnsEnabled
storage:TableServiceProperties tableServiceName
synapse:BigDataPool isAutotuneEnabled nodeCount
synapse:SqlPool collation restorePointInTime sourceDatabaseDeletionDate
synapse:Workspace managedResourceGroupName
web:AppServicePlan hostingEnvironmentProfile hyperV isXenon reserved
web:Certificate password
web:Connection subscriptionId
web:WebApp cloningInfo hostingEnvironmentProfile hyperV isXenon kind reserved
web:WebAppHostNameBinding azureResourceName azureResourceType customHostNameDnsRecordType domainId hostNameType name
  sslState thumbprint
web:WebAppSlot cloningInfo hostingEnvironmentProfile hyperV isXenon reserved
web:WebAppSourceControl branch deploymentRollbackEnabled isGitHubAction isManualIntegration isMercurial repoUrl
"""


def _table() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in _TABLE.strip().replace("\n  ", " ").splitlines():
        name, *properties = line.split()
        yield name, tuple(properties)


REPLACED: Mapping[str, tuple[str, ...]] = dict(_table())
"""Properties whose change makes the resource anew, besides those of its id and its location, by type without
"azure-native:"."""

REFUSED: Mapping[str, tuple[str, ...]] = {
    "authorization:PolicyAssignment": ("assignmentType",),
    "compute:Disk": ("creationData", "extendedLocation"),
    "compute:VirtualMachine": ("placement",),
    "dnsresolver:PrivateResolverVirtualNetworkLink": ("virtualNetwork",),
    "network:Subnet": ("defaultOutboundAccess",),
    "sql:Database": ("isLedgerOn",),
    "sql:ManagedDatabase": ("isLedgerOn",),
}
"""Properties that the provider tries to change in place, and Azure does not let it."""


def refused_changes(token: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Refusal]:
    """The changes that Azure refuses. What was not set, is not set any more or is not known yet is not judged: the
    value may be the one that Azure chose."""
    for name in REFUSED.get(token.removeprefix("azure-native:"), ()):
        before, after = old.get(name), new.get(name)
        if before is None or after is None or before == after or holds_unknown(after):
            continue
        remedy = "keep it, or make the resource anew (pulumi up --target-replace URN)"
        yield Refusal(name, f"cannot be changed once the resource is there: {remedy}")
