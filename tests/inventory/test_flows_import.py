"""The dependency export of Azure Migrate in its three dialects, and its rows that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_files import register, workbook

from inventory.importing import Imported, import_file, mendable
from safeio.errors import InputError

NAMES = (
    "Timeslot,Source server name,Source application,Source process,Destination server name,Destination IP,"
    "Destination application,Destination process,Destination port\n"
    "2026-11-02 00:00,web1,Shop,w3wp.exe,db1,10.1.0.5,SQL,sqlservr.exe,1433\n"
)
ADDRESSES = (
    "Time slot,Source server name,Source IP,Source application,Source process,Destination server name,Destination IP,"
    "Destination application,Destination process,Destination port\n"
    "2026-11-02 00:00,web1,10.1.0.4,Shop,w3wp.exe,db1,10.1.0.5,SQL,sqlservr.exe,1433\n"
)
IDS = (
    "Date,Source Appliance Name,Source Machine ARM ID,Source Server Name,Source IP,Source Application,Source Process,"
    "Destination Machine ARM ID,Destination Server Name,Destination IP,Destination Application,Destination Process,"
    "Destination Port,Connection Count,Protocol\n"
    "2026-11-02,appl,/sites/s/machines/m1,web1,10.1.0.4,Shop,w3wp.exe,/sites/s/machines/m2,db1,10.1.0.5,SQL,"
    "sqlservr.exe,1433,12,TCP\n"
)
SEEN = "1433|tcp|sqlservr.exe|w3wp.exe|2026-11-02|2026-11-02|1"
SHORT = "Date,Source server name,Destination server name,Destination IP,Destination port,Connection count\n"


def export(folder: Path, text: str) -> Imported:
    """A dependency export of this text, imported."""
    return register(folder, "deps.csv", text)


def flows(imported: Imported) -> list[str]:
    """All flows of an import."""
    return [text for claim in imported.claims if claim.field == "flows" for text in claim.value]  # type: ignore[union-attr]


def callers(imported: Imported) -> dict[str, object]:
    """What is said of the callers."""
    return {claim.field: claim.value for claim in imported.claims if claim.field != "flows"}


@pytest.mark.parametrize(
    ("text", "caller", "flow"),
    [
        (NAMES, {"from_name": "web1"}, f"db1|10.1.0.5||{SEEN}|"),
        (ADDRESSES, {"from_name": "web1", "from_address": "10.1.0.4"}, f"db1|10.1.0.5||{SEEN}|"),
        (
            IDS,
            {"from_name": "web1", "from_address": "10.1.0.4", "from_machine": "/sites/s/machines/m1"},
            f"db1|10.1.0.5|/sites/s/machines/m2|{SEEN}|12",
        ),
    ],
    ids=["names", "addresses", "ids"],
)
def test_each_dialect_is_read(tmp_path: Path, text: str, caller: dict[str, str], flow: str) -> None:
    found = export(tmp_path, text)
    assert (found.format, found.source) == ("azure-dependencies", "azure-dependencies:deps.csv")
    assert (callers(found), flows(found), found.rejected) == (caller, [flow], ())


def test_rows_of_one_connection_become_one_flow_with_days_times_and_count(tmp_path: Path) -> None:
    rows = ["2026-11-02,a,b,,443,10", "2026-11-04,a,b,,443,11", "2026-11-04,a,b,,443,2", "2026-11-03,a,c,,80,1"]
    found = export(tmp_path, SHORT + "\n".join(rows) + "\n")
    assert flows(found) == ["b|||443|tcp|||2026-11-02|2026-11-04|2|8", "c|||80|tcp|||2026-11-03|2026-11-03|1|1"]
    assert found.rows == 4


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("2026-11-02,a,b,,0,1", "0 is not between 1 and 65535"),
        ("2026-11-02,a,b,,https,1", '"https" is not a whole number'),
        ("2026-11-02,a,b,,,1", "there is no destination port"),
        ("2026-11-02,,b,,443,1", "the source has neither name nor address"),
        ("2026-11-02,a,-,,443,1", "the destination has neither name nor address"),
        ("2026-11-02,a,b,10.1.2,443,1", 'destination IP "10.1.2" is no address'),
        ("2026-13-02,a,b,,443,1", "not a day of the calendar"),
        ("yesterday,a,b,,443,1", "is not a date"),
        ("2026-11-02,a,b,,443,-3", "not a whole number"),
    ],
)
def test_a_bad_row_is_told_with_its_number_and_the_rest_goes_on(tmp_path: Path, row: str, wrong: str) -> None:
    found = export(tmp_path, f"{SHORT}2026-11-02,a,b,,443,1\n{row}\n")
    (bad,) = found.rejected
    assert bad.row == 3
    assert wrong in bad.wrong
    assert bad.remedy.endswith(".")
    assert len(flows(found)) == 1
    assert row.split(",")[4] in (mendable(found) or "")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("25/10/2026 12:00", "03/11/2026 12:00"), ["2026-10-25", "2026-11-03"]),
        (("10/25/2026 12:00:00 AM", "11/3/2026 1:00:00 PM"), ["2026-10-25", "2026-11-03"]),
        (("2026-11-03T10:00:00Z", "2026-11-03T10:05:00Z"), ["2026-11-03", "2026-11-03"]),
        (("03/04/2026", "05/06/2026"), ["", ""]),
    ],
)
def test_days_are_read_where_the_file_tells_day_from_month(
    tmp_path: Path, days: tuple[str, str], expected: list[str]
) -> None:
    found = export(tmp_path, SHORT + "".join(f"{day},a,b,,443,1\n" for day in days))
    assert flows(found)[0].split("|")[7:9] == expected
    assert [warned.message[:30] for warned in found.warnings] == (
        [] if all(expected) else ["its dates do not tell day from"]
    )


def test_what_holds_a_bar_does_not_become_another_cell(tmp_path: Path) -> None:
    (flow,) = flows(export(tmp_path, SHORT + "2026-11-02,a,b|c,,443,1\n"))
    assert flow.split("|")[:4] == ["b/c", "", "", "443"]


def test_a_workbook_of_one_sheet_is_read_too(tmp_path: Path) -> None:
    rows = [SHORT.strip().split(","), ("2026-11-02", "a", "b", "10.0.0.1", 443, 2), (), ("", "", "x")]
    found = import_file(
        workbook(tmp_path / "deps.xlsx", {"Dependencies": rows}), export(tmp_path, NAMES).claims[0].seen_on
    )
    assert flows(found) == ["b|10.0.0.1||443|tcp|||2026-11-02|2026-11-02|1|2"]
    assert [(bad.row, bad.wrong) for bad in found.rejected] == [(4, "the source has neither name nor address")]


def test_an_export_without_ports_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Azure Migrate dependency export has no column .Destination port"):
        export(tmp_path, "Timeslot,Source server name,Destination server name\n1,a,b\n")
