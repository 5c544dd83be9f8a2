"""SQL-002: SQL servers are not on the public network."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule
from policies.public_access import is_private


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the server answers on the internet."""
    return is_private(resource, "the server answers on the public network")


RULE = Rule(
    id="SQL-002",
    title="SQL not on the public network",
    severity="high",
    why="A database that answers on the internet is tried with stolen passwords every day, and one firewall rule too"
    " many opens it.",
    applies_to=("azure-native:sql:Server",),
    answer=answer,
    absent_means="Fail: a server is on the public network unless it is told not to be.",
    remedy='Set public_network_access="Disabled" and give the server a private endpoint.',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-2",),
        "checkov": ("CKV_AZURE_113",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, ServerArgs.public_network_access",
        "hashicorp/terraform-provider-azurerm, mssql_server: public network access defaults to true",
    ),
)
