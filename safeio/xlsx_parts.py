"""Looking at a workbook from outside, before anything in it is unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
from io import BufferedReader

from safeio.errors import InputError
from safeio.terminal_text import shown

_PARTS = 5_000
_DIRECTORY_BYTES = 2_000_000
_TOTAL_BYTES = 1_500_000_000
# Deflate packs sheets of repeated rows up to about 40 to 1; a bomb lives near its limit of 1032 to 1.
_RATIO = 150
_RATIO_MATTERS_FROM = 20_000_000
_END = b"PK\x05\x06"
_END_BYTES = 22

_SAVE = "Open it in a spreadsheet and save it as Excel workbook (.xlsx)."
_DAMAGED = "the workbook is damaged or was not written by a spreadsheet"


def refuse_unsafe(source: BufferedReader, where: str) -> None:
    """Raise InputError unless `source` is an .xlsx whose parts are safe to unpack.

    Refused: other formats, passwords, names that leave the archive, links, doubled names, too many parts, and parts
    that unpack to far more than they are (a zip bomb).
    """
    _refuse_other_format(source, where)
    _refuse_long_directory(source, where)
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, UnicodeDecodeError, OverflowError):
        raise InputError(where, _DAMAGED, _SAVE) from None
    names = [part.filename.replace("\\", "/") for part in parts]
    _refuse_other_archive({name.lower() for name in names}, where)
    _refuse_names(names, where)
    for part in parts:
        _refuse_part(part, where)
    total = sum(part.file_size for part in parts)
    if total > _TOTAL_BYTES:
        raise InputError(where, f"the workbook unpacks to {total // 1_000_000} MB: a zip bomb, or too large", _SAVE)


def _refuse_other_format(source: BufferedReader, where: str) -> None:
    head = source.read(4096)
    if head.startswith(b"PK\x03\x04"):
        return
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        source.seek(0)
        if "EncryptedPackage".encode("utf-16-le") in source.read(4_000_000):
            raise InputError(where, "the workbook has a password", "Save a copy without a password.")
        raise InputError(where, "this is an old .xls workbook", _SAVE)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta")):
        raise InputError(where, "this is a web page, not a workbook", _SAVE)
    if start.startswith(b"<?xml"):
        raise InputError(where, "this is XML, not an .xlsx workbook", _SAVE)
    if not head:
        raise InputError(where, "the file is empty", "Export it again.")
    if b"\0" not in head:
        raise InputError(where, "this is text, not a workbook", "If it is CSV, rename it to end in .csv.")
    raise InputError(where, "this is not an .xlsx workbook", _SAVE)


def _refuse_long_directory(source: BufferedReader, where: str) -> None:
    """The directory is read whole by zipfile, so its claimed length is looked at first."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 65_535 - _END_BYTES))
    tail = source.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise InputError(where, "the workbook is cut off: its end is missing", "Copy or export it again.")
    count, length = struct.unpack_from("<HI", tail, at + 10)
    if count > _PARTS or length > _DIRECTORY_BYTES:
        raise InputError(where, "the workbook has too many parts", _SAVE)


def _refuse_other_archive(names: set[str], where: str) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise InputError(where, "this is an .xlsb workbook", _SAVE)
    if "content.xml" in names:
        raise InputError(where, "this is an OpenDocument file (.ods)", _SAVE)
    raise InputError(where, "this is a zip file without a workbook in it", "Unpack it and name the file inside.")


def _refuse_names(names: list[str], where: str) -> None:
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0] or "\0" in name:
            raise InputError(where, f"the part {shown(name, 80)} points outside the workbook", _SAVE)
    if len({name.lower() for name in names}) != len(names):
        raise InputError(where, "two parts have the same name", _SAVE)


def _refuse_part(part: zipfile.ZipInfo, where: str) -> None:
    name = shown(part.filename, 80)
    if part.flag_bits & 0x1:
        raise InputError(where, "the workbook has a password", "Save a copy without a password.")
    if stat.S_ISLNK(part.external_attr >> 16):
        raise InputError(where, f"the part {name} is a link", _SAVE)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(where, f"the part {name} is packed in an unusual way", _SAVE)
    if part.file_size > _RATIO_MATTERS_FROM and part.file_size > _RATIO * max(1, part.compress_size):
        wrong = f"the part {name} unpacks from {part.compress_size:,} to {part.file_size:,} bytes: a zip bomb"
        raise InputError(where, wrong, "Do not open it; ask where it came from.")
