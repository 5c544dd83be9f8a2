"""SQL-004: SQL servers are audited, and the records are kept."""

from __future__ import annotations

from policies.combining import worst
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, failed, judged, passed, unknown
from policies.pointing import naming, pointing_at
from policies.values import ABSENT, is_true, number, read, same_text

POLICIES = ("azure-native:sql:ExtendedServerBlobAuditingPolicy", "azure-native:sql:ServerBlobAuditingPolicy")
SETTING = "azure-native:monitor:DiagnosticSetting"
STATE, DAYS = "state", "retentionDays"
STORE, MONITOR = "storageEndpoint", "isAzureMonitorTargetEnabled"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where nothing audits the server, or where the records go nowhere or are kept for too short a time."""
    policies = naming(context.graph, resource, POLICIES, "serverName", "serverName")
    without = failed(None, "no auditing policy is of this server")
    if policies.certain:
        without = worst(_is_kept(one, resource, context) for one in policies.certain)
    if all(_is_kept(one, resource, context).verdict == without.verdict for one in policies.possible):
        return without
    return unknown(None, "whether an auditing policy in the stack is of this server is not known yet")


def _is_kept(policy: Resource, server: Resource, context: Context) -> Answer:
    state = read(policy.properties, STATE)
    on = judged(state, same_text(state, "Enabled"), STATE, f"{policy.name} is not enabled")
    if read(policy.properties, STORE) is not ABSENT:
        return worst((on, _is_long_enough(policy, context.parameters["least_days"])))
    return worst((on, _goes_to_workspace(policy, server, context.graph)))


def _is_long_enough(policy: Resource, least: int) -> Answer:
    found = read(policy.properties, DAYS)
    if found is ABSENT:
        return passed("absent, which means for ever")
    days = number(found)
    good = days is not None and (days == 0 or days >= least)
    return judged(found, good, DAYS, f"{policy.name} keeps records for fewer than {least} days")


def _goes_to_workspace(policy: Resource, server: Resource, graph: Graph) -> Answer:
    found = read(policy.properties, MONITOR)
    if not is_true(found):
        return judged(found, False, MONITOR, f"{policy.name} sends its records nowhere")
    settings = pointing_at(graph, server, (SETTING,), "resourceUri")
    if any(_is_of_master(one) for one in settings.certain):
        return passed()
    if settings.possible:
        return unknown(None, "whether a diagnostic setting is of the server's database master is not known yet")
    return failed(None, f"{policy.name} needs a diagnostic setting on the server's database master, and there is none")


def _is_of_master(setting: Resource) -> bool:
    found = read(setting.properties, "resourceUri")
    return not isinstance(found, str) or found.casefold().endswith("/databases/master")


RULE = Rule(
    id="SQL-004",
    title="SQL auditing on, >= 90 days",
    severity="high",
    why="After a breach the council must say within 72 hours whose data was read. Without records it must tell "
    "everybody.",
    applies_to=("azure-native:sql:Server",),
    answer=answer,
    absent_means="Fail: a server without a policy is not audited. Absent retentionDays keep records for ever.",
    remedy='Add sql.ExtendedServerBlobAuditingPolicy(state="Enabled", is_azure_monitor_target_enabled=True) and a '
    "monitor.DiagnosticSetting with the category SQLSecurityAuditEvents on the database master.",
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("C1.a",),
        "uk-gdpr": ("33",),
        "uk-official": ("13",),
        "mcsb": ("LT-3",),
        "checkov": (
            "CKV_AZURE_23",
            "CKV_AZURE_24",
        ),
        "prowler": (
            "sqlserver_auditing_enabled",
            "sqlserver_auditing_retention_90_days",
        ),
    },
    parameters={"least_days": 90},
    sources=(
        "Documentation strings of azure-native 3.29.0, ExtendedServerBlobAuditingPolicyArgs: state needs a target; "
        "records for Azure Monitor need a diagnostic setting on master",
        "hashicorp/terraform-provider-azurerm, mssql_server_extended_auditing_policy: retention defaults to 0",
    ),
)
