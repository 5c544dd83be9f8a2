"""The check that all moves once: what stays, what is left out, what stands twice, and what cannot be parted."""

from __future__ import annotations

from dataclasses import replace

from hand_plan import by_hand, day, found, move, says
from plan_cases import apps, calls, inputs, own_servers
from small_estate import runs

from migration.model import MoveGroup, Plan
from migration.plan.inputs import PlanInputs

ALSO = ("money", "objective")
"""A group that the inputs do not know has no costs, and the pounds of a plan are no longer those it claims."""


def council(**fields: object) -> PlanInputs:
    return inputs(own_servers(apps("care", "roads")), **fields)  # type: ignore[arg-type]


def planned(given: PlanInputs) -> Plan:
    return by_hand(given, care=day(2, 6), roads=day(3, 6))


def group(group_id: str, *application_ids: str, things: tuple[str, ...] | None = None) -> MoveGroup:
    known = things if things is not None else tuple(f"{app}-srv" for app in application_ids)
    return MoveGroup(
        id=group_id, application_ids=application_ids or (group_id,), thing_ids=known, data_gib=60, why_together=()
    )


def test_every_application_moved_once_is_right() -> None:
    assert found(council(), planned(council()), "completeness") == []


def test_what_stays_may_not_move() -> None:
    stays = council(routes={"roads": "retain"})
    plan = by_hand(council(), care=day(2, 6), roads=day(3, 6))
    assert says(stays, plan, "completeness", *ALSO, "waves") == [("roads", "it stays, but the plan moves it")]
    undecided = replace(council(), dispositions=council().dispositions[:1])
    assert ("roads", "it stays, but the plan moves it") in says(undecided, planned(council()), "completeness")


def test_what_does_not_stay_must_be_in_one_group() -> None:
    plan = planned(council())
    gone = replace(plan, groups=plan.groups[:1], moves=plan.moves[:1])
    assert says(council(), gone, "completeness", *ALSO, "waves") == [
        ("roads", "it is in 0 move groups; it must be in one")
    ]
    both = replace(plan, groups=(*plan.groups, group("again", "roads")))
    assert ("roads", "it is in 2 move groups; it must be in one") in says(council(), both, "completeness", *ALSO)


def test_a_group_moves_once() -> None:
    plan = planned(council())
    never, twice = replace(plan, moves=plan.moves[:1]), replace(plan, moves=(*plan.moves, plan.moves[1]))
    words = "the plan moves this group {} times; it must be once"
    assert says(council(), never, "completeness", *ALSO, "waves") == [("roads", words.format(0))]
    assert says(council(), twice, "completeness", *ALSO, "people") == [("roads", words.format(2))]


def test_a_group_that_is_not_defined_may_not_move() -> None:
    plan = planned(council())
    ghost = replace(plan, moves=(*plan.moves, move("ghost", day(4, 3))))
    assert says(council(), ghost, "completeness", *ALSO) == [
        ("ghost", "the plan moves a group that it does not define")
    ]


def test_a_group_is_defined_once() -> None:
    plan = planned(council())
    twice = replace(plan, groups=(*plan.groups, group("care", "ghost")))
    told = says(council(), twice, "completeness", *ALSO, "preparation")
    assert ("care", "the plan defines this group 2 times") in told
    assert ("ghost", "care moves it, but there is no such application") in told


def test_a_group_holds_the_applications_and_things_that_the_inventory_says() -> None:
    plan = planned(council())
    bare = replace(plan, groups=(replace(plan.groups[0], thing_ids=()), plan.groups[1]))
    assert says(council(), bare, "completeness", *ALSO, "preparation") == [
        ("care", "what it takes along is not what its applications need: care-srv")
    ]
    swapped = replace(plan, groups=(group("care", "roads"), group("roads", "care")))
    assert says(council(), swapped, "completeness", *ALSO) == [
        ("care", "it should move care"),
        ("roads", "it should move roads"),
    ]
    other = replace(
        plan, groups=(group("ring", "care"), plan.groups[1]), moves=(move("ring", day(2, 6)), plan.moves[1])
    )
    assert found(council(), other, "completeness", *ALSO, "waves") == []


def test_all_that_a_group_lacks_is_named() -> None:
    joined = inputs(own_servers(apps("care", "roads"), interfaces=(calls("care", "roads", "strong"),)))
    [pair] = joined.groups
    plan = by_hand(joined, (move(pair.id, day(2, 6)),))
    bare = replace(plan, groups=(replace(pair, thing_ids=()),))
    assert (pair.id, "what it takes along is not what its applications need: care-srv, roads-srv") in says(
        joined, bare, "completeness", *ALSO, "preparation"
    )
    half = replace(plan, groups=(replace(pair, application_ids=("care",)),))
    assert (pair.id, "it should move care, roads") in says(joined, half, "completeness", *ALSO, "people")


def test_how_much_a_group_copies_is_not_taken_from_the_plan() -> None:
    given = council()
    large = replace(given, groups=tuple(replace(one, data_gib=100_000) for one in given.groups))
    [one, _] = found(large, planned(given), "preparation", "links", "completeness")
    assert one.message.startswith("copying 100,000 GiB needs 10 day(s)")


def apart(coupling: str | None, *more: str) -> PlanInputs:
    """Care and roads as two groups, though an interface joins them."""
    given = council()
    seen = replace(given.estate, interfaces=(calls("care", "roads", coupling),))
    return replace(given, estate=seen)


def test_strongly_coupled_applications_move_together() -> None:
    given = apart("strong")
    plan = by_hand(given, care=day(3, 6), roads=day(3, 6))
    assert says(given, plan, "completeness", "people") == [
        ("care", "it is strongly coupled to roads, but they move apart (care, roads)")
    ]
    assert found(apart("weak"), plan, "completeness", "people") == []
    one = group("care-and-1-more", "care", "roads")
    together = replace(plan, groups=(one,), moves=(move(one.id, day(3, 6)),))
    assert found(given, together, "completeness", *ALSO, "waves") == []


def test_an_interface_with_what_stays_binds_nobody() -> None:
    given = apart("strong")
    stays = replace(given, dispositions=tuple(replace(d, route="retain") for d in given.dispositions[1:]))
    plan = replace(planned(council()), groups=given.groups[:1])
    assert not [one for one in says(stays, plan, "completeness", *ALSO, "recovery") if "coupled" in one[1]]


def test_a_server_that_two_use_moves_with_both() -> None:
    given = council()
    seen = replace(given.estate, deployments=(*given.estate.deployments, runs("roads", "care-srv")))
    shared = replace(given, estate=seen)
    assert says(shared, planned(given), "completeness", "people") == [
        ("care-srv", "groups that move apart share it: care, roads")
    ]
