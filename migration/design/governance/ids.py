"""Ids that Azure wants as GUIDs and that we choose: the same thing always has the same."""

from __future__ import annotations

import uuid

ROLES = "/providers/Microsoft.Authorization/roleDefinitions"


def guid_of(*parts: str) -> str:
    """A GUID that stands for these texts, in any case of their letters."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "|".join(parts).casefold()))


def role_definition_id(name: str) -> str:
    """The id in Azure of the role with this GUID: above every scope, it is written without one."""
    return f"{ROLES}/{name}"


def subscription_scope(subscription_id: str) -> str:
    """The id in Azure of a subscription."""
    return f"/subscriptions/{subscription_id}"
