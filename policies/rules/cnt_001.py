"""CNT-001: images of a registry are for those who log in, on the council's network."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged, passed
from policies.public_access import is_private
from policies.values import ABSENT, is_false, read


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a registry has a shared administrator, answers on the internet, or gives images to anybody."""
    return worst(
        (
            _is_off(resource, "adminUserEnabled", "everybody may share one administrator's password"),
            _is_off(resource, "anonymousPullEnabled", "anybody may take images without logging in"),
            is_private(resource, "the registry answers on the public network"),
        )
    )


def _is_off(resource: Resource, path: str, wrong: str) -> Answer:
    found = read(resource.properties, path)
    if found is ABSENT:
        return passed("absent, which means off")
    return judged(found, is_false(found), path, wrong)


RULE = Rule(
    id="CNT-001",
    title="Registry without administrator, public access or anonymous pull",
    severity="high",
    why="Whoever has the administrator's password can put their own program in place of the council's. "
    "Images that anybody may take show how its services are built, often with their secrets.",
    applies_to=("azure-native:containerregistry:Registry",),
    answer=answer,
    absent_means="Fail: a registry answers on the public network unless it is told not to. Its administrator and "
    "anonymous pull are off until they are switched on.",
    remedy='Set admin_user_enabled=False and public_network_access="Disabled" (sku Premium), and give the '
    "registry a private endpoint.",
    frameworks={
        "ncsc-csp": ("10", "11"),
        "cyber-essentials": ("CE-UAC-02",),
        "caf": ("B2.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-2",),
        "checkov": ("CKV_AZURE_137", "CKV_AZURE_138", "CKV_AZURE_139"),
        "prowler": ("containerregistry_admin_user_disabled", "containerregistry_not_publicly_accessible"),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, containerregistry RegistryArgs",
        "hashicorp/terraform-provider-azurerm, container_registry: the defaults",
    ),
)
