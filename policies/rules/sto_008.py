"""STO-008: no storage account copies its objects to another tenant."""

from __future__ import annotations

from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.values import ABSENT, is_false, read

PROPERTY = "allowCrossTenantReplication"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where objects may be copied to an account of another organisation."""
    found = read(resource.properties, PROPERTY)
    if found is ABSENT:
        return passed("absent, which means off")
    return judged(found, is_false(found), PROPERTY, "objects may be copied to accounts of other organisations")


RULE = Rule(
    id="STO-008",
    title="No replication to other tenants",
    severity="medium",
    why="Somebody with rights on the account can then have every new file copied to an account outside "
    "the council, and no log of the council shows who reads it there.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Pass: for accounts that are made now absent means false. It meant true for those made before 15 "
    "December 2023.",
    remedy="Set allow_cross_tenant_replication=False.",
    frameworks={
        "ncsc-csp": ("2.1",),
        "caf": ("B3.a",),
        "uk-gdpr": ("44",),
        "prowler": ("storage_cross_tenant_replication_disabled",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, StorageAccountArgs.allow_cross_tenant_replication",
        "Microsoft Learn, Prevent object replication across Microsoft Entra tenants: the date of the new default",
    ),
)
