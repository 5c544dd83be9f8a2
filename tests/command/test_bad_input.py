"""Each bad input of the user's: the exit code, one clear message, and nothing stored is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from command_line import Command, change_cell, read_rows, write_rows

from cloud_unless.commands.importing import REGISTERS


def _claims(folder: Path) -> int:
    from inventory.store import open_store

    with open_store(folder / "estate.db") as store:
        return len(store.claims())


def _without_column(folder: Path) -> None:
    rows = read_rows(folder / "applications.csv")
    write_rows(folder / "applications.csv", [row[:1] + row[2:] for row in rows])


def _unknown_key(folder: Path) -> None:
    path = folder / "programme.yaml"
    path.write_text(path.read_text().replace("wave_weeks:", "wave_wekes:"))


def _circle_of_initiatives(folder: Path) -> None:
    change_cell(folder / "initiatives.csv", "landing-zone", "depends_on", "online-forms")


def _workbook(folder: Path, write: Callable[[Path], None]) -> None:
    write(folder / "rvtools.xlsx")
    path = folder / "sources.yaml"
    path.write_text("schema_version: 1\nimports:\n  - {file: rvtools.xlsx, site: main-site}\n")


def _stray_cell(folder: Path) -> None:
    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("vInfo")
        sheet.write("A1", "VM")
        sheet.write("XFD1048576", "x")
        book.close()

    _workbook(folder, write)


def _zip_bomb(folder: Path) -> None:
    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(path)
        book.add_worksheet("vInfo").write("A1", "VM")
        book.close()
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet2.xml", b" " * 200_000_000)

    _workbook(folder, write)


def _not_a_workbook(folder: Path) -> None:
    _workbook(folder, lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) and None)


def _wrong_format(folder: Path) -> None:
    text = "schema_version: 1\nimports:\n  - {file: things.csv, format: rvtools}\n"
    (folder / "sources.yaml").write_text(text)


REFUSED = {
    "wrong-format": (_wrong_format, "things.csv"),
    "missing-column": (_without_column, "name"),
    "unknown-key": (_unknown_key, "wave_weeks"),
    "circle-of-initiatives": (_circle_of_initiatives, "online-forms"),
    "F_06-stray-cell": (_stray_cell, "XFD1048576"),
    "F_03-zip-bomb": (_zip_bomb, "rvtools.xlsx"),
    "F_10-old-workbook": (_not_a_workbook, "xlsx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_exit_2_and_nothing_stored_is_lost(name: str, programme: Path, on_folder: Command) -> None:
    on_folder("import")
    before = _claims(programme)
    spoil, says = REFUSED[name]
    spoil(programme)
    ran = on_folder("import")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert "What to do: " in ran.err
    assert _claims(programme) == before


def _bad_date(folder: Path) -> None:
    change_cell(folder / "contracts.csv", "disk-support", "ends", "31/02/2027")


def _no_such_day(folder: Path) -> None:
    change_cell(folder / "contracts.csv", "disk-support", "ends", "2027-02-31")


def _doubled_id(folder: Path) -> None:
    rows = read_rows(folder / "contracts.csv")
    write_rows(folder / "contracts.csv", [*rows, rows[1]])


REJECTED = {"bad-date": _bad_date, "no-such-day": _no_such_day, "doubled-id": _doubled_id}


@pytest.mark.parametrize("name", REJECTED)
def test_the_row_is_rejected_with_exit_3_and_can_be_mended(name: str, programme: Path, on_folder: Command) -> None:
    REJECTED[name](programme)
    ran = on_folder("import")
    assert ran.code == 3
    assert "contracts.csv row" in ran.out
    to_mend = programme / "out/rejected/contracts.csv"
    assert read_rows(to_mend)[0][-1] == "why"
    assert str(to_mend) in ran.err


def test_mended_rows_come_in(programme: Path, on_folder: Command) -> None:
    _bad_date(programme)
    on_folder("import")
    to_mend = programme / "out/rejected/contracts.csv"
    change_cell(to_mend, "disk-support", "ends", "2027-02-28")
    assert on_folder("import", to_mend).code == 0
    assert '"disk-support"' in on_folder("estate", "--list", "contracts", "--format", "json").out


def test_what_someone_mends_is_not_overwritten(programme: Path, on_folder: Command) -> None:
    _bad_date(programme)
    on_folder("import")
    to_mend = programme / "out/rejected/contracts.csv"
    to_mend.write_text("half done")
    on_folder("import")
    assert (programme / "out/rejected/contracts.old.csv").read_text() == "half done"


def test_the_file_to_mend_goes_when_the_register_is_whole(programme: Path, on_folder: Command) -> None:
    before = (programme / "contracts.csv").read_bytes()
    _bad_date(programme)
    on_folder("import")
    (programme / "contracts.csv").write_bytes(before)
    assert on_folder("import").code == 0
    assert not (programme / "out/rejected/contracts.csv").exists()


def _idle_application(folder: Path) -> None:
    rows = read_rows(folder / "deployments.csv")
    write_rows(folder / "deployments.csv", [row for row in rows if row[0] != "planning"])


def _ended_contract(folder: Path) -> None:
    change_cell(folder / "contracts.csv", "disk-support", "ends", "2025-01-31")


def _circle_of_applications(folder: Path) -> None:
    path = folder / "interfaces.csv"
    header, row = read_rows(path)[:2]
    back = [row[0] + "-back", row[2], row[1], *row[3:]]
    write_rows(path, [header, row, back])


WARNED = {
    "application-on-no-server": (_idle_application, "application planning"),
    "contract-already-over": (_ended_contract, "contract disk-support"),
    "circle-of-applications": (_circle_of_applications, "payroll"),
}


@pytest.mark.parametrize("name", WARNED)
def test_it_is_a_warning_with_exit_0(name: str, programme: Path, on_folder: Command) -> None:
    spoil, where = WARNED[name]
    spoil(programme)
    assert on_folder("import").code == 0
    ran = on_folder("estate")
    assert ran.code == 0
    assert where in ran.out[ran.out.index("Warnings") :]


@pytest.mark.parametrize("name", REGISTERS)
def test_an_empty_register_is_refused_by_name(name: str, programme: Path, on_folder: Command) -> None:
    (programme / name).write_bytes(b"")
    ran = on_folder("import")
    assert ran.code == 2
    assert name in ran.err


def test_all_unreadable_files_are_named_at_once(programme: Path, on_folder: Command) -> None:
    (programme / "things.csv").write_bytes(b"")
    (programme / "contracts.csv").write_bytes(b"")
    ran = on_folder("import")
    assert ran.code == 2
    assert "things.csv" in ran.err and "contracts.csv" in ran.err


@pytest.mark.parametrize("day", ["31/02/2027", "2027-02-31", "tomorrow", ""])
def test_a_bad_day_on_the_command_line_is_a_usage_error(day: str, programme: Path, command: Command) -> None:
    ran = command("estate", "--folder", programme, "--as-of", day)
    assert ran.code == 2
    assert "YYYY-MM-DD" in ran.err


def test_a_bad_row_of_the_portfolio_is_named_when_it_is_read(programme: Path, on_folder: Command) -> None:
    change_cell(programme / "initiatives.csv", "online-forms", "duration_weeks", "soon")
    ran = on_folder("import")
    assert ran.code == 3
    assert "initiatives.csv row 3" in ran.out


def test_an_unknown_site_is_refused_with_the_known_ones(programme: Path, on_folder: Command) -> None:
    ran = on_folder("import", programme / "things.csv", "--site", "mian-site")
    assert ran.code == 2
    assert "main-site" in ran.err
    assert not (programme / "estate.db").exists()
