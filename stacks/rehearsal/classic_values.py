"""What the older provider `azure` makes and knows, made up: ids as Azure writes them, who is signed in, and the
endpoints and keys of the types that programs have beside those of azure-native.

Source of names and ids: the classes of pulumi_azure 6.40 (Apache-2.0) and their examples of `pulumi import`, read
2026-11-23. A type that is not here gets an id of our making, as with any other provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.made import NO_SUBSCRIPTION
from stacks.rehearsal.made_up import MADE_UP, address_of
from stacks.rehearsal.random_values import Values
from stacks.rehearsal.resource_ids import guid
from stacks.rehearsal.wire import Secret

_SUBSCRIPTION = f"/subscriptions/{NO_SUBSCRIPTION}"
_REGION = "uksouth"
_STORED = ("blob", "dfs", "file", "queue", "table", "web")

_PLACES: Mapping[str, str] = {
    "appinsights/insights": "Microsoft.Insights/components/{name}",
    "appservice/appService": "Microsoft.Web/sites/{name}",
    "appservice/linuxFunctionApp": "Microsoft.Web/sites/{name}",
    "appservice/linuxWebApp": "Microsoft.Web/sites/{name}",
    "appservice/plan": "Microsoft.Web/serverfarms/{name}",
    "appservice/servicePlan": "Microsoft.Web/serverfarms/{name}",
    "appservice/windowsWebApp": "Microsoft.Web/sites/{name}",
    "authorization/userAssignedIdentity": "Microsoft.ManagedIdentity/userAssignedIdentities/{name}",
    "containerservice/kubernetesCluster": "Microsoft.ContainerService/managedClusters/{name}",
    "containerservice/registry": "Microsoft.ContainerRegistry/registries/{name}",
    "core/resourceGroup": "",
    "keyvault/keyVault": "Microsoft.KeyVault/vaults/{name}",
    "mssql/server": "Microsoft.Sql/servers/{name}",
    "network/networkInterface": "Microsoft.Network/networkInterfaces/{name}",
    "network/networkSecurityGroup": "Microsoft.Network/networkSecurityGroups/{name}",
    "network/publicIp": "Microsoft.Network/publicIPAddresses/{name}",
    "network/routeTable": "Microsoft.Network/routeTables/{name}",
    "network/subnet": "Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{name}",
    "network/virtualNetwork": "Microsoft.Network/virtualNetworks/{name}",
    "operationalinsights/analyticsWorkspace": "Microsoft.OperationalInsights/workspaces/{name}",
    "privatedns/zone": "Microsoft.Network/privateDnsZones/{name}",
    "storage/account": "Microsoft.Storage/storageAccounts/{name}",
}
"""Where a type stands in its resource group; empty for the group itself."""


def classic_values(kind: str, seed: str, inputs: Mapping[str, Any]) -> Values:
    """The id of a resource of this type ("network/subnet"), whose name is in its arguments, and its outputs."""
    found_id = _id(kind, inputs) or guid(seed)
    name = str(inputs.get("name"))
    known = {"location": _REGION, **_outputs(kind, found_id, name)}
    return found_id, {key: value for key, value in known.items() if inputs.get(key) is None}


def classic_answer(question: str, asked: Mapping[str, Any], tenant_id: str) -> dict[str, Any]:
    """The answer to a question ("core/getSubscription"): who is signed in, or a resource as if it were there."""
    module, _, function = question.partition("/")
    who = {"clientId": guid(f"{tenant_id}#client"), "objectId": guid(f"{tenant_id}#object"), "tenantId": tenant_id}
    if function == "getClientConfig":
        return {"id": guid(question), "subscriptionId": NO_SUBSCRIPTION, **who}
    if function == "getSubscription":
        named = {"displayName": MADE_UP, "state": "Enabled", "subscriptionId": NO_SUBSCRIPTION, "tenantId": tenant_id}
        return {"id": _SUBSCRIPTION, **named}
    bare = function.removeprefix("get")
    kind = f"{module}/{bare[:1].lower()}{bare[1:]}"
    found_id, known = classic_values(kind, f"{question}#{sorted(asked.items(), key=str)}", asked)
    return {"id": found_id, **known, **asked}


def _id(kind: str, inputs: Mapping[str, Any]) -> str | None:
    """The id that the arguments make; None for a type that is not known, and for arguments that are not."""
    pattern = _PLACES.get(kind)
    group = inputs.get("resourceGroupName" if pattern else "name")
    if pattern is None or not isinstance(group, str):
        return None
    texts = {name: text for name, text in inputs.items() if isinstance(text, str)}
    try:
        inside = f"/providers/{pattern.format_map(texts)}" if pattern else ""
    except KeyError:
        return None
    return f"{_SUBSCRIPTION}/resourceGroups/{group}{inside}"


def _outputs(kind: str, found_id: str, name: str) -> dict[str, Any]:
    match kind:
        case "storage/account":
            hosts = {part: f"{name}.{part}.core.windows.net" for part in _STORED}
            ends = {f"primary{part.title()}Endpoint": f"https://{host}/" for part, host in hosts.items()}
            keys = ("primaryAccessKey", "secondaryAccessKey", "primaryConnectionString", "primaryBlobConnectionString")
            return {**ends, **{f"primary{part.title()}Host": host for part, host in hosts.items()}, **_secrets(*keys)}
        case "containerservice/registry":
            return {"loginServer": f"{name}.azurecr.io", "adminUsername": name, **_secrets("adminPassword")}
        case "authorization/userAssignedIdentity":
            who = {"principalId": guid(f"{found_id}#identity"), "clientId": guid(f"{found_id}#client")}
            return {**who, "tenantId": NO_SUBSCRIPTION}
        case "operationalinsights/analyticsWorkspace":
            return {"workspaceId": guid(f"{found_id}#customer"), **_secrets("primarySharedKey", "secondarySharedKey")}
        case "appinsights/insights":
            return {"appId": guid(f"{found_id}#app"), **_secrets("instrumentationKey", "connectionString")}
        case "keyvault/keyVault":
            return {"vaultUri": f"https://{name}.vault.azure.net/"}
        case "mssql/server":
            return {"fullyQualifiedDomainName": f"{name}.database.windows.net"}
        case "network/publicIp":
            return {"ipAddress": address_of(found_id), "fqdn": f"{name}.rehearsal.example".casefold()}
        case "network/networkInterface":
            return {"privateIpAddress": address_of(found_id), "privateIpAddresses": [address_of(found_id)]}
        case _ if kind.startswith("appservice/"):
            host = f"{name}.azurewebsites.net"
            return {"defaultHostname": host, "defaultSiteHostname": host}
        case _:
            return {}


def _secrets(*names: str) -> dict[str, Secret]:
    return {name: Secret(MADE_UP) for name in names}
