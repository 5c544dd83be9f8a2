"""Where services answer, as Azure writes it: host names and addresses that follow from the name of a resource.

Source: samples of the Azure command line and private-endpoint-dns.md (azure-docs 42655f0e, 2023-10-11, CC-BY-4.0), read
2026-11-22. What Azure generates in them is made up from the id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.resource_ids import short_hash

_HOLE = re.compile(r"\{(\w+)\}")
_BUS = {"serviceBusEndpoint": "https://{name}.servicebus.windows.net:443/"}
_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "apimanagement:ApiManagementService": {
        "developerPortalUrl": "https://{name}.developer.azure-api.net",
        "gatewayRegionalUrl": "https://{name}-{region}-01.regional.azure-api.net",
        "gatewayUrl": "https://{name}.azure-api.net",
    },
    "app:ManagedEnvironment": {"defaultDomain": "{mark}.{region}.azurecontainerapps.io"},
    "appconfiguration:ConfigurationStore": {"endpoint": "https://{name}.azconfig.io"},
    "containerregistry:Registry": {"loginServer": "{name}.azurecr.io"},
    "cosmosdb:DatabaseAccount": {"documentEndpoint": "https://{name}.documents.azure.com:443/"},
    "dbformysql:Server": {"fullyQualifiedDomainName": "{name}.mysql.database.azure.com"},
    "eventhub:Namespace": _BUS,
    "redis:Redis": {"hostName": "{name}.redis.cache.windows.net"},
    "servicebus:Namespace": _BUS,
    "sql:ManagedInstance": {"fullyQualifiedDomainName": "{name}.{mark}.database.windows.net"},
    "storage:Blob": {"url": "https://{accountName}.blob.core.windows.net/{containerName}/{blobName}"},
    "web:StaticSite": {"defaultHostname": "{mark}.1.azurestaticapps.net"},
}


def endpoints(token: str, resource_id: str, inputs: Mapping[str, Any]) -> dict[str, str]:
    """The outputs of a resource that say where it answers; none for a type that we do not know that of."""
    name = resource_id.rpartition("/")[2]
    known = {one: value for one, value in inputs.items() if isinstance(value, str)}
    region = known.get("location") or "uksouth"
    words = {**known, "name": name.casefold(), "region": region, "mark": short_hash(resource_id)}
    found = _PATTERNS.get(token.removeprefix("azure-native:"), {})
    return {
        output: pattern.format_map(words)
        for output, pattern in found.items()
        if words.keys() >= set(_HOLE.findall(pattern))  # a name that is a secret stays one
    }
