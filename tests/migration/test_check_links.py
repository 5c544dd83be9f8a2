"""The check of the lines: GiB by site and week, what changes meanwhile, and the lead time of a device."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hand_plan import by_hand, day, found, move, says
from plan_cases import apps, inputs, own_servers, team

from migration.dates import WEEK
from migration.model import DataCopy, Link, OfflineDevice, Plan
from migration.plan.inputs import PlanInputs

DEVICE = OfflineDevice(capacity_gib=80_000, lead_weeks=3, gbp=Decimal(900))
SATURDAY = day(3, 6)


def council(gib: int, **fields: Any) -> PlanInputs:
    """Care and rates hold so much each. Their line carries 8 megabits a second: 402.33 GiB from Monday to Friday."""
    seen = own_servers(apps("care", "rates"))
    seen = replace(seen, servers=tuple(replace(server, used_gib=gib) for server in seen.servers))
    line = Link(id="line", site_id="hall", mbps=8, share_out_of_hours=Decimal(1), share_in_hours=Decimal(1))
    return inputs(seen, links=(line,), teams=(team(fte="20"),), **fields)


def planned(given: PlanInputs, care: int, rates: int | None = None) -> Plan:
    """Both cut over on 6 March, their data copied over so many weeks; rates in May where nothing is said."""

    def copied(name: str, weeks: int, on: date) -> Any:
        first = day(3, 1) - (weeks - 1) * WEEK + (on - SATURDAY)
        return move(name, on, seeding_from=first, prepare_from=min(first, day(2, 22)))

    other = copied("rates", rates, SATURDAY) if rates is not None else copied("rates", 9, day(5, 15))
    return by_hand(given, (copied("care", care, SATURDAY), other))


def test_what_fits_to_the_gibibyte_is_right_and_one_more_is_not() -> None:
    assert found(council(201), planned(council(201), 1, 1), "links") == []
    [one] = found(council(202), planned(council(202), 1, 1), "links", "preparation")
    said = "in the week of 2027-03-01 copying asks 404 GiB of the line of hall, which carries 402 GiB"
    assert (one.subject, one.message, one.amount, one.dates) == ("hall", said, "2 GiB over", (day(3, 1),))


def test_a_line_may_be_full_to_the_last_gibibyte() -> None:
    """A line of 2^20 megabits a second carries 27 x 5^9 GiB in five days: no fraction."""
    given = council(27 * 5**9)
    fast = replace(given.folder.programme.links[0], mbps=2**20)
    given = replace(given, folder=replace(given.folder, programme=replace(given.folder.programme, links=(fast,))))
    assert found(given, planned(given, 1), "links") == []


def test_copying_over_more_weeks_asks_less_of_each() -> None:
    given = council(400)
    assert found(given, planned(given, 2, 2), "links") == []
    told = found(given, planned(given, 2, 1), "links", "preparation")
    assert [(one.dates, one.amount) for one in told] == [((day(3, 1),), "198 GiB over")]
    three = found(council(700), planned(council(700), 3, 2), "links", "preparation")
    assert [(one.dates, one.amount) for one in three] == [
        ((day(2, 22),), "181 GiB over"),
        ((day(3, 1),), "181 GiB over"),
    ]


def test_what_changes_is_copied_again_in_every_week() -> None:
    """1 % a day of 200 GiB are 14 a week for each."""
    given = council(200, copying=DataCopy(daily_change_percent=Decimal(1)))
    [one] = found(given, planned(given, 1, 1), "links")
    assert one.amount == "26 GiB over"
    assert found(given, planned(given, 2, 2), "links") == []


def test_data_that_changes_faster_than_the_line_copies_is_named() -> None:
    given = council(400, copying=DataCopy(daily_change_percent=Decimal(20)))
    words = "its data changes faster than the line of hall can copy"
    assert says(given, planned(given, 1), "links") == [("care", words), ("rates", words)]


def with_device(changes: str | None = None) -> PlanInputs:
    copying = DataCopy(device=DEVICE, daily_change_percent=Decimal(changes) if changes else None)
    return council(4000, copying=copying)


def test_a_device_has_its_lead_time() -> None:
    given = with_device()
    assert found(given, planned(given, 4), "links") == []
    late = (move("care", SATURDAY, seeding_from=day(2, 14), prepare_from=day(2, 1)),)
    [one] = found(
        given, by_hand(given, (*late, move("rates", day(5, 15), seeding_from=day(4, 19)))), "links", "preparation"
    )
    said = "its data goes on a device, which takes 3 weeks; copying starts on 2027-02-14"
    assert one.message == f"{said}, too late for the cut-over on 2027-03-06"
    assert (one.subject, one.dates) == ("care", (day(2, 14), SATURDAY))
    exact = (move("care", SATURDAY, seeding_from=SATURDAY - 3 * WEEK, prepare_from=day(2, 1)),)
    rest = move("rates", day(5, 15), seeding_from=day(4, 19), prepare_from=day(4, 19))
    assert found(given, by_hand(given, (*exact, rest)), "links", "preparation") == []


def test_after_a_device_the_line_carries_what_has_changed() -> None:
    """0.3 % a day of 4,000 GiB are 84 a week: 252 while the device is away, and 84 in the week it catches up."""
    given = with_device("0.3")
    assert found(given, planned(given, 4), "links") == []
    [one] = found(given, planned(given, 4, 4), "links")
    assert (one.dates, one.amount) == ((day(3, 1),), "270 GiB over")


def test_two_sites_have_a_line_each() -> None:
    given = council(300)
    seen = given.estate
    depot = replace(given.folder.programme.links[0], id="other", site_id="depot")
    servers = tuple(replace(one, site_id="depot") if one.id == "rates-srv" else one for one in seen.servers)
    programme = replace(given.folder.programme, links=(*given.folder.programme.links, depot))
    apart = replace(given, estate=replace(seen, servers=servers), folder=replace(given.folder, programme=programme))
    assert found(apart, planned(apart, 1, 1), "links") == []
    assert len(found(given, planned(given, 1, 1), "links")) == 1


def test_weeks_before_the_plan_are_over() -> None:
    given = council(800)
    early = move("care", day(1, 9), prepare_from=date(2026, 12, 21), seeding_from=date(2026, 12, 28))
    plan = by_hand(given, (early, move("rates", day(5, 15), seeding_from=day(4, 26))))
    told = found(given, plan, "links", "preparation")
    assert [(one.dates, one.amount) for one in told if one.subject == "hall"] == []
    full = council(900)
    half = by_hand(full, (early,))
    [one] = found(full, half, "links", "preparation", "completeness")[:1]
    assert (one.subject, one.dates, one.amount) == ("hall", (day(1, 4),), "48 GiB over")
    short = replace(early, seeding_from=day(1, 4))
    both = by_hand(given, (short, move("rates", day(5, 15), seeding_from=day(4, 26))))
    assert [one.amount for one in found(given, both, "links", "preparation")] == ["398 GiB over"]


def test_a_move_that_was_over_before_the_plan_asks_nothing_of_its_lines() -> None:
    given = council(300)
    over = by_hand(given, care=date(2027, 1, 2), rates=date(2027, 1, 2))
    assert found(given, over, "links", "calendar", "preparation") == []


def test_what_is_not_known_asks_nothing_of_a_line() -> None:
    given = council(900)
    unknown = replace(given, groups=tuple(replace(group, data_gib=None) for group in given.groups))
    plan = by_hand(given, (move("ghost", SATURDAY),), care=SATURDAY, rates=SATURDAY)
    assert found(unknown, plan, "links", "preparation", "completeness", "money") == []
