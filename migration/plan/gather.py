"""From what was read to what the planner works from: parts, move groups and their costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inventory.model import Estate, Support
from migration.model import Disposition, Folder, Plan, Price
from migration.money.costs import group_costs
from migration.plan.inputs import PlanInputs
from migration.plan.move_groups import move_groups
from migration.plan.parts import in_parts
from migration.plan.shared_services import left_last


def gather(
    estate: Estate,
    dispositions: tuple[Disposition, ...],
    supports: tuple[Support, ...],
    folder: Folder,
    prices: tuple[Price, ...],
    as_of: date,
    previous: Plan | None,
    inputs_sha256: Mapping[str, str],
    second_region: str | None = None,
) -> PlanInputs:
    """The inputs of a plan. `estate` and `dispositions` are without parts; `previous` may have approved waves. What
    stands ready in the `second_region` is paid for, where there is one."""
    divided = in_parts(estate, dispositions, folder, previous)
    last = left_last(estate, folder.programme, divided.parts)
    groups = move_groups(divided.estate, divided.dispositions, last)
    programme, decided = folder.programme, divided.dispositions
    costs = group_costs(groups, decided, divided.estate, programme, prices, divided.parts, second_region)
    return PlanInputs(
        as_of=as_of,
        estate=divided.estate,
        supports=supports,
        dispositions=divided.dispositions,
        groups=groups,
        costs=costs,
        folder=folder,
        previous=previous,
        parts=divided.parts,
        whole=divided.whole,
        inputs_sha256=inputs_sha256,
    )
