"""Packages and exclusions in initiatives.csv: read, and refused with row, field and remedy where none can hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from programme_folder import new_folder

from cloud_unless.folder import Read, read_folder
from safeio.errors import InputError

HEAD = (
    "id,name,must_do,duration_weeks,depends_on,organisation_ids,rollout_order,rollout_weeks,rollout_part,"
    "package,excludes"
)


def with_rows(tmp_path: Path, *rows: str) -> Read:
    folder = new_folder(tmp_path / "p")
    (folder / "initiatives.csv").write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return read_folder(folder)


def row(name: str, must: str = "no", after: str = "", package: str = "", excludes: str = "") -> str:
    return f"{name},{name.upper()},{must},10,{after},,,,,{package},{excludes}"


def refused(tmp_path: Path, *rows: str) -> InputError:
    with pytest.raises(InputError) as found:
        with_rows(tmp_path, *rows)
    assert found.value.remedy
    return found.value


def test_cells_become_a_package_and_what_is_excluded(tmp_path: Path) -> None:
    read = with_rows(
        tmp_path, row("a", package="front", excludes="c; d"), row("b", package="front"), row("c"), row("d")
    )
    one = read.folder.initiatives[0]
    assert (one.package, one.excludes) == ("front", ("c", "d"))
    assert (read.rejected, read.warnings) == ((), ())


def test_files_without_the_columns_are_read_as_before(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    (folder / "initiatives.csv").write_text("id,name,must_do,duration_weeks\na,A,no,10\n", encoding="utf-8")
    (one,) = read_folder(folder).folder.initiatives
    assert (one.package, one.excludes) == (None, ())


def test_a_roll_out_is_in_the_package_of_its_row(tmp_path: Path) -> None:
    read = with_rows(tmp_path, "a,A,no,10,,our-council,our-council,2,0.5,front,b", row("b"))
    assert [one.package for one in read.folder.initiatives] == ["front", "front", None]
    assert read.warnings == ()


def test_a_package_of_one_is_warned_of(tmp_path: Path) -> None:
    warned = with_rows(
        tmp_path, row("a", package="front"), row("b", package="front"), row("c", package="frnt")
    ).warnings
    assert [one.message for one in warned] == ['c is the only one of the package "frnt", so the package asks nothing']
    assert warned[0].remedy == "Did you mean front?"


def test_a_name_that_is_no_package_rejects_its_row_and_the_rest_of_the_package(tmp_path: Path) -> None:
    read = with_rows(tmp_path, row("a", package="Front Door"), row("b"))
    (bad,) = read.rejected
    assert (bad.row, bad.field) == (2, "package")
    assert "front-door" in bad.remedy


def test_where_a_row_of_a_package_is_rejected_so_are_the_others_and_what_depends_on_them(tmp_path: Path) -> None:
    bad = "a,A,perhaps,10,,,,,,front,"
    read = with_rows(tmp_path, bad, row("b", package="front"), row("c", after="b"), row("d", excludes="a"))
    assert [(one.row, one.field) for one in read.rejected] == [(2, "must_do"), (3, "package"), (4, "depends_on")]
    assert [one.id for one in read.folder.initiatives] == ["d"]


def test_an_exclusion_of_nothing_is_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, row("alpha", excludes="bata"), row("beta"))
    assert (said.where, said.wrong) == ("initiatives.csv row 2, alpha, excludes", "'bata' is not in initiatives.csv")
    assert said.remedy == "Did you mean beta?"


def test_an_exclusion_of_itself_is_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, row("a"), row("b", excludes="b"))
    assert (said.where, said.wrong) == ("initiatives.csv row 3, b, excludes", "it excludes itself")


NEVER = {
    "its own package": (
        (row("a", package="front", excludes="b"), row("b", package="front")),
        "a cannot be done without b, which it excludes: package front holds both",
    ),
    "what it depends on": (
        (row("a", after="b", excludes="b"), row("b")),
        "a cannot be done without b, which it excludes: a depends on b",
    ),
    "what it depends on through others, said on the other side": (
        (row("c", excludes="a"), row("a", after="b"), row("b", package="p"), row("d", after="c", package="p")),
        "a cannot be done without c, which it excludes: d depends on c; package p holds both; a depends on b",
    ),
    "two that one needs": (
        (row("b", excludes="c"), row("a", after="b;c"), row("c")),
        "a can never be done: b and c exclude each other, and it needs both: a depends on b; a depends on c",
    ),
    "two that must be done": (
        (row("a", must="yes", excludes="b"), row("b", must="yes")),
        "a and b exclude each other, and both must be done",
    ),
    "two that must be done because of others": (
        (row("a", excludes="d"), row("b", must="yes", package="p"), row("a2", after="a", package="p"), row("d", "yes")),
        "a and d exclude each other, and both must be done: a2 depends on a; package p holds both",
    ),
}


@pytest.mark.parametrize("case", NEVER)
def test_what_can_never_be_done_is_refused(case: str, tmp_path: Path) -> None:
    rows, words = NEVER[case]
    said = refused(tmp_path, *rows)
    assert said.wrong == words
    assert said.where.startswith("initiatives.csv row 2, ")


def test_work_that_must_do_work_excludes_is_no_mistake(tmp_path: Path) -> None:
    read = with_rows(tmp_path, row("a", must="yes", excludes="b"), row("b"), row("c", after="b"))
    assert len(read.folder.initiatives) == 3
