"""T-02: days that no programme has are found wherever they stand in a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hand_plan import by_hand, day, slot
from plan_cases import apps, contract, initiative, inputs, own_servers

from migration.model import Plan
from migration.plan.plausible import FIRST, LAST, impossible_days


def planned() -> Plan:
    given = inputs(own_servers(apps("care"), contracts=(contract("host"),)), initiatives=(initiative("base"),))
    return by_hand(given, slots=(slot("base", day(1, 4)),), care=day(2, 6))


FIELDS = {
    "moves": ("prepare_from", "seeding_from", "cut_over", "old_off"),
    "initiatives": ("starts", "ends"),
    "contracts": ("ends", "notice_by"),
    "waves": ("period_from", "period_to"),
}
NAMES = {"moves": "care", "initiatives": "base", "contracts": "host", "waves": "wave-2027-02-01"}


def edited(where: str, field: str, on: date) -> Plan:
    held: tuple[Any, ...] = getattr(planned(), where)
    return replace(planned(), **{where: tuple(replace(one, **{field: on}) for one in held)})  # type: ignore[arg-type]


def test_T_02_a_plan_as_made_has_no_such_day() -> None:
    assert list(impossible_days(planned())) == []


@pytest.mark.parametrize(("where", "field"), [(where, field) for where, fields in FIELDS.items() for field in fields])
def test_T_02_a_day_in_9999_is_named_with_what_has_it(where: str, field: str) -> None:
    far = date(9999, 12, 31)
    assert list(impossible_days(edited(where, field, far))) == [(NAMES[where], far)]
    for last in (FIRST, LAST):
        assert list(impossible_days(edited(where, field, last))) == []


@pytest.mark.parametrize("field", ["as_of", "plan_from", "plan_to"])
def test_T_02_the_plan_itself_has_days_too(field: str) -> None:
    plan = replace(planned(), **{field: date(1, 1, 1)})  # type: ignore[arg-type]
    assert list(impossible_days(plan)) == [("the plan itself", date(1, 1, 1))]
