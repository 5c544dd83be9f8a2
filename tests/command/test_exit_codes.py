"""C-02: every exit code of the contract, each by a run of its own process where one can cause it from outside."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Command, change_cell

AS_OF = "2026-11-22"


def _process(folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "cloud_unless", name, *arguments, "--folder", str(folder), "--as-of", AS_OF]
    done = subprocess.run(line, capture_output=True, text=True, timeout=100, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_C_02_exit_0_when_all_is_well(programme: Path) -> None:
    assert _process(programme, "import").returncode == 0


def test_C_02_exit_1_for_an_exception_that_nobody_owns(programme: Path) -> None:
    (programme / "unless.yaml").write_text(
        "schema_version: 1\nexceptions:\n  - {application_id: payroll, reason: it is old}\n"
    )
    assert _process(programme, "import").returncode == 0
    assert _process(programme, "estate").returncode == 0
    done = _process(programme, "assess")
    assert done.returncode == 1
    assert "payroll" in done.stdout[done.stdout.index("Violations") :]


def test_C_02_exit_2_for_an_unknown_option(programme: Path) -> None:
    assert _process(programme, "estate", "--colour").returncode == 2


def test_C_02_exit_3_for_a_rejected_row(programme: Path) -> None:
    change_cell(programme / "contracts.csv", "disk-support", "ends", "31/02/2027")
    assert _process(programme, "import").returncode == 3


def test_C_02_exit_4_when_a_price_is_not_known(planned: Path) -> None:
    (planned / "prices/allowances.csv").unlink()
    assert _process(planned, "plan").returncode == 0
    done = _process(planned, "verify")
    assert done.returncode == 4
    assert "not proven" in done.stdout


def test_C_02_exit_5_when_the_ceiling_is_below_the_work_that_must_be_done(planned: Path) -> None:
    path = planned / "programme.yaml"
    path.write_text(re.sub(r"capital_gbp: \d+", "capital_gbp: 10", path.read_text()))
    done = _process(planned, "plan")
    assert (done.returncode, done.stdout) == (5, "")
    assert "What to do" in done.stderr


def test_C_02_R_06_exit_6_when_the_store_is_not_a_database(programme: Path) -> None:
    (programme / "estate.db").write_bytes(b"not a database" * 1000)
    done = _process(programme, "estate")
    assert done.returncode == 6
    assert (programme / "estate.db").read_bytes() == b"not a database" * 1000


def test_C_02_exit_70_is_one_line_and_a_hint(
    programme: Path, on_folder: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("\x1b[31mboom")

    monkeypatch.setattr("inventory.importing.import_file", fail)
    ran = on_folder("import")
    assert (ran.code, ran.out) == (70, "")
    assert "RuntimeError: " in ran.err and "boom" in ran.err
    assert "--debug" in ran.err


def test_debug_shows_where_a_fault_is_but_no_values(
    programme: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "a value of a variable"
    monkeypatch.setattr("inventory.importing.import_file", lambda *_: 1 / int(secret == ""))
    ran = command("--debug", "import", "--folder", programme)
    assert ran.code == 70
    assert "importing.py" in ran.err
    assert secret not in ran.err.replace("secret", "")


def test_C_02_exit_130_when_interrupted(programme: Path, on_folder: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("inventory.importing.import_file", interrupt)
    ran = on_folder("import")
    assert ran.code == 130
    assert "Interrupted" in ran.err


@pytest.mark.parametrize(
    ("name", "makes"),
    [("estate", "import"), ("assess", "estate"), ("plan", "estate"), ("verify", "plan"), ("report", "plan")],
)
def test_a_stage_names_the_command_that_makes_what_it_lacks(
    name: str, makes: str, programme: Path, on_folder: Command
) -> None:
    ran = on_folder(name)
    assert (ran.code, ran.out) == (2, "")
    assert f"cloud-unless {makes}" in ran.err


@pytest.mark.parametrize("name", ["import", "estate", "assess", "plan", "verify", "cost", "report"])
def test_a_folder_without_a_programme_leads_to_init(name: str, tmp_path: Path, command: Command) -> None:
    ran = command(name, "--folder", tmp_path)
    assert ran.code == 2
    assert "cloud-unless init" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_stale_file_is_refused(planned: Path, command: Command) -> None:
    change_cell(planned / "applications.csv", "payroll", "owner", "Somebody Else")
    for name in ("import", "estate"):
        command(name, "--folder", planned, "--as-of", AS_OF)
    ran = command("plan", "--folder", planned, "--as-of", AS_OF)
    assert ran.code == 2
    assert "cloud-unless assess" in ran.err


def test_a_file_changed_by_hand_is_refused(planned: Path, command: Command) -> None:
    path = planned / "out/plan.json"
    path.write_bytes(path.read_bytes() + b"\n")
    assert command("verify", "--folder", planned, "--as-of", AS_OF).code == 2
