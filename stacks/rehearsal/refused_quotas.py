"""Whether the quotas of a subscription are large enough for one more machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stacks.rehearsal.quotas import ALL_FAMILIES, Place, all_taken, quota_key, summed, taken_by, vcpus_of
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View

_KINDS = ("Microsoft.Compute/virtualMachines", "Microsoft.Compute/virtualMachineScaleSets")


def refused_quota(
    token: str, urn: str, subscription_id: str, inputs: Mapping[str, Any], view: View
) -> Iterator[Refusal]:
    """The quotas that a machine, or many, would go beyond, with all that is there or announced. Nothing is refused
    where no quota is given, or a size cannot be counted."""
    quotas = view.azure.quotas
    wanted = taken_by(token, subscription_id, inputs) if quotas else None
    if wanted is None or not wanted.vcpus:
        return
    given = quotas.get(wanted.place) or quotas.get(Place(None, wanted.place.region)) or {}
    known = [*(one for kind in _KINDS for one in view.of_kind(kind)), *view.nameless.values()]
    others = {one.urn: one for one in known if one.urn != urn}.values()
    sums = summed(one for one in all_taken(others) if one.place == wanted.place)
    for name, vcpus in sorted(wanted.vcpus.items()):
        quota = given.get(quota_key(name))
        if quota is None or quota.used + sums[name] + vcpus <= quota.limit:
            continue
        more = f"{vcpus_of(vcpus)} more of {_said(name)} in {wanted.place.region}"
        asked = f"{quota.used} are in use and {sums[name]} are asked for already"
        least = quota.used + sums[name] + vcpus
        yield Refusal(
            "",
            f"{more} are too many: the limit is {quota.limit}, {asked}. Ask for a limit of at least {least} (az quota, "
            f"or Quotas in the portal), or choose another size or region",
        )


def _said(name: str) -> str:
    return "all families" if name == ALL_FAMILIES else name
