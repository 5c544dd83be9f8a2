"""What happens to one resource: it is checked, made, changed and taken away, as Azure would or would not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stacks.rehearsal.address_ranges import refused_ranges
from stacks.rehearsal.azure import FROM_BEFORE, Made, View, made
from stacks.rehearsal.azure_names import WORLDWIDE, refused_name
from stacks.rehearsal.backups import refused_backup
from stacks.rehearsal.fixed_properties import refused_changes
from stacks.rehearsal.hub_services import refused_hub_service
from stacks.rehearsal.kept_values import secret_places
from stacks.rehearsal.machine_sizes import refused_size
from stacks.rehearsal.outputs import outputs, previewed_outputs
from stacks.rehearsal.quotas import refused_quota
from stacks.rehearsal.references import refused_parents, refused_references, users_of
from stacks.rehearsal.refused_limits import refused_limits
from stacks.rehearsal.regions import refused_region
from stacks.rehearsal.resource_ids import above, automatic_name, naming_argument, parsed, resource_id
from stacks.rehearsal.sdk_types import ResourceType, nearest_types, resource_type
from stacks.rehearsal.subnet_uses import refused_subnet_use
from stacks.rehearsal.value_check import Refusal, refused_properties
from stacks.rehearsal.wire import bare


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


class Refused(Exception):
    """Azure would refuse this; the text says why."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(f"{one.property}: {one.reason}" if one.property else one.reason for one in refusals))
        self.refusals = refusals


