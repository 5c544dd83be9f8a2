"""INT-001: API Management stands in the council's network."""

from __future__ import annotations

from policies.combining import any_true, fails_unless, known
from policies.model import Answer, Context, Resource, Rule
from policies.public_access import PUBLIC_ACCESS
from policies.values import read, same_text

KIND = "virtualNetworkType"
TIER = "sku.name"


def answer(resource: Resource, _context: Context) -> Answer:
    """Passes where the service stands in a network, or answers private endpoints only."""
    access = read(resource.properties, PUBLIC_ACCESS)
    inside = any_true((known(access, same_text(access, "Disabled")), _stands_in_network(resource)))
    return fails_unless(inside, KIND, "the service stands outside the council's network")


def _stands_in_network(resource: Resource) -> bool | None:
    kind, tier = read(resource.properties, KIND), read(resource.properties, TIER)
    if same_text(kind, "External"):
        # In the newer tiers this word is for the way out only: what comes in does not pass the network.
        return known(tier, not (isinstance(tier, str) and tier.casefold().endswith("v2")))
    return known(kind, same_text(kind, "Internal"))


RULE = Rule(
    id="INT-001",
    title="API Management in a network, public gateway by choice",
    severity="medium",
    why="Outside the network the service reaches the council's systems over the internet, so those must "
    "be open to the internet too.",
    applies_to=("azure-native:apimanagement:ApiManagementService",),
    answer=answer,
    absent_means="Fail: a service stands outside unless it is told otherwise.",
    remedy='Set virtual_network_type="Internal" (or "External" with a public gateway by choice) and '
    "virtual_network_configuration. Or add a private endpoint, and then set "
    'public_network_access="Disabled".',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-2",),
        "checkov": ("CKV_AZURE_107", "CKV_AZURE_174"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, ApiManagementServiceArgs.virtual_network_type",
        "Microsoft Learn, Use a virtual network for API Management: the v2 tiers integrate for what goes out only",
    ),
)
