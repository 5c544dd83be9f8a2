"""IAM-008: nobody reaches Cosmos DB with an account's key."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

PROPERTY = "disableLocalAuth"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where the account's keys open it."""
    found = read(resource.properties, PROPERTY)
    return judged(found, is_true(found), PROPERTY, "the account's keys open it")


RULE = Rule(
    id="IAM-008",
    title="No account keys for Cosmos DB",
    severity="high",
    why="A key opens every database of the account, for reading and for deleting, from anywhere. It "
    "belongs to nobody, so nobody can tell who copied the records.",
    applies_to=("azure-native:cosmosdb:DatabaseAccount",),
    answer=answer,
    absent_means="Fail: without it the account's keys work beside Entra ID.",
    remedy="Set disable_local_auth=True, and give rights to managed identities. An account that speaks "
    "MongoDB, Cassandra or Gremlin may need its keys: that needs an exemption.",
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("IM-1",),
        "checkov": ("CKV_AZURE_140",),
        "prowler": ("cosmosdb_account_use_aad_and_rbac",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, cosmosdb DatabaseAccountArgs.disable_local_auth",
        "hashicorp/terraform-provider-azurerm, cosmosdb_account: local_authentication_disabled defaults to false",
    ),
)
