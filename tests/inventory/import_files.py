"""Small files to import, and one call that imports them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from inventory.importing import Imported, import_file
from inventory.model import Claim

SEEN_ON = date(2026, 11, 22)

VINFO = ("VM", "Powerstate", "Template", "SRM Placeholder", "DNS Name", "CPUs", "Memory", "Primary IP Address")
VINFO += ("Provisioned MiB", "In Use MiB", "Datacenter", "Cluster", "Host", "OS according to the configuration file")
VINFO += ("VM ID", "VM UUID")
UUID = "4201b3f2-7c1d-4a55-9b6e-0f1e2d3c4b{:02x}"


def vm(name: str, number: int, **cells: object) -> list[object]:
    """One row of vInfo; cells by header with `_` for a space."""
    row: dict[str, object] = {
        "VM": name,
        "Powerstate": "poweredOn",
        "Template": "False",
        "CPUs": 2,
        "Memory": 4096,
        "Provisioned MiB": 102400,
        "In Use MiB": 51201,
        "Datacenter": "North",
        "Cluster": "Gold",
        "Host": "esx1",
        "OS according to the configuration file": "Microsoft Windows Server 2016 (64-bit)",
        "VM ID": f"vm-{number}",
        "VM UUID": UUID.format(number),
    }
    row |= {key.replace("_", " "): cell for key, cell in cells.items()}
    return [row.get(header, "") for header in VINFO]


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with these sheets; the first row of each is its header."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def rvtools(folder: Path, *rows: Sequence[object], **sheets: Sequence[Sequence[object]]) -> Imported:
    """An RVTools workbook of these machines and tabs, imported."""
    return import_file(workbook(folder / "county.xlsx", {"vInfo": [VINFO, *rows], **sheets}), SEEN_ON)


def register(folder: Path, name: str, text: str) -> Imported:
    """A CSV file of this name and text, imported."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_file(path, SEEN_ON)


def facts(imported: Imported, thing_id: str) -> dict[str, object]:
    """All that was said of one thing."""
    return {claim.field: claim.value for claim in imported.claims if claim.thing_id == thing_id}


def things(imported: Imported) -> list[str]:
    """The things a file names, sorted."""
    return sorted({claim.thing_id for claim in imported.claims})


def claim(thing_id: str, field: str, value: object, source: str, day: int) -> Claim:
    """One claim, of November 2026."""
    return Claim(thing_id=thing_id, field=field, value=value, source=source, seen_on=date(2026, 11, day))


def said(thing: str, source: str = "rvtools:a.xlsx", /, day: int = 22, **facts: object) -> list[Claim]:
    """Claims of one thing by one source."""
    return [claim(thing, field, value, source, day) for field, value in facts.items()]
