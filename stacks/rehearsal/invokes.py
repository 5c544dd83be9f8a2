"""Questions that a program asks Azure: who am I, the keys of an account, a resource that is there."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.made_up import MADE_UP, made_up
from stacks.rehearsal.operations import ASKED_TOO_EARLY, assumed
from stacks.rehearsal.refusals import Account
from stacks.rehearsal.resource_ids import guid, resource_id
from stacks.rehearsal.sdk_types import resource_type, sdk_module
from stacks.rehearsal.shapes import Part
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import UNKNOWN

# Programs take it apart: it is base64 of YAML. Nothing answers at its address.
_KUBECONFIG = b64encode(
    b"""apiVersion: v1
kind: Config
clusters: [{name: rehearsal, cluster: {server: "https://rehearsal.example"}}]
users: [{name: rehearsal, user: {token: rehearsal}}]
contexts: [{name: rehearsal, context: {cluster: rehearsal, user: rehearsal}}]
current-context: rehearsal
"""
).decode()

_CREDENTIALS: Mapping[str, str] = {
    "listManagedClusterAdminCredentials": "clusterAdmin",
    "listManagedClusterUserCredentials": "clusterUser",
}
"""What Azure calls a kubeconfig. Source: answers in the help of Az.Aks (Get-AzAksManagedClusterUserCredential), and
programs that choose one by its name; read 2026-11-23."""

_KEYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "listStaticSiteSecrets": {"properties": ("apiKey",)},
    "listWebAppFunctionKeys": {"properties": ("default",)},
    "listWebAppFunctionKeysSlot": {"properties": ("default",)},
    "listWebAppHostKeys": {"functionKeys": ("default",)},
    "listWebAppHostKeysSlot": {"functionKeys": ("default",)},
}
"""The names in the maps of an answer that are there from the beginning. Source: templates that people published, which
take functionKeys.default of listKeys and properties.apiKey of listSecrets; read 2026-11-23."""


class Unanswerable(Exception):
    """A rehearsal has no answer to this; the text says why."""


def answer(token: str, arguments: Mapping[str, Any], account: Account, view: View) -> dict[str, Any]:
    """What Azure answers. Keys and tokens are the word "rehearsal". Raises Unanswerable."""
    _, module, function = token.split(":")
    module = module.partition("/")[0]
    if function in ("getClientConfig", "getClientToken"):
        return _who(function, account)
    if function.startswith("list"):
        return _made_up(module, function)
    kind = f"azure-native:{module}:{function.removeprefix('get')}"
    if function.startswith("get") and resource_type(kind) is None:
        return _made_up(module, function)
    if function.startswith("get"):
        return _found(kind, arguments, account, view)
    raise Unanswerable(f"{token} is a question that a rehearsal cannot answer")


def _who(function: str, account: Account) -> dict[str, Any]:
    if function == "getClientToken":
        return {"token": MADE_UP}
    return {
        "clientId": guid(f"{account.tenant_id}#client"),
        "objectId": guid(f"{account.tenant_id}#object"),
        "subscriptionId": account.subscription_id,
        "tenantId": account.tenant_id,
    }


def _found(token: str, arguments: Mapping[str, Any], account: Account, view: View) -> dict[str, Any]:
    found_id = resource_id(token, token, arguments, account.subscription_id)
    if found_id is None:
        return {"id": UNKNOWN}
    found = view.azure.find(found_id)
    if found is None and view.azure.assumes:
        found = assumed(token, found_id, arguments, account, view)
    if found is None and found_id.casefold() in view.azure.made_later:
        raise Unanswerable(f"{found_id} is not there: it is asked for before it is made. {ASKED_TOO_EARLY}")
    if found is None:
        raise Unanswerable(f"{found_id} is not there; a rehearsal knows only what its stacks made")
    return {"id": found.id, **found.outputs}


def _made_up(module: str, function: str) -> dict[str, Any]:
    """An answer of the right shape, made up."""
    found = sdk_module(module)
    kind = getattr(found, f"{function[0].upper()}{function[1:]}Result", None)
    if not isinstance(kind, type):
        raise Unanswerable(f"azure-native:{module}:{function} is no function of the installed SDK")
    said: dict[str, Any] = made_up(function, Part(kind), MADE_UP, whole=True)
    for one in said.get("kubeconfigs") or ():
        one |= {"name": _CREDENTIALS.get(function, MADE_UP), "value": _KUBECONFIG}
    for name, keys in _KEYS.get(function, {}).items():
        said[name] = dict.fromkeys(keys, MADE_UP)
    return said
