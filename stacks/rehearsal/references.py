"""Whether what a resource stands in and points at is there: its parents by name, other resources by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from stacks.rehearsal.argument_paths import at, path_of, texts_in
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.made_by_azure import comes_by_itself, comes_with_its_holder
from stacks.rehearsal.made_up import MADE_UP
from stacks.rehearsal.points_at import POINTS_AT
from stacks.rehearsal.resource_ids import ALL_PATTERNS, ResourceId, above, arguments_of_id, is_guid, parsed, pattern
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View

# Azure refuses to take these away while another resource names them. Source: network and App Service errors
# InUseSubnetCannotBeDeleted, InUseNetworkSecurityGroupCannotBeDeleted, InUseRouteTableCannotBeDeleted,
# PublicIPAddressCannotBeDeleted, NicInUse, FirewallPolicyUpdateNotAllowed; remembered, not looked up.
_KEPT_WHILE_USED = frozenset(
    {
        "microsoft.management/managementgroups",
        "microsoft.network/virtualnetworks/subnets",
        "microsoft.network/networksecuritygroups",
        "microsoft.network/routetables",
        "microsoft.network/publicipaddresses",
        "microsoft.network/networkinterfaces",
        "microsoft.network/firewallpolicies",
        "microsoft.network/virtualnetworkgateways",
        "microsoft.network/localnetworkgateways",
        "microsoft.network/dnsresolvers/outboundendpoints",
        "microsoft.web/serverfarms",
    }
)

_PLANS = "Microsoft.Web/serverfarms"
_GROUP_STEPS = 5  # of /subscriptions/…/resourceGroups/…, with the empty one before the first stroke
_LAST_STEPS = frozenset(name.rpartition(".")[2] for name in POINTS_AT)

_REMEDY = "If this programme makes it, the one must depend on the other (an output of it, or depends_on)"


def refused_parents(token: str, place: str | None, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    """The outermost thing that is not there, of the ids from the subscription down to `place`: what the resource
    stands in. `place` is None where nobody can know it yet."""
    for outer in _outside_in(place) if place else ():
        found = parsed(outer)
        kind = found.kind if found else ""
        if kind.casefold() in _known_kinds() and not _is_there(outer, view):
            name = outer.rpartition("/")[2]
            yield Refusal(_argument_with(token, inputs, name), f"{_short_kind(kind)} {name!r} is not there. {_REMEDY}")
            return


def refused_references(token: str, own_id: str | None, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    """Every id that is not written as one, points at nothing, or points at a resource of the wrong type. What stands in
    the resource itself comes with it: a load balancer's rule names the balancer's own pool."""
    scopes = arguments_of_id(token)
    for steps, text in texts_in(inputs):
        names = [step for step in steps if isinstance(step, str)]
        wanted = _wanted(token, names) if names[-1] in _LAST_STEPS else None
        if wanted is None and not text.startswith("/"):
            continue
        inside = own_id is not None and text.casefold().startswith(f"{own_id.casefold()}/")
        if text == MADE_UP or inside or (len(steps) == 1 and names[0] in scopes):
            continue
        if wanted is None and not text.casefold().startswith("/subscriptions/"):
            continue
        whole = _named_in_group(text, wanted, own_id)
        refusal = _refused_id(whole, wanted, view) if whole else None
        if refusal:
            yield Refusal(path_of(steps), refusal)


def _named_in_group(text: str, wanted: str | None, own_id: str | None) -> str | None:
    """The id that a plain name stands for: an app finds a plan of that name in its own group. None where nobody can
    know that group yet. Source: templates in functions-infrastructure-as-code.md (azure-docs), which give serverFarmId
    a name; read 2026-11-23."""
    if wanted != _PLANS or "/" in text:
        return text
    return own_id and f"{'/'.join(own_id.split('/')[:_GROUP_STEPS])}/providers/{wanted}/{text}"


def _wanted(token: str, names: Sequence[str]) -> str | None:
    """The Azure type that an id under these names must have, None where any will do."""
    if ":Replication" in token and names[-1] == "policyId":
        return "Microsoft.RecoveryServices/vaults/replicationPolicies"
    return POINTS_AT.get(".".join(names[-2:])) or POINTS_AT.get(names[-1])


def _refused_id(text: str, wanted: str | None, view: View) -> str | None:
    found = parsed(text)
    if found is None:
        return "is not the id of a resource (/subscriptions/…/resourceGroups/…/providers/…)"
    if wanted is not None and found.kind.casefold() != wanted.casefold():
        return f"must be the id of {_short_kind(wanted)}, and is that of {_short_kind(found.kind or 'a subscription')}"
    if found.kind.casefold() in _known_kinds() and not _is_there(text, view):
        return f"{_short_kind(found.kind)} {found.name!r} is not there. {_REMEDY}"
    return None


def _is_there(resource_id: str, view: View) -> bool:
    if view.find(resource_id) or comes_by_itself(resource_id):
        return True
    found, holder = parsed(resource_id), above(resource_id)
    if found and _is_tenant_root(found):
        return True
    if found is None or holder is None:
        return False
    if comes_with_its_holder(found):
        return _is_there(holder, view)
    if found.kind.casefold() == "microsoft.compute/disks" and _is_system_disk(found, holder, view):
        return True
    return _is_part(found, holder, view) or view.is_from_before(resource_id)


def _is_part(found: ResourceId, holder: str, view: View) -> bool:
    """True for what its holder names among its own arguments: a subnet of a network, a pool of a load balancer."""
    outer = view.find(holder)
    listed = found.kind.rpartition("/")[2].casefold()
    for name, inside in (outer.inputs if outer else {}).items():
        if name.casefold() == listed and isinstance(inside, list):
            return any(_is_named(one, found.name) for one in inside)
    return False


def _is_system_disk(found: ResourceId, group: str, view: View) -> bool:
    """True for a disk that Azure makes with a machine of the same resource group, under the name the machine gives."""
    machines = view.of_kind("Microsoft.Compute/virtualMachines")
    here = (one for one in machines if (above(one.id) or "").casefold() == group.casefold())
    return any(_is_named(at(one.inputs, "storageProfile.osDisk"), found.name) for one in here)


def _is_named(part: Any, name: str) -> bool:
    """True for a part of a resource with this name, in any case, as Azure compares names."""
    own = part.get("name") if isinstance(part, Mapping) else None
    return isinstance(own, str) and own.casefold() == name.casefold()


def _is_tenant_root(found: ResourceId) -> bool:
    """True for the management group that every tenant has: it is called after the tenant's id."""
    return found.kind.casefold() == "microsoft.management/managementgroups" and is_guid(found.name)


