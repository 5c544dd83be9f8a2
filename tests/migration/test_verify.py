"""`verify` finds every rule that a hand-edited plan breaks, and nothing in a plan that keeps them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from plan_cases import (
    apps,
    calls,
    contract,
    ends,
    hardware,
    initiative,
    inputs,
    monthly,
    own_servers,
    quick,
    team,
)

from migration.dates import WEEK
from migration.model import Ceiling, ContractEnd, Freeze, Gate, InitiativeSlot, Move, MoveGroup, Pin, Plan, Wave
from migration.plan.checks import CHECKS
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify

LOST = date(2026, 12, 31)


def county() -> PlanInputs:
    """Three applications, one calling another, with a ceiling, a freeze, a gate, a pin and two initiatives."""
    three = (
        *apps("identity", criticality=1),
        *apps("portal", service="web", gate_ids=("board",)),
        *apps("rates", service="revenues"),
    )
    seen = own_servers(
        three,
        interfaces=(calls("portal", "identity"),),
        contracts=(
            contract(
                "care-pack",
                covers_ids=("rates-srv",),
                ends=date(2026, 12, 31),
                extension_months=3,
                extension_gbp=Decimal(100),
            ),
            contract("hosting", kind="hosting", covers_ids=("portal-srv",), annual_gbp=Decimal(5200), notice_days=14),
        ),
    )
    ceilings = tuple(
        Ceiling(organisation=o, year=y, capital_gbp=Decimal(50_000), revenue_gbp=Decimal(50_000))
        for o in ("county", "district")
        for y in ("2026/27", "2027/28")
    )
    return inputs(
        seen,
        (ends("identity-srv", LOST), ends("portal-srv", LOST), hardware("rates-srv", LOST)),
        initiatives=(
            initiative(
                "base", effort={"platform": Decimal(8)}, capital_gbp=Decimal(1000), organisation_ids=("county",)
            ),
            initiative("next", depends_on=("base",)),
        ),
        pins=(Pin(application_id="rates", not_before=date(2027, 3, 1)),),
        ceilings=ceilings,
        freezes=(Freeze(starts=date(2027, 4, 1), ends=date(2027, 4, 30), services=("web",), reason="launch"),),
        gates=(Gate(id="board", body="Board", dates=(date(2027, 1, 6),), lead_weeks=1),),
        teams=(team(fte="1.2"),),
    )


def move(plan: Plan, group_id: str, **dates: date) -> Plan:
    """The plan with other dates for one move; the waves are left as they were."""
    return replace(plan, moves=tuple(replace(m, **dates) if m.group_id == group_id else m for m in plan.moves))


def shift(plan: Plan, group_id: str, weeks: int) -> Plan:
    """The plan with one move earlier or later as a whole."""
    old = next(m for m in plan.moves if m.group_id == group_id)
    by = weeks * WEEK
    return move(
        plan,
        group_id,
        prepare_from=old.prepare_from + by,
        seeding_from=old.seeding_from + by,
        cut_over=old.cut_over + by,
        old_off=old.old_off + by,
    )


def slots(plan: Plan, **changes: InitiativeSlot | None) -> Plan:
    """The plan with an initiative's slot changed or taken out."""
    kept = [changes.get(slot.initiative_id, slot) for slot in plan.initiatives]
    return replace(plan, initiatives=tuple(slot for slot in kept if slot is not None))


def slot_at(plan: Plan, initiative_id: str) -> InitiativeSlot:
    """One initiative's slot."""
    return next(slot for slot in plan.initiatives if slot.initiative_id == initiative_id)


def all_in_one_week(plan: Plan) -> Plan:
    """Every move at the same time."""
    first = plan.moves[0]
    dates = {name: getattr(first, name) for name in ("prepare_from", "seeding_from", "cut_over", "old_off")}
    for each in plan.moves:
        plan = move(plan, each.group_id, **dates)
    return plan


