"""How the ids of further types are made: those that few stacks of ours build, but programs of other people often do.

Sources: as in id_patterns (read 2026-11-22). Blobs: the custom resources of pulumi-azure-native (Apache-2.0); what
stands in a Cosmos DB account: the paths in its resources.go. Both read 2026-11-22. The last words of the settings of a
web app (`appsettings`) are illustrative: no source was read for them.
"""

from __future__ import annotations

from collections.abc import Mapping

_TABLE = """
apimanagement:Api Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}
apimanagement:ApiManagementService Microsoft.ApiManagement/service/{serviceName}
apimanagement:ApiOperation Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}/operations/{operationId}
apimanagement:ApiVersionSet Microsoft.ApiManagement/service/{serviceName}/apiVersionSets/{versionSetId}
apimanagement:Backend Microsoft.ApiManagement/service/{serviceName}/backends/{backendId}
apimanagement:Diagnostic Microsoft.ApiManagement/service/{serviceName}/diagnostics/{diagnosticId}
apimanagement:Logger Microsoft.ApiManagement/service/{serviceName}/loggers/{loggerId}
apimanagement:NamedValue Microsoft.ApiManagement/service/{serviceName}/namedValues/{namedValueId}
apimanagement:Product Microsoft.ApiManagement/service/{serviceName}/products/{productId}
app:ContainerAppsAuthConfig Microsoft.App/containerApps/{containerAppName}/authconfigs/{authConfigName}
app:ContainerAppsSessionPool Microsoft.App/sessionPools/{sessionPoolName}
app:DaprComponent Microsoft.App/managedEnvironments/{environmentName}/daprComponents/{componentName}
app:Job Microsoft.App/jobs/{jobName}
app:ManagedEnvironmentsStorage Microsoft.App/managedEnvironments/{environmentName}/storages/{storageName}
appconfiguration:ConfigurationStore Microsoft.AppConfiguration/configurationStores/{configStoreName}
appconfiguration:KeyValue Microsoft.AppConfiguration/configurationStores/{configStoreName}/keyValues/{keyValueName}
appconfiguration:Replica Microsoft.AppConfiguration/configurationStores/{configStoreName}/replicas/{replicaName}
applicationinsights:Component Microsoft.Insights/components/{resourceName}
applicationinsights:WebTest Microsoft.Insights/webTests/{webTestName}
applicationinsights:Workbook Microsoft.Insights/workbooks/{resourceName}
authorization:ManagementLockAtResourceGroupLevel Microsoft.Authorization/locks/{lockName}
authorization:PolicyDefinition /subscriptions/{subscriptionId}/providers/Microsoft.Authorization/policyDefinitions
  /{policyDefinitionName}
authorization:PolicySetDefinition /subscriptions/{subscriptionId}/providers/Microsoft.Authorization
  /policySetDefinitions/{policySetDefinitionName}
authorization:RoleManagementPolicy {scope}/Microsoft.Authorization/roleManagementPolicies/{roleManagementPolicyName}
automation:AutomationAccount Microsoft.Automation/automationAccounts/{automationAccountName}
automation:Credential Microsoft.Automation/automationAccounts/{automationAccountName}/credentials/{credentialName}
automation:JobSchedule Microsoft.Automation/automationAccounts/{automationAccountName}/jobSchedules/{jobScheduleId}
automation:Module Microsoft.Automation/automationAccounts/{automationAccountName}/modules/{moduleName}
automation:Runbook Microsoft.Automation/automationAccounts/{automationAccountName}/runbooks/{runbookName}
automation:Schedule Microsoft.Automation/automationAccounts/{automationAccountName}/schedules/{scheduleName}
automation:Variable Microsoft.Automation/automationAccounts/{automationAccountName}/variables/{variableName}
batch:BatchAccount Microsoft.Batch/batchAccounts/{accountName}
batch:Pool Microsoft.Batch/batchAccounts/{accountName}/pools/{poolName}
botservice:Bot Microsoft.BotService/botServices/{resourceName}
cdn:AFDCustomDomain Microsoft.Cdn/profiles/{profileName}/customDomains/{customDomainName}
cdn:AFDEndpoint Microsoft.Cdn/profiles/{profileName}/afdEndpoints/{endpointName}
cdn:AFDOrigin Microsoft.Cdn/profiles/{profileName}/originGroups/{originGroupName}/origins/{originName}
cdn:AFDOriginGroup Microsoft.Cdn/profiles/{profileName}/originGroups/{originGroupName}
cdn:CustomDomain Microsoft.Cdn/profiles/{profileName}/endpoints/{endpointName}/customdomains/{customDomainName}
cdn:Endpoint Microsoft.Cdn/profiles/{profileName}/endpoints/{endpointName}
cdn:Policy Microsoft.Cdn/CdnWebApplicationFirewallPolicies/{policyName}
cdn:Profile Microsoft.Cdn/profiles/{profileName}
cdn:Route Microsoft.Cdn/profiles/{profileName}/afdEndpoints/{endpointName}/routes/{routeName}
cdn:Rule Microsoft.Cdn/profiles/{profileName}/ruleSets/{ruleSetName}/rules/{ruleName}
cdn:RuleSet Microsoft.Cdn/profiles/{profileName}/ruleSets/{ruleSetName}
cdn:SecurityPolicy Microsoft.Cdn/profiles/{profileName}/securityPolicies/{securityPolicyName}
cognitiveservices:Account Microsoft.CognitiveServices/accounts/{accountName}
cognitiveservices:Deployment Microsoft.CognitiveServices/accounts/{accountName}/deployments/{deploymentName}
communication:CommunicationService Microsoft.Communication/communicationServices/{communicationServiceName}
communication:Domain Microsoft.Communication/emailServices/{emailServiceName}/domains/{domainName}
communication:EmailService Microsoft.Communication/emailServices/{emailServiceName}
compute:AvailabilitySet Microsoft.Compute/availabilitySets/{availabilitySetName}
compute:DiskAccess Microsoft.Compute/diskAccesses/{diskAccessName}
compute:Gallery Microsoft.Compute/galleries/{galleryName}
compute:GalleryImage Microsoft.Compute/galleries/{galleryName}/images/{galleryImageName}
compute:GalleryImageVersion Microsoft.Compute/galleries/{galleryName}/images/{galleryImageName}/versions
  /{galleryImageVersionName}
compute:Image Microsoft.Compute/images/{imageName}
compute:ProximityPlacementGroup Microsoft.Compute/proximityPlacementGroups/{proximityPlacementGroupName}
compute:Snapshot Microsoft.Compute/snapshots/{snapshotName}
compute:SshPublicKey Microsoft.Compute/sshPublicKeys/{sshPublicKeyName}
compute:VirtualMachineRunCommandByVirtualMachine Microsoft.Compute/virtualMachines/{vmName}/runCommands/{runCommandName}
compute:VirtualMachineScaleSet Microsoft.Compute/virtualMachineScaleSets/{vmScaleSetName}
containerinstance:ContainerGroup Microsoft.ContainerInstance/containerGroups/{containerGroupName}
containerregistry:Registry Microsoft.ContainerRegistry/registries/{registryName}
containerregistry:Replication Microsoft.ContainerRegistry/registries/{registryName}/replications/{replicationName}
containerregistry:ScopeMap Microsoft.ContainerRegistry/registries/{registryName}/scopeMaps/{scopeMapName}
containerregistry:Task Microsoft.ContainerRegistry/registries/{registryName}/tasks/{taskName}
containerregistry:Token Microsoft.ContainerRegistry/registries/{registryName}/tokens/{tokenName}
containerregistry:Webhook Microsoft.ContainerRegistry/registries/{registryName}/webHooks/{webhookName}
containerservice:AgentPool Microsoft.ContainerService/managedClusters/{resourceName}/agentPools/{agentPoolName}
containerservice:MaintenanceConfiguration Microsoft.ContainerService/managedClusters/{resourceName}
  /maintenanceConfigurations/{configName}
containerservice:ManagedCluster Microsoft.ContainerService/managedClusters/{resourceName}
cosmosdb:CassandraResourceCassandraKeyspace Microsoft.DocumentDB/databaseAccounts/{accountName}/cassandraKeyspaces
  /{keyspaceName}
cosmosdb:DatabaseAccount Microsoft.DocumentDB/databaseAccounts/{accountName}
cosmosdb:GremlinResourceGremlinDatabase Microsoft.DocumentDB/databaseAccounts/{accountName}/gremlinDatabases
  /{databaseName}
cosmosdb:GremlinResourceGremlinGraph Microsoft.DocumentDB/databaseAccounts/{accountName}/gremlinDatabases
  /{databaseName}/graphs/{graphName}
cosmosdb:MongoDBResourceMongoDBCollection Microsoft.DocumentDB/databaseAccounts/{accountName}/mongodbDatabases
  /{databaseName}/collections/{collectionName}
cosmosdb:MongoDBResourceMongoDBDatabase Microsoft.DocumentDB/databaseAccounts/{accountName}/mongodbDatabases
  /{databaseName}
cosmosdb:SqlResourceSqlContainer Microsoft.DocumentDB/databaseAccounts/{accountName}/sqlDatabases/{databaseName}
  /containers/{containerName}
cosmosdb:SqlResourceSqlDatabase Microsoft.DocumentDB/databaseAccounts/{accountName}/sqlDatabases/{databaseName}
cosmosdb:SqlResourceSqlRoleAssignment Microsoft.DocumentDB/databaseAccounts/{accountName}/sqlRoleAssignments
  /{roleAssignmentId}
cosmosdb:SqlResourceSqlRoleDefinition Microsoft.DocumentDB/databaseAccounts/{accountName}/sqlRoleDefinitions
  /{roleDefinitionId}
cosmosdb:TableResourceTable Microsoft.DocumentDB/databaseAccounts/{accountName}/tables/{tableName}
databricks:Workspace Microsoft.Databricks/workspaces/{workspaceName}
datafactory:Dataset Microsoft.DataFactory/factories/{factoryName}/datasets/{datasetName}
datafactory:Factory Microsoft.DataFactory/factories/{factoryName}
datafactory:IntegrationRuntime Microsoft.DataFactory/factories/{factoryName}/integrationRuntimes
  /{integrationRuntimeName}
datafactory:LinkedService Microsoft.DataFactory/factories/{factoryName}/linkedServices/{linkedServiceName}
datafactory:Pipeline Microsoft.DataFactory/factories/{factoryName}/pipelines/{pipelineName}
datafactory:Trigger Microsoft.DataFactory/factories/{factoryName}/triggers/{triggerName}
dataprotection:BackupInstance Microsoft.DataProtection/backupVaults/{vaultName}/backupInstances/{backupInstanceName}
dataprotection:BackupPolicy Microsoft.DataProtection/backupVaults/{vaultName}/backupPolicies/{backupPolicyName}
dataprotection:BackupVault Microsoft.DataProtection/backupVaults/{vaultName}
dbformysql:Configuration Microsoft.DBforMySQL/flexibleServers/{serverName}/configurations/{configurationName}
dbformysql:FirewallRule Microsoft.DBforMySQL/flexibleServers/{serverName}/firewallRules/{firewallRuleName}
dbforpostgresql:FirewallRule Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/firewallRules/{firewallRuleName}
dns:Zone Microsoft.Network/dnsZones/{zoneName}
eventgrid:Domain Microsoft.EventGrid/domains/{domainName}
eventgrid:EventSubscription {scope}/Microsoft.EventGrid/eventSubscriptions/{eventSubscriptionName}
eventgrid:SystemTopic Microsoft.EventGrid/systemTopics/{systemTopicName}
eventgrid:SystemTopicEventSubscription Microsoft.EventGrid/systemTopics/{systemTopicName}/eventSubscriptions
  /{eventSubscriptionName}
eventgrid:Topic Microsoft.EventGrid/topics/{topicName}
eventhub:Cluster Microsoft.EventHub/clusters/{clusterName}
eventhub:ConsumerGroup Microsoft.EventHub/namespaces/{namespaceName}/eventhubs/{eventHubName}/consumerGroups
  /{consumerGroupName}
eventhub:EventHub Microsoft.EventHub/namespaces/{namespaceName}/eventhubs/{eventHubName}
eventhub:EventHubAuthorizationRule Microsoft.EventHub/namespaces/{namespaceName}/eventhubs/{eventHubName}
  /authorizationRules/{authorizationRuleName}
eventhub:Namespace Microsoft.EventHub/namespaces/{namespaceName}
eventhub:NamespaceAuthorizationRule Microsoft.EventHub/namespaces/{namespaceName}/authorizationRules
  /{authorizationRuleName}
frontdoor:Policy Microsoft.Network/frontDoorWebApplicationFirewallPolicies/{policyName}
hdinsight:Cluster Microsoft.HDInsight/clusters/{clusterName}
keyvault:ManagedHsm Microsoft.KeyVault/managedHSMs/{name}
kusto:Cluster Microsoft.Kusto/clusters/{clusterName}
kusto:ReadWriteDatabase Microsoft.Kusto/clusters/{clusterName}/databases/{databaseName}
logic:IntegrationAccount Microsoft.Logic/integrationAccounts/{integrationAccountName}
logic:Workflow Microsoft.Logic/workflows/{workflowName}
machinelearningservices:Compute Microsoft.MachineLearningServices/workspaces/{workspaceName}/computes/{computeName}
machinelearningservices:Workspace Microsoft.MachineLearningServices/workspaces/{workspaceName}
managedidentity:FederatedIdentityCredential Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}
  /federatedIdentityCredentials/{federatedIdentityCredentialResourceName}
maps:Account Microsoft.Maps/accounts/{accountName}
monitor:AutoscaleSetting Microsoft.Insights/autoScaleSettings/{autoscaleSettingName}
monitor:AzureMonitorWorkspace Microsoft.Monitor/accounts/{azureMonitorWorkspaceName}
monitor:PrivateLinkScope Microsoft.Insights/privateLinkScopes/{scopeName}
monitor:ScheduledQueryRule Microsoft.Insights/scheduledQueryRules/{ruleName}
network:ApplicationGateway Microsoft.Network/applicationGateways/{applicationGatewayName}
network:ExpressRouteCircuit Microsoft.Network/expressRouteCircuits/{circuitName}
network:HubVirtualNetworkConnection Microsoft.Network/virtualHubs/{virtualHubName}/hubVirtualNetworkConnections
  /{connectionName}
network:InboundNatRule Microsoft.Network/loadBalancers/{loadBalancerName}/inboundNatRules/{inboundNatRuleName}
network:IpGroup Microsoft.Network/ipGroups/{ipGroupsName}
network:LoadBalancer Microsoft.Network/loadBalancers/{loadBalancerName}
network:LoadBalancerBackendAddressPool Microsoft.Network/loadBalancers/{loadBalancerName}/backendAddressPools
  /{backendAddressPoolName}
network:NetworkProfile Microsoft.Network/networkProfiles/{networkProfileName}
network:PrivateLinkService Microsoft.Network/privateLinkServices/{serviceName}
network:PublicIPPrefix Microsoft.Network/publicIPPrefixes/{publicIpPrefixName}
network:VirtualHub Microsoft.Network/virtualHubs/{virtualHubName}
network:VirtualNetworkGatewayConnection Microsoft.Network/connections/{virtualNetworkGatewayConnectionName}
network:VirtualWan Microsoft.Network/virtualWans/{virtualWANName}
network:VpnGateway Microsoft.Network/vpnGateways/{gatewayName}
network:VpnSite Microsoft.Network/vpnSites/{vpnSiteName}
network:WebApplicationFirewallPolicy Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies/{policyName}
notificationhubs:Namespace Microsoft.NotificationHubs/namespaces/{namespaceName}
notificationhubs:NotificationHub Microsoft.NotificationHubs/namespaces/{namespaceName}/notificationHubs
  /{notificationHubName}
operationalinsights:DataExport microsoft.operationalinsights/workspaces/{workspaceName}/export/{dataExportName}
operationalinsights:LinkedService Microsoft.OperationalInsights/workspaces/{workspaceName}/linkedServices
  /{linkedServiceName}
operationalinsights:SavedSearch Microsoft.OperationalInsights/workspaces/{workspaceName}/savedSearches/{savedSearchId}
operationalinsights:Table Microsoft.OperationalInsights/workspaces/{workspaceName}/tables/{tableName}
operationsmanagement:Solution Microsoft.OperationsManagement/solutions/{solutionName}
policyinsights:RemediationAtManagementGroup /providers/Microsoft.Management/managementGroups/{managementGroupId}
  /providers/Microsoft.PolicyInsights/remediations/{remediationName}
portal:Dashboard Microsoft.Portal/dashboards/{dashboardName}
redis:FirewallRule Microsoft.Cache/redis/{cacheName}/firewallRules/{ruleName}
redis:LinkedServer Microsoft.Cache/redis/{name}/linkedServers/{linkedServerName}
redis:Redis Microsoft.Cache/redis/{name}
redisenterprise:Database Microsoft.Cache/redisEnterprise/{clusterName}/databases/{databaseName}
redisenterprise:RedisEnterprise Microsoft.Cache/redisEnterprise/{clusterName}
relay:HybridConnection Microsoft.Relay/namespaces/{namespaceName}/hybridConnections/{hybridConnectionName}
relay:Namespace Microsoft.Relay/namespaces/{namespaceName}
resources:DeploymentAtSubscriptionScope /subscriptions/{subscriptionId}/providers/Microsoft.Resources/deployments
  /{deploymentName}
resources:TemplateSpec Microsoft.Resources/templateSpecs/{templateSpecName}
search:Service Microsoft.Search/searchServices/{searchServiceName}
servicebus:Namespace Microsoft.ServiceBus/namespaces/{namespaceName}
servicebus:NamespaceAuthorizationRule Microsoft.ServiceBus/namespaces/{namespaceName}/authorizationRules
  /{authorizationRuleName}
servicebus:Queue Microsoft.ServiceBus/namespaces/{namespaceName}/queues/{queueName}
servicebus:QueueAuthorizationRule Microsoft.ServiceBus/namespaces/{namespaceName}/queues/{queueName}
  /authorizationRules/{authorizationRuleName}
servicebus:Rule Microsoft.ServiceBus/namespaces/{namespaceName}/topics/{topicName}/subscriptions/{subscriptionName}
  /rules/{ruleName}
servicebus:Subscription Microsoft.ServiceBus/namespaces/{namespaceName}/topics/{topicName}/subscriptions
  /{subscriptionName}
servicebus:Topic Microsoft.ServiceBus/namespaces/{namespaceName}/topics/{topicName}
servicebus:TopicAuthorizationRule Microsoft.ServiceBus/namespaces/{namespaceName}/topics/{topicName}
  /authorizationRules/{authorizationRuleName}
signalrservice:SignalR Microsoft.SignalRService/signalR/{resourceName}
sql:VirtualNetworkRule Microsoft.Sql/servers/{serverName}/virtualNetworkRules/{virtualNetworkRuleName}
storage:Blob Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}/blobs
  /{blobName}
storage:BlobInventoryPolicy Microsoft.Storage/storageAccounts/{accountName}/inventoryPolicies/default
storage:EncryptionScope Microsoft.Storage/storageAccounts/{accountName}/encryptionScopes/{encryptionScopeName}
storage:Queue Microsoft.Storage/storageAccounts/{accountName}/queueServices/default/queues/{queueName}
storage:QueueServiceProperties Microsoft.Storage/storageAccounts/{accountName}/queueServices/default
storage:Table Microsoft.Storage/storageAccounts/{accountName}/tableServices/default/tables/{tableName}
storage:TableServiceProperties Microsoft.Storage/storageAccounts/{accountName}/tableServices/default
storagesync:StorageSyncService Microsoft.StorageSync/storageSyncServices/{storageSyncServiceName}
storagesync:SyncGroup Microsoft.StorageSync/storageSyncServices/{storageSyncServiceName}/syncGroups/{syncGroupName}
streamanalytics:StreamingJob Microsoft.StreamAnalytics/streamingJobs/{jobName}
synapse:BigDataPool Microsoft.Synapse/workspaces/{workspaceName}/bigDataPools/{bigDataPoolName}
synapse:IpFirewallRule Microsoft.Synapse/workspaces/{workspaceName}/firewallRules/{ruleName}
synapse:SqlPool Microsoft.Synapse/workspaces/{workspaceName}/sqlPools/{sqlPoolName}
synapse:Workspace Microsoft.Synapse/workspaces/{workspaceName}
trafficmanager:Profile Microsoft.Network/trafficManagerProfiles/{profileName}
web:AppServiceEnvironment Microsoft.Web/hostingEnvironments/{name}
web:Certificate Microsoft.Web/certificates/{name}
web:Connection Microsoft.Web/connections/{connectionName}
web:StaticSite Microsoft.Web/staticSites/{name}
web:WebAppApplicationSettings Microsoft.Web/sites/{name}/config/appsettings
web:WebAppConnectionStrings Microsoft.Web/sites/{name}/config/connectionstrings
web:WebAppFunction Microsoft.Web/sites/{name}/functions/{functionName}
web:WebAppHostNameBinding Microsoft.Web/sites/{name}/hostNameBindings/{hostName}
web:WebAppSiteExtension Microsoft.Web/sites/{name}/siteExtensions/{siteExtensionId}
web:WebAppSlot Microsoft.Web/sites/{name}/slots/{slot}
web:WebAppSourceControl Microsoft.Web/sites/{name}/sourcecontrols/web
web:WebAppVnetConnection Microsoft.Web/sites/{name}/virtualNetworkConnections/{vnetName}
webpubsub:WebPubSub Microsoft.SignalRService/webPubSub/{resourceName}
webpubsub:WebPubSubHub Microsoft.SignalRService/webPubSub/{resourceName}/hubs/{hubName}
"""

FURTHER_PATTERNS: Mapping[str, str] = dict(row.split() for row in _TABLE.replace("\n  ", "").strip().splitlines())
"""The patterns by type, without "azure-native:", written as those of id_patterns."""
