"""What a plan may be judged by besides spend and risk: its last cut-over, what is in two places, its dearest year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

from inventory.model import Interface
from migration.model import CashFlow, Objective, Part, Programme
from migration.plan.joint import STEP_GBP, Dearest, Purse, Split
from migration.plan.problem import Problem, Rolling, TaskOption
from migration.plan.yearly import rows_by_purse

FINISH = "weeks until the last cut-over"
SPLIT = "interfaces split over waves"
IN_PARTS = "applications in parts"
DEAREST = "the dearest year"


def finish(objective: Objective, groups: Iterable[str], weeks: int) -> tuple[Rolling, ...]:
    """A price on every week until the last group is cut over: it runs on like a contract that all groups use."""
    users = tuple(sorted(groups))
    if not objective.finish_week_gbp or not users:
        return ()
    return (Rolling(FINISH, users, 0, ({},) * weeks, _whole(objective.finish_week_gbp), FINISH),)


def splits(
    objective: Objective,
    interfaces: Iterable[Interface],
    part_pairs: Iterable[tuple[str, str]],
    place: Mapping[str, str],
) -> tuple[Split, ...]:
    """A price on every two groups between which there are interfaces, or that hold parts of one application. `place`
    gives an application's group."""
    if not objective.split_interface_gbp:
        return ()
    linked = [*((one.from_application, one.to_application) for one in interfaces), *part_pairs]
    ends = ((place.get(one), place.get(other)) for one, other in linked)
    pairs = Counter((min(a, b), max(a, b)) for a, b in ends if a is not None and b is not None and a != b)
    return tuple(Split(a, b, _whole(objective.split_interface_gbp * count)) for (a, b), count in sorted(pairs.items()))


def further_parts(programme: Programme, parts: Sequence[Part], application_ids: Iterable[str]) -> int:
    """Pounds of the parts among these that are not the first of their application."""
    first = {part.application_id: part.id for part in reversed(parts)}
    further = {part.id for part in parts} - set(first.values())
    each = programme.splitting.part_gbp if programme.splitting is not None else Decimal(0)
    return _whole(each * len(further.intersection(application_ids)))


def dearest(objective: Objective, anyway: Iterable[CashFlow]) -> Dearest | None:
    """A price on the dearest year, with what each year spends in any case."""
    if not objective.dearest_year_weight:
        return None
    spent = by_year([{purse: _whole(gbp) for purse, gbp in rows_by_purse(anyway).items()}])
    return Dearest(_whole(objective.dearest_year_weight * STEP_GBP), spent)


def by_year(cash: Iterable[Mapping[Purse, int]]) -> dict[str, int]:
    """Pounds of each financial year, over all organisations, capital and revenue together."""
    total: dict[str, int] = defaultdict(int)
    for purses in cash:
        for (_, year, _), gbp in purses.items():
            total[year] += gbp
    return total


def measured(problem: Problem, chosen: Mapping[str, TaskOption], cash: Iterable[Mapping[Purse, int]]) -> dict[str, int]:
    """Pounds of split interfaces and of the dearest year for these options, and for all that is spent with them."""
    waves = {task_id: option.week // problem.wave_weeks for task_id, option in chosen.items()}
    found = {SPLIT: sum(s.gbp for s in problem.splits if waves.get(s.one) != waves.get(s.other))}
    if problem.dearest is not None:
        total = by_year(cash)
        for year, gbp in problem.dearest.anyway.items():
            total[year] += gbp
        found[DEAREST] = problem.dearest.gbp * -(-max(total.values(), default=0) // STEP_GBP)
    return found


def _whole(gbp: Decimal) -> int:
    return int(gbp.to_integral_value(ROUND_CEILING))