EDITS: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "a move is missing": ("completeness", lambda p: replace(p, moves=p.moves[1:])),
    "a move stands twice": ("completeness", lambda p: replace(p, moves=(*p.moves, p.moves[0]))),
    "a group is unknown": (
        "completeness",
        lambda p: replace(p, moves=(*p.moves, replace(p.moves[0], group_id="ghost"))),
    ),
    "an application is in no group": ("completeness", lambda p: replace(p, groups=p.groups[1:])),
    "the caller moves first": ("dependencies", lambda p: shift(p, "identity", 6)),
    "an initiative does not wait": (
        "dependencies",
        lambda p: slots(p, next=replace(slot_at(p, "next"), starts=slot_at(p, "base").starts)),
    ),
    "cut over in a freeze": ("calendar", lambda p: move(p, "portal", cut_over=date(2027, 4, 10))),
    "cut over on a Tuesday": ("calendar", lambda p: move(p, "rates", cut_over=date(2027, 3, 9))),
    "cut over on a bank holiday": ("calendar", lambda p: move(p, "rates", cut_over=date(2027, 3, 29))),
    "off after the plan": ("calendar", lambda p: move(p, "rates", old_off=date(2027, 7, 9))),
    "cut over before today, and not applied": (
        "passed dates",
        lambda p: move(p, "rates", cut_over=date(2026, 11, 21)),
    ),
    "copying cut short": (
        "preparation",
        lambda p: move(p, "rates", seeding_from=next(m for m in p.moves if m.group_id == "rates").cut_over),
    ),
    "dates out of order": ("preparation", lambda p: move(p, "rates", prepare_from=date(2027, 6, 28))),
    "old machines off too soon": (
        "preparation",
        lambda p: move(p, "rates", old_off=next(m for m in p.moves if m.group_id == "rates").cut_over),
    ),
    "work before the gate": ("gates", lambda p: move(p, "portal", prepare_from=date(2027, 1, 4))),
    "before the date a person asked for": ("pins", lambda p: move(p, "rates", cut_over=date(2027, 2, 20))),
    "too few people": ("people", all_in_one_week),
    "must-do work left out": ("portfolio", lambda p: slots(p, base=None)),
    "work cut short": ("portfolio", lambda p: slots(p, base=replace(slot_at(p, "base"), ends=date(2027, 1, 10)))),
    "a slot for unknown work": (
        "portfolio",
        lambda p: replace(
            p,
            initiatives=(
                *p.initiatives,
                InitiativeSlot(initiative_id="ghost", starts=date(2027, 1, 4), ends=date(2027, 3, 1)),
            ),
        ),
    ),
    "a contract ends while in use": (
        "notices",
        lambda p: replace(p, contracts=tuple(_ends_early(c) for c in p.contracts)),
    ),
    "notice is late": (
        "notices",
        lambda p: replace(p, contracts=tuple(_late_notice(c) for c in p.contracts)),
    ),
    "a wave is missing": ("waves", lambda p: replace(p, waves=p.waves[1:])),
    "a wave has another's move": ("waves", lambda p: replace(p, waves=(_mixed(p.waves[0]), *p.waves[1:]))),
    "the pounds are wrong": ("objective", lambda p: replace(p, objective=p.objective - 5000)),
    "called optimal without proof": (
        "objective",
        lambda p: replace(p, status="optimal", bound=p.objective - 1),
    ),
}


OF_THEIR_OWN = {
    *("recovery", "links", "prerequisites", "change", "pilots", "parts", "shared services", "decisions", "stages"),
    "missed dates",
}
"""Rules whose edits stand in files of their own: test_recovery.py, test_links.py and the like."""


def _ends_early(end: ContractEnd) -> ContractEnd:
    return replace(end, ends=date(2027, 1, 6), notice_by=date(2026, 12, 23)) if end.contract_id == "hosting" else end


def _late_notice(end: ContractEnd) -> ContractEnd:
    return replace(end, notice_by=date(2026, 11, 1)) if end.contract_id == "hosting" else end


def _mixed(wave: Wave) -> Wave:
    return replace(wave, group_ids=("rates",) if wave.group_ids != ("rates",) else ("portal",))


@pytest.fixture(scope="module")
def planned() -> tuple[PlanInputs, Plan]:
    given = county()
    return given, quick(given)


def test_the_plan_as_made_keeps_every_rule(planned: tuple[PlanInputs, Plan]) -> None:
    assert verify(*planned) == ()


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_a_hand_edit_is_found(edit: str, planned: tuple[PlanInputs, Plan]) -> None:
    given, plan = planned
    constraint, change = EDITS[edit]
    found = {violation.constraint for violation in verify(given, change(plan))}
    assert constraint in found


def test_every_check_has_an_edit_that_breaks_it() -> None:
    covered = {constraint for constraint, _ in EDITS.values()} | {"money"} | OF_THEIR_OWN
    assert covered == {check.__globals__["CONSTRAINT"] for check in CHECKS}


def test_money_over_the_ceiling_is_broken_and_unknown_money_is_never_green(
    planned: tuple[PlanInputs, Plan],
) -> None:
    given, plan = planned
    dear = replace(given, costs=tuple(monthly(c.group_id, "90000") for c in given.costs))
    unknown = replace(given, costs=tuple(monthly(c.group_id, None) for c in given.costs))
    assert ("money", "broken") in {(v.constraint, v.severity) for v in verify(dear, plan)}
    assert ("money", "unproven") in {(v.constraint, v.severity) for v in verify(unknown, plan)}


def test_an_unknown_volume_leaves_the_copying_unproven(planned: tuple[PlanInputs, Plan]) -> None:
    given, plan = planned
    groups = tuple(replace(group, data_gib=None) for group in given.groups)
    found = verify(replace(given, groups=groups), plan)
    assert {v.severity for v in found if v.constraint == "preparation"} == {"unproven"}


def test_an_approved_wave_that_moved_is_found(planned: tuple[PlanInputs, Plan]) -> None:
    given, plan = planned
    approved = replace(plan, waves=tuple(replace(wave, state="approved") for wave in plan.waves))
    later = shift(plan, "rates", 1)
    found = verify(replace(given, previous=approved), later)
    assert "pins" in {violation.constraint for violation in found}


def test_parted_things_and_strong_pairs_are_found() -> None:
    seen = own_servers(apps("portal", "identity"), interfaces=(calls("portal", "identity", "strong"),))
    given = inputs(seen)
    plan = quick(given)
    joined = plan.groups[0]
    halves = tuple(
        MoveGroup(id=app, application_ids=(app,), thing_ids=(f"{app}-srv",), data_gib=60, why_together=())
        for app in joined.application_ids
    )
    moves = tuple(Move(**{**vars(plan.moves[0]), "group_id": half.id}) for half in halves)
    messages = " ".join(v.message for v in verify(given, replace(plan, groups=halves, moves=moves)))
    assert "strongly coupled" in messages
