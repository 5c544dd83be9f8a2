"""Workbooks are read as they are meant, or refused; the process that asks always lives on."""

import io
import struct
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsx_builders as build
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from safeio.errors import InputError
from safeio.xlsx_files import Cell, read_workbook


def rows(folder: Path, data: bytes, sheet: str = "vInfo") -> list[list[Cell]]:
    return read_workbook(build.saved(folder, data)).sheets[sheet].rows


def refusal(folder: Path, data: bytes) -> str:
    said = build.refusal(folder, data)
    # The parent is alive and reads the next one.
    assert rows(folder, build.workbook()) == [["VM"], ["web01"]]
    return said


# --- what is read ---


def test_cells_keep_their_kind_and_place(tmp_path: Path) -> None:
    data = build.workbook(
        vInfo=[["VM", "CPUs", "GB", "On"], [], [None, "web01", 4, 2.5, True, None], [None, " \u202ea "]]
    )
    assert rows(tmp_path, data) == [["VM", "CPUs", "GB", "On"], [], [None, "web01", 4, 2.5, True], [None, "a"]]


def test_sheets_are_found_without_case_and_in_their_order(tmp_path: Path) -> None:
    path = build.saved(tmp_path, build.workbook(vInfo=[["a"]], vDisk=[["b"]], vHost=[["c"]], empty=[]))
    assert list(read_workbook(path, ["VHOST", "vinfo", "vNone"]).sheets) == ["vInfo", "vHost"]
    assert read_workbook(path).sheets["empty"].rows == []
    assert dict(read_workbook(path, ()).sheets) == {}


def test_F_02_formulas_in_names_survive_as_text(tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "+1", "@x", "＝1"]
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("vInfo")
    for number, name in enumerate(names):
        sheet.write_string(number, 0, name)
    book.close()
    cells = openpyxl.load_workbook(io.BytesIO(written.getvalue()))["vInfo"]["A"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert rows(tmp_path, written.getvalue()) == [[name] for name in names]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_F_11_dates_come_out_right_in_both_date_systems(tmp_path: Path, epoch: datetime | None) -> None:
    def set_epoch(book: Any) -> None:
        book.epoch = epoch or book.epoch

    moments = [datetime.fromisoformat(text) for text in ("2026-04-01", "2028-02-29T13:30", "1999-12-31")]

    def fill(book: Any) -> None:
        set_epoch(book)
        book.create_sheet("vInfo").append(moments)

    assert rows(tmp_path, build.workbook(fill, other=[])) == [moments]


def test_F_11_text_that_looks_like_a_date_stays_text(tmp_path: Path) -> None:
    data = build.workbook(vInfo=[["03/04/2026", "2026-04-03", "46115", 46115, time(1, 2)]])
    assert rows(tmp_path, data) == [["03/04/2026", "2026-04-03", "46115", 46115, "01:02:00"]]


def test_F_11_T_02_days_that_spreadsheets_disagree_on_are_not_dates(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for column, serial in enumerate([1, 60, 61, 2_958_465, 2_958_466, 1e300], 1):
            book["vInfo"].cell(1, column, serial).number_format = "dd/mm/yyyy"

    first, phantom, march, last, beyond, huge = rows(tmp_path, build.workbook(fill, vInfo=[]))[0]
    assert first == phantom == "a day before 1900-03-01"
    assert (march, last) == (datetime.fromisoformat("1900-03-01"), datetime.fromisoformat("9999-12-31"))
    assert not isinstance(beyond, datetime)
    assert not isinstance(huge, datetime)


# --- what is refused ---


def test_F_03_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    bomb = build.repacked(build.workbook(), {"xl/media/a.bin": b"\0" * 100_000_000})
    assert "unpacks from" in refusal(tmp_path, bomb)


def test_F_03_many_parts_that_are_large_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeio.xlsx_parts._TOTAL_BYTES", 1_000_000)
    path = build.saved(tmp_path, build.repacked(build.workbook(), {f"xl/{n}": b"\0" * 200_000 for n in range(6)}))
    with pytest.raises(InputError, match="unpacks to 1 MB"):
        read_workbook(path)


def test_F_03_a_part_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    data = bytearray(build.workbook())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(build.SHEET)
    at = data.rfind(build.SHEET.encode()) - 46  # the record of the part in the directory
    struct.pack_into("<I", data, at + 24, info.file_size - 20)
    struct.pack_into("<I", data, info.header_offset + 22, info.file_size - 20)
    assert "the workbook is damaged" in refusal(tmp_path, bytes(data))


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "xl\\..\\..\\x", "C:\\x"])
def test_F_04_a_part_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    data = build.with_member(build.workbook(), zipfile.ZipInfo(name))
    assert "points outside the workbook" in refusal(tmp_path, data)


