"""KEY-002: key vaults keep what was deleted for 90 days."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.values import ABSENT, is_false, number, read

SWITCH = "properties.enableSoftDelete"
DAYS = "properties.softDeleteRetentionInDays"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where soft delete is off or keeps for too short a time."""
    switch, days = read(resource.properties, SWITCH), read(resource.properties, DAYS)
    return worst(
        (
            judged(switch, not is_false(switch), SWITCH, "what is deleted is gone at once"),
            _is_long_enough(days, context.parameters["least_days"]),
        )
    )


def _is_long_enough(days: object, least: int) -> Answer:
    if days is ABSENT:
        return passed("absent, which means 90 days")
    have = number(days)
    wrong = f"what is deleted is kept for fewer than {least} days"
    return judged(days, have is not None and have >= least, DAYS, wrong)


RULE = Rule(
    id="KEY-002",
    title="Soft delete retention 90 days",
    severity="medium",
    why="A key deleted by mistake is often missed only when a yearly job runs. After the retention it cannot be "
    "restored.",
    applies_to=("azure-native:keyvault:Vault",),
    answer=answer,
    absent_means="Pass: soft delete is on and keeps for 90 days unless the vault says otherwise.",
    remedy="Leave soft_delete_retention_in_days out, or set it to 90; never set enable_soft_delete=False.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32(1)(c)",),
        "mcsb": ("DP-8",),
        "checkov": ("CKV_AZURE_111",),
        "prowler": ("keyvault_recoverable",),
    },
    parameters={"least_days": 90},
    sources=(
        "Documentation strings of azure-native 3.29.0, VaultPropertiesArgs.enable_soft_delete",
        "PSRule for Azure, Azure.KeyVault.PurgeProtect: 90 days by default",
    ),
)
