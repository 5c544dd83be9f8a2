"""LOG-001: every resource that keeps logs sends them to the central workspace."""

from __future__ import annotations

from policies.assignments import is_assigned
from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.origins import origins
from policies.pointing import Pointing, azure_name, naming, pointing_at
from policies.values import ABSENT, every, is_true, is_unknown, read

SETTING = "azure-native:monitor:DiagnosticSetting"
WORKSPACE = "azure-native:operationalinsights:Workspace"
ACCOUNT = "azure-native:storage:StorageAccount"
SERVICES = tuple(f"azure-native:storage:{name}ServiceProperties" for name in ("Blob", "File", "Queue", "Table"))
TARGET, DESTINATION, ENABLED = "resourceUri", "workspaceId", "logs[].enabled"

DIAGNOSABLE = tuple(
    f"azure-native:{module}:{name}"
    for module, names in (
        ("apimanagement", "ApiManagementService"),
        ("app", "ManagedEnvironment"),
        ("automation", "AutomationAccount"),
        ("cdn", "Profile"),
        ("containerregistry", "Registry"),
        ("containerservice", "ManagedCluster"),
        ("cosmosdb", "DatabaseAccount"),
        ("datafactory", "Factory"),
        ("dataprotection", "BackupVault"),
        ("dbformysql", "Server"),
        ("dbforpostgresql", "Server"),
        ("eventhub", "Namespace"),
        ("keyvault", "ManagedHsm Vault"),
        ("logic", "Workflow"),
        ("network", "ApplicationGateway AzureFirewall BastionHost ExpressRouteCircuit LoadBalancer"),
        ("network", "NetworkSecurityGroup PublicIPAddress VirtualNetwork VirtualNetworkGateway VpnGateway"),
        ("operationalinsights", "Workspace"),
        ("recoveryservices", "Vault"),
        ("redis", "Redis"),
        ("servicebus", "Namespace"),
        ("sql", "Database ManagedInstance"),
        ("storage", "StorageAccount"),
        ("web", "WebApp WebAppSlot"),
    )
    for name in names.split()
)
"""Types that keep logs, and that a council builds. Machines are not among them: their agent sends what they log. A SQL
server's records are those of its databases. A storage account's stand below its services."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where no diagnostic setting sends the resource's logs to the central workspace."""
    if resource.type in context.parameters["types_left_out"]:
        return not_applicable("standards.yaml leaves this type out")
    services = _services(resource, context)
    settings = [pointing_at(context.graph, one, (SETTING,), TARGET) for one in (resource, *services.certain)]
    answers = [_sends_logs(one, context) for found in settings for one in found.certain]
    for one in answers:
        if one.verdict == "pass":
            return one
    assigned = is_assigned(context.graph, resource, context.parameters["policy_definitions"])
    if assigned:
        return passed("a policy assignment adds the setting")
    if assigned is None or services.possible or any(one.possible for one in settings):
        answers.append(unknown(None, "whether a diagnostic setting is of this resource is not known yet"))
    for one in answers:
        if one.verdict == "unknown":
            return one
    return answers[0] if answers else failed(None, "no diagnostic setting is of this resource")


def _services(resource: Resource, context: Context) -> Pointing:
    """The services of a storage account, below which its logs stand."""
    if resource.type != ACCOUNT:
        return Pointing(certain=(), possible=())
    return naming(context.graph, resource, SERVICES, "accountName", "accountName")


def _sends_logs(setting: Resource, context: Context) -> Answer:
    return worst((_sends_any(setting), _goes_to_centre(setting, context)))


def _sends_any(setting: Resource) -> Answer:
    found = [one for _, one in every(setting.properties, ENABLED)]
    if any(is_true(one) for one in found):
        return passed()
    if any(is_unknown(one) for one in found):
        return unknown(None, f"which logs {setting.name} sends is not known yet")
    return failed(None, f"{setting.name} sends no logs; metrics alone do not say who did what")


def _goes_to_centre(setting: Resource, context: Context) -> Answer:
    found = read(setting.properties, DESTINATION)
    if found is ABSENT:
        return failed(None, f"{setting.name} sends to no workspace")
    central = _is_central(setting, found, context)
    if central is None:
        return unknown(None, f"where {setting.name} sends to is not known yet")
    return passed() if central else failed(None, f"{setting.name} sends to another workspace than the central one")


def _is_central(setting: Resource, found: object, context: Context) -> bool | None:
    """Whether the value names the central workspace; any workspace will do without architecture.json. A value that is
    not known yet and comes from no workspace of these stacks is an output of another stack, and those give out the
    central one only."""
    central = read(context.architecture or {}, "landing_zone.workspace.name")
    urns = origins(setting, DESTINATION)
    given = [context.graph.by_id(found)] if isinstance(found, str) else [context.graph.by_urn(urn) for urn in urns]
    names = [azure_name(one, "workspaceName") for one in given if one is not None and one.type == WORKSPACE]
    if not names and isinstance(found, str):
        names = [found.rstrip("/").rsplit("/", 1)[-1]]
    if not names:
        return True if urns else None
    if central is ABSENT:
        return True
    return None if names[0] is None else names[0].casefold() == str(central).casefold()


RULE = Rule(
    id="LOG-001",
    title="Every diagnosable resource has a diagnostic setting to the hub workspace",
    severity="high",
    why="Without logs nobody sees an attack while it happens, and after it nobody can tell what was taken.",
    applies_to=DIAGNOSABLE,
    answer=answer,
    absent_means="Fail: a resource sends its logs nowhere until a setting says so.",
    remedy="Add monitor.DiagnosticSetting(resource_uri=..., workspace_id=..., "
    'logs=[DiagnosticsLogSettingsArgs(category_group="allLogs", enabled=True)]).',
    frameworks={
        "ncsc-csp": ("13",),
        "caf": ("C1.a",),
        "uk-gdpr": ("33",),
        "uk-official": ("13",),
        "checkov": ("CKV_AZURE_4",),
        "prowler": ("monitor_diagnostic_settings_exists",),
    },
    parameters={
        "types_left_out": (),
        "policy_definitions": ("f5b29bc4-feca-4cc6-a58a-772dd5e290a5",),
    },
    sources=(
        "Azure-Landing-Zones-Library at faae8ccf and Azure/azure-policy at f4a50bac: types with log categories, and "
        "the set that the assignment Deploy-Diag-LogsCat assigns",
    ),
)