def completed(resource: Resource, account: Account, view: View, old: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments with what the provider adds: the name it had or an automatic one, and the region."""
    inputs = dict(resource.inputs)
    kind = resource_type(resource.token)
    if kind is None:
        return inputs
    naming = naming_argument(kind.token)
    if naming and inputs.get(naming) is None:
        inputs[naming] = old.get(naming) or automatic_name(kind.token, resource.urn)
    if "location" in kind.inputs and inputs.get("location") is None:
        found = account.location or _group_location(account, inputs, view)
        if found:
            inputs["location"] = found
    return inputs


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


def create(resource: Resource, account: Account, view: View, preview: bool) -> tuple[str | None, dict[str, Any]]:
    """Make a resource, or announce it in a preview. Returns its id and outputs; in a preview the id is None, as it
    is for the real provider. Raises Refused."""
    kind = _kind(resource)
    with view.lock:
        found = refusals(resource, account, view)
        new_id = resource_id(kind.token, resource.urn, resource.inputs, account.subscription_id)
        if not preview and new_id is None:
            found += (Refusal("", "a part of its id is still not known"),)
        standing = view.azure.find(new_id) if new_id else None
        if standing and (not preview or standing.urn == FROM_BEFORE):
            found += (Refusal("", f"{new_id} is there already{_used_before(standing)}"),)
        if found:
            raise Refused(found)
        if preview:
            said = previewed_outputs(kind, resource.inputs)
            if new_id:
                view.announced.add(made(new_id, kind.token, resource.urn, _plain(resource), said))
            else:
                subscription = f"/subscriptions/{account.subscription_id}"
                nameless = Made(subscription, "", kind.token, resource.urn, _plain(resource), said)
                view.nameless[resource.urn] = nameless
                view.announced.counts.add(nameless)
            return None, said
        assert new_id is not None
        return new_id, _put(kind, new_id, resource, account, view)


def assumed(token: str, found_id: str, given: Mapping[str, Any], account: Account, view: View) -> Made | None:
    """Take a resource to be there from before, as far as its id says what it is. None for a type that the SDK has
    not."""
    kind = resource_type(token)
    if kind is None:
        return None
    inputs = {**given, "location": account.location} if account.location else given
    one = made(found_id, kind.token, FROM_BEFORE, inputs, outputs(kind, found_id, inputs, account.tenant_id, view))
    view.azure.add(one)
    return one


def adopted(found_id: str, resource: Resource, account: Account, view: View) -> bool:
    """Whether a program imports what was taken to be there from before: then it is as the program says."""
    kind = resource_type(resource.token)
    with view.lock:
        found = view.azure.find(found_id)
        if found is None or found.urn != FROM_BEFORE or kind is None:
            return False
        _put(kind, found_id, resource, account, view)
        return True


def update(found_id: str, resource: Resource, account: Account, view: View, preview: bool) -> dict[str, Any]:
    """Change a resource in place. Returns its outputs. Raises Refused, also when it is not there any more."""
    kind = _kind(resource)
    with view.lock:
        found = refusals(resource, account, view)
        standing = view.azure.find(found_id)
        if standing is not None:
            known = {name: one for name, one in standing.inputs.items() if not any(secret_places(one))}
            found += tuple(refused_changes(kind.token, known, _plain(resource)))
        else:
            found += (Refusal("", f"{found_id} is not there any more"),)
        if found:
            raise Refused(found)
        assert standing is not None, "what is not there is refused"
        if preview:
            return previewed_outputs(kind, resource.inputs, standing.outputs)
        return _put(kind, found_id, resource, account, view)


def delete(found_id: str, view: View) -> None:
    """Take a resource away. Raises Refused where another still uses it; one that is gone already is no fault."""
    with view.lock:
        users = users_of(found_id, view.azure)
        if users:
            raise Refused((Refusal("", f"{found_id} is still used by {', '.join(users[:3])}"),))
        view.azure.remove(found_id)


def _refusals(
    kind: ResourceType, resource: Resource, plain: Mapping[str, Any], account: Account, view: View
) -> Iterator[Refusal]:
    yield from refused_properties(plain, kind.inputs)
    found_id = resource_id(kind.token, resource.urn, plain, account.subscription_id)
    place = above(found_id) if found_id else _group_id(account, plain)
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
        taken = [
            one for one in view.of_kind(found.kind) if one.id.rpartition("/")[2].casefold() == found.name.casefold()
        ]
        if any(one.urn != resource.urn for one in taken):
            yield Refusal(naming, f"{found.name!r} is taken by {_pulumi_name(taken[0])}; such names are worldwide")


def _put(kind: ResourceType, new_id: str, resource: Resource, account: Account, view: View) -> dict[str, Any]:
    said = outputs(kind, new_id, resource.inputs, account.tenant_id, view)
    secret = frozenset(secret_places(resource.inputs))
    view.azure.add(made(new_id, kind.token, resource.urn, _plain(resource), said, secret))
    return said


def _kind(resource: Resource) -> ResourceType:
    kind = resource_type(resource.token)
    if kind is None:
        raise Refused((Refusal("", f"{resource.token} is no type of the installed azure-native SDK"),))
    return kind


def _plain(resource: Resource) -> dict[str, Any]:
    return {name: bare(value) for name, value in resource.inputs.items()}


def _group_id(account: Account, inputs: Mapping[str, Any]) -> str | None:
    group = inputs.get("resourceGroupName")
    return f"/subscriptions/{account.subscription_id}/resourceGroups/{group}" if isinstance(group, str) else None


def _group_location(account: Account, inputs: Mapping[str, Any], view: View) -> str | None:
    group_id = _group_id(account, inputs)
    group = view.find(group_id) if group_id else None
    found = group.inputs.get("location") if group else None
    return found if isinstance(found, str) else None


def _used_before(standing: Made) -> str:
    """What it means that a program makes what was taken to be there from before."""
    if standing.urn != FROM_BEFORE:
        return ""
    return ": it was asked for before it was made. What asks for it must depend on it (an output of it, or depends_on)"


def _pulumi_name(one: Made) -> str:
    """A resource by the names the user gave: its stack and its Pulumi name."""
    stack = one.urn.split("::")[0].removeprefix("urn:pulumi:")
    return f"{one.urn.rpartition('::')[2]} (stack {stack})"
