"""SQL-007: backups of databases in production are kept for years, and in more than one zone."""

from __future__ import annotations

import re
from typing import Any

from policies.combining import any_true
from policies.environments import PRODUCTION, is_production
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.pointing import naming
from policies.values import ABSENT, is_unknown, read, same_text

LONG_TERM = "azure-native:sql:LongTermRetentionPolicy"
KEPT = ("weeklyRetention", "monthlyRetention", "yearlyRetention")
REDUNDANCY = "requestedBackupStorageRedundancy"

_NOTHING = re.compile(r"PT?0+[A-Z]", re.IGNORECASE)


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where backups of a database in production are kept in one place, or for a few weeks only."""
    production = is_production(resource, context.parameters["production"])
    if production is False or same_text(read(resource.properties, "databaseName"), "master"):
        return not_applicable("the database is not in production, or is the one of the server itself")
    found = _judge(resource, context.graph)
    if production is None and found.verdict == "fail":
        return unknown("tags", "whether the database is in production is not known yet")
    return found


def _judge(resource: Resource, graph: Graph) -> Answer:
    copies = read(resource.properties, REDUNDANCY)
    if same_text(copies, "Local"):
        return failed(REDUNDANCY, "its backups are kept in one building")
    policies = naming(graph, resource, (LONG_TERM,), "databaseName", "databaseName")
    kept = any_true(_keeps(read(one.properties, name)) for one in policies.certain for name in KEPT)
    if kept and is_unknown(copies):
        return unknown(REDUNDANCY, f"{REDUNDANCY} is not known yet")
    if kept:
        return passed()
    if kept is None or policies.possible:
        return unknown(None, "whether backups of this database are kept for long is not known yet")
    return failed(None, "no policy keeps backups of this database for longer than a few weeks")


def _keeps(found: Any) -> bool | None:
    if is_unknown(found):
        return None
    return found is not ABSENT and isinstance(found, str) and bool(found.strip()) and not _NOTHING.fullmatch(found)


RULE = Rule(
    id="SQL-007",
    title="Database backups fit the retention schedule",
    severity="medium",
    why="An error in council tax is found a year later. The backups of the service go back 35 days at most.",
    applies_to=("azure-native:sql:Database",),
    answer=answer,
    absent_means="Redundancy: pass, the service copies backups to another region unless told otherwise. Long-term "
    "retention: fail, none is kept by default.",
    remedy='Add sql.LongTermRetentionPolicy(policy_name="default", weekly_retention="P12W", '
    'monthly_retention="P12M"), and keep requested_backup_storage_redundancy at Geo, GeoZone or Zone.',
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("5(1)(e)", "32(1)(c)"),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Enums of azure-native 3.29.0, sql BackupStorageRedundancy, and LongTermRetentionPolicyArgs: ISO 8601 periods",
        "Microsoft Learn, Long-term retention in Azure SQL Database: short-term retention is 1 to 35 days",
    ),
)
