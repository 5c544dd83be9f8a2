"""What the plan parts: pairs with interfaces in different waves, how long they are apart, and what that costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from plan_cases import OBJECTIVE, apps, calls, inputs, own_servers, quick, team

from cloud_unless.plan_rows import plan_tables
from migration.model import Pin, SharedServices
from migration.plan.apart import Apart, apart
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.measures import SPLIT

DAILY = 3 * 2**30


def parted(gbp: str = "40", volume: int | None = DAILY) -> PlanInputs:
    """Rates calls care twice; care must move in February, rates may not before April. Roads calls nobody."""
    twice = tuple(replace(calls("rates", "care"), id=f"call-{n}", bytes_per_day=volume) for n in (1, 2))
    pins = (
        Pin(application_id="care", cut_over=date(2027, 2, 6)),
        Pin(application_id="rates", cut_over=date(2027, 4, 10)),
    )
    seen = own_servers(apps("care", "rates", "roads"), interfaces=twice)
    wanted = replace(OBJECTIVE, split_interface_gbp=Decimal(gbp))
    return inputs(seen, pins=pins, teams=(team(fte="5"),), objective=wanted)


def test_a_pair_in_two_waves_has_its_weeks_its_volume_and_its_price() -> None:
    asked = parted()
    plan = quick(asked)
    [found] = apart(asked, plan)
    wanted = Apart(one="care", other="rates", interfaces=2, weeks=9, gib=2 * 3 * 7 * 9, gbp=Decimal(80))
    assert found == wanted
    assert [cost.gbp for cost in plan.costs if cost.what == SPLIT] == [found.gbp]


@pytest.mark.parametrize(
    ("app", "said"),
    [
        ("care", "It is apart from rates for 9 weeks, with 2 interfaces between them: £80; 378 GiB cross."),
        ("rates", "It is apart from care for 9 weeks, with 2 interfaces between them: £80; 378 GiB cross."),
    ],
)
def test_explain_says_it_of_both(app: str, said: str) -> None:
    assert said in explain(parted(), quick(parted()), app)


def test_a_volume_that_is_not_known_stays_unknown() -> None:
    [found] = apart(parted(volume=None), quick(parted(volume=None)))
    assert found.gib is None and "is not known" in found.words("care")


def test_without_a_price_explain_says_nothing_and_the_list_has_it() -> None:
    asked = parted("0")
    assert "It is apart" not in "\n".join(explain(asked, quick(asked), "care"))
    assert [(one.weeks, one.gbp) for one in apart(asked, quick(asked))] == [(9, Decimal(0))]


def test_one_wave_is_not_apart() -> None:
    asked = parted()
    pins = (Pin(application_id="rates", cut_over=date(2027, 2, 6)),)
    asked = replace(asked, folder=replace(asked.folder, pins=(asked.folder.pins[0], *pins)))
    assert apart(asked, quick(asked)) == ()


def test_the_plan_has_lists_of_both() -> None:
    asked = parted()
    [table] = plan_tables(asked, quick(asked), "apart")
    assert table.rows == (("Care", "Rates", 2, 9, 378, Decimal(80)),)
    [none] = plan_tables(asked, quick(asked), "shared")
    assert none.rows == () and none.title == "Services that 5 applications or more call"
    programme = replace(asked.folder.programme, shared_services=SharedServices(dependants=1, place="first"))
    found = replace(asked, folder=replace(asked.folder, programme=programme))
    [table] = plan_tables(found, quick(found), "shared")
    assert table.rows == (("Care", 1, "first", ("Rates",)),)
