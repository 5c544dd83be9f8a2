"""Workbooks for tests: good ones by openpyxl, bad ones by hand."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from safeio.errors import InputError
from safeio.xlsx_files import read_workbook

SHEET = "xl/worksheets/sheet1.xml"
CORE = (
    b'<?xml version="1.0"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(fill: Callable[[Any], None] | None = None, **sheets: list[list[Any]]) -> bytes:
    """The bytes of a workbook with these sheets; `fill` may change it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets or {"vInfo": [["VM"], ["web01"]]}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if fill:
        fill(book)
    written = io.BytesIO()
    book.save(written)
    # openpyxl writes the time of day into the properties; the tests must not depend on it.
    return repacked(written.getvalue(), {"docProps/core.xml": CORE})


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The workbook with parts replaced or added; the same parts give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name, part in ({name: old.read(name) for name in old.namelist()} | parts).items():
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def with_member(data: bytes, member: zipfile.ZipInfo, part: bytes = b"x") -> bytes:
    """The workbook with one more member, written as it says."""
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(member, part)
    return written.getvalue()


def sheet_xml(rows: str, dimension: str = "A1", prefix: str = "", head: str = "") -> bytes:
    """A sheet written by hand; `prefix` such as "x:" puts its elements in a named namespace."""
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return (
        f'<?xml version="1.0"?>{head}<{prefix}worksheet {name}="{MAIN}"><{prefix}dimension ref="{dimension}"/>'
        f"<{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
    ).encode()


def saved(folder: Path, data: bytes, name: str = "book.xlsx") -> Path:
    """The path of a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(folder: Path, data: bytes) -> str:
    """What is said when a workbook of these bytes is refused."""
    with pytest.raises(InputError) as caught:
        read_workbook(saved(folder, data))
    assert caught.value.remedy
    return str(caught.value)
