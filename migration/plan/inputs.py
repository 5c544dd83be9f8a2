"""Everything a plan is made from, gathered in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from inventory.model import Estate, Support
from migration.model import Disposition, Folder, GroupCosts, MoveGroup, Plan
from safeio.values import Day, value


@value
class PlanInputs:
    """What `schedule`, `verify` and `explain` read. `previous` is the plan whose approved waves must stay."""

    as_of: Day
    estate: Estate
    supports: tuple[Support, ...]
    dispositions: tuple[Disposition, ...]
    groups: tuple[MoveGroup, ...]
    costs: tuple[GroupCosts, ...]
    folder: Folder
    previous: Plan | None = None
    inputs_sha256: Mapping[str, str] = field(default_factory=dict)
