"""Formats refused by name, files that are no format, and rejected rows that can be mended."""

from pathlib import Path

import pytest
from import_files import SEEN_ON, facts, register, rvtools, vm, workbook

from inventory.importers import IMPORTERS
from inventory.importing import import_file, mendable
from safeio.errors import InputError

FORMATS = {
    "Azure Migrate server list": "*Server name,IP addresses,*Cores,*Memory (In MB),*OS name",
    "AWS Migration Hub": "ExternalId,SMBiosId,HostName,OS.Name",
    "Cloud Migration Factory": "server_name,server_os_family,r_type,app_name",
    "CAST Highlight": "Business Units,Application,CloudReady,Software Resiliency",
    "Konveyor": "Record Type 1,Application Name,Description",
    "Google Migration Center": "MachineId,MachineName,OsName,MemoryMiB",
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_not_read_yet_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=name) as told:
        register(tmp_path, "x.csv", FORMATS[name] + "\n")
    assert told.value.remedy.startswith(("Import", "Copy", "List"))


def test_a_format_not_read_yet_is_refused_in_a_workbook_too(tmp_path: Path) -> None:
    header = FORMATS["Cloud Migration Factory"].split(",")
    with pytest.raises(InputError, match="Cloud Migration Factory"):
        import_file(workbook(tmp_path / "x.xlsx", {"intake": [header, header]}), SEEN_ON)


@pytest.mark.parametrize("text", ["test", "a,b\n1,2\n"])
def test_anything_else_gets_one_message_with_all_that_is_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="no format known") as told:
        register(tmp_path, "x.csv", text)
    assert all(importer.says in told.value.remedy for importer in IMPORTERS)


def test_a_register_as_a_workbook_is_told_to_become_csv(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Save the sheet as contracts\.csv"):
        import_file(workbook(tmp_path / "Contracts.xlsx", {"Sheet1": [("id", "kind"), ("a", "b")]}), SEEN_ON)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no CSV files"):
        import_file(tmp_path, SEEN_ON)


def test_rejected_rows_can_be_mended_and_imported_again(tmp_path: Path) -> None:
    text = 'id,name,criticality\npay,=cmd|Payroll,9\ntax,"Tax, council",2\nold,Old\n'
    again = mendable(register(tmp_path, "applications.csv", text))
    assert again is not None
    assert again.splitlines()[0] == "id,name,criticality,why"
    mended = register(tmp_path, "rejected.csv", again.replace(",9,", ",1,"))
    assert facts(mended, "application/pay") == {"id": "pay", "name": "=cmd|Payroll", "criticality": 1}
    assert [bad.row for bad in mended.rejected] == []


def test_mended_machines_of_a_workbook_can_be_imported_as_csv(tmp_path: Path) -> None:
    again = mendable(rvtools(tmp_path, vm("good", 1), vm("bad", 2, CPUs="two")))
    assert again is not None
    mended = register(tmp_path, "county.csv", again.replace("two,", "2,"))
    assert facts(mended, "server/bad")["cpus"] == 2


def test_nothing_to_mend(tmp_path: Path) -> None:
    assert mendable(rvtools(tmp_path, vm("good", 1))) is None


def test_a_ragged_row_of_a_csv_export_can_be_mended(tmp_path: Path) -> None:
    (tmp_path / "RVTools_tabvInfo.csv").write_text("VM,Powerstate,CPUs,Memory\ngood,poweredOn,1,1\nbad,poweredOn,1\n")
    (tmp_path / "RVTools_tabvHost.csv").write_text("Host,Vendor\na\n")
    imported = import_file(tmp_path, SEEN_ON)
    assert [(bad.sheet, bad.row) for bad in imported.rejected] == [("RVTools_tabvHost", 2), ("RVTools_tabvInfo", 3)]
    again = mendable(imported)
    assert again is not None
    assert [line.split(",")[0] for line in again.splitlines()] == ["VM", "bad"]
