"""What would move an application earlier: told with the least amount, and with that amount it can move so."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from plan_cases import apps, calls, ends, inputs, monthly, own_servers, quick, team, with_programme
from test_schedule import ceilings

from migration.model import Absence, Pin
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify

LOST = date(2026, 12, 31)
HEAD = "What would move it earlier, with the rest of the plan as it is:"


def ways(given: PlanInputs, application_id: str) -> tuple[str, ...]:
    """What explain says after its heading."""
    said = explain(given, quick(given), application_id)
    return said[said.index(HEAD) + 1 :] if HEAD in said else ()


def crowded(fte: str = "0.6", pins: tuple[Pin, ...] = ()) -> PlanInputs:
    """Two applications that lost support and people for one at a time."""
    lost = (ends("rates-srv", LOST), ends("care-srv", LOST))
    seen = own_servers((*apps("rates", criticality=1), *apps("care", criticality=3)))
    return inputs(seen, lost, pins=pins, teams=(team(fte=fte),))


def test_people_are_told_in_days_and_weeks_and_that_many_are_enough() -> None:
    given = crowded()
    now = next(move.cut_over for move in quick(given).moves if move.group_id == "care")
    first = ways(given, "care")[0]
    found = re.match(
        r"(\d+) weeks? earlier, in the week of (\S+): with (\S+) more days? of platform \(platform-team\) "
        r"from (\S+) to (\S+); apart from that the plan would cost £[0-9,]+ less\.",
        first,
    )
    assert found is not None, first
    week, days = date.fromisoformat(found[2]), Decimal(found[3])
    assert (now - week).days // 7 == int(found[1])
    # Help for exactly these days and weeks: more people for a while, and nobody before and after.
    begins, ends_on = date.fromisoformat(found[4]), date.fromisoformat(found[5])
    weeks = ((ends_on - begins).days + 1) // 7
    help_ = team(
        "help",
        str((days / weeks / 5).quantize(Decimal("0.01")) + Decimal("0.02")),
        absence=(
            Absence(starts=date(2027, 1, 1), ends=date.fromordinal(begins.toordinal() - 1), fte=Decimal(9)),
            Absence(starts=date.fromordinal(ends_on.toordinal() + 1), ends=date(2027, 7, 1), fte=Decimal(9)),
        ),
    )
    pinned = crowded(pins=(Pin(application_id="care", cut_over=date.fromordinal(week.toordinal() + 5)),))
    helped = with_programme(pinned, teams=(*pinned.folder.programme.teams, help_))
    assert verify(helped, quick(helped)) == ()


def test_what_must_come_first_is_told_with_its_weeks() -> None:
    seen = own_servers(apps("portal", "identity"), interfaces=(calls("portal", "identity"),))
    pins = (Pin(application_id="identity", not_before=date(2027, 3, 1)),)
    given = inputs(seen, (ends("portal-srv", LOST), ends("identity-srv", LOST)), pins=pins, teams=(team(fte="9"),))
    said = ways(given, "portal")
    assert said and all("with identity " in one and " earlier" in one for one in said)
    assert "1 week earlier, in the week of 2027-02-22: with identity 1 week earlier; apart from that" in said[0]


def test_money_is_told_in_pounds() -> None:
    seen = own_servers(apps("rates"))
    given = inputs(
        seen,
        (ends("rates-srv", LOST),),
        ceilings=ceilings("10"),
        costs=(monthly("rates", "1000"),),
        teams=(team(fte="9"),),
    )
    said = ways(given, "rates")
    assert said and " more in county 2026/27 revenue; apart from that the plan would cost £" in said[0]


def test_of_two_ways_the_one_that_gains_more_takes_more() -> None:
    said = ways(crowded("0.4"), "care")
    gains = [int(one.split(" ", 1)[0]) for one in said]
    days = [sum(Decimal(n) for n in re.findall(r"(\S+) more days?", one)) for one in said]
    assert len(said) > 1
    assert gains == sorted(gains) and days == sorted(days)


def test_what_moves_on_its_first_date_has_nothing_in_the_way() -> None:
    given = inputs(own_servers(apps("rates")), (ends("rates-srv", LOST),), teams=(team(fte="9"),))
    assert ways(given, "rates") == ()