def users_of(resource_id: str, azure: Azure) -> list[str]:
    """The ids of the resources that still use this one, for the types that Azure keeps while they are used."""
    found = parsed(resource_id)
    if found is None or found.kind.casefold() not in _KEPT_WHILE_USED:
        return []
    folded = resource_id.casefold()
    return [
        one.id
        for one in azure.all()
        if not f"{one.id.casefold()}/".startswith(f"{folded}/")
        and folded in one.named
        # A setting for diagnosis names its resource and does not hold it.
        and "microsoft.insights" not in one.kind.casefold()
    ]


def _outside_in(place: str) -> list[str]:
    """The ids from the subscription down to this one."""
    found = []
    holder: str | None = place
    while holder:
        found.append(holder)
        holder = above(holder)
    return found[::-1]


def _argument_with(token: str, inputs: Mapping[str, Any], name: str) -> str:
    """The argument that named a parent: it is the one to mend."""
    named = [one for one in arguments_of_id(token) if str(inputs.get(one)).rstrip("/").rpartition("/")[2] == name]
    return named[0] if named else "resourceGroupName"


@cache
def _known_kinds() -> frozenset[str]:
    """The Azure types that a rehearsal makes, in small letters: one of these that is not there is missing."""
    ids = (pattern(f"azure-native:{name}") for name in ALL_PATTERNS)
    whole = (one.replace("{subscriptionId}", "0" * 8 + "-0000-0000-0000-" + "0" * 12) for one in ids)
    found = (parsed(one) for one in whole if one.startswith("/"))
    return frozenset(one.kind.casefold() for one in found if one)


def _short_kind(kind: str) -> str:
    """A type without its provider: "Microsoft.Network/virtualNetworks" as "virtualNetworks"."""
    return kind.partition("/")[2] or kind
