"""How the ids of resources are made from the arguments of the SDK.

A pattern is the id of a resource from its provider on; `{vmName}` is the argument with that name. What stands before
it is the resource group, unless the pattern begins otherwise: `{scope}` is any id, `/` is the whole. A type without a
pattern is rehearsed too, but its id is made up and no parent is looked for.

Source: resource ids of hashicorp/go-azure-sdk in terraform-provider-azurerm 69697b7f (2026-08-21, MPL-2.0, facts only)
and import examples of the azure-native schema of 2023-05-24 (Apache-2.0), with the argument names of azure-native
3.29.0. Read 2026-11-22.
"""

from __future__ import annotations

from collections.abc import Mapping

PATTERNS: Mapping[str, str] = {
    "apimanagement:ApiPolicy": "Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}/policies/{policyId}",
    "app:ContainerApp": "Microsoft.App/containerApps/{containerAppName}",
    "app:ManagedEnvironment": "Microsoft.App/managedEnvironments/{environmentName}",
    "authorization:ManagementLockByScope": "{scope}/Microsoft.Authorization/locks/{lockName}",
    "authorization:PolicyAssignment": "{scope}/Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
    "authorization:PolicyExemption": "{scope}/Microsoft.Authorization/policyExemptions/{policyExemptionName}",
    "authorization:RoleAssignment": "{scope}/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    "authorization:RoleDefinition": "{scope}/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
    "compute:Disk": "Microsoft.Compute/disks/{diskName}",
    "compute:DiskEncryptionSet": "Microsoft.Compute/diskEncryptionSets/{diskEncryptionSetName}",
    "compute:VirtualMachine": "Microsoft.Compute/virtualMachines/{vmName}",
    "compute:VirtualMachineExtension": "Microsoft.Compute/virtualMachines/{vmName}/extensions/{vmExtensionName}",
    "consumption:Budget": "{scope}/Microsoft.Consumption/budgets/{budgetName}",
    "dbformysql:AzureADAdministrator": (
        "Microsoft.DBforMySQL/flexibleServers/{serverName}/administrators/{administratorName}"
    ),
    "dbformysql:Database": "Microsoft.DBforMySQL/flexibleServers/{serverName}/databases/{databaseName}",
    "dbformysql:Server": "Microsoft.DBforMySQL/flexibleServers/{serverName}",
    "dbforpostgresql:Administrator": "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/administrators/{objectId}",
    "dbforpostgresql:Configuration": (
        "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/configurations/{configurationName}"
    ),
    "dbforpostgresql:Database": "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/databases/{databaseName}",
    "dbforpostgresql:Server": "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}",
    "desktopvirtualization:ApplicationGroup": (
        "Microsoft.DesktopVirtualization/applicationGroups/{applicationGroupName}"
    ),
    "desktopvirtualization:HostPool": "Microsoft.DesktopVirtualization/hostPools/{hostPoolName}",
    "desktopvirtualization:ScalingPlan": "Microsoft.DesktopVirtualization/scalingPlans/{scalingPlanName}",
    "desktopvirtualization:Workspace": "Microsoft.DesktopVirtualization/workspaces/{workspaceName}",
    "dnsresolver:DnsForwardingRuleset": "Microsoft.Network/dnsForwardingRulesets/{dnsForwardingRulesetName}",
    "dnsresolver:DnsResolver": "Microsoft.Network/dnsResolvers/{dnsResolverName}",
    "dnsresolver:ForwardingRule": (
        "Microsoft.Network/dnsForwardingRulesets/{dnsForwardingRulesetName}/forwardingRules/{forwardingRuleName}"
    ),
    "dnsresolver:InboundEndpoint": (
        "Microsoft.Network/dnsResolvers/{dnsResolverName}/inboundEndpoints/{inboundEndpointName}"
    ),
    "dnsresolver:OutboundEndpoint": (
        "Microsoft.Network/dnsResolvers/{dnsResolverName}/outboundEndpoints/{outboundEndpointName}"
    ),
    "dnsresolver:PrivateResolverVirtualNetworkLink": (
        "Microsoft.Network/dnsForwardingRulesets/{dnsForwardingRulesetName}/virtualNetworkLinks/{virtualNetworkLinkName}"
    ),
    "hybridcompute:Machine": "Microsoft.HybridCompute/machines/{machineName}",
    "hybridcompute:MachineExtension": "Microsoft.HybridCompute/machines/{machineName}/extensions/{extensionName}",
    "keyvault:Key": "Microsoft.KeyVault/vaults/{vaultName}/keys/{keyName}",
    "keyvault:Secret": "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",
    "keyvault:Vault": "Microsoft.KeyVault/vaults/{vaultName}",
    "maintenance:MaintenanceConfiguration": "Microsoft.Maintenance/maintenanceConfigurations/{resourceName}",
    "managedidentity:UserAssignedIdentity": "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}",
    "management:HierarchySetting": "/providers/Microsoft.Management/managementGroups/{groupId}/settings/default",
    "management:ManagementGroup": "/providers/Microsoft.Management/managementGroups/{groupId}",
    "management:ManagementGroupSubscription": (
        "/providers/Microsoft.Management/managementGroups/{groupId}/subscriptions/{subscriptionId}"
    ),
    "monitor:ActionGroup": "Microsoft.Insights/actionGroups/{actionGroupName}",
    "monitor:ActivityLogAlert": "Microsoft.Insights/activityLogAlerts/{activityLogAlertName}",
    "monitor:DataCollectionEndpoint": "Microsoft.Insights/dataCollectionEndpoints/{dataCollectionEndpointName}",
    "monitor:DataCollectionRule": "Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}",
    "monitor:DataCollectionRuleAssociation": (
        "{resourceUri}/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}"
    ),
    "monitor:DiagnosticSetting": "{resourceUri}/Microsoft.Insights/diagnosticSettings/{name}",
    "monitor:ManagementGroupDiagnosticSetting": (
        "/providers/Microsoft.Management/managementGroups/{managementGroupId}"
        "/providers/Microsoft.Insights/diagnosticSettings/{name}"
    ),
    "monitor:MetricAlert": "Microsoft.Insights/metricAlerts/{ruleName}",
    "monitor:SubscriptionDiagnosticSetting": (
        "/subscriptions/{subscriptionId}/providers/Microsoft.Insights/diagnosticSettings/{name}"
    ),
    "netapp:Account": "Microsoft.NetApp/netAppAccounts/{accountName}",
    "netapp:BackupPolicy": "Microsoft.NetApp/netAppAccounts/{accountName}/backupPolicies/{backupPolicyName}",
    "netapp:BackupVault": "Microsoft.NetApp/netAppAccounts/{accountName}/backupVaults/{backupVaultName}",
    "netapp:CapacityPool": "Microsoft.NetApp/netAppAccounts/{accountName}/capacityPools/{poolName}",
    "netapp:CapacityPoolVolume": (
        "Microsoft.NetApp/netAppAccounts/{accountName}/capacityPools/{poolName}/volumes/{volumeName}"
    ),
    "netapp:SnapshotPolicy": "Microsoft.NetApp/netAppAccounts/{accountName}/snapshotPolicies/{snapshotPolicyName}",
    "network:ApplicationSecurityGroup": "Microsoft.Network/applicationSecurityGroups/{applicationSecurityGroupName}",
    "network:AzureFirewall": "Microsoft.Network/azureFirewalls/{azureFirewallName}",
    "network:BastionHost": "Microsoft.Network/bastionHosts/{bastionHostName}",
    "network:DdosProtectionPlan": "Microsoft.Network/ddosProtectionPlans/{ddosProtectionPlanName}",
    "network:FirewallPolicy": "Microsoft.Network/firewallPolicies/{firewallPolicyName}",
    "network:FirewallPolicyRuleCollectionGroup": (
        "Microsoft.Network/firewallPolicies/{firewallPolicyName}/ruleCollectionGroups/{ruleCollectionGroupName}"
    ),
    "network:FlowLog": "Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs/{flowLogName}",
    "network:LocalNetworkGateway": "Microsoft.Network/localNetworkGateways/{localNetworkGatewayName}",
    "network:NatGateway": "Microsoft.Network/natGateways/{natGatewayName}",
    "network:NetworkInterface": "Microsoft.Network/networkInterfaces/{networkInterfaceName}",
    "network:NetworkSecurityGroup": "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
    "network:NetworkWatcher": "Microsoft.Network/networkWatchers/{networkWatcherName}",
    "network:PrivateDnsZoneGroup": (
        "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}"
    ),
    "network:PrivateEndpoint": "Microsoft.Network/privateEndpoints/{privateEndpointName}",
    "network:PublicIPAddress": "Microsoft.Network/publicIPAddresses/{publicIpAddressName}",
    "network:Route": "Microsoft.Network/routeTables/{routeTableName}/routes/{routeName}",
    "network:RouteTable": "Microsoft.Network/routeTables/{routeTableName}",
    "network:SecurityRule": (
        "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}/securityRules/{securityRuleName}"
    ),
    "network:Subnet": "Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}",
    "network:VirtualNetwork": "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
    "network:VirtualNetworkGateway": "Microsoft.Network/virtualNetworkGateways/{virtualNetworkGatewayName}",
    "network:VirtualNetworkPeering": (
        "Microsoft.Network/virtualNetworks/{virtualNetworkName}/virtualNetworkPeerings/{virtualNetworkPeeringName}"
    ),
    "operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces/{workspaceName}",
    "privatedns:PrivateRecordSet": (
        "Microsoft.Network/privateDnsZones/{privateZoneName}/{recordType}/{relativeRecordSetName}"
    ),
    "privatedns:PrivateZone": "Microsoft.Network/privateDnsZones/{privateZoneName}",
    "privatedns:VirtualNetworkLink": (
        "Microsoft.Network/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}"
    ),
    "recoveryservices:ProtectedItem": (
        "Microsoft.RecoveryServices/vaults/{vaultName}/backupFabrics/{fabricName}"
        "/protectionContainers/{containerName}/protectedItems/{protectedItemName}"
    ),
    "recoveryservices:ProtectionContainer": (
        "Microsoft.RecoveryServices/vaults/{vaultName}/backupFabrics/{fabricName}/protectionContainers/{containerName}"
    ),
    "recoveryservices:ProtectionPolicy": "Microsoft.RecoveryServices/vaults/{vaultName}/backupPolicies/{policyName}",
    "recoveryservices:ReplicationFabric": (
        "Microsoft.RecoveryServices/vaults/{resourceName}/replicationFabrics/{fabricName}"
    ),
    "recoveryservices:ReplicationNetworkMapping": (
        "Microsoft.RecoveryServices/vaults/{resourceName}/replicationFabrics/{fabricName}/replicationNetworks"
        "/{networkName}/replicationNetworkMappings/{networkMappingName}"
    ),
    "recoveryservices:ReplicationPolicy": (
        "Microsoft.RecoveryServices/vaults/{resourceName}/replicationPolicies/{policyName}"
    ),
    "recoveryservices:ReplicationProtectedItem": (
        "Microsoft.RecoveryServices/vaults/{resourceName}/replicationFabrics/{fabricName}"
        "/replicationProtectionContainers/{protectionContainerName}/replicationProtectedItems"
        "/{replicatedProtectedItemName}"
    ),
    "recoveryservices:ReplicationProtectionContainerMapping": (
        "Microsoft.RecoveryServices/vaults/{resourceName}/replicationFabrics/{fabricName}"
        "/replicationProtectionContainers/{protectionContainerName}/replicationProtectionContainerMappings"
        "/{mappingName}"
    ),
    "recoveryservices:Vault": "Microsoft.RecoveryServices/vaults/{vaultName}",
    "resources:Deployment": "Microsoft.Resources/deployments/{deploymentName}",
    "resources:ResourceGroup": "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}",
    "security:Pricing": "{scopeId}/Microsoft.Security/pricings/{pricingName}",
    "security:SecurityContact": (
        "/subscriptions/{subscriptionId}/providers/Microsoft.Security/securityContacts/{securityContactName}"
    ),
    "sql:BackupShortTermRetentionPolicy": (
        "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/backupShortTermRetentionPolicies/{policyName}"
    ),
    "sql:Database": "Microsoft.Sql/servers/{serverName}/databases/{databaseName}",
    "sql:ElasticPool": "Microsoft.Sql/servers/{serverName}/elasticPools/{elasticPoolName}",
    "sql:ExtendedServerBlobAuditingPolicy": (
        "Microsoft.Sql/servers/{serverName}/extendedAuditingSettings/{blobAuditingPolicyName}"
    ),
    "sql:FailoverGroup": "Microsoft.Sql/servers/{serverName}/failoverGroups/{failoverGroupName}",
    "sql:FirewallRule": "Microsoft.Sql/servers/{serverName}/firewallRules/{firewallRuleName}",
    "sql:InstanceFailoverGroup": "Microsoft.Sql/locations/{locationName}/instanceFailoverGroups/{failoverGroupName}",
    "sql:LongTermRetentionPolicy": (
        "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/backupLongTermRetentionPolicies/{policyName}"
    ),
    "sql:ManagedDatabase": "Microsoft.Sql/managedInstances/{managedInstanceName}/databases/{databaseName}",
    "sql:ManagedInstance": "Microsoft.Sql/managedInstances/{managedInstanceName}",
    "sql:Server": "Microsoft.Sql/servers/{serverName}",
    "sql:ServerAzureADAdministrator": "Microsoft.Sql/servers/{serverName}/administrators/{administratorName}",
    "sql:ServerAzureADOnlyAuthentication": (
        "Microsoft.Sql/servers/{serverName}/azureADOnlyAuthentications/{authenticationName}"
    ),
    "sql:ServerSecurityAlertPolicy": (
        "Microsoft.Sql/servers/{serverName}/securityAlertPolicies/{securityAlertPolicyName}"
    ),
    "sql:TransparentDataEncryption": (
        "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/transparentDataEncryption/{tdeName}"
    ),
    "sqlvirtualmachine:SqlVirtualMachine": "Microsoft.SqlVirtualMachine/sqlVirtualMachines/{sqlVirtualMachineName}",
    "storage:BlobContainer": (
        "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}"
    ),
    "storage:BlobContainerImmutabilityPolicy": (
        "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}"
        "/immutabilityPolicies/{immutabilityPolicyName}"
    ),
    "storage:BlobServiceProperties": "Microsoft.Storage/storageAccounts/{accountName}/blobServices/{blobServicesName}",
    "storage:FileServiceProperties": "Microsoft.Storage/storageAccounts/{accountName}/fileServices/{fileServicesName}",
    "storage:FileShare": "Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares/{shareName}",
    "storage:ManagementPolicy": (
        "Microsoft.Storage/storageAccounts/{accountName}/managementPolicies/{managementPolicyName}"
    ),
    "storage:StorageAccount": "Microsoft.Storage/storageAccounts/{accountName}",
    "subscription:Alias": "/providers/Microsoft.Subscription/aliases/{aliasName}",
    "web:AppServicePlan": "Microsoft.Web/serverfarms/{name}",
    "web:WebApp": "Microsoft.Web/sites/{name}",
    "web:WebAppFtpAllowed": "Microsoft.Web/sites/{name}/basicPublishingCredentialsPolicies/ftp",
    "web:WebAppScmAllowed": "Microsoft.Web/sites/{name}/basicPublishingCredentialsPolicies/scm",
    "web:WebAppSwiftVirtualNetworkConnection": "Microsoft.Web/sites/{name}/networkConfig/virtualNetwork",
}
"""The patterns by type, without "azure-native:"."""
