"""CMP-006: nobody carries a disk off over the internet."""

from __future__ import annotations

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.public_access import is_private
from policies.values import read, same_text

EXPORT = "networkAccessPolicy"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a disk or a snapshot may be exported from the public network."""
    found = read(resource.properties, EXPORT)
    closed = same_text(found, "DenyAll", "AllowPrivate")
    return worst(
        (
            judged(found, closed, EXPORT, "the disk may be exported from every network"),
            is_private(resource, "the disk may be exported from the public network"),
        )
    )


RULE = Rule(
    id="CMP-006",
    title="No export of disks over the internet",
    severity="medium",
    why="With one stolen login somebody makes a link to a disk and downloads the whole server from "
    "anywhere, past every firewall.",
    applies_to=("azure-native:compute:Disk", "azure-native:compute:Snapshot"),
    answer=answer,
    absent_means="Fail: a disk may be exported from everywhere unless it is told otherwise.",
    remedy='Set network_access_policy="DenyAll" (or "AllowPrivate" with disk_access_id) and '
    'public_network_access="Disabled".',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B3.c",),
        "uk-gdpr": ("32",),
        "checkov": ("CKV_AZURE_251",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, compute DiskArgs and their enum NetworkAccessPolicy",
        "hashicorp/terraform-provider-azurerm, managed_disk: public_network_access_enabled defaults to true",
    ),
)
