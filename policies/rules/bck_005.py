"""BCK-005: file shares in production are backed up, and the copies are kept in a vault."""

from __future__ import annotations

from policies.backed_up_shares import SHARE, is_backed_up
from policies.environments import PRODUCTION, is_production
from policies.model import Answer, Context, Resource, Rule, failed, judged, not_applicable, passed, unknown
from policies.pointing import naming
from policies.values import ABSENT, is_unknown, read, same_text

ACCOUNT = "azure-native:storage:StorageAccount"
POLICY = "azure-native:recoveryservices:ProtectionPolicy"

KIND = "properties.backupManagementType"
IN_VAULT = "properties.vaultRetentionPolicy"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where no backup is of a share, and where a policy of shares leaves all copies in their account."""
    return _of_policy(resource) if resource.type == POLICY else _of_account(resource, context)


def _of_policy(resource: Resource) -> Answer:
    kind = read(resource.properties, KIND)
    if is_unknown(kind):
        return unknown(KIND, f"{KIND} is not known yet")
    if not same_text(kind, "AzureStorage"):
        return not_applicable("it is no policy of file shares")
    found = read(resource.properties, IN_VAULT)
    return judged(found, found is not ABSENT, IN_VAULT, "all copies stay in the account, and are gone with it")


def _of_account(resource: Resource, context: Context) -> Answer:
    production = is_production(resource, context.parameters["production"])
    if production is False:
        return not_applicable("the account is not in production")
    shares = naming(context.graph, resource, (SHARE,), "accountName", "accountName")
    if not shares.certain and not shares.possible:
        return not_applicable("the stack puts no shares in it")
    found = [is_backed_up(context.graph, resource, one) for one in shares.certain]
    maybe = [is_backed_up(context.graph, resource, one) for one in shares.possible]
    if production and False in found:
        return failed(None, f"no backup is of {found.count(False)} of its {len(found)} shares")
    if all(found) and all(maybe):
        return passed()
    return unknown(None, "whether backups are of its shares is not known yet")


RULE = Rule(
    id="BCK-005",
    title="File shares are backed up in a vault",
    severity="high",
    why="Ransomware encrypts the files of a share where they lie. A snapshot in the same account goes when the account "
    "goes; a copy in the vault stays, and the council has its files back.",
    applies_to=(ACCOUNT, POLICY),
    answer=answer,
    absent_means="Fail: a share is not backed up until something says so, and a policy without a vault keeps snapshots "
    "only. An account without the tag environment is in production.",
    remedy="Add recoveryservices.ProtectionContainer for the account and a recoveryservices.ProtectedItem for each "
    "share, with properties.source_resource_id=account.id and a policy that has a vault_retention_policy.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("32(1)(c)",),
        "mcsb": (
            "BR-1",
            "BR-2",
        ),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Documentation strings of azure-native 3.29.0, AzureFileshareProtectedItemArgs and VaultRetentionPolicyArgs",
        "MicrosoftDocs/azure-docs, support matrix of the backup of Azure Files, 2025-05-23",
    ),
)
