"""The report's words: the summary a committee quotes, and how dates, money, shares and lists are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_facts import county_facts, empty_facts

from migration.reports.decisions import decisions
from migration.reports.facts import ReportFacts
from migration.reports.names import names_of
from migration.reports.summary import key_figures, summary
from migration.reports.wording import about, counted, day, listed, percent, pounds, sentence, with_full_days

GOLDEN = Path(__file__).parent / "golden" / "report_summary.txt"


def summary_of(facts: ReportFacts) -> tuple[str, ...]:
    names = names_of(facts)
    return summary(facts, names, decisions(facts, names))


def test_the_summary_reads_as_it_did() -> None:
    assert "\n".join(summary_of(county_facts())) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_a_release_has_the_name_that_people_use() -> None:
    names = names_of(county_facts())
    assert names.product("windows-server", "2012-r2") == "Windows Server 2012 R2"
    assert names.product("windows-server", "2016") == "Windows Server 2016"


def test_the_summary_of_nothing_says_what_is_missing() -> None:
    assert summary_of(empty_facts())[1:] == (
        "The support state of the estate has not been worked out yet.",
        "No decision on any application has been made yet.",
        "No plan has been made yet.",
    )
    assert key_figures(empty_facts(), names_of(empty_facts())) == ()


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1234.50", "£1,235"),
        ("-3", "−£3"),
        ("-0.4", "£0"),
        ("0", "£0"),
        (None, "not known"),
        ("1" + "0" * 30, "£1" + ",000" * 10),
    ],
)
def test_T_06_pounds(amount: str | None, written: str) -> None:
    assert pounds(None if amount is None else Decimal(amount)) == written


@pytest.mark.parametrize(("amount", "written"), [("999999", "£999,999"), ("1254999", "£1.25 million")])
def test_money_in_a_sentence(amount: str, written: str) -> None:
    assert about(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(5, 12, "42%"), (0, 9, "0%"), (9, 9, "100%"), (1, 900, "under 1%"), (899, 900, "over 99%"), (0, 0, "0%")],
)
def test_percent(part: int, whole: int, written: str) -> None:
    assert percent(part, whole) == written


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_only_nothing_is_0_and_only_everything_is_100_percent(part: int, whole: int) -> None:
    written = percent(min(part, whole), whole)
    assert (written == "0%") == (part == 0)
    assert (written == "100%") == (part >= whole)


@given(st.dates())
def test_T_02_every_date_can_be_written(when: date) -> None:
    assert day(when).endswith(str(when.year))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("in use until 2027-06-30.", "in use until 30 June 2027."),
        ("wm-arch01 (2020-01-14)", "wm-arch01 (14 January 2020)"),
        ("2026-02-30 is no day", "2026-02-30 is no day"),
        ("see 2026-06-02-letter.pdf and FM-2026-03-11", "see 2026-06-02-letter.pdf and FM-2026-03-11"),
    ],
)
def test_days_in_a_text(text: str, written: str) -> None:
    assert with_full_days(text) == written


def test_lists_counts_and_sentences() -> None:
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed([]) == ""
    assert listed(["A", "B", "C", "D"], most=2) == "A, B and 2 more"
    assert (counted(1, "wave"), counted(2000, "wave")) == ("1 wave", "2,000 waves")
    assert sentence("needs a server.. ") == "Needs a server."
