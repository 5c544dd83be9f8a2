"""What is paid each month for what stands ready in the second region, as it is known before anything is designed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from inventory.model import Estate
from migration.design.gathered import environment_of
from migration.design.placing import chosen, placement
from migration.design.recovery import asks_for_second
from migration.design.runs_on import RunsOn, runs_on
from migration.design.virtual_machine import is_disk
from migration.model import Disposition, Placement, SkuLine

COPIED = SkuLine(sku="Site Recovery VM", unit="month", quantity=Decimal(1), what="copying a machine")
"""Of each machine, beside the disks of its copy. What its changes cost on their way is not known, and left out."""

MACHINES = ("windows-vm", "linux-vm", "sql-vm")


def second_placements(
    dispositions: Iterable[Disposition], estate: Estate, region: str
) -> Mapping[str, tuple[Placement, ...]]:
    """What of each application stands in the second region too, by its id; `region` is the first, where sizes are
    chosen. An application whose limits ask for nothing there is left out."""
    index = runs_on(estate)
    found = {one.application_id: tuple(_of(one, index[one.application_id], region)) for one in dispositions}
    return {application_id: placements for application_id, placements in found.items() if placements}


def second_lines(kind: str, lines: Iterable[SkuLine]) -> tuple[SkuLine, ...]:
    """What is paid for in the second region, from what is paid in the first. Of a machine its disks are copied and
    nothing runs; everything else stands there once more, as large."""
    paid = (COPIED, *(one for one in lines if is_disk(one))) if kind in MACHINES else tuple(lines)
    return tuple(replace(one, what=f"second region, {one.what}") for one in paid)


def _of(disposition: Disposition, runs: RunsOn, region: str) -> Iterator[Placement]:
    found: dict[tuple[str, str], Placement] = {}
    for target, workload in chosen(disposition.route, runs):
        if not asks_for_second(runs.application, environment_of(workload, runs), target.kind):
            continue
        first = placement(target, workload, region)
        found[first.thing_id, target.kind] = replace(
            first,
            lines=second_lines(target.kind, first.lines),
            why="it stands ready for the day the first region is lost",
        )
    yield from (found[key] for key in sorted(found))
