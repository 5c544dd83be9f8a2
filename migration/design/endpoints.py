"""Private endpoints, and the private zones in which their names are found."""

from __future__ import annotations

from migration.design.names import compose
from migration.model.architecture import PrivateEndpoint, SubnetPlace

# Zones by service: MicrosoftDocs/azure-docs private-endpoint-dns.md 42655f0e of 2023-10-11.
SQL_ZONE = "privatelink.database.windows.net"
FILE_ZONE = "privatelink.file.core.windows.net"
VAULT_ZONE = "privatelink.vaultcore.azure.net"
WEB_ZONE = "privatelink.azurewebsites.net"
RECOVERY_ZONE = "privatelink.siterecovery.windowsazure.com"
BLOB_ZONE = "privatelink.blob.core.windows.net"
MYSQL_ZONE = "privatelink.mysql.database.azure.com"
DESKTOP_ZONE = "privatelink.wvd.microsoft.com"
QUEUE_ZONE = "privatelink.queue.core.windows.net"
BUS_ZONE = "privatelink.servicebus.windows.net"
FACTORY_ZONE = "privatelink.datafactory.azure.net"
PORTAL_ZONE = "privatelink.adf.azure.com"


def containers_zone(region: str) -> str:
    """The private DNS zone of the container environments of a region."""
    return f"privatelink.{region}.azurecontainerapps.io"


POSTGRESQL_ZONE = "private.postgres.database.azure.com"
"""A PostgreSQL server inside a subnet needs a zone that ends in postgres.database.azure.com; ours starts with the
prefix of the platform. Source: microsoft/azure-skills 1a03acfb of 2026-08-21."""


def postgresql_zone(prefix: str) -> str:
    """The private DNS zone of the PostgreSQL servers."""
    return f"{prefix}.{POSTGRESQL_ZONE}"


CONTAINERS = "managedEnvironments"

_GROUP_ZONES = {
    "AzureSiteRecovery": RECOVERY_ZONE,
    "blob": BLOB_ZONE,
    "connection": DESKTOP_ZONE,
    "dataFactory": FACTORY_ZONE,
    "feed": DESKTOP_ZONE,
    "file": FILE_ZONE,
    "mysqlServer": MYSQL_ZONE,
    "namespace": BUS_ZONE,
    "portal": PORTAL_ZONE,
    "queue": QUEUE_ZONE,
    "sites": WEB_ZONE,
    "sqlServer": SQL_ZONE,
    "vault": VAULT_ZONE,
}


def endpoint(kind: str, what: str, env: str, region: str, place: SubnetPlace, group_id: str) -> PrivateEndpoint:
    """The private endpoint of a platform service; `kind` is the abbreviation of the service."""
    return PrivateEndpoint(
        name=compose("private-endpoint", f"{kind}-{what}", env, region),
        interface_name=compose("network-interface", f"pep-{kind}-{what}", env, region),
        place=place,
        group_id=group_id,
        zones=(containers_zone(region) if group_id == CONTAINERS else _GROUP_ZONES[group_id],),
    )
