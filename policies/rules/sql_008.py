"""SQL-008: PostgreSQL servers are private, backed up in two regions, and log people in through Entra ID."""

from __future__ import annotations

from policies.combining import worst
from policies.environments import PRODUCTION, is_production
from policies.model import Answer, Context, Resource, Rule, judged, passed, unknown
from policies.values import ABSENT, is_unknown, number, read, same_text

ACCESS = "network.publicNetworkAccess"
SUBNET = "network.delegatedSubnetResourceId"
GEO = "backup.geoRedundantBackup"
DAYS = "backup.backupRetentionDays"
ENTRA = "authConfig.activeDirectoryAuth"
PASSWORDS = "authConfig.passwordAuth"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the server is public, keeps backups for too short a time or in one region, or takes passwords."""
    return worst((_is_private(resource), _is_backed_up(resource, context), _logs_in_by_entra(resource)))


def _is_private(resource: Resource) -> Answer:
    access, subnet = read(resource.properties, ACCESS), read(resource.properties, SUBNET)
    if access is ABSENT and subnet is not ABSENT:
        return passed("a server in a subnet of ours has no public side")
    return judged(access, same_text(access, "Disabled"), ACCESS, "the server answers on the public network")


def _is_backed_up(resource: Resource, context: Context) -> Answer:
    mode = read(resource.properties, "createMode")
    if same_text(mode, "Replica"):
        return passed("a replica has no backups of its own")
    found, least = read(resource.properties, DAYS), context.parameters["least_days"]
    days = number(found)
    good = days is not None and days >= least
    kept = judged(found, good, DAYS, f"backups are kept for fewer than {least} days")
    backups = worst((kept, _is_in_two_regions(resource, context)))
    if is_unknown(mode) and backups.verdict == "fail":
        return unknown("createMode", "whether the server is a replica is not known yet")
    return backups


def _is_in_two_regions(resource: Resource, context: Context) -> Answer:
    production = is_production(resource, context.parameters["production"])
    found = read(resource.properties, GEO)
    if production is False or same_text(found, "Enabled"):
        return passed()
    if production is None:
        return unknown("tags", "whether the server is in production is not known yet")
    return judged(found, False, GEO, "backups are kept in one region only")


def _logs_in_by_entra(resource: Resource) -> Answer:
    entra, passwords = read(resource.properties, ENTRA), read(resource.properties, PASSWORDS)
    return worst(
        (
            judged(entra, same_text(entra, "Enabled"), ENTRA, "people cannot log in through Entra ID"),
            judged(passwords, same_text(passwords, "Disabled"), PASSWORDS, "logins with passwords work"),
        )
    )


RULE = Rule(
    id="SQL-008",
    title="PostgreSQL Flexible private and geo-backed-up",
    severity="high",
    why="A public server is tried with stolen passwords every day; and where backups lie in one region, losing the "
    "region loses the data.",
    applies_to=("azure-native:dbforpostgresql:Server",),
    answer=answer,
    absent_means="Fail: a server is public, takes passwords and no Entra logins, keeps backups for 7 days and in one"
    " region unless it is told otherwise. One in a delegated subnet is private. One without the tag environment is "
    "in production.",
    remedy='Set network (delegated_subnet_resource_id, or public_network_access="Disabled"), '
    'backup=BackupArgs(geo_redundant_backup="Enabled", backup_retention_days=35) when the server is made, and '
    'auth_config=AuthConfigArgs(active_directory_auth="Enabled", password_auth="Disabled").',
    frameworks={
        "ncsc-csp": (
            "11",
            "10",
            "2.5",
        ),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "checkov": (
            "CKV_AZURE_136",
            "CKV2_AZURE_26",
        ),
        "prowler": (
            "postgresql_flexible_server_geo_redundant_backup_enabled",
            "postgresql_flexible_server_entra_id_authentication_enabled",
        ),
    },
    parameters={"least_days": 14, "production": PRODUCTION},
    sources=(
        "Documentation strings of azure-native 3.29.0, dbforpostgresql.NetworkArgs",
        "hashicorp/terraform-provider-azurerm, postgresql_flexible_server: the defaults",
    ),
)
