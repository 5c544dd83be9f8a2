"""What the report says of drift: what was looked at, what differs, and never a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from report_facts import county_facts

from migration.reports.building import Building, building
from migration.reports.facts import DriftLine, DriftSeen, ReportFacts
from migration.reports.html_file import html_report
from migration.reports.names import names_of
from tests.stacks.small_architecture import small_architecture

LINE = DriftLine(application_id=None, stack="landing-zone", resource="hub-uks", what="gone")


def facts_with(*lines: DriftLine, whole: bool = True) -> ReportFacts:
    """A county with an architecture and a look for drift."""
    seen = DriftSeen(as_of=date(2026, 11, 22), resources=94, whole=whole, lines=lines)
    return replace(county_facts(), architecture=small_architecture(), drift=seen)


def shown(facts: ReportFacts) -> Building:
    """What stands in the report."""
    found = building(facts, names_of(facts))
    assert found is not None
    return found


def test_nobody_looked_and_nothing_is_said() -> None:
    found = shown(replace(facts_with(), drift=None))
    assert (found.drift_sentence, found.drift) == (None, None)


def test_no_drift_is_a_sentence() -> None:
    found = shown(facts_with())
    assert found.drift is None
    assert found.drift_sentence == ("On 22 Nov 2026 94 resources in the cloud were looked at, and all are as designed.")


def test_what_differs_is_a_row_with_whom_it_is_for() -> None:
    found = shown(facts_with(LINE, replace(LINE, application_id="payroll", what="changed by hand: sku.name")))
    assert found.drift is not None
    rows = [row for body in found.drift.bodies for row in body.rows]
    assert [(row[1], row[2]) for row in rows] == [("hub-uks", "gone"), ("hub-uks", "changed by hand: sku.name")]
    assert rows[0][0] == "every application"
    assert "and 2 are not as designed" in (found.drift_sentence or "")


def test_a_look_that_was_not_whole_says_so() -> None:
    assert (shown(facts_with(whole=False)).drift_sentence or "").endswith("Not everything could be looked at.")


def test_I_02_a_name_from_the_cloud_is_escaped() -> None:
    page = html_report(facts_with(replace(LINE, resource="<script>alert(1)</script>")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
