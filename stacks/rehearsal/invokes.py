"""Questions that a program asks Azure: who am I, the keys of an account, a resource that is there."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.azure import View
from stacks.rehearsal.operations import Account
from stacks.rehearsal.resource_ids import guid, resource_id
from stacks.rehearsal.sdk_types import resource_type, sdk_module
from stacks.rehearsal.shapes import ListOf, MapOf, OneOf, Part, Shape, Words, properties_of
from stacks.rehearsal.wire import UNKNOWN

MADE_UP = "rehearsal"
"""The text in place of every key, password and token."""

_DEPTH = 4
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


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
    if function.startswith("get"):
        return _found(f"azure-native:{module}:{function.removeprefix('get')}", arguments, account, view)
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
    if resource_type(token) is None:
        raise Unanswerable(f"{token} is no type of the installed azure-native SDK")
    found_id = resource_id(token, token, arguments, account.subscription_id)
    if found_id is None:
        return {"id": UNKNOWN}
    found = view.azure.find(found_id)
    if found is None:
        raise Unanswerable(f"{found_id} is not there; a rehearsal knows only what its stacks made")
    return {"id": found.id, **found.outputs}


def _made_up(module: str, function: str) -> dict[str, Any]:
    """An answer of the right shape, every text of which is "rehearsal"."""
    name = f"{function[0].upper()}{function[1:]}Result"
    sdk_module(module)  # in turn with other threads
    try:
        own = importlib.import_module(f"pulumi_azure_native.{module}.{_WORD.sub('_', function).casefold()}")
        kind = getattr(own, name)
    except (ModuleNotFoundError, AttributeError):
        raise Unanswerable(f"azure-native:{module}:{function} is no function of the installed SDK") from None
    return {key: _filled(one.shape, _DEPTH) for key, one in properties_of(kind).items()}


def _filled(shape: Shape, depth: int) -> Any:
    match shape:
        case Words(allowed=allowed):
            return allowed[0]
        case ListOf(item=item):
            return [_filled(item, depth - 1)] if depth else []
        case MapOf():
            return {}
        case Part(kind=kind):
            return {key: _filled(one.shape, depth - 1) for key, one in properties_of(kind).items()} if depth else {}
        case OneOf(choices=choices):
            return _filled(choices[0], depth)
        case "number" | "whole number":
            return 0
        case "yes or no":
            return False
        case _:
            return MADE_UP
