"""NET-019: what is closed to the internet can be reached from inside."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.pointing import pointing_at
from policies.values import is_unknown, read, same_text

ENDPOINT = "azure-native:network:PrivateEndpoint"
TARGETS = (
    "privateLinkServiceConnections[].privateLinkServiceId",
    "manualPrivateLinkServiceConnections[].privateLinkServiceId",
)

CLOSED_BY = {
    "azure-native:cosmosdb:DatabaseAccount": "publicNetworkAccess",
    "azure-native:keyvault:Vault": "properties.publicNetworkAccess",
    "azure-native:sql:Server": "publicNetworkAccess",
    "azure-native:storage:StorageAccount": "publicNetworkAccess",
}
"""Where each type says that it is closed."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a service is closed to the internet and has no private endpoint."""
    path = CLOSED_BY[resource.type]
    found = read(resource.properties, path)
    if is_unknown(found):
        return unknown(path, f"{path} is not known yet")
    if not same_text(found, "Disabled"):
        return not_applicable("it is not closed to public networks; other rules judge that")
    given = [pointing_at(context.graph, resource, (ENDPOINT,), one) for one in TARGETS]
    if any(one.certain for one in given):
        return passed()
    if any(one.possible for one in given):
        return unknown(None, "whether a private endpoint is of this resource is not known yet")
    return failed(None, "it is closed to public networks, and no private endpoint leads to it")


RULE = Rule(
    id="NET-019",
    title="Data services are reachable by private endpoint",
    severity="medium",
    why="A service that nothing can reach is opened to the internet again on the first night, in a hurry.",
    applies_to=tuple(CLOSED_BY),
    answer=answer,
    absent_means="Fail where public access is off: then only a private endpoint leads to it.",
    remedy="Add network.PrivateEndpoint with private_link_service_connections to its id.",
    frameworks={
        "ncsc-csp": ("5", "11"),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-2",),
        "checkov": ("CKV2_AZURE_32", "CKV2_AZURE_33", "CKV2_AZURE_45"),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0: publicNetworkAccess of each type, PrivateEndpointArgs",),
)
