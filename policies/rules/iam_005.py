"""IAM-005: workloads log in with an identity that Azure keeps for them."""

from __future__ import annotations

from policies.machines import MACHINE, SCALE_SET
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import ABSENT, read, same_text

PROPERTY = "identity.type"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a workload has no managed identity, and so needs passwords of its own."""
    found = read(resource.properties, PROPERTY)
    has_one = found is not ABSENT and not same_text(found, "None", "")
    return judged(found, has_one, PROPERTY, "the workload has no managed identity")


RULE = Rule(
    id="IAM-005",
    title="Workloads use managed identity",
    severity="medium",
    why="A workload without an identity keeps passwords in its settings, where they are copied, shared and never "
    "changed.",
    applies_to=(
        "azure-native:web:WebApp",
        "azure-native:web:WebAppSlot",
        MACHINE,
        SCALE_SET,
        "azure-native:logic:Workflow",
        "azure-native:app:ContainerApp",
        "azure-native:app:Job",
        "azure-native:containerinstance:ContainerGroup",
    ),
    answer=answer,
    absent_means="Fail: no identity is made unless one is asked for.",
    remedy='Set identity=ManagedServiceIdentityArgs(type="SystemAssigned").',
    frameworks={
        "ncsc-csp": ("10",),
        "cyber-essentials": ("CE-SC-05",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("IM-3",),
        "checkov": ("CKV_AZURE_16", "CKV_AZURE_71"),
        "prowler": ("app_register_with_identity",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, VirtualMachineArgs.identity",),
)
