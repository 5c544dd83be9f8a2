"""The rows as a CSV text or an Excel workbook. No cell can run as a formula; the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO

from migration.plan_sheet.rows import COLUMNS, EDITED, HOW_TO_EDIT, SheetRow
from safeio.csv_files import neutral, write_csv

SHEET = "moves"

WIDTHS = {"applications": 44, "organisations": 24, "note": 40}
WIDTH = 17


def as_csv(rows: Sequence[SheetRow]) -> str:
    """The sheet as CSV, for any spreadsheet program."""
    return write_csv(COLUMNS, [_cells(row) for row in rows])


def as_xlsx(rows: Sequence[SheetRow]) -> bytes:
    """The sheet as a workbook: dates are dates, what may be edited is white, the rest grey; a second sheet says how."""
    import xlsxwriter

    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        # Without it the workbook would say when it was made, and never be the same twice.
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - a workbook knows no zones
        head = book.add_format({"bold": True, "bottom": 1})
        kinds = {
            (is_date, edited): book.add_format(
                ({"num_format": "yyyy-mm-dd"} if is_date else {}) | ({} if edited else {"bg_color": "#EEEEEE"})
            )
            for is_date in (True, False)
            for edited in (True, False)
        }
        sheet = book.add_worksheet(SHEET)
        for at, column in enumerate(COLUMNS):
            sheet.write_string(0, at, column, head)
            sheet.set_column(at, at, WIDTHS.get(column, WIDTH))
        for number, row in enumerate(rows, start=1):
            for at, (column, cell) in enumerate(zip(COLUMNS, _cells(row), strict=True)):
                kind = kinds[isinstance(cell, date), column in EDITED]
                if isinstance(cell, date):
                    sheet.write_datetime(number, at, datetime.combine(cell, time()), kind)
                else:
                    sheet.write_string(number, at, neutral(cell), kind)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
        pinned = COLUMNS.index("pinned")
        choice = {"validate": "list", "source": ["yes", "no"]}
        sheet.data_validation(1, pinned, max(1, len(rows)), pinned, choice)
        _how_to_edit(book.add_worksheet("how to edit"), HOW_TO_EDIT)
    return made.getvalue()


def _how_to_edit(sheet: object, lines: Iterable[str]) -> None:
    sheet.set_column(0, 0, 110)  # type: ignore[attr-defined]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line)  # type: ignore[attr-defined]


def _cells(row: SheetRow) -> list[str | date]:
    told = [row.told(column) for column in ("group", "applications", "organisations", "wave", "state")]
    return [*told, row.planned, row.cut_over, "yes" if row.pinned else "no", row.note or ""]
