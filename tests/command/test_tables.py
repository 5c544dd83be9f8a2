"""Tables: the same rows for people, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cloud_unless.drawing import drawn, for_people
from cloud_unless.showing import as_csv, as_json
from cloud_unless.tables import Answer, Cell, Column, Table, plain

WORDS = Column(key="words", heading="Words", wrap=True)
AMOUNT = Column(key="gbp", heading="£", right=True)
DAY = Column(key="day", heading="Day", unknown="none")


def _table(*rows: tuple[Cell, ...], empty: str | None = None, most: int | None = None) -> Table:
    return Table(name="rows", title="Rows", columns=(WORDS, AMOUNT, DAY), rows=rows, empty=empty, most=most)


def test_unknown_is_a_word_for_people_and_null_for_programs() -> None:
    table = _table(("a", None, None))
    assert drawn([table]).splitlines()[-1].split() == ["a", "not", "known", "none"]
    assert json.loads(as_json(Answer(tables=(table,))))["rows"] == [{"words": "a", "gbp": None, "day": None}]
    assert as_csv(table).splitlines()[1] == "a,,"


def test_money_is_exact_for_programs_and_whole_pounds_for_people() -> None:
    table = _table(("a", Decimal("1234567.89"), date(2027, 4, 1)))
    assert "1,234,568" in drawn([table])
    assert json.loads(as_json(Answer(tables=(table,))))["rows"][0]["gbp"] == "1234567.89"
    assert as_csv(table).splitlines()[1] == "a,1234567.89,2027-04-01"


def test_facts_stand_beside_the_tables_in_json() -> None:
    answer = Answer(tables=(_table(),), facts={"as_of": date(2026, 11, 22), "gap": Decimal("0.5")})
    assert json.loads(as_json(answer)) == {"schema_version": 1, "as_of": "2026-11-22", "gap": "0.5", "rows": []}


def test_an_empty_table_says_so_or_is_left_out() -> None:
    assert drawn([_table(empty="Nothing yet.")]).splitlines() == ["Rows", "Nothing yet."]
    assert drawn([_table()]) == ""


def test_people_see_the_first_rows_and_how_many_are_left() -> None:
    table = _table(*((f"row {n}", n, None) for n in range(12)), most=10)
    assert "… and 2 more" in drawn([table])
    assert len(as_csv(table).splitlines()) == 13


def test_what_is_for_programs_only_is_not_drawn() -> None:
    table = Table(name="t", title="T", columns=(WORDS, Column(key="x", heading="X", people=False)), rows=(("a", "b"),))
    assert "b" not in drawn([table])
    assert as_csv(table) == "words,x\na,b\n"


@pytest.mark.parametrize(
    ("cell", "text", "seen"),
    [(True, "yes", "yes"), (("a", "b"), "a;b", "a, b"), (0, "0", "0"), ("", "", ""), (5000, "5000", "5,000")],
)
def test_each_kind_of_cell(cell: Cell, text: str, seen: str) -> None:
    assert plain(cell) == text
    assert for_people(cell, "not known") == seen


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300), width=st.integers(min_value=30, max_value=140))
def test_I_08_any_text_stays_inside_the_terminal(text: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = drawn([_table((text, 123456789, date(2027, 1, 1)))])
    assert max(cell_len(line) for line in out.split("\n")) <= width
    assert all(character == "\n" or category(character) not in ("Cc", "Cs") for character in out)


@given(text=st.text(max_size=80))
def test_F_02_no_cell_of_a_csv_starts_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(_table((text, 1, None))))))
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))
