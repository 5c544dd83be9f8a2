"""Everything that Azure would refuse in the arguments of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stacks.rehearsal.address_ranges import refused_ranges
from stacks.rehearsal.azure_names import WORLDWIDE, refused_name
from stacks.rehearsal.backups import refused_backup
from stacks.rehearsal.hub_services import refused_hub_service
from stacks.rehearsal.machine_sizes import refused_size
from stacks.rehearsal.made import FROM_BEFORE, Made
from stacks.rehearsal.references import refused_parents, refused_references
from stacks.rehearsal.refused_limits import refused_limits
from stacks.rehearsal.refused_quotas import refused_quota
from stacks.rehearsal.regions import refused_region
from stacks.rehearsal.resource_ids import above, arguments_of_id, naming_argument, parsed, resource_id
from stacks.rehearsal.sdk_types import ResourceType, nearest_types, resource_type
from stacks.rehearsal.subnet_uses import refused_subnet_use
from stacks.rehearsal.value_check import Refusal, refused_properties
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import bare

# What a resource stands in, in any place of Azure, is told by a whole id; what it is shown as may be any text.
_NOT_NAMES = frozenset({"scope", "scopeId", "resourceUri", "displayName"})


@dataclass(frozen=True)
class Account:
    """Whom the provider acts for: a subscription of a tenant, and the region for resources that name none."""

    subscription_id: str
    tenant_id: str
    location: str | None = None


@dataclass(frozen=True)
class Resource:
    """A resource as the engine hands it over. `exists` is True where the engine knows it from before."""

    token: str
    urn: str
    inputs: Mapping[str, Any]
    exists: bool = False


def refusals(resource: Resource, account: Account, view: View) -> tuple[Refusal, ...]:
    """Everything that Azure would refuse in these arguments, as far as their values are known yet."""
    kind = resource_type(resource.token)
    if kind is None:
        near = nearest_types(resource.token)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return (Refusal("", f"{resource.token} is no type of the installed azure-native SDK{hint}"),)
    plain = {name: bare(value) for name, value in resource.inputs.items() if not name.startswith("__")}
    found = tuple(_refusals(kind, resource, plain, account, view))
    if not view.azure.assumes:
        return found
    named = f"{resource.urn.rpartition('::')[2]} ({kind.token.removeprefix('azure-native:')})"
    view.azure.unheard.update(f"{named}: {one.property}: {one.reason}" for one in found if one.unheard)
    return tuple(one for one in found if not one.unheard)


def _refusals(
    kind: ResourceType, resource: Resource, plain: Mapping[str, Any], account: Account, view: View
) -> Iterator[Refusal]:
    yield from refused_properties(plain, kind.inputs)
    ids_for_names = tuple(_ids_for_names(kind, plain))
    if ids_for_names:
        yield from ids_for_names
        return
    found_id = resource_id(kind.token, resource.urn, plain, account.subscription_id)
    place = above(found_id) if found_id else group_id(account, plain)
    yield from refused_parents(kind.token, place, plain, view)
    yield from refused_references(kind.token, found_id, plain, view)
    yield from refused_ranges(kind.token, found_id, plain, view)
    yield from refused_hub_service(kind.token, found_id, plain, view)
    yield from refused_subnet_use(kind.token, plain, view)
    yield from refused_backup(kind.token, found_id, plain, view)
    yield from refused_region(kind.token, plain, view.azure.offered)
    yield from refused_size(kind.token, plain)
    yield from refused_quota(kind.token, resource.urn, account.subscription_id, plain, view)
    yield from refused_limits(kind.token, resource.urn, found_id, account.subscription_id, plain, view, resource.exists)
    naming = naming_argument(kind.token)
    if found_id and naming:
        yield from _refused_identity(found_id, naming, resource, view)


def _ids_for_names(kind: ResourceType, plain: Mapping[str, Any]) -> Iterator[Refusal]:
    """The names that are whole ids, where the id of a resource is made of names: `.id` was taken for `.name`. Of a type
    without a pattern, each name that nobody may leave out is one of them."""
    required = {name for name, one in kind.inputs.items() if one.required and name.endswith("Name")}
    for argument in sorted({*arguments_of_id(kind.token), *required} - _NOT_NAMES):
        value = plain.get(argument)
        found = parsed(value) if isinstance(value, str) else None
        if found is not None:
            yield Refusal(argument, f"must be a name ({found.name!r}), and is a whole id: take .name, not .id")


def _refused_identity(found_id: str, naming: str, resource: Resource, view: View) -> Iterator[Refusal]:
    found = parsed(found_id)
    if found is None:
        yield Refusal(naming, f"{found_id} is not the id of a resource")
        return
    wrong = refused_name(found.kind, found.name)
    if wrong:
        yield Refusal(naming, wrong)
    if resource.exists:
        return
    same = view.find(found_id)
    if same and same.urn not in (resource.urn, FROM_BEFORE):
        yield Refusal(naming, f"{_pulumi_name(same)} has the same id, {found_id}")
    elif found.kind in WORLDWIDE:
        name = found.name.casefold()
        others = (one for one in view.of_kind(found.kind) if one.urn != resource.urn)
        taken = next((one for one in others if one.id.rpartition("/")[2].casefold() == name), None)
        if taken is not None:
            yield Refusal(naming, f"{found.name!r} is taken by {_pulumi_name(taken)}; such names are worldwide")


def group_id(account: Account, inputs: Mapping[str, Any]) -> str | None:
    """The id of the resource group that the arguments name; None where they name none, or it is not known yet."""
    group = inputs.get("resourceGroupName")
    return f"/subscriptions/{account.subscription_id}/resourceGroups/{group}" if isinstance(group, str) else None


def _pulumi_name(one: Made) -> str:
    """A resource by the names the user gave: its stack and its Pulumi name; by its id where no program made it."""
    if one.urn == FROM_BEFORE:
        return f"{one.id}, which is taken to be there from before"
    stack = one.urn.split("::")[0].removeprefix("urn:pulumi:")
    return f"{one.urn.rpartition('::')[2]} (stack {stack})"
