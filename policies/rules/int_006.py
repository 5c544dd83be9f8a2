"""INT-006: Data Factory is not on the public network."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule
from policies.public_access import is_private


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the factory and its runtimes talk over the internet."""
    return is_private(resource, "the factory answers on the public network")


RULE = Rule(
    id="INT-006",
    title="Data Factory not on the public network",
    severity="medium",
    why="A factory holds the logins to the systems it copies from. On the internet a stolen login is "
    "enough to point its copies of residents' data elsewhere.",
    applies_to=("azure-native:datafactory:Factory",),
    answer=answer,
    absent_means="Fail: a factory is on the public network unless it is told not to be.",
    remedy='Set public_network_access="Disabled" and give the factory private endpoints (dataFactory and portal).',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_104",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, datafactory FactoryArgs.public_network_access",
        "hashicorp/terraform-provider-azurerm, data_factory: public_network_enabled defaults to true",
    ),
)
