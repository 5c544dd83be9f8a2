"""Resources that stand in a simulated Azure, and what its limits refuse of one more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from provider_calls import SUBSCRIPTION

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.made import Made, made
from stacks.rehearsal.refused_limits import refused_limits
from stacks.rehearsal.resource_ids import resource_id
from stacks.rehearsal.view import View

STORE = "storage:StorageAccount"


def inputs_of(number: int, region: str = "uksouth") -> dict[str, Any]:
    """The arguments of a storage account."""
    return {"resourceGroupName": "rg-one", "accountName": f"st{number}", "location": region}


def standing(token: str, inputs: dict[str, Any], urn: str = "") -> Made:
    """A resource with these arguments, as it stands."""
    full = f"azure-native:{token}"
    found = resource_id(full, urn, inputs, SUBSCRIPTION)
    assert found is not None
    return made(found, full, urn, inputs, {})


def view_with(token: str, many: Iterable[dict[str, Any]], **more: Any) -> View:
    """A view of an Azure in which all of these stand."""
    azure = Azure(**more)
    for number, inputs in enumerate(many):
        azure.add(standing(token, inputs, f"urn-{number}"))
    return View(azure)


def told(view: View, token: str, inputs: dict[str, Any], urn: str = "new", exists: bool = False) -> str:
    """What is refused of one more, with the field."""
    full = f"azure-native:{token}"
    found = refused_limits(full, urn, resource_id(full, urn, inputs, SUBSCRIPTION), SUBSCRIPTION, inputs, view, exists)
    return " / ".join(f"{one.property}: {one.reason}" if one.property else one.reason for one in found)
