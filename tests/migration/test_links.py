"""A line is shared: by moves in one week, and with what changes meanwhile; a device stands in where it is too slow."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, ends, inputs, own_servers, plan_programme, quick, team

from inventory.model import Estate
from migration.dates import monday
from migration.model import DataCopy, Link, OfflineDevice, Pin, Plan
from migration.money.costs import group_costs
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.moves import ground
from migration.plan.seeding import line_gib
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

LOST = date(2026, 12, 31)
COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
DEVICE = OfflineDevice(capacity_gib=80_000, lead_weeks=3, gbp=Decimal(900))


def line(mbps: int) -> tuple[Link, ...]:
    """One line of County Hall; all of it may be used at any hour."""
    return (Link(id="line", site_id="hall", mbps=mbps, share_out_of_hours=Decimal(1), share_in_hours=Decimal(1)),)


def holding(gib: int, *names: str) -> Estate:
    """Applications on servers that hold so much each."""
    seen = own_servers(apps(*names))
    return replace(seen, servers=tuple(replace(server, used_gib=gib) for server in seen.servers))


def hurried(gib: int, mbps: int, *names: str, **fields: Any) -> PlanInputs:
    """All of them without support, so each wants to leave at once; people enough for that."""
    lost = tuple(ends(f"{name}-srv", LOST) for name in names)
    return inputs(holding(gib, *names), lost, links=line(mbps), teams=(team(fte="20"),), **fields)


def weeks_of(plan: Plan) -> Counter[date]:
    return Counter(monday(move.cut_over) for move in plan.moves)


def test_a_line_carries_so_much_until_the_first_cut_over_of_a_week() -> None:
    # 8 megabits a second are a megabyte: five days of 86,400 s, in GiB.
    programme = plan_programme(links=line(8))
    assert line_gib("hall", programme) == Decimal(5 * 86_400) * 1_000_000 / 2**30
    assert line_gib("nowhere", programme) == 0
    shared = replace(line(8)[0], share_in_hours=Decimal(0))
    assert line_gib("hall", plan_programme(links=(shared,))) == line_gib("hall", programme) * 70 / 120
    sundays = plan_programme(links=line(8), cut_over_days=("sunday", "monday"))
    assert line_gib("hall", sundays) == line_gib("hall", programme) * 7 / 5


def test_moves_of_one_week_share_the_line() -> None:
    # 8 Mbit/s carry 402 GiB a week: two of 200 GiB fit, three do not.
    names = ("care", "rates", "roads", "parks")
    plan = quick(hurried(200, 8, *names))
    assert sorted(weeks_of(plan).values()) == [2, 2] and plan.status == "optimal"
    assert sorted(weeks_of(quick(hurried(200, 80, *names))).values()) == [4]
    assert all(move.seeding_from == monday(move.cut_over) for move in plan.moves)
    assert verify(hurried(200, 8, *names), plan) == ()


def test_verify_finds_a_line_that_is_asked_too_much_of() -> None:
    wide = quick(hurried(200, 80, "care", "rates", "roads"))
    found = verify(hurried(200, 8, "care", "rates", "roads"), wide)
    [broken] = [v for v in found if v.constraint == "links"]
    assert broken.subject == "hall" and broken.amount == "198 GiB over"


def test_copying_that_starts_sooner_takes_less_of_each_week() -> None:
    given_inputs = hurried(300, 8, "care", "rates")
    plan = quick(given_inputs)
    first, second = sorted(plan.moves, key=lambda move: move.cut_over)
    assert monday(first.cut_over) < monday(second.cut_over)
    side_by_side = tuple(
        replace(first, group_id=move.group_id, prepare_from=first.prepare_from, seeding_from=first.prepare_from)
        for move in plan.moves
    )
    assert not [v for v in verify(given_inputs, replace(plan, moves=side_by_side)) if v.constraint == "links"]


def test_what_changes_is_copied_again_every_week() -> None:
    plain = quick(hurried(300, 8, "care"))
    changing = hurried(300, 8, "care", copying=DataCopy(daily_change_percent=Decimal(5)))
    plan = quick(changing)
    # 300 GiB and 105 a week besides: 402 a week are not enough for one week.
    assert (plan.moves[0].cut_over - plan.moves[0].seeding_from).days == 12
    assert (plain.moves[0].cut_over - plain.moves[0].seeding_from).days == 5
    assert verify(changing, plan) == ()


def test_data_that_changes_faster_than_the_line_copies_cannot_move() -> None:
    too_fast = hurried(300, 8, "care", copying=DataCopy(daily_change_percent=Decimal(20)))
    with pytest.raises(InfeasibleError, match="changes faster than the line of hall"):
        quick(too_fast)
    found = verify(too_fast, quick(hurried(300, 8, "care")))
    assert "links" in {v.constraint for v in found}


def test_a_device_stands_in_where_the_line_takes_longer() -> None:
    by_line = hurried(4000, 8, "care")
    by_device = hurried(4000, 8, "care", copying=DataCopy(device=DEVICE))
    slow, quicker = quick(by_line).moves[0], quick(by_device).moves[0]
    assert (slow.cut_over - slow.seeding_from).days == 9 * 7 + 5
    assert (quicker.cut_over - quicker.seeding_from).days == 3 * 7 + 5
    assert quicker.cut_over < slow.cut_over
    assert verify(by_device, quick(by_device)) == ()
    late = replace(quick(by_device), moves=(replace(quicker, seeding_from=monday(quicker.cut_over)),))
    assert "takes 3 weeks" in " ".join(v.message for v in verify(by_device, late) if v.constraint == "links")


@pytest.mark.parametrize(("price", "paid"), [(Decimal(900), "900.00"), (None, None)])
def test_a_device_is_paid_for_when_it_is_ordered(price: Decimal | None, paid: str | None) -> None:
    given_inputs = hurried(4000, 8, "care", copying=DataCopy(device=replace(DEVICE, gbp=price)))
    programme = given_inputs.folder.programme
    [costs] = group_costs(given_inputs.groups, given_inputs.dispositions, given_inputs.estate, programme, ())
    [item] = [item for item in costs.items if "devices" in item.what]
    assert (item.every, item.starts) == ("once", "seeding_from")
    assert item.gbp == (Decimal(paid) if paid else None)


def test_explain_names_the_line_that_is_full() -> None:
    pins = tuple(Pin(application_id=name, not_before=date(2027, 1, 18)) for name in ("care", "rates"))
    given_inputs = hurried(400, 8, "care", "rates", pins=pins)
    plan = quick(given_inputs)
    last = max(plan.moves, key=lambda move: move.cut_over).group_id
    assert "the line of hall has no room for its copying" in "\n".join(explain(given_inputs, plan, last))


def test_a_conflict_names_the_line_and_how_much_more_would_do() -> None:
    pins = tuple(Pin(application_id=name, deadline=date(2027, 1, 17)) for name in ("care", "rates"))
    said = "at most 402.3 GiB a week in the week of 2027-01-11: care takes 400, rates takes 400"
    with pytest.raises(InfeasibleError, match=said.replace(".", "[.]")) as refused:
        quick(hurried(400, 8, "care", "rates", pins=pins))
    assert "100 % more on the line of hall" in refused.value.remedy


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=5), st.sampled_from([None, Decimal("0.5"), Decimal(2)]))
def test_P_13_small_and_large_plans_keep_to_the_line(sizes: list[int], change: Decimal | None) -> None:
    names = [f"app-{n}" for n in range(len(sizes))]
    seen = own_servers(apps(*names))
    seen = replace(seen, servers=tuple(replace(s, used_gib=gib) for s, gib in zip(seen.servers, sizes, strict=True)))
    lost = tuple(ends(f"{name}-srv", LOST) for name in names)
    given_inputs = inputs(
        seen, lost, links=line(8), teams=(team(fte="5"),), copying=DataCopy(daily_change_percent=change)
    )
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == () and plan.status == "optimal"
    problem = assemble(ground(given_inputs)).problem
    answer, bound = large(assemble(ground(given_inputs)), COUNTED, lambda _text: None)
    assert answer is not None and bound <= plan.objective <= Decimal(answer.objective)
    for pool in (pool for pool in problem.pools if pool.kind == "line"):
        used: Counter[int] = Counter()
        for task in problem.tasks:
            carried, at = task.lines[pool.skill], answer.positions[task.id]
            assert at is not None
            for n in range(carried.weeks):
                used[int(task.options.week[at]) - n] += carried.centi_gib
        assert all(used[week] <= have for week, have in enumerate(pool.have))
