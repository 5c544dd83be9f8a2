"""CSV from strangers is read row by row; CSV from us is never run."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeio.csv_files import CsvFile, read_csv, write_csv
from safeio.errors import InputError
from safeio.text import clean


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "servers.csv"


def read(path: Path, data: bytes | str, **how: object) -> CsvFile:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_csv(path, **how)  # type: ignore[arg-type]


def cells(found: CsvFile) -> list[dict[str, str]]:
    return [dict(row.cells) for row in found.rows]


TABLE = "Name,Größe\nalpha,5\nbeta,\n"
EXPECTED = [{"Name": "alpha", "Größe": "5"}, {"Name": "beta", "Größe": ""}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_F_01_encoding_delimiter_and_line_ending_are_found_out(
    path: Path, encoding: str, delimiter: str, ending: str
) -> None:
    data = TABLE.replace(",", delimiter).replace("\n", ending).encode(encoding)
    assert cells(read(path, data)) == EXPECTED


def test_F_01_big_endian_with_mark(path: Path) -> None:
    assert cells(read(path, b"\xfe\xff" + TABLE.encode("utf-16-be"))) == EXPECTED


def test_F_01_a_spreadsheets_separator_line_is_not_a_row(path: Path) -> None:
    found = read(path, "sep=;\nid;name\n1;a,b\n")
    assert cells(found) == [{"id": "1", "name": "a,b"}]
    assert found.rows[0].number == 2


def test_F_01_rows_count_as_a_spreadsheet_does(path: Path) -> None:
    found = read(path, 'id,note\n1,"two\nlines"\n\n2,"a ""quoted"" word, and a comma"\n')
    assert [(row.number, row.cells["note"]) for row in found.rows] == [
        (2, "two lines"),
        (4, 'a "quoted" word, and a comma'),
    ]


def test_F_01_ragged_rows_are_rejected_and_the_good_kept(path: Path) -> None:
    found = read(path, "id,name\n1,a\n2\n3,b,c\n4,d,,\n,\n5,e\n")
    assert [row.cells["id"] for row in found.rows] == ["1", "4", "5"]
    assert [(one.number, one.cells) for one in found.rejected] == [(3, ("2",)), (4, ("3", "b", "c"))]
    assert "fewer than the 2 columns" in found.rejected[0].wrong
    assert "more than the 2 columns" in found.rejected[1].wrong


@pytest.mark.parametrize("bad", ['2,"x"y', '2,"never closed', '2,"' + "x" * 140_000])
def test_F_01_a_broken_quote_costs_one_row_only(path: Path, bad: str) -> None:
    found = read(path, f"id,name\n1,a\n{bad}\n3,c\n4,d\n")
    assert [(row.number, row.cells["id"]) for row in found.rows] == [(2, "1"), (4, "3"), (5, "4")]
    assert [one.number for one in found.rejected] == [3]
    assert "quote" in found.rejected[0].wrong


def test_F_01_a_cell_over_the_cap_is_rejected(path: Path) -> None:
    found = read(path, f"id,name\n1,{'x' * 40_000}\n2,b\n")
    assert [row.cells["id"] for row in found.rows] == ["2"]
    assert "32,767 characters" in found.rejected[0].wrong


def test_F_01_nul_and_control_characters_are_taken_out(path: Path) -> None:
    assert cells(read(path, b"id,name\n1,a\0b\x1b[31m\n")) == [{"id": "1", "name": "ab[31m"}]


def test_F_01_a_million_columns_are_refused(path: Path) -> None:
    with pytest.raises(InputError, match="more than 2000 columns"):
        read(path, "a," * 1_000_000 + "\n")


def test_F_01_more_rows_than_the_cap_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeio.csv_files._CAP_ROWS", 1_000)
    with pytest.raises(InputError, match="more than 1,000 rows"):
        read(path, "id\n" + "1\n" * 1_000)


def test_F_01_quotes_broken_everywhere_are_refused(path: Path) -> None:
    with pytest.raises(InputError, match="quotes do not match in many rows"):
        read(path, "id,name\n" + '1,"x"y\n' * 1_100)


def test_F_01_a_doubled_column_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="two columns Name"):
        read(path, "id,name,Name\n1,a,b\n", known=("Name",))


def test_F_01_a_missing_column_is_named_with_what_is_there(path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(path, "id,suplier\n1,a\n", required=("id", "supplier"))
    assert "missing column: supplier" in caught.value.wrong
    assert caught.value.remedy == "Columns found: id, suplier. Is suplier the column supplier?"


def test_columns_match_without_case_star_or_spaces_and_unknown_ones_are_kept(path: Path) -> None:
    found = read(
        path, " *ID ,NAME,Effort_DBA,Remark\n1,a,2,x\n", required=("id",), known=("Name",), prefixes=("effort_",)
    )
    assert found.columns == ("id", "Name", "effort_DBA", "Remark")


def test_columns_without_a_name_are_left_out_unless_they_hold_something(path: Path) -> None:
    found = read(path, "id,,name,\n1,,a,\n2,x,b,\n")
    assert found.columns == ("id", "name")
    assert cells(found) == [{"id": "1", "name": "a"}]
    assert [one.number for one in found.rejected] == [3]


@pytest.mark.parametrize("data", [b"", b"\n\n", b" , ,\n"])
def test_an_empty_file_is_refused(path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match="the file is empty"):
        read(path, data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "zip file or an .xlsx"),
        (b"\xd0\xcf\x11\xe0rest", "old .xls"),
        (b"%PDF-1.7", "PDF"),
        (b"\n <!DOCTYPE html><p>", "web page"),
    ],
)
def test_F_10_other_formats_are_named(path: Path, data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(path, data)


@given(st.binary(max_size=300))
def test_F_01_any_bytes_give_rows_or_an_input_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    try:
        found = read(path, data)
    except InputError as problem:
        assert problem.remedy
    else:
        assert all(clean(cell, 40_000) == cell for row in found.rows for cell in row.cells.values())


# --- writing ---

RUNS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '="x"',
    " =1",
    "'=1",
]


@pytest.mark.parametrize("text", RUNS)
def test_F_02_a_cell_that_could_run_is_written_as_text(text: str) -> None:
    written = list(csv.reader(io.StringIO(write_csv(["name"], [[text]]))))[1][0]
    assert written.startswith("'")
    assert "\n" not in written


@pytest.mark.parametrize("text", RUNS)
def test_F_02_reading_gives_the_cell_back(path: Path, text: str) -> None:
    assert cells(read(path, write_csv(["name"], [[text]]))) == [{"name": clean(text)}]


def test_F_02_raw_and_plain_negative_numbers_are_left_alone() -> None:
    assert write_csv(["a"], [["=1"]], raw=True) == "a\n=1\n"
    assert write_csv(["a", "b"], [["-12.50", None]]) == "a,b\n-12.50,\n"


CELL = st.text(st.sampled_from("ab'\"=+-@,;\t\r\n ＝1\x1b\u200bé"), max_size=8) | st.text(max_size=20)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_F_02_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.csv"
    found = read(path, write_csv(["id", "first", "second"], [("x", *row) for row in rows]))
    assert [(row.cells["first"], row.cells["second"]) for row in found.rows] == [
        (clean(first, 40_000), clean(second, 40_000)) for first, second in rows
    ]
    assert found.rejected == ()
