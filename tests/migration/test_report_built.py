"""What the report says of the architecture and of the common standards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from report_facts import county_facts, empty_facts

from migration.reports.building import building
from migration.reports.facts import ReportFacts, StandardsChecked, StandardsRow
from migration.reports.html_file import html_report
from migration.reports.names import names_of
from migration.reports.standards import standards
from migration.reports.tables import Mark, Table
from tests.stacks.small_architecture import small_architecture


def _rows(shown: Table | None) -> list[tuple[object, ...]]:
    assert shown is not None
    return [row for body in shown.bodies for row in body.rows]


def _row(rule_id: str, severity: str = "high", **counts: object) -> StandardsRow:
    made = StandardsRow(
        rule_id=rule_id,
        title="A standard",
        severity=severity,
        passes=0,
        fails=0,
        unknown=0,
        exempt=0,
        remedy="Mend it.",
    )
    return replace(made, **counts)  # type: ignore[arg-type]


def _checked(*rows: StandardsRow) -> ReportFacts:
    checked = StandardsChecked(as_of=date(2026, 11, 22), resources=12, stacks=("a", "b"), rows=rows)
    return replace(county_facts(), standards=checked)


def test_nothing_designed_and_nothing_checked_is_said() -> None:
    page = html_report(empty_facts())
    assert "Nothing has been designed yet" in page
    assert "Nothing has been checked against the common standards yet" in page


def test_the_worst_standard_stands_first_and_a_kept_one_apart() -> None:
    found = standards(
        _checked(
            _row("TST-003", "low", fails=1),
            _row("TST-002", "critical", unknown=2, worst=("one thing",)),
            _row("TST-001", "high", passes=4),
        )
    )
    assert found is not None
    assert [row[0] for row in _rows(found.open)] == ["TST-002 A standard", "TST-003 A standard"]
    assert _rows(found.open)[0][1] == Mark(text="critical", tone="bad")
    assert [row[0] for row in _rows(found.kept)] == ["TST-001 A standard"]
    assert found.sentence == (
        "The check of 22 Nov 2026 looked at 12 resources of 2 stacks. "
        "Of 3 standards, 1 is not kept and 1 cannot be decided."
    )


def test_a_standard_with_an_unknown_is_never_shown_as_kept() -> None:
    found = standards(_checked(_row("TST-001", passes=5, unknown=1)))
    assert found is not None
    assert found.kept is None


def test_exemptions_show_when_they_end() -> None:
    found = standards(_checked(_row("TST-001", exempt=3, exempt_until=date(2027, 3, 1))))
    assert found is not None
    assert _rows(found.exempt)[0][2:] == ("3", "1 Mar 2027")


def test_I_02_texts_of_findings_are_escaped() -> None:
    page = html_report(_checked(_row("TST-001", fails=1, worst=("<script>alert(1)</script>",))))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_stacks_are_shown_with_what_stands_in_them() -> None:
    architecture = small_architecture()
    facts = replace(county_facts(), architecture=architecture)
    found = building(facts, names_of(facts))
    assert found is not None
    rows = _rows(found.stacks)
    assert [(row[0], row[5]) for row in rows] == [(one.name, f"{one.resource_count:,}") for one in architecture.stacks]
    assert rows[0][2:5] == ("first", "networks, watching, backups, budgets", "the ground the rest stands on")
    assert "1 × virtual machine (Windows)" in str(rows[1][4])
    assert "1 × database service (Azure SQL)" in str(rows[1][4])
    assert f"{len(architecture.workloads)} machines and services" in found.sentence


def test_the_most_critical_that_come_back_alike_share_a_row() -> None:
    built = small_architecture()
    recovery = replace(built.workloads[0].recovery, criticality=1, rto_minutes=120, rpo_minutes=None, why="it is kept")
    alike = tuple(
        replace(one, application_id="payroll", recovery=replace(recovery, policy=one.name))
        for one in built.workloads[:2]
    )
    facts = replace(county_facts(), architecture=replace(built, workloads=alike))
    found = building(facts, names_of(facts))
    assert found is not None
    ((_, names, within, lost, _, why),) = _rows(found.recovery)
    assert names == " and ".join(sorted(one.name for one in alike))
    assert (within, lost, why) == ("2 h", "not said", "It is kept.")
