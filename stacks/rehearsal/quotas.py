"""The quotas of a subscription, and the vCPUs that machines take from them.

Azure counts the vCPUs of machines and of scale sets for each subscription and region, in all and by family of sizes;
a machine that may be evicted counts towards a quota of its own. Sources: learn.microsoft.com/azure/virtual-machines/
quotas; for the last the words of Azure's own refusals (LowPriorityCores). That the list of sizes and the list of quotas
write some families with other spaces and capitals: users of both on GitHub. Read 2026-11-22.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stacks.rehearsal.machine_sizes import quota_and_vcpus, size_of
from stacks.rehearsal.made import Made
from stacks.rehearsal.regions import region_name

ALL_FAMILIES = "cores"
"""The quota of a region over all families, as Azure names it."""

EVICTABLE = "lowPriorityCores"
"""The quota of machines that may be evicted."""


@dataclass(frozen=True)
class Quota:
    """vCPUs that a subscription may have in a region, and those that stand there already."""

    limit: int
    used: int


@dataclass(frozen=True)
class Place:
    """A region of a subscription. A subscription None stands for each that no quotas are given for by its id."""

    subscription_id: str | None
    region: str


Quotas = Mapping[Place, Mapping[str, Quota]]
"""The quotas of each place, by quota_key of their names."""


@dataclass(frozen=True)
class Needed:
    """vCPUs that the machines of a rehearsal take in one place, by the name of the quota. `uncounted` are the sizes
    whose vCPUs are not known."""

    subscription_id: str
    region: str
    vcpus: Mapping[str, int]
    uncounted: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What one machine or scale set takes: vCPUs by quota, None for a size that we cannot count."""

    place: Place
    size: str
    vcpus: Mapping[str, int] | None


def quota_key(name: str) -> str:
    """The name of a quota as it is compared: in small letters, without spaces."""
    return name.replace(" ", "").casefold()


def needed(standing: Iterable[Made]) -> tuple[Needed, ...]:
    """What these machines take from the quotas of each place, sorted by place. The names of quotas are Azure's."""
    taken = list(all_taken(standing))
    places = sorted({one.place for one in taken}, key=lambda one: (one.subscription_id or "", one.region))
    return tuple(_needed(place, [one for one in taken if one.place == place]) for place in places)


def needed_notes(found: Iterable[Needed]) -> tuple[str, ...]:
    """One line for each place that says what quota it must have."""
    return tuple(_note(one) for one in found)


def _needed(place: Place, taken: list[Taken]) -> Needed:
    sums = summed(taken)
    uncounted = tuple(sorted({one.size for one in taken if one.vcpus is None}))
    return Needed(str(place.subscription_id), place.region, dict(sorted(sums.items())), uncounted)


def _note(one: Needed) -> str:
    families = [f"{vcpus} of {name}" for name, vcpus in one.vcpus.items() if name != ALL_FAMILIES]
    total = one.vcpus.get(ALL_FAMILIES)
    told = [f"{vcpus_of(total)} in all" if total else "", *families]
    if one.uncounted:
        told.append(f"and what {', '.join(one.uncounted[:5])} takes, which is not known here")
    wanted = ", ".join(text for text in told if text)
    return f"quota to ask for in subscription {one.subscription_id}, {one.region}: {wanted}"


def all_taken(standing: Iterable[Made]) -> Iterator[Taken]:
    """What the machines among these take."""
    for one in standing:
        found = taken_by(one.token, one.id.split("/")[2], one.inputs) if size_of(one.token, one.inputs) else None
        if found is not None:
            yield found


def taken_by(token: str, subscription_id: str, inputs: Mapping[str, Any]) -> Taken | None:
    """What a resource takes; None for what is no machine, and where size or region are not known yet."""
    size, region = size_of(token, inputs), inputs.get("location")
    if size is None or not isinstance(region, str):
        return None
    place = Place(subscription_id.casefold(), region_name(region))
    known, count = quota_and_vcpus(size), _machines(inputs)
    if known is None or count is None:
        return Taken(place, size, None)
    family, vcpus = known
    if _evictable(inputs):
        return Taken(place, size, {EVICTABLE: vcpus * count})
    return Taken(place, size, {family: vcpus * count, ALL_FAMILIES: vcpus * count})


def _machines(inputs: Mapping[str, Any]) -> int | None:
    """How many machines: one, or those of a scale set. None where a scale set does not say it yet."""
    sku = inputs.get("sku")
    if not isinstance(sku, Mapping):
        return 1
    found = sku.get("capacity")
    return int(found) if isinstance(found, int | float) else None


def _evictable(inputs: Mapping[str, Any]) -> bool:
    profile = inputs.get("virtualMachineProfile")
    priority = profile.get("priority") if isinstance(profile, Mapping) else inputs.get("priority")
    return isinstance(priority, str) and priority.casefold() in ("spot", "low")


def summed(taken: Iterable[Taken]) -> Counter[str]:
    """All that is taken, by quota."""
    sums: Counter[str] = Counter()
    for one in taken:
        sums.update(one.vcpus or {})
    return sums


def vcpus_of(vcpus: int) -> str:
    """A number of vCPUs in words."""
    return f"{vcpus} vCPU" if vcpus == 1 else f"{vcpus} vCPUs"
