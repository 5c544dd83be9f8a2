"""Finding out how the bytes of a text file stand for characters."""

from __future__ import annotations

import codecs

from safeio.errors import InputError

_AS_CSV = "Open it in a spreadsheet and save it as CSV (UTF-8)."
_OTHER_FORMATS = (
    (b"PK\x03\x04", "this is a zip file or an .xlsx workbook, not text"),
    (b"\xd0\xcf\x11\xe0", "this is an old .xls workbook or an Office file, not text"),
    (b"%PDF", "this is a PDF, not text"),
    (b"\x1f\x8b", "this is a gzip file, not text"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, where: str) -> str:
    """`data` as text: by its byte order mark, else UTF-16 if every other byte is mostly zero, else UTF-8, else cp1252.

    cp1252 is what Windows in Western Europe calls ANSI. Raises InputError for files that are plainly not text.
    """
    for magic, wrong in _OTHER_FORMATS:
        if data.startswith(magic):
            raise InputError(where, wrong, _AS_CSV)
    if data[:100].lstrip().lower().startswith((b"<!doctype html", b"<html", b"<table")):
        raise InputError(where, "this is a web page, not CSV", _AS_CSV)
    try:
        return data.decode(_encoding(data))
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[: 4096 // 2 * 2]
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = start[offset::2]
        if len(half) > 2 and half.count(0) > 0.4 * len(half) and start[1 - offset :: 2].count(0) < 0.1 * len(half):
            return name
    return "utf-8"
