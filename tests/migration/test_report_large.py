"""The report of thousands of applications: small enough to open, and every cut says where the rest is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from report_facts import county_facts

from inventory.model import Application, Interface
from migration.model import Move, MoveGroup
from migration.reports.dependencies import graph
from migration.reports.facts import ReportFacts
from migration.reports.html_file import html_report
from migration.reports.names import names_of
from migration.reports.tables import ROWS_SHOWN
from migration.reports.timeline import timeline

COUNT = 3_000


@pytest.fixture(scope="module")
def facts() -> ReportFacts:
    """The county with 3,000 applications that move in its first wave, each calling the next two."""
    county = county_facts()
    assert county.plan is not None
    ids = [f"app-{n:04}" for n in range(COUNT)]
    day = date(2026, 9, 5)
    plan = replace(
        county.plan,
        groups=tuple(
            MoveGroup(id=one, application_ids=(one,), thing_ids=(), data_gib=1, why_together=()) for one in ids
        ),
        moves=tuple(
            Move(group_id=one, prepare_from=day, seeding_from=day, cut_over=day, old_off=day, pinned=False)
            for one in ids
        ),
        waves=(replace(county.plan.waves[0], group_ids=tuple(ids)),),
    )
    estate = replace(
        county.estate,
        applications=tuple(Application(id=one, name=one.upper(), service="adults") for one in ids),
        interfaces=tuple(
            Interface(id=f"{n}-{n + step}", from_application=ids[n], to_application=ids[n + step], coupling="weak")
            for step in (1, 2)
            for n in range(COUNT - step)
        ),
    )
    return replace(county, plan=plan, estate=estate, dispositions=())


def test_L_05_the_report_of_thousands_is_small_and_says_where_the_rest_is(facts: ReportFacts) -> None:
    html = html_report(facts)
    assert len(html) < 2_000_000
    assert f"{ROWS_SHOWN} of 3,000 rows are shown. All are in plan.json." in html
    assert "leaves out the 2,940 with the fewest interfaces; cloud-unless estate --list interfaces has them." in html


def test_L_05_no_more_bars_are_drawn_than_are_seen(facts: ReportFacts) -> None:
    moves = timeline(facts, names_of(facts)).moves
    assert moves is not None
    assert sum(len(body.rows) for body in moves.bodies) == ROWS_SHOWN


def test_L_05_the_picture_says_in_words_where_all_of_it_is(facts: ReportFacts) -> None:
    assert "cloud-unless estate --list interfaces says the same" in graph(facts, names_of(facts)).says
    few = county_facts()
    assert "The catalogue of interfaces below says the same" in graph(few, names_of(few)).says
