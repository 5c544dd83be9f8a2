"""Everything a plan is made from, gathered in one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from inventory.model import Estate, Support
from migration.model import Disposition, Folder, GroupCosts, MoveGroup, Part, Plan, WaveApproval
from migration.plan.joint import Either
from safeio.values import Day, value


@value
class Whole:
    """The estate and the decisions as they were before applications were put in parts."""

    estate: Estate
    dispositions: tuple[Disposition, ...]


@value
class PlanInputs:
    """What `schedule`, `verify` and `explain` read. `previous` is the plan whose approved waves must stay.

    In `estate` and `dispositions` the `parts` stand for the applications that are split; `whole` is without parts, and
    None where nothing is split. Before a plan is made, applications of `eithers` stand there both whole and in parts,
    with a group and costs for each way: the plan has one of them.
    """

    as_of: Day
    estate: Estate
    supports: tuple[Support, ...]
    dispositions: tuple[Disposition, ...]
    groups: tuple[MoveGroup, ...]
    costs: tuple[GroupCosts, ...]
    folder: Folder
    previous: Plan | None = None
    parts: tuple[Part, ...] = ()
    whole: Whole | None = None
    eithers: tuple[Either, ...] = ()
    inputs_sha256: Mapping[str, str] = field(default_factory=dict)


def undivided(inputs: PlanInputs) -> Whole:
    """The estate and the decisions without parts."""
    return inputs.whole or Whole(estate=inputs.estate, dispositions=inputs.dispositions)


def settled_groups(previous: Plan | None, waves: Iterable[WaveApproval]) -> frozenset[str]:
    """The groups of approved and applied waves of a plan; `waves` is what people said of them since."""
    if previous is None:
        return frozenset()
    said = {wave.id: wave.state for wave in waves}
    return frozenset(
        group_id
        for wave in previous.waves
        if said.get(wave.id, wave.state) in ("approved", "applied")
        for group_id in wave.group_ids
    )
