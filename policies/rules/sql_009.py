"""SQL-009: Cosmos DB is not on the public network."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule
from policies.public_access import is_private


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the account answers on the internet."""
    return is_private(resource, "the account answers on the public network")


RULE = Rule(
    id="SQL-009",
    title="Cosmos DB not on the public network",
    severity="high",
    why="A key or a token that leaks then opens residents' records from anywhere in the world, not only "
    "from the council's own network.",
    applies_to=("azure-native:cosmosdb:DatabaseAccount",),
    answer=answer,
    absent_means="Fail: an account is on the public network unless it is told not to be.",
    remedy='Set public_network_access="Disabled" and give the account a private endpoint.',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-2",),
        "checkov": ("CKV_AZURE_101", "CKV_AZURE_99"),
        "prowler": ("cosmosdb_account_public_network_access_disabled",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, cosmosdb DatabaseAccountArgs.public_network_access",
        "hashicorp/terraform-provider-azurerm, cosmosdb_account: public network access defaults to true",
    ),
)
