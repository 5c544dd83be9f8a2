"""An infeasible programme says by how much one rule must give: with that much there is a plan, with less none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from plan_cases import apps, initiative, inputs, own_servers, quick, team, with_programme

from migration.model import Ceiling, Pin
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

DAY = date(2027, 2, 20)
PAIR = ("rates", "care")


def crowded(fte: str = "0.6", later: str | None = None) -> PlanInputs:
    """Two moves that must both be done in one week, with people for one."""
    pins = tuple(
        Pin(application_id=app, not_before=DAY, deadline=date.fromisoformat(later) if later and app == "care" else DAY)
        for app in PAIR
    )
    return inputs(own_servers(apps(*PAIR)), pins=pins, teams=(team(fte=fte),))


def ways(given: PlanInputs) -> str:
    """What the refusal offers."""
    with pytest.raises(InfeasibleError) as caught:
        quick(given)
    return caught.value.remedy


def test_people_who_are_short_are_told_in_full_time_equivalents() -> None:
    said = ways(crowded())
    more = re.search(r"([0-9.]+) full-time equivalents more platform in platform-team", said)
    assert more is not None, said
    enough = Decimal("0.6") + Decimal(more[1])
    given = crowded(str(enough))
    assert verify(given, quick(given)) == ()
    with pytest.raises(InfeasibleError):
        quick(crowded(str(enough - Decimal("0.1"))))


def test_a_deadline_is_told_in_weeks() -> None:
    said = ways(crowded())
    later = re.search(r"the deadline of care ([0-9]+) weeks? later", said)
    assert later is not None, said
    day = date.fromordinal(DAY.toordinal() + 7 * int(later[1]))
    given = crowded(later=day.isoformat())
    assert verify(given, quick(given)) == ()


def test_a_ceiling_is_told_in_pounds() -> None:
    dear = initiative("portal", capital_gbp=Decimal(12_000), organisation_ids=("county",))
    tight = tuple(
        Ceiling(
            organisation=o,
            year=y,
            capital_gbp=Decimal(1_000) if o == "county" else "unlimited",
            revenue_gbp="unlimited",
        )
        for o in ("county", "district")
        for y in ("2026/27", "2027/28")
    )
    given = inputs(own_servers(apps("rates")), initiatives=(dear,), ceilings=tight)
    said = ways(given)
    more = re.search(r"£([0-9,]+) more in county (\S+) capital", said)
    assert more is not None, said
    gbp = Decimal(1_000) + Decimal(more[1].replace(",", ""))
    raised = tuple(
        replace(one, capital_gbp=gbp) if (one.organisation, one.year) == ("county", more[2]) else one for one in tight
    )
    eased = with_programme(given, ceilings=raised)
    assert verify(eased, quick(eased)) == ()
