"""What Azure says of a resource: its arguments again, and what only Azure knows.

Source of the endpoints: samples of the Azure command line and private-endpoint-dns.md (azure-docs 42655f0e,
2023-10-11, CC-BY-4.0), read 2026-11-22. Ids of identities and addresses are derived from the resource's id, so the
same resource always gets the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stacks.rehearsal.endpoints import endpoints
from stacks.rehearsal.made_up import FROM_BEFORE_DEPTH, SHALLOW, fitted, made_up
from stacks.rehearsal.network_outputs import NETWORK_OUTPUTS
from stacks.rehearsal.regions import region_name
from stacks.rehearsal.resource_ids import guid, parsed
from stacks.rehearsal.sdk_types import ResourceType
from stacks.rehearsal.shapes import ListOf, Shape
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import UNKNOWN, bare

_STORAGE_SERVICES = ("blob", "dfs", "file", "queue", "table", "web")
_LONGEST_NODE_GROUP = 80


def outputs(
    kind: ResourceType,
    resource_id: str,
    inputs: Mapping[str, Any],
    tenant_id: str,
    view: View,
    from_before: bool = False,
) -> dict[str, Any]:
    """The outputs of a resource that is there: those that its class declares. What Azure always says and we do not know
    is made up, whole; an output that it may leave out is left out. Of a resource that is taken to be there
    `from_before` nothing is left out, and each list has one item: programs take the first subnet of a network."""
    found = parsed(resource_id)
    computed: dict[str, Any] = {
        "name": resource_id.rpartition("/")[2],
        "type": found.kind if found else kind.token,
        "provisioningState": "Succeeded",
        "etag": f'W/"{guid(resource_id)}"',
    }
    echoed = dict(inputs)
    if isinstance(bare(inputs.get("location")), str):
        echoed["location"] = region_name(bare(inputs["location"]))
    if isinstance(inputs.get("identity"), dict):
        echoed["identity"] = _identity(resource_id, inputs["identity"], tenant_id)
    computed |= endpoints(kind.token, resource_id, echoed)
    special = _SPECIAL.get(kind.token)
    if special:
        computed |= special(resource_id, echoed, view)
    # An argument comes back as it was given, but for the parts that the special reckoning completed.
    given = {name: value for name, value in echoed.items() if name not in computed or name in ("name", "type")}
    known = computed | given
    return {
        name: fitted(known[name], one.shape, _place(resource_id, name, one.shape))
        if known.get(name) is not None
        else made_up(name, one.shape, resource_id, FROM_BEFORE_DEPTH if from_before else SHALLOW, from_before)
        for name, one in kind.outputs.items()
        if known.get(name) is not None or one.required or from_before
    }


def previewed_outputs(
    kind: ResourceType, inputs: Mapping[str, Any], standing: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The outputs as a preview knows them: the arguments, and all else not known yet, also inside the arguments: who an
    identity is, Azure says when it has made it. Of a resource that is changed in place, whose outputs are `standing`,
    name and region stay known. Source: Update in provider.go of pulumi-azure-native 6d9e7fe5 (Apache-2.0), read
    2026-11-22."""
    known = {name: standing[name] for name in ("name", "location") if standing and name in standing}
    return {
        name: fitted(inputs[name], one.shape, "", unknown=True) if inputs.get(name) is not None else UNKNOWN
        for name, one in kind.outputs.items()
    } | known


def _place(resource_id: str, name: str, shape: Shape) -> str:
    """What the id of a named part of this output begins with."""
    return f"{resource_id}/{name}" if isinstance(shape, ListOf) else resource_id


def _identity(resource_id: str, identity: Mapping[str, Any], tenant_id: str) -> dict[str, Any]:
    if "systemassigned" not in str(identity.get("type")).casefold():
        return dict(identity)
    return {**identity, "principalId": guid(f"{resource_id}#identity"), "tenantId": tenant_id}


