"""KEY-008: variables of Automation are encrypted."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import is_true, read

PROPERTY = "isEncrypted"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where everybody who may read the account may read the variable."""
    found = read(resource.properties, PROPERTY)
    return judged(found, is_true(found), PROPERTY, "everybody who may read the account may read the variable")


RULE = Rule(
    id="KEY-008",
    title="Variables of Automation are encrypted",
    severity="medium",
    why="Passwords for the nightly jobs end up in such variables. Unencrypted they stand open to "
    "everybody who may look at the account.",
    applies_to=("azure-native:automation:Variable",),
    answer=answer,
    absent_means="Fail: a variable is not encrypted unless it is told to be.",
    remedy="Set is_encrypted=True. It can be set only when the variable is made.",
    frameworks={
        "ncsc-csp": ("2.3",),
        "cyber-essentials": ("CE-SC-02",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32(1)(a)",),
        "checkov": ("CKV_AZURE_73",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, automation VariableArgs.is_encrypted",
        "hashicorp/terraform-provider-azurerm, automation_variable_string: encrypted defaults to false",
    ),
)
