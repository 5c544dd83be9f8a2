"""Workbooks that others exported are read whole, with the numbers a spreadsheet shows."""

from pathlib import Path

import pytest

from safeio.xlsx_files import read_workbook

FOLDER = "import-csv"
EXAMPLE = "migration-planner/test/e2e/data/example_rvtools_files/example1.xlsx"
SAMPLE = "rvtools-to-ibm-cloud/samples/SizingWorkshop-RVTools.xlsx"
SIZES = {
    # Its sheets claim 1,048,576 rows.
    EXAMPLE: {"vInfo": 10, "vCPU": 10, "vMemory": 10, "vDisk": 10, "vPartition": 10, "vHost": 8},
    SAMPLE: {"vInfo": 806, "vNetwork": 806, "vPartition": 1619, "vHost": 35},
}


@pytest.mark.parametrize("name", SIZES)
def test_F_06_each_sheet_has_its_rows_and_no_more(real_inputs: Path, name: str) -> None:
    found = read_workbook(real_inputs / FOLDER / name)
    assert {sheet.name: len(sheet.rows) for sheet in found.sheets.values()} == SIZES[name]


def test_cells_keep_their_kind(real_inputs: Path) -> None:
    sheet = read_workbook(real_inputs / FOLDER / SAMPLE, ["VINFO"]).sheets["vInfo"]
    assert sheet.rows[0][:4] == ["VM", "Powerstate", "Template", "CPUs"]
    assert sheet.rows[1][:4] == ["wadfs1", "poweredOn", "False", 1]
