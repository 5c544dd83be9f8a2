"""The check of who waits for whom: callers for what they call, initiatives for those they depend on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hand_plan import by_hand, day, found, says, slot
from plan_cases import apps, calls, initiative, inputs, own_servers

from migration.dates import DAY, WEEK
from migration.model import SharedServices, Waiting
from migration.plan.inputs import PlanInputs


def linked(**fields: object) -> PlanInputs:
    """The portal calls identity."""
    return inputs(own_servers(apps("identity", "portal"), interfaces=(calls("portal", "identity"),)), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("identity", [day(2, 27), day(3, 6)])
def test_what_is_called_moves_in_the_same_week_or_before(identity: date) -> None:
    assert found(linked(), by_hand(linked(), portal=day(3, 6), identity=identity), "dependencies", "people") == []


def test_a_caller_that_moves_a_week_before_is_named_with_both_days() -> None:
    [one] = found(linked(), by_hand(linked(), portal=day(3, 6), identity=day(3, 13)), "dependencies", "people")
    assert one.subject == "portal" and one.dates == (day(3, 6), day(3, 13))
    assert one.message == "it moves on 2027-03-06, before identity, which it calls, moves on 2027-03-13"


def test_within_a_week_the_order_of_days_does_not_count() -> None:
    given = linked(cut_over_days=("saturday", "sunday"))
    assert found(given, by_hand(given, portal=day(3, 6), identity=day(3, 7)), "dependencies", "people") == []


def test_what_was_only_seen_in_traffic_gives_no_order() -> None:
    given = linked()
    [one] = given.estate.interfaces
    seen = replace(given.estate, interfaces=(replace(one, declared=False, observed=True),))
    plan = by_hand(given, portal=day(3, 6), identity=day(3, 13))
    assert found(replace(given, estate=seen), plan, "dependencies", "people") == []


def test_nothing_waits_for_what_stays() -> None:
    given = linked(routes={"identity": "retain"})
    assert found(given, by_hand(given, portal=day(3, 6)), "dependencies") == []


def test_callers_of_what_is_left_last_do_not_wait_but_it_waits_itself() -> None:
    asked = SharedServices(dependants=9, named={"identity": "last"})
    given = linked(shared_services=asked)
    assert found(given, by_hand(given, portal=day(3, 6), identity=day(3, 27)), "dependencies") == []
    both = linked(shared_services=replace(asked, named={"identity": "last", "portal": "last"}))
    late = by_hand(both, portal=day(3, 6), identity=day(3, 27))
    assert len(found(both, late, "dependencies", "shared services")) == 1


def work(*earlier: str, **fields: object) -> PlanInputs:
    """`next` depends on what a test names; `base` takes eight weeks and `brief` three."""
    three = (
        initiative("base", **fields),
        initiative("brief", duration_weeks=3),
        initiative("next", depends_on=earlier),
    )
    return inputs(own_servers(()), initiatives=three)


def test_an_initiative_starts_after_the_day_on_which_another_ends() -> None:
    given, base = work("base"), slot("base", day(1, 4))
    assert base.ends == day(2, 28)
    assert found(given, by_hand(given, slots=(base, slot("next", day(3, 1)))), "dependencies") == []
    [one] = found(given, by_hand(given, slots=(base, slot("next", day(2, 28)))), "dependencies")
    assert (one.subject, one.dates) == ("next", (day(2, 28), day(2, 28)))
    assert one.message == "it starts on 2027-02-28, before base ends on 2027-02-28"


def test_a_lag_is_waited_for() -> None:
    given, base = work("base", lag_weeks=2), slot("base", day(1, 4))
    assert found(given, by_hand(given, slots=(base, slot("next", day(3, 15)))), "dependencies") == []
    soon = by_hand(given, slots=(base, slot("next", day(3, 15) - DAY)))
    assert says(given, soon, "dependencies") == [
        ("next", "it starts on 2027-03-14, before base ends on 2027-02-28, with 2 weeks between")
    ]


def test_the_lag_of_another_initiative_does_not_count() -> None:
    given = work("base")
    first, brief, later = given.folder.initiatives
    waits = replace(given, folder=replace(given.folder, initiatives=(first, brief, replace(later, lag_weeks=9))))
    plan = by_hand(waits, slots=(slot("base", day(1, 4)), slot("next", day(3, 1))))
    assert found(waits, plan, "dependencies") == []


def test_what_it_depends_on_must_be_in_the_plan() -> None:
    given = work("base", must_do=False)
    plan = by_hand(given, slots=(slot("next", day(3, 1)),))
    words = ("next", "it depends on base, which is not in the plan")
    assert says(given, plan, "dependencies") == [words]
    left_out = Waiting(subject="base", why="it is scored work", remedy="Raise its scores.")
    assert says(given, replace(plan, waiting=(left_out,)), "dependencies") == [words]
    assert says(work("ghost", must_do=False), plan, "dependencies") == [
        ("next", "it depends on ghost, which is not in the plan")
    ]


def test_nothing_waits_for_work_that_is_too_short_for_the_plan() -> None:
    given = work("brief")
    plan = by_hand(given, slots=(slot("base", day(1, 4)), slot("next", day(1, 4))))
    assert found(given, plan, "dependencies") == []


def test_the_end_of_unknown_work_is_waited_for_and_no_longer() -> None:
    given = work("ghost")
    slots = (slot("base", day(1, 4)), slot("ghost", day(1, 4)), slot("next", day(3, 1)))
    assert found(given, by_hand(given, slots=slots), "dependencies", "portfolio") == []


def test_a_slot_of_unknown_work_depends_on_nothing() -> None:
    given = work()
    plan = by_hand(given, slots=(slot("base", day(1, 4)), slot("next", day(1, 4)), slot("ghost", day(1, 4) + WEEK)))
    assert found(given, plan, "dependencies", "portfolio") == []
