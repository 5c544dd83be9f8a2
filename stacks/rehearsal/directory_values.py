"""What the `azuread` provider makes and knows, made up: applications, principals, groups and their passwords.

Ids are GUIDs that stand for the resource. Source of names: the classes of pulumi_azuread 6.11 (Apache-2.0) and
programs written for 5, read 2026-11-22; 5 says applicationId where 6 says clientId, so both are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.made_up import MADE_UP
from stacks.rehearsal.random_values import Values
from stacks.rehearsal.resource_ids import guid
from stacks.rehearsal.wire import Secret

_DOMAIN = "rehearsal.example"
_UNTIL = "2126-01-01T00:00:00Z"
_PASSWORDS = ("ApplicationPassword", "ServicePrincipalPassword")


def directory_values(name: str, seed: str, inputs: Mapping[str, Any]) -> Values:
    """What the resource with this type ("Application") has."""
    object_id = guid(f"{seed}#object")
    if name in _PASSWORDS:
        given = inputs.get("value")
        key_id = guid(f"{seed}#key")
        value = given if isinstance(given, Secret) else Secret(given or MADE_UP)
        dates = {"startDate": "2026-01-01T00:00:00Z", "endDate": inputs.get("endDate") or _UNTIL}
        return f"{object_id}/password/{key_id}", {"keyId": key_id, "value": value, **dates}
    client_id = inputs.get("clientId") or inputs.get("applicationId") or guid(f"{seed}#client")
    known: dict[str, Any] = {
        "objectId": object_id,
        "clientId": client_id,
        "applicationId": client_id,
        "displayName": seed.rpartition("::")[2],
        "oauth2PermissionScopeIds": {},
        "appRoleIds": {},
    }
    # The sixth release of the provider begins an id with the kind of the object.
    place = {"Application": "/applications/", "ServicePrincipal": "/servicePrincipals/"}.get(name, "")
    return f"{place}{object_id}", {key: value for key, value in known.items() if inputs.get(key) is None}


def directory_answer(question: str, asked: Mapping[str, Any], tenant_id: str) -> dict[str, Any]:
    """The answer to a question such as getClientConfig or getUser: what was asked, and ids that stand for it."""
    about = f"{tenant_id}#{question}#{sorted((name, str(value)) for name, value in asked.items())}"
    if question == "getDomains":
        one = {"domainName": _DOMAIN, "default": True, "initial": True, "verified": True, "root": True}
        return {"id": guid(about), "domains": [one]}
    if question == "getClientConfig":
        # The same as azure-native says of who is signed in.
        client, own = guid(f"{tenant_id}#client"), guid(f"{tenant_id}#object")
        return {"id": own, "clientId": client, "objectId": own, "tenantId": tenant_id}
    known: dict[str, Any] = {
        "id": guid(f"{about}#object"),
        "objectId": guid(f"{about}#object"),
        "clientId": guid(f"{about}#client"),
        "applicationId": guid(f"{about}#client"),
        "displayName": MADE_UP,
        "userPrincipalName": f"{MADE_UP}@{_DOMAIN}",
    }
    return {**known, **{name: value for name, value in asked.items() if value is not None}}
