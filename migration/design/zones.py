"""Over which zones the machines of an application are spread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from migration.design.drafts import Draft
from migration.design.inputs import DesignInputs
from migration.design.names import short_hash
from migration.design.regions import region_of


def zones_of(inputs: DesignInputs, drafts: Sequence[Draft]) -> Mapping[str, str]:
    """The zone of each machine by workload id. Empty where the region has none.

    A machine keeps the zone it has: in another it would have to be made anew. Each further one goes where its
    application has fewest; applications start in different zones, so that none of the zones fills first.
    """
    zones = region_of(inputs.landing_zone.regions.primary).zones
    if not zones:
        return {}
    before = {one.id: one.zone for one in inputs.previous.workloads if one.zone} if inputs.previous else {}
    machines = sorted((one for one in drafts if one.workload.machine), key=lambda one: one.workload.id)
    found = {one.workload.id: before[one.workload.id] for one in machines if before.get(one.workload.id) in zones}
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for one in machines:
        if one.workload.id in found:
            used[one.application.id][found[one.workload.id]] += 1
    for one in machines:
        if one.workload.id not in found:
            start = sum(short_hash(one.application.id).encode()) % len(zones)
            order = (*zones[start:], *zones[:start])
            counted = used[one.application.id]
            zone = min(order, key=lambda zone: (counted[zone], order.index(zone)))
            counted[zone] += 1
            found[one.workload.id] = zone
    return found
