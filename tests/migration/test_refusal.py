"""Large programmes without a plan: what is short over several years, which fixed dates and orders clash, by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from plan_cases import apps, calls, initiative, inputs, monthly, own_servers, quick, team, with_programme
from test_plan_properties import programmes

from benchmarks.planted_estate import Size, planted
from migration.model import Absence, Ceiling, Pin, WaveApproval
from migration.plan import schedule as scheduling
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.clashes import clash, part_of
from migration.plan.dual_rows import columns
from migration.plan.inputs import PlanInputs
from migration.plan.modelled import modelled
from migration.plan.moves import ground
from migration.plan.possible import has_plan
from migration.plan.proven_short import proven_short
from migration.plan.refusal import refused
from migration.plan.years_together import too_low_together
from safeio.errors import InfeasibleError, NotEvaluatedError

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
SATURDAY = date(2027, 3, 6)
YEARS = ("2026/27", "2027/28")


def ceilings(capital: tuple[str, str], revenue: tuple[str, str] = ("unlimited", "unlimited")) -> tuple[Ceiling, ...]:
    """Of the county, by year; the district has no limit."""

    def amount(text: str) -> Decimal | str:
        return text if text == "unlimited" else Decimal(text)

    return tuple(
        Ceiling(organisation=owner, year=year, capital_gbp=amount(of[0]), revenue_gbp=amount(of[1]))  # type: ignore[arg-type]
        for owner, limits in (("county", zip(capital, revenue, strict=True)), ("district", [("unlimited",) * 2] * 2))
        for year, of in zip(YEARS, limits, strict=True)
    )


def two_of(capital: str, **fields: object) -> PlanInputs:
    """Two initiatives of so much capital each, in either year, and two applications that move."""
    works = tuple(
        initiative(name, capital_gbp=Decimal(capital), organisation_ids=("county",)) for name in ("portal", "store")
    )
    seen = own_servers(apps("rates", "care"), interfaces=(calls("care", "rates"),))
    return inputs(seen, initiatives=works, **fields)  # type: ignore[arg-type]


def told(given_inputs: PlanInputs) -> str:
    """What a large programme would be told; nothing where it is not refused."""
    found = refused(assemble(ground(given_inputs)))
    return "" if found is None else found.wrong


def test_L_04_two_years_that_are_short_together_are_named_with_the_amount() -> None:
    said = told(two_of("100000", ceilings=ceilings(("60000", "130000"))))
    assert said == (
        "these are short whatever the dates: county capital of 2026/27 to 2027/28 together: the ceilings leave "
        "£190,000 after contingency, and contracts already signed (£0) with work that must be done need at least "
        "£200,002, £10,002 more (largest: store £100,001, portal £100,001)"
    )


def test_L_04_what_fits_over_both_years_is_not_refused() -> None:
    assert told(two_of("100000", ceilings=ceilings(("110000", "110000")))) == ""


def test_L_04_a_year_without_a_ceiling_has_room_for_all() -> None:
    assert told(two_of("100000", ceilings=ceilings(("0", "unlimited")))) == ""


def test_L_04_an_approved_wave_without_people_is_named_with_its_days() -> None:
    assert "platform of platform-team have at most" in told(approved_without_people())
    assert "is approved)" in told(approved_without_people())


def approved_without_people() -> PlanInputs:
    """A wave that the board approved, and whose people went away since."""
    before_that = two_of("0")
    plan = quick(before_that)
    wave = plan.waves[0]
    said = WaveApproval(id=wave.id, state="approved", approver="board", date=date(2026, 12, 1))
    away = Absence(starts=wave.period_from - timedelta(weeks=4), ends=wave.period_to, fte=Decimal(1))
    gone = team(absence=(away,))
    changed = with_programme(before_that, teams=(gone,))
    return replace(changed, previous=plan, folder=replace(changed.folder, waves=(said,)))


def test_L_04_days_fixed_against_the_order_are_named() -> None:
    pins = (
        Pin(application_id="care", cut_over=SATURDAY),
        Pin(application_id="rates", cut_over=date(2027, 4, 10)),
    )
    said = told(two_of("0", pins=pins))
    assert "rates before care (the second calls the first)" in said
    assert "care is fixed to 2027-03-06 (cut_over in waves.yaml)" in said and "2027-04-10" in said


def test_L_04_an_order_that_leaves_no_date_is_named_with_the_whole_chain() -> None:
    names = ("a", "b", "c")
    seen = own_servers(apps(*names), interfaces=(calls("b", "a"), calls("c", "b")))
    pins = (Pin(application_id="a", not_before=SATURDAY), Pin(application_id="c", deadline=date(2027, 2, 20)))
    said = told(inputs(seen, pins=pins))
    assert "a person set not before 2027-03-06" in said and "a person set the deadline 2027-02-20" in said
    assert "a before b" in said and "b before c" in said


@FEW
@given(programmes())
def test_L_04_nothing_that_has_a_plan_is_refused(given_inputs: PlanInputs) -> None:
    try:
        assembled = assemble(ground(given_inputs))
        modelled(assembled, COUNTED, lambda _text: None)
    except (InfeasibleError, NotEvaluatedError):
        return
    assert refused(assembled) is None
    assert too_low_together(assembled) == () and proven_short(columns(assembled.problem)) is None
    ids = [task.id for task in assembled.problem.tasks]
    assert has_plan(part_of(assembled.problem, ids[::2]))


def test_L_04_a_planted_estate_is_not_refused_and_with_less_money_it_is_before_any_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = planted(Size(applications=12, servers=40, months=24, organisations=2, initiatives=8)).inputs
    assert told(made) == "" and clash(assemble(ground(made))) is None
    less = tuple(replace(one, capital_gbp=_part(one.capital_gbp)) for one in made.folder.programme.ceilings)
    monkeypatch.setattr(scheduling, "LARGE", 0)
    monkeypatch.setattr(scheduling, "large_ways", _no_search)
    with pytest.raises(InfeasibleError, match="are short whatever the dates"):
        scheduling.schedule(with_programme(made, ceilings=less))


def _part(gbp: Any) -> Any:
    return gbp * Decimal("0.4") if isinstance(gbp, Decimal) else gbp


def _no_search(*_: object) -> None:
    pytest.fail("a search was begun")


def many(people: str, revenue: tuple[str, str]) -> PlanInputs:
    """Twenty applications at £1,000 a month once they have moved: late is cheap, but people are few."""
    names = tuple(f"app-{number:02}" for number in range(20))
    limits = ceilings(("unlimited", "unlimited"), revenue)
    made = inputs(own_servers(apps(*names)), teams=(team(fte=people),), ceilings=limits)
    return replace(made, costs=tuple(monthly(group.id, "1000") for group in made.groups))


def test_L_04_ceilings_that_are_short_with_the_people_there_are_are_named_with_the_amount() -> None:
    given_inputs = many("1", ("5000", "20000"))
    assert told(given_inputs) == ""
    said = proven_short(columns(assemble(ground(given_inputs)).problem))
    assert said is not None and "these ceilings are short together by at least £" in said.wrong
    assert "with no more people than there are (platform of platform-team, " in said.wrong
    assert "county revenue 2027/28, £20,000 left" in said.wrong


def test_L_04_more_people_or_more_money_and_nothing_is_proven_short() -> None:
    for roomy in (many("10", ("5000", "20000")), many("1", ("50000", "60000"))):
        assert proven_short(columns(assemble(ground(roomy)).problem)) is None


def test_L_04_people_who_are_short_at_the_end_of_the_plan_are_named_with_the_days() -> None:
    made = many("1", ("unlimited", "unlimited"))
    late = tuple(Pin(application_id=app.id, not_before=date(2027, 5, 1)) for app in made.estate.applications)
    said = proven_short(columns(assemble(ground(replace(made, folder=replace(made.folder, pins=late)))).problem))
    assert said is not None and "these people are short together by at least " in said.wrong
    assert "platform of platform-team, " in said.wrong and "between the weeks of 2027-" in said.wrong
