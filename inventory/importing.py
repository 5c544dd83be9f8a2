"""Importing one file: find its format, read it into claims, and keep the rows that could not be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inventory.importers import IMPORTERS
from inventory.importers.imported import Context, Imported
from inventory.importers.opening import open_tables
from inventory.importers.refused import refuse
from inventory.importers.register import WHY
from inventory.importers.rvtools import SHEETS

__all__ = ["Imported", "import_file", "mendable"]


def import_file(path: Path, seen_on: date, site_id: str | None = None, organisation_id: str | None = None) -> Imported:
    """All that `path` says about the estate. `seen_on` is the day it was true; site and organisation hold for all rows.

    Raises InputError when the file is unreadable, lacks a needed column or sheet, or is in a format not read here.
    """
    opened = open_tables(path, SHEETS)
    for importer in IMPORTERS:
        if importer.recognises(opened):
            return importer.read(opened, Context(seen_on=seen_on, site_id=site_id, organisation_id=organisation_id))
    raise refuse(opened, tuple(importer.says for importer in IMPORTERS))


def mendable(imported: Imported) -> str | None:
    """The rejected rows as CSV text with a `why` column: mend the cells, import the file. None when there are none.

    Rows of a workbook's side sheets are left out: they mean nothing without the workbook and are mended there.
    """
    from safeio.csv_files import write_csv

    rows = [bad for bad in imported.rejected if bad.sheet == imported.sheet and bad.cells]
    if not rows:
        return None
    kept = [n for n, column in enumerate(imported.columns) if column.strip().casefold() != WHY]
    columns = [imported.columns[n] for n in kept]
    lines = []
    for bad in rows:
        cells = bad.cells + ("",) * (len(imported.columns) - len(bad.cells))
        why = f"{bad.field}: {bad.wrong}. {bad.remedy}" if bad.field else f"{bad.wrong}. {bad.remedy}"
        spare = "; ".join(cells[len(imported.columns) :]).strip("; ")
        lines.append([*(cells[n] for n in kept), f"{why} Cells past the last column: {spare}" if spare else why])
    return write_csv([*columns, WHY], lines)
