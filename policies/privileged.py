"""Roles that let their holders give rights to others, and who holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from policies.combining import known
from policies.values import ABSENT, same_text

ASSIGNMENT = "azure-native:authorization:RoleAssignment"


def has_role(found: Any, roles: Iterable[str]) -> bool | None:
    """Whether the id of a role definition is of one of these roles, by its last part; None where it is not known."""
    last = found.rpartition("/")[2].casefold() if isinstance(found, str) else ""
    return known(found, last in {one.casefold() for one in roles})


def are_people(kind: Any) -> bool | None:
    """Whether a principal type stands for people, who are meant where it is absent; None where it is not known."""
    return known(kind, kind is ABSENT or not same_text(kind, "ServicePrincipal", "AgentServicePrincipal"))
