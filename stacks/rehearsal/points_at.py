"""What an id under a property must be the id of. Source: descriptions of the arguments in azure-native 3.29.0."""

from __future__ import annotations

from collections.abc import Mapping

POINTS_AT: Mapping[str, str] = {
    "dataCollectionEndpointId": "Microsoft.Insights/dataCollectionEndpoints",
    "dataCollectionRuleId": "Microsoft.Insights/dataCollectionRules",
    "ddosProtectionPlan.id": "Microsoft.Network/ddosProtectionPlans",
    "delegatedSubnetResourceId": "Microsoft.Network/virtualNetworks/subnets",
    "dnsZonePartner": "Microsoft.Sql/managedInstances",
    "dnsResolverOutboundEndpoints.id": "Microsoft.Network/dnsResolvers/outboundEndpoints",
    "firewallPolicy.id": "Microsoft.Network/firewallPolicies",
    "localNetworkGateway2.id": "Microsoft.Network/localNetworkGateways",
    "natGateway.id": "Microsoft.Network/natGateways",
    "networkInterfaces.id": "Microsoft.Network/networkInterfaces",
    "networkSecurityGroup.id": "Microsoft.Network/networkSecurityGroups",
    "policyId": "Microsoft.RecoveryServices/vaults/backupPolicies",
    "partnerManagedInstanceId": "Microsoft.Sql/managedInstances",
    "primaryManagedInstanceId": "Microsoft.Sql/managedInstances",
    "privateDnsZoneArmResourceId": "Microsoft.Network/privateDnsZones",
    "privateDnsZoneId": "Microsoft.Network/privateDnsZones",
    "publicIPAddress.id": "Microsoft.Network/publicIPAddresses",
    "remoteVolumeResourceId": "Microsoft.NetApp/netAppAccounts/capacityPools/volumes",
    "remoteVirtualNetwork.id": "Microsoft.Network/virtualNetworks",
    "routeTable.id": "Microsoft.Network/routeTables",
    "serverFarmId": "Microsoft.Web/serverfarms",
    "subnet.id": "Microsoft.Network/virtualNetworks/subnets",
    "storageId": "Microsoft.Storage/storageAccounts",
    "virtualNetwork.id": "Microsoft.Network/virtualNetworks",
    "virtualNetworkGateway1.id": "Microsoft.Network/virtualNetworkGateways",
    "virtualNetworkSubnetId": "Microsoft.Network/virtualNetworks/subnets",
    "workspaceId": "Microsoft.OperationalInsights/workspaces",
    "workspaceResourceId": "Microsoft.OperationalInsights/workspaces",
}
"""The Azure type by the end of the property: its last name, or its last two."""
