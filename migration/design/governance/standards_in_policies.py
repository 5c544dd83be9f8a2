"""Which assigned policies ask for the same as a common standard: what an exemption from the standard is about in Azure.

The built-in policy nearest to each rule, as the catalogue of standards has it. References are the names of the policies
inside their initiative: Azure/azure-policy, ukofficial_audit.json (9.4.0), Cyber_Essentials_v3.1.json (1.2.0) and
UK_NCSC_CAF_v3.2.json (1.3.0), where the last two call each policy by its id. Read 2026-11-22. The benchmark of
Microsoft is not here: the names inside it are not at hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from migration.design.governance.assigned import (
    ALLOWED_GROUP_LOCATIONS,
    ALLOWED_LOCATIONS,
    CAF,
    CYBER_ESSENTIALS,
    UK_OFFICIAL,
)


def _both(*ids: str) -> Mapping[str, tuple[str, ...]]:
    return {CYBER_ESSENTIALS: ids, CAF: ids}


def _cyber(*ids: str) -> Mapping[str, tuple[str, ...]]:
    return {CYBER_ESSENTIALS: ids}


def _official(*names: str) -> Mapping[str, tuple[str, ...]]:
    return {UK_OFFICIAL: names}


_ALONE: tuple[str, ...] = ()
"""A policy that is assigned by itself: the exemption is from all of the assignment."""

ASKED_FOR_BY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "BCK-004": {
        UK_OFFICIAL: ("AuditVirtualMachinesWithoutDisasterRecoveryConfigured",),
        CAF: ("0015ea4d-51ff-4ce3-8d8c-f3f8f0179a56",),
    },
    "CMP-003": _cyber("97566dd7-78ae-4997-8b36-1c7bfe0d8121"),
    "CMP-004": {"Audit-Missing-Updates": _ALONE},
    "CMP-006": _cyber("8405fdab-1faf-48aa-b702-999c9c172094"),
    "CNT-003": _cyber("0a15ec92-a229-4763-bb14-0ea34a568f8d"),
    "GOV-001": {ALLOWED_GROUP_LOCATIONS: _ALONE, ALLOWED_LOCATIONS: _ALONE},
    "IAM-005": _cyber("2b9ad585-36bc-4615-b300-fd4435808332"),
    "IAM-006": _cyber("a1817ec0-a368-432a-8057-8371e17ac6ee"),
    "IAM-007": _both("5d4e3c65-4873-47be-94f3-6f8b953a3598"),
    "IAM-008": _both("5450f5bd-9c72-4390-a9c4-a7aba4edfdd2"),
    "INT-001": _both("df73bd95-24da-4a4f-96b9-4e8b94b402bd"),
    "INT-003": _both("8ac833bd-f505-48d5-887e-c993a1d3eea0"),
    "INT-005": _cyber("b8564268-eb4a-4337-89be-a19db070c59d"),
    "KEY-003": _both("12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5"),
    "KEY-005": _both("152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0"),
    "KEY-006": _both("98728c90-32c7-4049-8429-847dc0f4fe37"),
    "LOG-001": _official("AuditDiagnosticSetting"),
    "LOG-003": {
        CYBER_ESSENTIALS: ("6c53d030-cc64-46f0-906d-2bc061cd1334", "e15effd4-2278-4c65-a0da-4d6f6d1890e2"),
        CAF: ("6c53d030-cc64-46f0-906d-2bc061cd1334",),
    },
    "LOG-005": {
        CYBER_ESSENTIALS: ("0e6763cc-5078-4e64-889d-ff4d9a839047", "a1181c5f-672a-477a-979a-7d58aa086233"),
        CAF: ("a1181c5f-672a-477a-979a-7d58aa086233",),
    },
    "LOG-006": {CAF: ("4f4f78b8-e367-4b10-a341-d9a4ad5cf1c7", "6e2593d9-add6-4083-9c9b-4b7d2188c899")},
    "NET-001": _both("22730e10-96f6-4aac-ad84-9383d35b5917"),
    "NET-002": _official("MonitorUnprotectedNetworkEndpointsInAzureSecurityCenter"),
    "NET-003": _cyber("e71308d3-144b-4262-b144-efdc3cc90517"),
    "NET-004": {"Enforce-Subnet-Private": _ALONE},
    "NET-006": {"Deny-Public-IP-On-NIC": _ALONE},
    "NET-007": {"Deny-IP-forwarding": _ALONE},
    "NET-012": _cyber("12430be1-6cc8-4527-a9a8-e3d38f250096"),
    "NET-013": {CYBER_ESSENTIALS: ("564feb30-bf6a-4854-b4bb-0d2d2d1e6c66",), "Audit-AppGW-WAF": _ALONE},
    "NET-017": _both("21a6bc25-125e-4d13-b82d-2e19b7208ab7"),
    "SQL-001": _cyber("32e6bbec-16b6-44c2-be37-c5b672d103cf"),
    "SQL-002": _cyber("1b8ca024-1d5c-4dec-8995-b1a932b41780"),
    "SQL-003": {
        **_official("AuditProvisioningOfAnAzureActiveDirectoryAdministratorForSQLServer"),
        **_both("abda6d70-9778-44e7-84a8-06713e6db027"),
    },
    "SQL-004": _official("PreviewMonitorUnauditedSQLDatabaseInAzureSecurityCenter"),
    "SQL-006": _official("PreviewMonitorUnencryptedSQLDatabaseInAzureSecurityCenter"),
    "SQL-008": _cyber("5e1de0e3-42cb-4ebc-a86d-61d0c619ca48"),
    "SQL-009": _cyber("797b37f7-06b8-444c-b1ad-fc62867f335a"),
    "STO-001": _cyber("4fa4b6c0-31ca-4c0d-b10d-24b96f62a751"),
    "STO-002": {**_official("AuditSecureTransferToStorageAccounts"), "Deny-Storage-http": _ALONE},
    "STO-004": _official("AuditUnrestrictedNetworkAccessToStorageAccounts"),
    "STO-005": _both("8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54"),
    "WEB-001": _official("AuditHttpsOnlyAccessForAFunctionApp", "AuditHttpsOnlyAccessForAWebApplication"),
    "WEB-004": {
        **_official("AuditRemoteDebuggingStateForAFunctionApp", "AuditRemoteDebuggingStateForAWebApplication"),
        **_cyber("0e60b895-3786-45da-8377-9c6b4b6ac5f9"),
    },
    "WEB-006": _cyber("0820b7b9-23aa-4725-a1ce-ae4558f718e5"),
}
"""By rule: the assignments that ask for the same, and the references in each; none where it is one policy alone."""
