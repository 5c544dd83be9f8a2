"""What is not an .xlsx is recognised by its content, and the message says how to save it."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsx_builders as build

from safeio.errors import InputError
from safeio.xlsx_files import read_workbook


def zipped(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return written.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE, "old .xls workbook. Open it in a spreadsheet and save it as Excel workbook (.xlsx)."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "has a password. Save a copy without a password."),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "an .xlsb workbook"),
        (zipped("mimetype", "content.xml"), "OpenDocument"),
        (zipped("word/document.xml"), "without a workbook in it"),
        (b"\n<html><table><tr><td>VM", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "this is XML"),
        (b"VM,Powerstate\nweb01,on\n", "rename it to end in .csv"),
        (b"", "the file is empty"),
        (b"\x7fELF\0\0\0", "not an .xlsx workbook"),
        (b"PK\x03\x04" + b"\0" * 10, "cut off"),
    ],
)
def test_F_10_other_formats_are_recognised_by_their_content(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in build.refusal(tmp_path, data)


def test_F_10_a_workbook_without_its_sheet_is_damaged(tmp_path: Path) -> None:
    assert "cannot be read" in build.refusal(tmp_path, zipped("[Content_Types].xml", "xl/workbook.xml"))


def test_F_12_a_folder_or_a_device_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/zero"), tmp_path / "none.xlsx"):
        with pytest.raises(InputError):
            read_workbook(path)
