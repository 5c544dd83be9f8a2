"""Roles that let their holders give rights to others, and who holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policies.combining import known
from policies.values import ABSENT, same_text

ASSIGNMENT = "azure-native:authorization:RoleAssignment"

GIVE_RIGHTS_AWAY = (
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
)
"""The roles of Azure's own whose holders give rights to others, by the ids of their definitions."""

GIVE_RIGHTS_AWAY_SOURCE = (
    "Azure/terraform-azure-avm-utl-roledefinitions, list of 2026-08-21: Owner, User Access Administrator, "
    "Role Based Access Control Administrator"
)


def has_role(found: Any, roles: Iterable[str]) -> bool | None:
    """Whether the id of a role definition is of one of these roles, by its last part; None where it is not known."""
    last = found.rpartition("/")[2].casefold() if isinstance(found, str) else ""
    return known(found, last in {one.casefold() for one in roles})


def are_people(kind: Any) -> bool | None:
    """Whether a principal type stands for people, who are meant where it is absent; None where it is not known."""
    return known(kind, kind is ABSENT or not same_text(kind, "ServicePrincipal", "AgentServicePrincipal"))
