"""Types of Azure Resource Manager under their names in azure-native, with the arguments that hold their names.

Only the types that rules look at. A pattern is the type with the argument that takes each of its names; `{scope}`
stands before what is put on another resource. Sources: resource types of Azure as in hashicorp/go-azure-sdk and the
template reference of Microsoft Learn; arguments of azure-native 3.29.0, which a test compares. Read 2026-11-22.
"""

from __future__ import annotations

from collections.abc import Mapping

PATTERNS: Mapping[str, str] = {
    "apimanagement:Api": "Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}",
    "apimanagement:ApiManagementService": "Microsoft.ApiManagement/service/{serviceName}",
    "apimanagement:ApiPolicy": "Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}/policies/{policyId}",
    "apimanagement:NamedValue": "Microsoft.ApiManagement/service/{serviceName}/namedValues/{namedValueId}",
    "apimanagement:WorkspaceApi": (
        "Microsoft.ApiManagement/service/{serviceName}/workspaces/{workspaceId}/apis/{apiId}"
    ),
    "apimanagement:WorkspaceApiPolicy": (
        "Microsoft.ApiManagement/service/{serviceName}/workspaces/{workspaceId}/apis/{apiId}/policies/{policyId}"
    ),
    "apimanagement:WorkspaceNamedValue": (
        "Microsoft.ApiManagement/service/{serviceName}/workspaces/{workspaceId}/namedValues/{namedValueId}"
    ),
    "app:ContainerApp": "Microsoft.App/containerApps/{containerAppName}",
    "app:Job": "Microsoft.App/jobs/{jobName}",
    "app:ManagedEnvironment": "Microsoft.App/managedEnvironments/{environmentName}",
    "app:ManagedEnvironmentsStorage": "Microsoft.App/managedEnvironments/{environmentName}/storages/{storageName}",
    "appconfiguration:ConfigurationStore": "Microsoft.AppConfiguration/configurationStores/{configStoreName}",
    "authorization:ManagementLockByScope": "{scope}Microsoft.Authorization/locks/{lockName}",
    "authorization:PolicyAssignment": "{scope}Microsoft.Authorization/policyAssignments/{policyAssignmentName}",
    "authorization:PolicyExemption": "{scope}Microsoft.Authorization/policyExemptions/{policyExemptionName}",
    "authorization:RoleAssignment": "{scope}Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    "authorization:RoleDefinition": "{scope}Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
    "automation:AutomationAccount": "Microsoft.Automation/automationAccounts/{automationAccountName}",
    "automation:Variable": "Microsoft.Automation/automationAccounts/{automationAccountName}/variables/{variableName}",
    "cdn:Policy": "Microsoft.Cdn/cdnWebApplicationFirewallPolicies/{policyName}",
    "cdn:Profile": "Microsoft.Cdn/profiles/{profileName}",
    "cognitiveservices:Account": "Microsoft.CognitiveServices/accounts/{accountName}",
    "compute:Disk": "Microsoft.Compute/disks/{diskName}",
    "compute:DiskEncryptionSet": "Microsoft.Compute/diskEncryptionSets/{diskEncryptionSetName}",
    "compute:GalleryImageVersion": (
        "Microsoft.Compute/galleries/{galleryName}/images/{galleryImageName}/versions/{galleryImageVersionName}"
    ),
    "compute:Snapshot": "Microsoft.Compute/snapshots/{snapshotName}",
    "compute:VirtualMachine": "Microsoft.Compute/virtualMachines/{vmName}",
    "compute:VirtualMachineExtension": "Microsoft.Compute/virtualMachines/{vmName}/extensions/{vmExtensionName}",
    "compute:VirtualMachineScaleSet": "Microsoft.Compute/virtualMachineScaleSets/{vmScaleSetName}",
    "consumption:Budget": "{scope}Microsoft.Consumption/budgets/{budgetName}",
    "containerinstance:ContainerGroup": "Microsoft.ContainerInstance/containerGroups/{containerGroupName}",
    "containerregistry:Registry": "Microsoft.ContainerRegistry/registries/{registryName}",
    "containerservice:AgentPool": (
        "Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}"
    ),
    "containerservice:ManagedCluster": "Microsoft.ContainerService/managedClusters/{resourceName}",
    "cosmosdb:DatabaseAccount": "Microsoft.DocumentDB/databaseAccounts/{accountName}",
    "costmanagement:Budget": "{scope}Microsoft.CostManagement/budgets/{budgetName}",
    "datafactory:Factory": "Microsoft.DataFactory/factories/{factoryName}",
    "dataprotection:BackupVault": "Microsoft.DataProtection/backupVaults/{vaultName}",
    "dbformysql:FirewallRule": "Microsoft.DBforMySQL/flexibleServers/{serverName}/firewallRules/{firewallRuleName}",
    "dbformysql:Server": "Microsoft.DBforMySQL/flexibleServers/{serverName}",
    "dbforpostgresql:Database": "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/databases/{databaseName}",
    "dbforpostgresql:FirewallRule": (
        "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/firewallRules/{firewallRuleName}"
    ),
    "dbforpostgresql:Server": "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}",
    "dns:Zone": "Microsoft.Network/dnsZones/{zoneName}",
    "desktopvirtualization:HostPool": "Microsoft.DesktopVirtualization/hostPools/{hostPoolName}",
    "eventgrid:SystemTopic": "Microsoft.EventGrid/systemTopics/{systemTopicName}",
    "eventhub:Namespace": "Microsoft.EventHub/namespaces/{namespaceName}",
    "eventhub:NamespaceNetworkRuleSet": "Microsoft.EventHub/namespaces/{namespaceName}/networkRuleSets/default",
    "frontdoor:Policy": "Microsoft.Network/frontDoorWebApplicationFirewallPolicies/{policyName}",
    "hybridcompute:Machine": "Microsoft.HybridCompute/machines/{machineName}",
    "keyvault:Key": "Microsoft.KeyVault/vaults/{vaultName}/keys/{keyName}",
    "keyvault:ManagedHsm": "Microsoft.KeyVault/managedHSMs/{name}",
    "keyvault:Secret": "Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}",
    "keyvault:Vault": "Microsoft.KeyVault/vaults/{vaultName}",
    "logic:Workflow": "Microsoft.Logic/workflows/{workflowName}",
    "managedidentity:FederatedIdentityCredential": (
        "Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}"
        "/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}"
    ),
    "monitor:ActivityLogAlert": "Microsoft.Insights/activityLogAlerts/{activityLogAlertName}",
    "monitor:DiagnosticSetting": "{resourceUri}Microsoft.Insights/diagnosticSettings/{name}",
    "monitor:MetricAlert": "Microsoft.Insights/metricAlerts/{ruleName}",
    "monitor:PrivateLinkScopedResource": ("Microsoft.Insights/privateLinkScopes/{scopeName}/scopedResources/{name}"),
    "monitor:ScheduledQueryRule": "Microsoft.Insights/scheduledQueryRules/{ruleName}",
    "netapp:Account": "Microsoft.NetApp/netAppAccounts/{accountName}",
    "netapp:CapacityPoolVolume": (
        "Microsoft.NetApp/netAppAccounts/{accountName}/capacityPools/{poolName}/volumes/{volumeName}"
    ),
    "network:ApplicationGateway": "Microsoft.Network/applicationGateways/{applicationGatewayName}",
    "network:AzureFirewall": "Microsoft.Network/azureFirewalls/{azureFirewallName}",
    "network:BastionHost": "Microsoft.Network/bastionHosts/{bastionHostName}",
    "network:ExpressRouteCircuit": "Microsoft.Network/expressRouteCircuits/{circuitName}",
    "network:DdosProtectionPlan": "Microsoft.Network/ddosProtectionPlans/{ddosProtectionPlanName}",
    "network:FirewallPolicy": "Microsoft.Network/firewallPolicies/{firewallPolicyName}",
    "network:FlowLog": "Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs/{flowLogName}",
    "network:LoadBalancer": "Microsoft.Network/loadBalancers/{loadBalancerName}",
    "network:NetworkInterface": "Microsoft.Network/networkInterfaces/{networkInterfaceName}",
    "network:NetworkSecurityGroup": "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
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
    "network:VpnGateway": "Microsoft.Network/vpnGateways/{gatewayName}",
    "network:VpnServerConfiguration": "Microsoft.Network/vpnServerConfigurations/{vpnServerConfigurationName}",
    "network:WebApplicationFirewallPolicy": (
        "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/{policyName}"
    ),
    "operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces/{workspaceName}",
    "privatedns:PrivateZone": "Microsoft.Network/privateDnsZones/{privateZoneName}",
    "recoveryservices:ProtectedItem": (
        "Microsoft.RecoveryServices/vaults/{vaultName}/backupFabrics/{fabricName}"
        "/protectionContainers/{containerName}/protectedItems/{protectedItemName}"
    ),
    "recoveryservices:ProtectionPolicy": "Microsoft.RecoveryServices/vaults/{vaultName}/backupPolicies/{policyName}",
    "recoveryservices:ReplicationProtectedItem": (
        "Microsoft.RecoveryServices/vaults/{resourceName}/replicationFabrics/{fabricName}"
        "/replicationProtectionContainers/{protectionContainerName}"
        "/replicationProtectedItems/{replicatedProtectedItemName}"
    ),
    "recoveryservices:Vault": "Microsoft.RecoveryServices/vaults/{vaultName}",
    "redis:Redis": "Microsoft.Cache/redis/{name}",
    "redisenterprise:Database": "Microsoft.Cache/redisEnterprise/{clusterName}/databases/{databaseName}",
    "redisenterprise:RedisEnterprise": "Microsoft.Cache/redisEnterprise/{clusterName}",
    "resources:ResourceGroup": "Microsoft.Resources/resourceGroups/{resourceGroupName}",
    "search:Service": "Microsoft.Search/searchServices/{searchServiceName}",
    "security:Pricing": "Microsoft.Security/pricings/{pricingName}",
    "security:SecurityContact": "Microsoft.Security/securityContacts/{securityContactName}",
    "servicebus:Namespace": "Microsoft.ServiceBus/namespaces/{namespaceName}",
    "servicebus:NamespaceNetworkRuleSet": "Microsoft.ServiceBus/namespaces/{namespaceName}/networkRuleSets/default",
    "sql:Database": "Microsoft.Sql/servers/{serverName}/databases/{databaseName}",
    "sql:ExtendedServerBlobAuditingPolicy": (
        "Microsoft.Sql/servers/{serverName}/extendedAuditingSettings/{blobAuditingPolicyName}"
    ),
    "sql:FailoverGroup": "Microsoft.Sql/servers/{serverName}/failoverGroups/{failoverGroupName}",
    "sql:FirewallRule": "Microsoft.Sql/servers/{serverName}/firewallRules/{firewallRuleName}",
    "sql:IPv6FirewallRule": "Microsoft.Sql/servers/{serverName}/ipv6FirewallRules/{firewallRuleName}",
    "sql:InstanceFailoverGroup": "Microsoft.Sql/locations/{locationName}/instanceFailoverGroups/{failoverGroupName}",
    "sql:LongTermRetentionPolicy": (
        "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/backupLongTermRetentionPolicies/{policyName}"
    ),
    "sql:ManagedInstance": "Microsoft.Sql/managedInstances/{managedInstanceName}",
    "sql:Server": "Microsoft.Sql/servers/{serverName}",
    "sql:ServerAzureADOnlyAuthentication": (
        "Microsoft.Sql/servers/{serverName}/azureADOnlyAuthentications/{authenticationName}"
    ),
    "sql:ServerBlobAuditingPolicy": ("Microsoft.Sql/servers/{serverName}/auditingSettings/{blobAuditingPolicyName}"),
    "sql:TransparentDataEncryption": (
        "Microsoft.Sql/servers/{serverName}/databases/{databaseName}/transparentDataEncryption/{tdeName}"
    ),
    "storage:BlobContainer": (
        "Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}"
    ),
    "storage:BlobServiceProperties": "Microsoft.Storage/storageAccounts/{accountName}/blobServices/{blobServicesName}",
    "storage:FileServiceProperties": "Microsoft.Storage/storageAccounts/{accountName}/fileServices/{fileServicesName}",
    "storage:FileShare": "Microsoft.Storage/storageAccounts/{accountName}/fileServices/default/shares/{shareName}",
    "storage:LocalUser": "Microsoft.Storage/storageAccounts/{accountName}/localUsers/{username}",
    "storage:QueueServiceProperties": (
        "Microsoft.Storage/storageAccounts/{accountName}/queueServices/{queueServiceName}"
    ),
    "storage:StorageAccount": "Microsoft.Storage/storageAccounts/{accountName}",
    "storage:TableServiceProperties": (
        "Microsoft.Storage/storageAccounts/{accountName}/tableServices/{tableServiceName}"
    ),
    "web:AppServicePlan": "Microsoft.Web/serverfarms/{name}",
    "web:WebApp": "Microsoft.Web/sites/{name}",
    "web:WebAppApplicationSettings": "Microsoft.Web/sites/{name}/config/appsettings",
    "web:WebAppApplicationSettingsSlot": "Microsoft.Web/sites/{name}/slots/{slot}/config/appsettings",
    "web:WebAppConnectionStrings": "Microsoft.Web/sites/{name}/config/connectionstrings",
    "web:WebAppConnectionStringsSlot": "Microsoft.Web/sites/{name}/slots/{slot}/config/connectionstrings",
    "web:WebAppSlot": "Microsoft.Web/sites/{name}/slots/{slot}",
    "web:WebAppSwiftVirtualNetworkConnection": "Microsoft.Web/sites/{name}/networkConfig/virtualNetwork",
    "web:WebAppSwiftVirtualNetworkConnectionSlot": (
        "Microsoft.Web/sites/{name}/slots/{slot}/networkConfig/virtualNetwork"
    ),
}
"""The patterns by type, without "azure-native:"."""

LEFT_OUT = frozenset(
    {
        # Others of the same ARM type as one above; rules look at all of them alike.
        "authorization:ManagementLockAtResourceGroupLevel",
        "authorization:ManagementLockAtResourceLevel",
        "authorization:ManagementLockAtSubscriptionLevel",
        "maintenance:ConfigurationAssignmentsForResourceGroup",
        "maintenance:ConfigurationAssignmentsForSubscription",
        "monitor:SubscriptionDiagnosticSetting",
        # Azure-native gives it a name of its own making.
        "authorization:PimRoleEligibilitySchedule",
        # Other names than the type of ARM, which adds to what is there.
        "keyvault:AccessPolicy",
        # Its names follow from what it is put on, and it names that in its properties.
        "maintenance:ConfigurationAssignment",
        # Opened, or told, by the reader itself.
        "resources:Deployment",
    }
)
"""Types that rules look at and no pattern stands for."""
