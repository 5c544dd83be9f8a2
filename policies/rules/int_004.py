"""INT-004: secrets of API Management stand in a key vault."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, failed, passed, unknown
from policies.origins import origins
from policies.values import is_true, is_unknown, read

MARK = "secret"
VAULT = "keyVault.secretIdentifier"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a value that is marked as secret is kept in API Management itself."""
    marked, found = read(resource.properties, MARK), read(resource.properties, VAULT)
    if isinstance(found, str) and found.strip():
        return passed()
    if is_unknown(found) and origins(resource, VAULT):
        return passed("it comes from another resource of the stack")
    if not is_true(marked) and not is_unknown(marked):
        return passed("not marked as secret")
    if is_unknown(marked) or is_unknown(found):
        return unknown(VAULT, f"{MARK} or {VAULT} is not known yet")
    return failed(VAULT, "the secret is kept in API Management itself")


RULE = Rule(
    id="INT-004",
    title="Secret named values in a key vault",
    severity="high",
    why="A password kept there is changed by hand in each place or never, and everybody who may edit APIs can read it.",
    applies_to=("azure-native:apimanagement:NamedValue", "azure-native:apimanagement:WorkspaceNamedValue"),
    answer=answer,
    absent_means="Pass where secret is absent: the service takes absent for false. Fail where it is true and "
    "key_vault is absent.",
    remedy="Set key_vault=apimanagement.KeyVaultContractCreatePropertiesArgs(secret_identifier=...) in place of value.",
    frameworks={
        "ncsc-csp": ("2.3",),
        "cyber-essentials": ("CE-SC-02",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32",),
        "mcsb": ("DP-6", "IM-8"),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, NamedValueArgs.secret: the default is false",),
)