def _storage_account(resource_id: str, inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    name = resource_id.rpartition("/")[2]
    endpoints = {part: f"https://{name}.{part}.core.windows.net/" for part in _STORAGE_SERVICES}
    return {"primaryEndpoints": endpoints, "primaryLocation": inputs.get("location"), "statusOfPrimary": "available"}


def _key_vault(resource_id: str, inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    name = resource_id.rpartition("/")[2]
    given = inputs.get("properties")
    more = {"vaultUri": f"https://{name}.vault.azure.net/", "provisioningState": "Succeeded"}
    return {"properties": {**(given if isinstance(given, dict) else {}), **more}}


def _recovery_vault(_resource_id: str, inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    given = inputs.get("properties")
    return {"properties": {**(given if isinstance(given, dict) else {}), "provisioningState": "Succeeded"}}


def _web_app(resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    host = f"{resource_id.rpartition('/')[2]}.azurewebsites.net"
    return {"defaultHostName": host, "hostNames": [host], "enabledHostNames": [host], "state": "Running"}


def _sql_server(resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    name = resource_id.rpartition("/")[2]
    return {"fullyQualifiedDomainName": f"{name}.database.windows.net", "state": "Ready"}


def _postgresql(resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    name = resource_id.rpartition("/")[2]
    return {"fullyQualifiedDomainName": f"{name}.postgres.database.azure.com", "state": "Ready"}


def _workspace(resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    return {"customerId": guid(f"{resource_id}#customer")}


def _machine(resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    return {"vmId": guid(f"{resource_id}#vm")}


def _user_identity(resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    return {"principalId": guid(f"{resource_id}#identity"), "clientId": guid(f"{resource_id}#client")}


def _cluster(resource_id: str, inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    """The identity of the nodes, which Azure makes in a resource group of their own, MC_group_cluster_region. Source:
    pages on AKS and its node resource group, read 2026-11-22."""
    subscription, _, rest = resource_id.partition("/resourceGroups/")
    name = resource_id.rpartition("/")[2]
    given = bare(inputs.get("nodeResourceGroup"))
    made = f"MC_{rest.partition('/')[0]}_{name}_{inputs.get('location')}"[:_LONGEST_NODE_GROUP]
    group = given if isinstance(given, str) else made
    place = f"{subscription}/resourceGroups/{group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities"
    kubelet = {one: guid(f"{resource_id}#kubelet-{one}") for one in ("clientId", "objectId")}
    known = {"resourceId": f"{place}/{name}-agentpool", **kubelet}
    return {"identityProfile": {"kubeletidentity": known}, "nodeResourceGroup": group}


def _static_website(_resource_id: str, _inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    return {"containerName": "$web"}


def _document_account(resource_id: str, inputs: Mapping[str, Any], _view: View) -> dict[str, Any]:
    """Where an account is written and read: in the first of its regions, and in all. Source: Database Accounts - Get in
    the REST API of Cosmos DB, and programs that read it; read 2026-11-23."""
    name = resource_id.rpartition("/")[2]
    given = inputs.get("locations")
    regions = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    found = []
    for number, one in enumerate(regions or [{"locationName": inputs.get("location")}]):
        place = region_name(bare(one["locationName"])) if isinstance(bare(one.get("locationName")), str) else ""
        host = f"https://{name}-{place}.documents.azure.com:443/"
        known = {"id": f"{name}-{place}", "documentEndpoint": host, "provisioningState": "Succeeded"}
        found.append({"failoverPriority": number, **one, **known})
    return {"locations": found, "readLocations": found, "writeLocations": found[:1]}


_SPECIAL: Mapping[str, Callable[[str, Mapping[str, Any], View], dict[str, Any]]] = {
    **NETWORK_OUTPUTS,
    "azure-native:compute:VirtualMachine": _machine,
    "azure-native:containerservice:ManagedCluster": _cluster,
    "azure-native:cosmosdb:DatabaseAccount": _document_account,
    "azure-native:dbforpostgresql:Server": _postgresql,
    "azure-native:keyvault:Vault": _key_vault,
    "azure-native:managedidentity:UserAssignedIdentity": _user_identity,
    "azure-native:operationalinsights:Workspace": _workspace,
    "azure-native:recoveryservices:Vault": _recovery_vault,
    "azure-native:sql:Server": _sql_server,
    "azure-native:storage:StorageAccount": _storage_account,
    "azure-native:storage:StorageAccountStaticWebsite": _static_website,
    "azure-native:web:WebApp": _web_app,
}
