"""Registers: strict columns, exact values, bad rows told apart."""

from pathlib import Path

import pytest
from import_files import SEEN_ON, facts, register, things

from inventory.importing import import_file
from safeio.errors import InputError

CONTRACTS = "id,supplier,kind,covers,starts,ends,notice_days,notice_given,annual_gbp,capital_or_revenue\n"


def contract(**cells: str) -> str:
    row = {"id": "c1", "kind": "support", "covers": "san-*; web1", "ends": "2027-03-31", "annual_gbp": "100"} | cells
    return ",".join(f'"{row.get(name, "")}"' for name in CONTRACTS.strip().split(",")) + "\n"


def test_a_good_contract_becomes_claims(tmp_path: Path) -> None:
    good = contract(annual_gbp="£1,200.50", notice_days="90", notice_given="2026-11-02")
    imported = register(tmp_path, "contracts.csv", CONTRACTS + good)
    assert facts(imported, "contract/c1") == {
        "id": "c1",
        "kind": "support",
        "covers": ["san-*", "web1"],
        "ends": "2027-03-31",
        "notice_days": 90,
        "notice_given": "2026-11-02",
        "annual_gbp": "1200.50",
    }
    assert (imported.rows, imported.rejected, imported.warnings) == (1, (), ())
    assert imported.claims[0].source == "register:contracts.csv"


@pytest.mark.parametrize(
    ("cells", "field", "wrong"),
    [
        ({"ends": "31/02/2027"}, "ends", "not written as YYYY-MM-DD"),
        ({"ends": "2027-02-31"}, "ends", "not a day of the calendar"),
        ({"ends": "soon"}, "ends", "is not a date"),
        ({"annual_gbp": "12.3.4"}, "annual_gbp", "not an amount"),
        ({"annual_gbp": "-5"}, "annual_gbp", "below zero"),
        ({"annual_gbp": "1,2"}, "annual_gbp", "not an amount"),
        ({"annual_gbp": "NaN"}, "annual_gbp", "not an amount"),
        ({"notice_days": "3.5"}, "notice_days", "not a whole number"),
        ({"notice_days": "99999"}, "notice_days", "not between"),
        ({"notice_given": "soon"}, "notice_given", "is not a date"),
        ({"kind": "gift"}, "kind", "not one of the words"),
        ({"id": "C 1"}, "id", "is not an id"),
        ({"id": ""}, "id", "the cell is empty"),
        ({"starts": "2028-01-01"}, None, "before it starts"),
    ],
)
def test_a_bad_cell_rejects_its_row_alone(tmp_path: Path, cells: dict[str, str], field: str | None, wrong: str) -> None:
    imported = register(tmp_path, "contracts.csv", CONTRACTS + contract(id="good") + contract(**cells))
    assert things(imported) == ["contract/good"]
    (bad,) = imported.rejected
    assert (bad.file, bad.row, bad.field) == ("contracts.csv", 3, field)
    assert wrong in bad.wrong
    assert bad.remedy.endswith(".")


def test_all_faults_of_a_row_are_told(tmp_path: Path) -> None:
    imported = register(tmp_path, "contracts.csv", CONTRACTS + contract(ends="x", annual_gbp="y"))
    assert "ends: " in imported.rejected[0].wrong
    assert "annual_gbp: " in imported.rejected[0].wrong


def test_a_second_row_with_the_same_id_is_rejected(tmp_path: Path) -> None:
    imported = register(tmp_path, "contracts.csv", CONTRACTS + contract() + contract(supplier="other"))
    assert [bad.row for bad in imported.rejected] == [3]
    assert "already on row 2" in imported.rejected[0].wrong


def test_one_id_for_two_kinds_of_thing_is_rejected(tmp_path: Path) -> None:
    text = "id,kind,name\nerp,server,erp\nerp,database,erp\n,share,erp\n"
    imported = register(tmp_path, "things.csv", text)
    assert things(imported) == ["server/erp", "share/erp"]
    assert [bad.row for bad in imported.rejected] == [3]


