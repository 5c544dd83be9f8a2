"""What the report says of missed support dates: a table with who accepted them, and what has to be decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from report_facts import county_facts, empty_facts

from migration.plan.accepted_risks import NOBODY, MissedDate
from migration.reports.decisions import decisions
from migration.reports.facts import ReportFacts
from migration.reports.html_file import html_report
from migration.reports.missed import missed_section
from migration.reports.names import names_of


def missed(**fields: Any) -> MissedDate:
    known: dict[str, Any] = {"application_id": "pay", "thing_id": "srv", "last_supported": date(2026, 5, 31)}
    known |= {"leaves": date(2026, 9, 5), "days": 97, "gbp": Decimal(12600), "owner": "Head of Finance"}
    known |= {"wave_id": None, "asked": False, "lacks": NOBODY}
    return MissedDate(**known | fields)


COVERED: dict[str, Any] = {"lacks": None, "by": ("Chief Executive",), "until": date(2026, 10, 1)}


def facts(*of: MissedDate) -> ReportFacts:
    return replace(county_facts(), missed=of)


def last_cells(*of: MissedDate) -> list[object]:
    section = missed_section(facts(*of), names_of(facts()))
    assert section is not None
    return [row[-1] for body in section.rows.bodies for row in body.rows]


def test_a_plan_that_misses_nothing_says_nothing_of_it() -> None:
    assert missed_section(empty_facts(), names_of(empty_facts())) is None
    assert "without support" not in " ".join(one.what for one in decisions(facts(), names_of(facts())))


def test_each_missed_date_has_its_price_and_who_accepted_it() -> None:
    text = html_report(facts(missed(), missed(application_id="tax", **COVERED)))
    assert "2 applications are still in place after their support has ended" in text
    assert "at £25,200; one of these is not accepted by anybody yet. No wave may be approved before that." in text
    assert "by Chief Executive, until 1 Oct 2026" in text and "£12,600" in text


def test_what_is_asked_for_now_stands_out() -> None:
    cells = last_cells(missed(), missed(asked=True), missed(lapsed=date(2026, 6, 1)), missed(leaves=None, **COVERED))
    assert [getattr(cell, "tone", None) for cell in cells] == ["due", "bad", "bad", None]
    assert getattr(cells[2], "text", "") == "no longer, since 1 Jun 2026"


def test_people_accept_it_before_work_on_the_wave_starts() -> None:
    plan = facts().plan
    assert plan is not None
    wave = plan.waves[1]
    first = min(move.prepare_from for move in plan.moves if move.group_id in wave.group_ids)
    seen = facts(missed(wave_id=wave.id), missed(application_id="tax", wave_id=wave.id), missed(leaves=None))
    risks = [one for one in decisions(seen, names_of(seen)) if one.kind == "Risk"]
    assert {(one.by, one.what) for one in risks} == {
        (first, "Accept that this is without support until it leaves (£25,200): pay and tax"),
        (
            min(move.prepare_from for move in plan.moves),
            "Accept that this is without support and stays (£12,600): pay",
        ),
    }
    assert {one.who for one in risks} == {"Head of Finance"}


def test_what_is_accepted_is_no_decision_any_more() -> None:
    seen = facts(missed(**COVERED))
    assert [one for one in decisions(seen, names_of(seen)) if one.kind == "Risk"] == []


def test_names_from_the_registers_are_escaped() -> None:
    text = html_report(facts(missed(owner="<script>alert(1)</script>")))
    assert "<script>alert" not in text
