"""initiatives.csv: good rows, rows told apart, and what stops the whole file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from programme_folder import new_folder

from cloud_unless.folder import Read, read_folder
from safeio.errors import InputError

HEAD = (
    "id,name,must_do,score_residents,effort_platform,duration_weeks,capital_gbp,depends_on,organisation_ids,gate_ids\n"
)


def with_rows(tmp_path: Path, *rows: str, head: str = HEAD) -> Read:
    folder = new_folder(tmp_path / "p")
    (folder / "initiatives.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return read_folder(folder)


def test_cells_become_exact_values(tmp_path: Path) -> None:
    row = 'forms,"Forms, online",No,4,2.5,10,"£1,200.50",,our-council,programme-board'
    (one,) = with_rows(tmp_path, row).folder.initiatives
    assert (one.name, one.must_do, one.duration_weeks) == ("Forms, online", False, 10)
    assert (one.capital_gbp, one.effort["platform"], one.scores["residents"]) == (
        Decimal("1200.50"),
        Decimal("2.5"),
        Decimal(4),
    )
    assert one.benefit_gbp_per_year is None
    assert one.gate_ids == ("programme-board",)


# Each case: the row, the field it fails in, and words of the reason.
REJECTED = {
    "A b,A,yes,,,10,,,,": ("id", "not an id"),
    "a,A,perhaps,,,10,,,,": ("must_do", "neither yes nor no"),
    "a,A,,,,10,,,,": ("must_do", "empty"),
    "a,A,yes,,,ten,,,,": ("duration_weeks", "whole number"),
    "a,A,yes,,,0,,,,": ("duration_weeks", "one week"),
    "a,A,yes,,,,,,,": ("duration_weeks", "missing"),
    "a,A,yes,,-3,10,,,,": ("effort_platform", "below zero"),
    "a,A,yes,,much,10,,,,": ("effort_platform", "not a number"),
    "a,A,yes,,,10,-5,,,": ("capital_gbp", "below zero"),
    "a,A,yes,,,10,lots,,,": ("capital_gbp", "not an amount"),
}


@pytest.mark.parametrize("row", REJECTED)
def test_a_bad_cell_rejects_its_row_alone(row: str, tmp_path: Path) -> None:
    read = with_rows(tmp_path, "good,Good,yes,,1,10,,,,", row)
    (bad,) = read.rejected
    field, words = REJECTED[row]
    assert (bad.file, bad.row, bad.field) == ("initiatives.csv", 3, field)
    assert words in bad.wrong
    assert bad.remedy
    assert bad.cells[1] == "A"
    assert [one.id for one in read.folder.initiatives] == ["good"]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "[/red]", "@SUM(1+1)*cmd"])
def test_F_02_a_hostile_name_stays_text(name: str, tmp_path: Path) -> None:
    (one,) = with_rows(tmp_path, f'a,"{name}",yes,,1,10,,,,').folder.initiatives
    assert one.name == name


def test_an_id_used_twice_rejects_the_second_row(tmp_path: Path) -> None:
    read = with_rows(tmp_path, "a,First,yes,,1,10,,,,", "a,Second,yes,,1,10,,,,")
    assert [one.name for one in read.folder.initiatives] == ["First"]
    assert [(bad.row, bad.field) for bad in read.rejected] == [(3, "id")]
    assert "row 2" in read.rejected[0].wrong


def test_what_waits_for_a_rejected_row_is_rejected_too(tmp_path: Path) -> None:
    rows = ("a,A,maybe,,1,10,,,,", "b,B,yes,,1,10,,a,,", "c,C,yes,,1,10,,b,,", "d,D,yes,,1,10,,,,")
    read = with_rows(tmp_path, *rows)
    assert [one.id for one in read.folder.initiatives] == ["d"]
    assert [bad.row for bad in read.rejected] == [2, 3, 4]
    assert "depends on b" in read.rejected[2].wrong


def test_a_circle_is_refused_and_named(tmp_path: Path) -> None:
    rows = ("a,A,yes,,1,10,,c,,", "b,B,yes,,1,10,,a,,", "c,C,yes,,1,10,,b,,")
    with pytest.raises(InputError, match=r"in a circle: (a -> c -> b -> a|b -> a -> c -> b|c -> b -> a -> c)"):
        with_rows(tmp_path, *rows)


UNKNOWN = {
    "a,A,yes,,1,10,,nothing,,": ("depends_on", "nothing"),
    "a,A,yes,,1,10,,,their-council,": ("organisation_ids", "their-council"),
    "a,A,yes,,1,10,,,,programme-bord": ("gate_ids", "programme-board"),
}


@pytest.mark.parametrize("row", UNKNOWN)
def test_a_name_that_nothing_has_is_refused(row: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        with_rows(tmp_path, row)
    for word in UNKNOWN[row]:
        assert word in str(found.value)


def test_work_of_a_skill_nobody_has_is_refused(tmp_path: Path) -> None:
    head = HEAD.replace("effort_platform", "effort_magic")
    with pytest.raises(InputError, match="'magic' is not in programme"):
        with_rows(tmp_path, "a,A,yes,,1,10,,,,", head=head)
    assert with_rows(tmp_path / "none", "a,A,yes,,0,10,,,,", head=head).rejected == ()


def test_unknown_columns_and_scores_without_weight_are_warned_of(tmp_path: Path) -> None:
    head = HEAD.replace("score_residents", "score_resident").replace("capital_gbp", "capital")
    messages = [f"{one.message} {one.remedy}" for one in with_rows(tmp_path, head=head).warnings]
    assert len(messages) == 2
    assert "capital_gbp" in messages[0]
    assert "score_residents" in messages[1]
