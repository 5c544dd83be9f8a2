"""What a new user meets: dates off the calendar, empty lists, servers that nobody named, a stale plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Command, change_cell, read_rows, write_rows


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_too_far_off_is_refused(command: Command, programme: Path, day: str) -> None:
    ran = command("estate", "--folder", programme, "--as-of", day)
    assert ran.code == 2
    assert f"{day} is not between 2000-01-01 and 2100-12-31" in ran.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_register_date_too_far_off_is_rejected(on_folder: Command, programme: Path, day: str) -> None:
    change_cell(programme / "contracts.csv", "disk-support", "ends", day)
    ran = on_folder("import", "--format", "json")
    assert ran.code == 3
    assert f"{day} is not between 1900-01-01 and 2200-12-31" in ran.out
    assert "leave the cell empty" in ran.out
    assert "or the next import rejects them again" in ran.err


def test_a_missing_column_has_one_whole_remedy(on_folder: Command, programme: Path) -> None:
    rows = read_rows(programme / "applications.csv")
    write_rows(programme / "applications.csv", [row[:1] + row[2:] for row in rows])
    assert 'What to do: Add a column "name" and import again.' in on_folder("import").err


def test_rejected_initiatives_are_counted_at_import(on_folder: Command, programme: Path) -> None:
    path = programme / "initiatives.csv"
    rows = read_rows(path)
    write_rows(path, [*rows, rows[1]])
    ran = on_folder("import")
    assert ran.code == 3
    assert "1 row of" in ran.err and "mend the file itself" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [("estate", "--list", "conflicts"), ("estate", "--list", "warnings"), ("plan", "--list", "waiting")],
)
def test_an_empty_list_says_so(command: Command, planned: Path, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments, "--folder", planned, "--as-of", "2026-11-22")
    assert ran.out.splitlines()[1].endswith(".")


def test_servers_without_an_application_are_named(on_folder: Command, programme: Path) -> None:
    rows = read_rows(programme / "deployments.csv")
    write_rows(programme / "deployments.csv", [row for row in rows if row[0] != "intranet"])
    on_folder("import")
    assert "No application is known on 1 server" in on_folder("estate").err
    assert "web01" in on_folder("estate", "--list", "unused").out


@pytest.mark.parametrize("name", ["verify", "report"])
def test_a_plan_of_an_application_that_is_gone_is_refused(command: Command, planned: Path, name: str) -> None:
    for register in ("applications.csv", "deployments.csv", "interfaces.csv"):
        rows = read_rows(planned / register)
        write_rows(planned / register, [row for row in rows if "intranet" not in row[:2]])
    for stage in ("import", "estate", "assess"):
        assert command(stage, "--folder", planned, "--as-of", "2026-11-22").code == 0
    ran = command(name, "--folder", planned, "--as-of", "2026-11-22")
    assert ran.code == 2
    assert "intranet" in ran.err and "cloud-unless plan" in ran.err


def test_a_damaged_last_plan_can_be_moved_away(command: Command, planned: Path) -> None:
    (planned / "out/plan.json").write_text("{")
    ran = command("plan", "--folder", planned, "--as-of", "2026-11-22")
    assert ran.code == 2
    assert "move it away and plan again" in ran.err


def test_a_hand_edited_plan_is_found_and_its_money_worked_out_again(command: Command, planned: Path) -> None:
    plan = planned / "out" / "plan.json"
    first = plan.read_text(encoding="utf-8").split('"cut_over": "', 1)[1][:10]
    plan.write_text(plan.read_text(encoding="utf-8").replace(f'"cut_over": "{first}"', '"cut_over": "2026-12-26"', 1))
    day = ("--folder", planned, "--as-of", "2026-11-22")
    assert "Make it again with: cloud-unless verify." in command("report", *day).err
    checked = command("verify", *day)
    assert checked.code == 1
    assert "2026-12-26" in checked.out and "Christmas" in checked.out
    assert "its money was worked out again" in checked.err
    assert command("report", *day).code == 0
    assert "2026-12-26" in (planned / "out" / "reports" / "report.html").read_text(encoding="utf-8")


def test_a_link_to_the_programme_folder_is_followed(command: Command, programme: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere"
    link.symlink_to(programme, target_is_directory=True)
    assert command("import", "--folder", link).code == 0
    assert (programme / "estate.db").exists()