def test_F_04_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = 0o120777 << 16
    assert "is a link" in refusal(tmp_path, build.with_member(build.workbook(), link, b"/etc/passwd"))


def test_F_04_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    data = build.with_member(build.workbook(), zipfile.ZipInfo("XL/worksheets/sheet1.xml"))
    assert "same name" in refusal(tmp_path, data)


def test_F_04_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(build.workbook())
    at = data.rfind(build.SHEET.encode()) - 46
    data[at + 8] |= 1
    assert "has a password" in refusal(tmp_path, bytes(data))


def test_F_04_an_unusual_packing_is_refused(tmp_path: Path) -> None:
    member = zipfile.ZipInfo("xl/a.xml")
    member.compress_type = zipfile.ZIP_LZMA
    assert "packed in an unusual way" in refusal(tmp_path, build.with_member(build.workbook(), member))


def test_F_04_a_directory_of_lies_is_refused(tmp_path: Path) -> None:
    data = bytearray(build.workbook())
    struct.pack_into("<HII", data, len(data) - 12, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    assert "too many parts" in refusal(tmp_path, bytes(data))
    struct.pack_into("<HII", data, len(data) - 12, 3, 10, 0x7FFFFFFF)
    assert "damaged" in refusal(tmp_path, bytes(data))


def test_F_04_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    assert "cut off" in refusal(tmp_path, build.workbook()[:-100])


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, " " * 2_000_000 + LAUGHS], ids=["laughs", "outside", "late"])
@pytest.mark.parametrize("part", [build.SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_F_05_entities_are_refused_in_every_part(tmp_path: Path, part: str, head: str) -> None:
    text = f'<?xml version="1.0"?>{head}<x>&b;</x>'
    assert "declares a document type" in refusal(tmp_path, build.repacked(build.workbook(), {part: text.encode()}))


def test_F_05_a_part_in_another_encoding_is_refused(tmp_path: Path) -> None:
    part = LAUGHS.encode("utf-16")
    assert "unusual encoding" in refusal(tmp_path, build.repacked(build.workbook(), {build.SHEET: part}))


A1, FAR = '<{0}c r="A1"><{0}v>1</{0}v></{0}c>', '<{0}c r="XFD1048576"><{0}v>1</{0}v></{0}c>'


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_F_06_stray_cell_is_refused(tmp_path: Path, prefix: str) -> None:
    body = f'<{prefix}row r="1">{A1}</{prefix}row><{prefix}row r="1048576">{FAR}</{prefix}row>'.format(prefix)
    data = build.repacked(build.workbook(), {build.SHEET: build.sheet_xml(body, prefix=prefix)})
    assert "a cell at XFD1048576, so the sheet claims 17,179,869,184 cells and has 2" in refusal(tmp_path, data)


def test_F_06_a_child_that_runs_out_of_memory_leaves_the_parent_alive(tmp_path: Path) -> None:
    """The stray cell is written so that the scan before reading misses it."""
    hidden = FAR.format("").replace(" r=", ' x=">" r=')
    body = f'<row r="1">{A1.format("")}</row><row r="1048576">{hidden}</row>'
    data = build.repacked(build.workbook(), {build.SHEET: build.sheet_xml(body)})
    assert "2 GiB of memory" in refusal(tmp_path, data)


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_F_06_a_large_claim_with_few_cells_is_read(tmp_path: Path, prefix: str) -> None:
    """Genuine exports claim a million rows, and hold styled cells far out that are empty."""
    body = (
        f'<{prefix}row r="1">{A1}</{prefix}row><{prefix}row r="1048576"><{prefix}c r="XFD1048576" s="0"/></{prefix}row>'
    )
    part = build.sheet_xml(body.format(prefix), "A1:XFD1048576", prefix)
    assert rows(tmp_path, build.repacked(build.workbook(), {build.SHEET: part})) == [[1]]


def test_F_06_cells_without_a_reference_are_read(tmp_path: Path) -> None:
    part = build.sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert rows(tmp_path, build.repacked(build.workbook(), {build.SHEET: part})) == [[1, 2], [3]]


@settings(max_examples=60)
@given(st.data())
def test_F_04_any_damage_gives_rows_or_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    book = bytearray(build.workbook())
    for _ in range(data.draw(st.integers(1, 5))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    path = build.saved(tmp_path_factory.getbasetemp(), bytes(book), "damaged.xlsx")
    try:
        read_workbook(path)
    except InputError as problem:
        assert problem.remedy
