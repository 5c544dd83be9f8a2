"""The built-in policies and initiatives that are assigned, and to which management group.

Definitions and versions: Azure/azure-policy f4a50bac of 2026-04-29. Which group has which, and the names: Azure Landing
Zones Library platform/alz, faae8ccf of 2026-06-27, with the UK initiatives and the region restriction added. What that
library assigns from definitions of its own is not assigned here: Azure does not bring them. What would give each
machine a backup, an agent or a diagnostic setting is left out as well, since the stacks do that themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from migration.design.governance.management_groups import (
    CORP,
    DECOMMISSIONED,
    IDENTITY,
    LANDING_ZONES,
    PLATFORM,
    QUARANTINE,
    ROOT,
    SANDBOX,
)
from safeio.values import value

REGIONS = "(regions)"
"""Stands for the regions of landing-zone.yaml in a parameter."""

UK_OFFICIAL, CYBER_ESSENTIALS, CAF = "Audit-UK-OFFICIAL", "Audit-CyberEssentials", "Audit-NCSC-CAF"
ALLOWED_LOCATIONS, ALLOWED_GROUP_LOCATIONS = "Allowed-Locations", "Allowed-RG-Locations"
MANDATORY = (ALLOWED_LOCATIONS, ALLOWED_GROUP_LOCATIONS)
"""Data stays in the regions that were chosen: these cannot be left out."""

_CONTRIBUTOR = ("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c")
_SQL_DB_CONTRIBUTOR = ("SQL DB Contributor", "9b7fa17d-e63e-47b0-bb0a-15c516ac86ec")
_SQL_SECURITY_MANAGER = ("SQL Security Manager", "056cd41c-7e88-42e1-933e-88ba6a50c9c3")

_NOT_ALLOWED_TYPES = "6c112d4e-5bc7-47ae-a041-ea2d9dccd749"
_ALLOWED_TYPES = "a08ec900-254a-4555-9bf5-e42af04b5c5c"

_HYBRID_NETWORKING = (
    "microsoft.network/expressroutecircuits",
    "microsoft.network/expressroutegateways",
    "microsoft.network/expressrouteports",
    "microsoft.network/p2svpngateways",
    "microsoft.network/virtualhubs",
    "microsoft.network/virtualnetworkgateways",
    "microsoft.network/virtualwans",
    "microsoft.network/vpngateways",
    "microsoft.network/vpnsites",
)
_CLASSIC = (
    "Microsoft.ClassicCompute/domainNames",
    "Microsoft.ClassicCompute/virtualMachines",
    "Microsoft.ClassicNetwork/networkSecurityGroups",
    "Microsoft.ClassicNetwork/reservedIps",
    "Microsoft.ClassicNetwork/virtualNetworks",
    "Microsoft.ClassicStorage/storageAccounts",
)
_NOTHING_NEW = (
    "microsoft.authorization/locks",
    "microsoft.authorization/policyassignments",
    "microsoft.authorization/policydefinitions",
    "microsoft.authorization/policysetdefinitions",
    "microsoft.authorization/roleassignments",
    "microsoft.authorization/roleassignmentscheduleinstances",
    "microsoft.authorization/roleassignmentschedules",
    "microsoft.authorization/roledefinitions",
    "microsoft.authorization/roleeligibilityscheduleinstances",
    "microsoft.authorization/roleeligibilityschedules",
    "microsoft.consumption/tags",
    "microsoft.resources/tags",
)


@value
class Assigned:
    """One assignment before it has its group. `name` has at most 24 characters; `roles` are what its identity needs to
    put right what it finds: names and GUIDs of built-in roles."""

    name: str
    display_name: str
    group: str
    definition: str
    kind: Literal["policyDefinitions", "policySetDefinitions"] = "policyDefinitions"
    version: str
    parameters: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    message: str
    roles: tuple[tuple[str, str], ...] = ()


POLICIES: tuple[Assigned, ...] = (
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
        definition=_NOT_ALLOWED_TYPES,
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
    Assigned(
        name="Enforce-Subnet-Private",
        display_name="Subnets have no way out of their own",
        group=PLATFORM,
        definition="7bca8353-aa3b-429b-904a-9229c4385837",
        version="1.*.*",
        parameters={"effect": "Audit"},
        message="This subnet has a way out to the internet that no firewall sees.",
    ),
    Assigned(
        name="Deny-Public-IP",
        display_name="No public addresses beside identity services",
        group=IDENTITY,
        definition=_NOT_ALLOWED_TYPES,
        version="2.*.*",
        parameters={"listOfResourceTypesNotAllowed": ("Microsoft.Network/publicIPAddresses",), "effect": "Deny"},
        message="Public addresses must not stand beside identity services.",
    ),
    Assigned(
        name="Deny-IP-forwarding",
        display_name="Network interfaces do not forward",
        group=LANDING_ZONES,
        definition="88c0b9da-ce96-4b03-9635-f29a937e2900",
        version="1.*.*",
        message="Network interfaces must not forward packets: only the firewall does.",
    ),
    Assigned(
        name="Deny-Storage-http",
        display_name="Storage takes encrypted connections only",
        group=LANDING_ZONES,
        definition="404c3081-a854-4457-ae30-26a93ef643f9",
        version="2.*.*",
        parameters={"effect": "Deny"},
        message="Storage accounts must take encrypted connections only.",
    ),
    Assigned(
        name="Audit-AppGW-WAF",
        display_name="Application gateways have a firewall",
        group=LANDING_ZONES,
        definition="564feb30-bf6a-4854-b4bb-0d2d2d1e6c66",
        version="2.*.*",
        parameters={"effect": "Audit"},
        message="This application gateway has no web application firewall.",
    ),
    Assigned(
        name="Deny-Priv-Esc-AKS",
        display_name="Containers do not raise their rights",
        group=LANDING_ZONES,
        definition="1c6e92c9-99f0-4e55-9cf2-0c234dc48f99",
        version="8.*.*",
        parameters={"effect": "Deny"},
        message="Containers must not be able to raise their rights.",
    ),
    Assigned(
        name="Deny-Privileged-AKS",
        display_name="No privileged containers",
        group=LANDING_ZONES,
        definition="95edb821-ddaf-4404-9732-666045e056b4",
        version="9.*.*",
        parameters={"effect": "Deny"},
        message="Privileged containers must not run.",
    ),
    Assigned(
        name="Enforce-AKS-HTTPS",
        display_name="Kubernetes answers HTTPS only",
        group=LANDING_ZONES,
        definition="1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d",
        version="9.*.*",
        parameters={"effect": "Deny"},
        message="Kubernetes services must answer HTTPS only.",
    ),
    Assigned(
        name="Deploy-SQL-TDE",
        display_name="SQL databases are encrypted",
        group=LANDING_ZONES,
        definition="86a912f6-9a06-4e26-b447-11b16ba8659f",
        version="2.*.*",
        message="Transparent data encryption must be on.",
        roles=(_SQL_DB_CONTRIBUTOR,),
    ),
    Assigned(
        name="Deploy-SQL-Threat",
        display_name="SQL servers are watched for threats",
        group=LANDING_ZONES,
        definition="36d49e87-48c4-4f2e-beed-ba4ed02b71f5",
        version="2.*.*",
        message="Threat detection must be on for SQL servers.",
        roles=(_SQL_SECURITY_MANAGER,),
    ),
    Assigned(
        name="Audit-Missing-Updates",
        display_name="Machines look for missing updates",
        group=LANDING_ZONES,
        definition="bd876905-5b84-4f73-ab2d-2e7a7c4568d9",
        version="3.*.*",
        message="This machine does not look for missing updates.",
    ),
    Assigned(
        name="Deny-HybridNetworking",
        display_name="No gateways of one's own",
        group=CORP,
        definition=_NOT_ALLOWED_TYPES,
        version="2.*.*",
        parameters={"listOfResourceTypesNotAllowed": _HYBRID_NETWORKING, "effect": "Deny"},
        message="Gateways and circuits stand in the hub only.",
    ),
    Assigned(
        name="Deny-Public-IP-On-NIC",
        display_name="No public addresses on machines",
        group=CORP,
        definition="83a86a26-fd1f-447c-b59d-e51f44264114",
        version="1.*.*",
        message="Machines must not have public addresses.",
    ),
    Assigned(
        name="Deny-Sandbox-Networking",
        display_name="A sandbox is joined to nothing",
        group=SANDBOX,
        definition=_NOT_ALLOWED_TYPES,
        version="2.*.*",
        parameters={
            "listOfResourceTypesNotAllowed": (
                *_HYBRID_NETWORKING,
                "microsoft.network/virtualnetworks/virtualnetworkpeerings",
            ),
            "effect": "Deny",
        },
        message="A sandbox must not be joined to other networks.",
    ),
    Assigned(
        name="Deny-New-Decommissioned",
        display_name="Nothing new where things are closed down",
        group=DECOMMISSIONED,
        definition=_ALLOWED_TYPES,
        version="1.*.*",
        parameters={"listOfResourceTypesAllowed": _NOTHING_NEW, "effect": "Deny"},
        message="This subscription is being closed down: nothing new may be made in it.",
    ),
    Assigned(
        name="Deny-New-Quarantine",
        display_name="Nothing new until a subscription has its place",
        group=QUARANTINE,
        definition=_ALLOWED_TYPES,
        version="1.*.*",
        parameters={"listOfResourceTypesAllowed": _NOTHING_NEW, "effect": "Deny"},
        message="Nobody has placed this subscription yet: nothing may be made in it.",
    ),
)
"""In the order of the groups. Initiatives audit; what they deploy is the guest configuration that UK OFFICIAL needs."""