def test_a_missing_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ends.*missing") as told:
        register(tmp_path, "contracts.csv", "id,kind,covers,end,annual_gbp\nc1,support,x,2027-01-01,1\n")
    assert "end" in told.value.remedy


def test_an_unknown_column_is_left_out_with_a_warning(tmp_path: Path) -> None:
    imported = register(tmp_path, "licences.csv", "product,entitled,metrc\nOffice,10,user\n")
    assert facts(imported, "licence/office") == {"product": "Office", "entitled": 10}
    assert imported.warnings[0].remedy == 'Did you mean "metric"?'


def test_a_register_is_known_by_its_header_under_another_name(tmp_path: Path) -> None:
    imported = register(tmp_path, "anything.csv", "Application_ID , *Thing,why\npayroll,web1,typing error\n")
    assert imported.format == "deployments"
    assert facts(imported, "deployment/payroll--web1")["thing_id"] == "web1"


def test_effort_columns_are_quantities(tmp_path: Path) -> None:
    imported = register(tmp_path, "applications.csv", "id,name,effort_dba,effort_\npay,Payroll,2.5,1\n")
    assert facts(imported, "application/pay")["effort_dba"] == "2.5"
    assert len(imported.warnings) == 1


def test_server_things_say_what_a_server_has(tmp_path: Path) -> None:
    text = (
        "id,kind,name,product,version,model,size_gib,address\n,server,WEB1,Windows Server,2012 R2,R720,500,10.0.0.1\n"
    )
    found = facts(register(tmp_path, "things.csv", text), "server/web1")
    assert found["os_name"] == "Windows Server 2012 R2"
    assert (found["disk_gib"], found["addresses"], found["physical"]) == (500, ["10.0.0.1"], True)


def test_more_used_than_there_is_is_rejected(tmp_path: Path) -> None:
    imported = register(tmp_path, "things.csv", "kind,name,size_gib,used_gib\nvolume,v1,10,11\n")
    assert "more than" in imported.rejected[0].wrong


def test_the_site_of_the_file_stands_where_a_row_has_none(tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_text("kind,name,site_id\nserver,a,\nserver,b,south\n")
    imported = import_file(path, SEEN_ON, site_id="north", organisation_id="county")
    assert facts(imported, "server/a")["site_id"] == "north"
    assert facts(imported, "server/b")["site_id"] == "south"
    assert facts(imported, "server/b")["organisation_id"] == "county"


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    text = "id,name,owner\na,=cmd|'/c calc'!A1,<script>alert(1)</script>\nb,\"x\x1b[31m\u202e\",[/x]\n"
    imported = register(tmp_path, "applications.csv", text)
    assert facts(imported, "application/a")["name"] == "=cmd|'/c calc'!A1"
    assert facts(imported, "application/a")["owner"] == "<script>alert(1)</script>"
    assert facts(imported, "application/b")["name"] == "x[31m"


def test_a_share_of_cost_may_be_a_percentage(tmp_path: Path) -> None:
    imported = register(tmp_path, "deployments.csv", "application_id,thing,share\na,b,25%\na,c,1.5\n")
    assert facts(imported, "deployment/a--b")["share"] == "0.25"
    assert "more than the whole" in imported.rejected[0].wrong


def test_the_id_of_an_interface_may_be_written_as_it_is_made(tmp_path: Path) -> None:
    made = register(tmp_path, "interfaces.csv", "from_application,to_application\na,b\n")
    written = register(tmp_path, "interfaces.csv", "id,from_application,to_application\na--b,a,b\n")
    assert things(made) == things(written)


def test_an_interface_of_an_application_with_itself_is_rejected(tmp_path: Path) -> None:
    imported = register(tmp_path, "interfaces.csv", "from_application,to_application\na,a\na,b\n")
    assert things(imported) == ["interface/a--b"]
    assert imported.rejected[0].row == 2
