"""What happens to one resource: it is made, changed and taken away, as Azure would or would not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.fixed_properties import refused_changes
from stacks.rehearsal.kept_values import secret_places
from stacks.rehearsal.made import FROM_BEFORE, Made, made
from stacks.rehearsal.outputs import outputs, previewed_outputs
from stacks.rehearsal.references import users_of
from stacks.rehearsal.refusals import Account, Resource, group_id, refusals
from stacks.rehearsal.resource_ids import automatic_name, naming_argument, resource_id
from stacks.rehearsal.sdk_types import ResourceType, resource_type
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import bare

ASKED_TOO_EARLY = "What asks for it must depend on it (an output of it, or depends_on)"
"""What to do about a program that asks for what it makes later."""


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
            if standing.urn == FROM_BEFORE:
                view.azure.made_later.add(standing.id.casefold())
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
    not, and for what the program makes later."""
    kind = resource_type(token)
    if kind is None or found_id.casefold() in view.azure.made_later:
        return None
    inputs = {**given, "location": account.location} if account.location else given
    said = outputs(kind, found_id, inputs, account.tenant_id, view, from_before=True)
    one = made(found_id, kind.token, FROM_BEFORE, inputs, said)
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


def _group_location(account: Account, inputs: Mapping[str, Any], view: View) -> str | None:
    found_id = group_id(account, inputs)
    group = view.find(found_id) if found_id else None
    found = group.inputs.get("location") if group else None
    return found if isinstance(found, str) else None


def _used_before(standing: Made) -> str:
    """What it means that a program makes what was taken to be there from before."""
    if standing.urn != FROM_BEFORE:
        return ""
    return f": it was asked for before it was made. {ASKED_TOO_EARLY}"
