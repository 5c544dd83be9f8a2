"""Applications with interfaces that move in different waves: for how long they are apart, and what that costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from inventory.model import Interface
from migration.dates import WEEK, monday
from migration.model import Plan
from migration.plan.inputs import PlanInputs
from migration.plan.parts import part_pairs
from migration.plan.waves import period
from safeio.values import Money, value

GIB = 2**30


@value
class Apart:
    """Two applications (or parts of one) whose moves the plan has in different waves.

    `interfaces` counts those between them; 1 for two parts, whose traffic nobody counted. `gib` crosses the line while
    they are apart, None where the volume of an interface is not known. `gbp`: what the programme asks for it.
    """

    one: str
    other: str
    interfaces: int
    weeks: int
    gib: int | None
    gbp: Money

    def words(self, seen_from: str) -> str:
        """One sentence for one of the two."""
        other = self.other if seen_from == self.one else self.one
        count = f"{self.interfaces} interface{'' if self.interfaces == 1 else 's'}"
        crosses = "how much crosses the line meanwhile is not known" if self.gib is None else f"{self.gib:,} GiB cross"
        weeks = f"{self.weeks} week{'' if self.weeks == 1 else 's'}"
        return f"It is apart from {other} for {weeks}, with {count} between them: £{self.gbp:,.0f}; {crosses}."


def apart(inputs: PlanInputs, plan: Plan) -> tuple[Apart, ...]:
    """Every pair whose ends the plan has in different waves, the dearest first, then those that are apart longest."""
    programme = inputs.folder.programme
    cut_overs = {move.group_id: move.cut_over for move in plan.moves}
    days = {app: cut_overs[g.id] for g in plan.groups if g.id in cut_overs for app in g.application_ids}
    waves = {app: period(day, programme.plan_from, programme.wave_weeks)[0] for app, day in days.items()}
    between: dict[tuple[str, str], list[Interface]] = defaultdict(list)
    for one in inputs.estate.interfaces:
        first, last = sorted((one.from_application, one.to_application))
        between[first, last].append(one)
    pairs: dict[tuple[str, str], list[Interface]] = {pair: [] for pair in part_pairs(inputs.parts)} | dict(between)
    found = []
    for (one_id, other_id), interfaces in pairs.items():
        if one_id in waves and other_id in waves and waves[one_id] != waves[other_id]:
            weeks = abs(monday(days[one_id]) - monday(days[other_id])) // WEEK
            found.append(
                Apart(
                    one=one_id,
                    other=other_id,
                    interfaces=max(1, len(interfaces)),
                    weeks=weeks,
                    gib=_gib(interfaces, weeks),
                    gbp=programme.objective.split_interface_gbp * max(1, len(interfaces)),
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.gbp, -one.weeks, one.one, one.other)))


def _gib(interfaces: Iterable[Interface], weeks: int) -> int | None:
    volumes = [one.bytes_per_day for one in interfaces]
    if not volumes or any(volume is None for volume in volumes):
        return None
    total = sum(volume for volume in volumes if volume is not None)
    return int((Decimal(total * 7 * weeks) / GIB).to_integral_value())
