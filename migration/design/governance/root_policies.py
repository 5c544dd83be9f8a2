"""What is assigned to the topmost management group, and so holds for everything.

Sources as in policy_table.py. The initiatives audit; what UK OFFICIAL deploys is the guest configuration that it needs.
"""

from __future__ import annotations

from migration.design.governance.assigned import (
    ALLOWED_GROUP_LOCATIONS,
    ALLOWED_LOCATIONS,
    CAF,
    CYBER_ESSENTIALS,
    NOT_ALLOWED_TYPES,
    REGIONS,
    UK_OFFICIAL,
    Assigned,
)
from migration.design.governance.management_groups import ROOT

_CONTRIBUTOR = ("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c")
_CLASSIC = (
    "Microsoft.ClassicCompute/domainNames",
    "Microsoft.ClassicCompute/virtualMachines",
    "Microsoft.ClassicNetwork/networkSecurityGroups",
    "Microsoft.ClassicNetwork/reservedIps",
    "Microsoft.ClassicNetwork/virtualNetworks",
    "Microsoft.ClassicStorage/storageAccounts",
)

AT_ROOT: tuple[Assigned, ...] = (
    Assigned(
        name=ALLOWED_LOCATIONS,
        display_name="Resources stay in the chosen regions",
        group=ROOT,
        definition="e56962a6-4747-49cd-b67b-bf8b01975c4c",
        version="1.*.*",
        parameters={"listOfAllowedLocations": (REGIONS,), "effect": "Deny"},
        message="Resources must stay in the regions that this organisation has chosen.",
    ),
    Assigned(
        name=ALLOWED_GROUP_LOCATIONS,
        display_name="Resource groups stay in the chosen regions",
        group=ROOT,
        definition="e765b5de-1225-4ba3-bd56-1ac6695af988",
        version="1.*.*",
        parameters={"listOfAllowedLocations": (REGIONS,), "effect": "Deny"},
        message="Resource groups must stay in the regions that this organisation has chosen.",
    ),
    Assigned(
        name=UK_OFFICIAL,
        display_name="UK OFFICIAL and UK NHS",
        group=ROOT,
        definition="3937f550-eedd-4639-9c5e-294358be442e",
        kind="policySetDefinitions",
        version="9.*.*",
        message="This does not meet UK OFFICIAL.",
        roles=(_CONTRIBUTOR,),
    ),
    Assigned(
        name=CYBER_ESSENTIALS,
        display_name="Cyber Essentials v3.1",
        group=ROOT,
        definition="b2f588d7-1ed5-47c7-977d-b93dff520c4c",
        kind="policySetDefinitions",
        version="1.*.*",
        message="This does not meet Cyber Essentials.",
    ),
    Assigned(
        name=CAF,
        display_name="NCSC Cyber Assessment Framework v3.2",
        group=ROOT,
        definition="6d220abf-cf6f-4b17-8f7e-0644c4cc84b4",
        kind="policySetDefinitions",
        version="1.*.*",
        message="This does not meet the Cyber Assessment Framework.",
    ),
    Assigned(
        name="Deploy-ASC-Monitoring",
        display_name="Microsoft cloud security benchmark",
        group=ROOT,
        definition="1f3afdf9-d0c9-4c3d-847f-89da613e70a8",
        kind="policySetDefinitions",
        version="57.*.*",
        message="This does not meet the Microsoft cloud security benchmark.",
    ),
    Assigned(
        name="Audit-ResourceRGLocation",
        display_name="Resources stand in the region of their group",
        group=ROOT,
        definition="0a914e76-4921-4c19-b460-a2d36003525a",
        version="2.*.*",
        message="This resource stands in another region than its resource group.",
    ),
    Assigned(
        name="Deny-Classic-Resources",
        display_name="No classic resources",
        group=ROOT,
        definition=NOT_ALLOWED_TYPES,
        version="2.*.*",
        parameters={"listOfResourceTypesNotAllowed": _CLASSIC, "effect": "Deny"},
        message="Classic resources must not be made: Azure has retired them.",
    ),
    Assigned(
        name="Audit-UnmanagedDisk",
        display_name="Machines use managed disks",
        group=ROOT,
        definition="06a78e20-9358-41c9-923c-fb736d382a4d",
        version="1.*.*",
        message="This machine has a disk that Azure does not manage.",
    ),
)
"""The region restriction first."""
