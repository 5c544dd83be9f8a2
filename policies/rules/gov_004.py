"""GOV-004: names say what a thing is, and are not left to chance."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, failed, judged
from policies.values import ABSENT, read

NAMES = {
    "azure-native:compute:VirtualMachine": ("vmName", "vm-"),
    "azure-native:keyvault:Vault": ("vaultName", "kv-"),
    "azure-native:network:ApplicationGateway": ("applicationGatewayName", "agw-"),
    "azure-native:network:AzureFirewall": ("azureFirewallName", "afw-"),
    "azure-native:network:BastionHost": ("bastionHostName", "bas-"),
    "azure-native:network:NetworkSecurityGroup": ("networkSecurityGroupName", "nsg-"),
    "azure-native:network:PublicIPAddress": ("publicIpAddressName", "pip-"),
    "azure-native:network:RouteTable": ("routeTableName", "rt-"),
    "azure-native:network:VirtualNetwork": ("virtualNetworkName", "vnet-"),
    "azure-native:operationalinsights:Workspace": ("workspaceName", "log-"),
    "azure-native:recoveryservices:Vault": ("vaultName", "rsv-"),
    "azure-native:resources:ResourceGroup": ("resourceGroupName", "rg-"),
    "azure-native:sql:Server": ("serverName", "sql-"),
    "azure-native:storage:StorageAccount": ("accountName", "st"),
    "azure-native:web:WebApp": ("name", "app-"),
}
"""Where a type has its name, and the abbreviation that the name begins with."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a name does not begin with the abbreviation of its type, or where Pulumi is left to make one up."""
    path, _ = NAMES[resource.type]
    found = read(resource.properties, path)
    if found is ABSENT:
        return failed(path, "no name is given, so it ends in letters of chance")
    starts = context.parameters["abbreviations"].get(resource.type, "")
    good = isinstance(found, str) and found.casefold().startswith(starts.casefold())
    return judged(found, good, path, f"the name does not begin with {starts}")


RULE = Rule(
    id="GOV-004",
    title="Names begin with the abbreviation of their type",
    severity="low",
    why="At three in the morning somebody must tell from a name on a bill or in an alert what it is.",
    applies_to=tuple(NAMES),
    answer=answer,
    absent_means="Fail: Pulumi then adds letters of chance to its own name for the resource.",
    remedy="Give the resource a name that begins with the abbreviation, or set your own abbreviations in "
    "standards.yaml. A name cannot be changed later, so this standard only warns from the start.",
    frameworks={
        "ncsc-csp": ("5",),
        "caf": ("A3.a",),
    },
    parameters={"abbreviations": {token: start for token, (_, start) in NAMES.items()}},
    sources=(
        "Microsoft Learn, Cloud Adoption Framework: abbreviation recommendations for Azure resources",
        "azure-native 3.29.0: the arguments that take names",
    ),
    level="advisory",
)
