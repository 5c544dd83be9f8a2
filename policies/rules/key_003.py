"""KEY-003: rights on key vaults are roles, not access policies."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, failed, judged
from policies.values import ABSENT, is_true, read

SWITCH = "properties.enableRbacAuthorization"
POLICIES = "properties.accessPolicies"
ACCESS_POLICY = "azure-native:keyvault:AccessPolicy"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a vault goes by access policies, or still carries some."""
    if resource.type == ACCESS_POLICY:
        return failed("policy", "an access policy gives rights on a vault outside Azure's roles")
    switch, policies = read(resource.properties, SWITCH), read(resource.properties, POLICIES)
    return worst(
        (
            judged(switch, is_true(switch), SWITCH, "the vault goes by access policies and not by roles"),
            judged(policies, policies is ABSENT or not policies, POLICIES, "the vault carries access policies"),
        )
    )


RULE = Rule(
    id="KEY-003",
    title="RBAC, not access policies",
    severity="medium",
    why="Access policies are not seen when somebody's roles are reviewed, so a leaver keeps the keys. Policies that "
    "lie idle come back to life when roles are switched off.",
    applies_to=("azure-native:keyvault:Vault", ACCESS_POLICY),
    answer=answer,
    absent_means="Fail: without enableRbacAuthorization a vault is made with access policies.",
    remedy="Set enable_rbac_authorization=True, leave access_policies out, and give rights with "
    "authorization.RoleAssignment on the vault.",
    frameworks={
        "ncsc-csp": ("9",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B2.d",),
        "uk-gdpr": ("32",),
        "mcsb": ("PA-7",),
        "prowler": ("keyvault_rbac_enabled",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, VaultPropertiesArgs.enable_rbac_authorization",),
)
