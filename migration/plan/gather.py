"""From what was read to what the planner works from: parts, move groups and their costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from inventory.model import Estate, Support
from migration.model import Disposition, Folder, MoveGroup, Part, Plan, Price
from migration.money.costs import group_costs
from migration.plan.inputs import PlanInputs
from migration.plan.move_groups import move_groups
from migration.plan.parts import Divided, in_parts
from migration.plan.shared_services import left_last
from migration.plan.whole_or_parts import weighed, with_wholes


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
    """The inputs of a plan that is to be made: what may go whole or in parts is there both ways.

    `estate` and `dispositions` are without parts; `previous` may have approved waves. What stands ready in the
    `second_region` is paid for, where there is one.
    """
    divided, groups = _grouped(estate, dispositions, folder, previous)
    together = _moved_together(divided.parts, groups)
    if together:
        divided, groups = _grouped(estate, dispositions, folder, previous, together)
    programme, decided = folder.programme, divided.dispositions
    costs = group_costs(groups, decided, divided.estate, programme, prices, divided.parts, second_region)
    inputs = PlanInputs(
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
    if not divided.parts:
        return inputs
    undivided = move_groups(estate, dispositions, left_last(estate, programme))
    eithers = weighed(inputs, undivided)
    moved = tuple(group for group in undivided if any(group.id == either.whole for either in eithers))
    whole_costs = group_costs(moved, dispositions, estate, programme, prices, (), second_region) if moved else ()
    return with_wholes(inputs, eithers, moved, whole_costs)


def _grouped(
    estate: Estate,
    dispositions: tuple[Disposition, ...],
    folder: Folder,
    previous: Plan | None,
    whole: Collection[str] = (),
) -> tuple[Divided, tuple[MoveGroup, ...]]:
    divided = in_parts(estate, dispositions, folder, previous, whole)
    last = left_last(estate, folder.programme, divided.parts)
    return divided, move_groups(divided.estate, divided.dispositions, last)


def _moved_together(parts: tuple[Part, ...], groups: tuple[MoveGroup, ...]) -> frozenset[str]:
    """The applications all of whose parts are in one group, as in a circle: they move whole, and with the effort of
    that."""
    place = {app: group.id for group in groups for app in group.application_ids}
    held: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        held[part.application_id].add(place[part.id])
    return frozenset(app for app, own in held.items() if len(own) == 1)
