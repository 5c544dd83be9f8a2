"""Where nothing is there yet, a command says which file needs which columns, and which command comes next."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from command_line import Command, read_rows, write_rows

from cloud_unless.commands.importing import REGISTERS
from cloud_unless.empty_registers import ADVICE, needs
from inventory.importers import applications, contracts, deployments, interfaces, licences, things

FORMS = (applications, contracts, deployments, interfaces, licences, things)
CHAIN = ("import", "estate", "assess", "plan", "design")


@pytest.fixture
def empty(programme: Path) -> Path:
    """A programme folder whose registers hold their headers only."""
    for name in (*REGISTERS, "initiatives.csv"):
        write_rows(programme / name, read_rows(programme / name)[:1])
    return programme


def _run(command: Command, folder: Path, *line: str) -> tuple[int, str]:
    ran = command(*line, "--folder", folder)
    return ran.code, ran.out + ran.err


def test_every_register_has_advice_that_names_columns_it_has() -> None:
    assert {form.REGISTER.name for form in FORMS} == set(ADVICE)
    for form in FORMS:
        advice = ADVICE[form.REGISTER.name]
        assert set(advice.helpful) <= set(form.REGISTER.columns)
        assert not set(advice.helpful) & set(form.REGISTER.required)
        assert f"{form.REGISTER.name}.csv needs {', '.join(form.REGISTER.required)};" in needs(form.REGISTER.name)


@pytest.mark.parametrize(
    ("line", "made_by"),
    [
        ("assess", "estate"),
        ("plan", "estate"),
        ("verify", "plan"),
        ("explain payroll", "plan"),
        ("cost", "plan"),
        ("report", "plan"),
        ("design", "plan"),
        ("rehearse", "design"),
        ("rehearse --waves 1", "design"),
    ],
)
def test_in_a_new_folder_all_steps_before_are_named(line: str, made_by: str, command: Command, programme: Path) -> None:
    code, said = _run(command, programme, *line.split())
    steps = CHAIN[: CHAIN.index(made_by) + 1]
    assert code == 2
    assert f"Make it with: {' && '.join(f'cloud-unless {step}' for step in steps)}.\n" in said


def test_what_is_named_works(command: Command, programme: Path) -> None:
    _, said = _run(command, programme, "cost")
    for line in re.findall(r"cloud-unless (\w+)", said):
        assert _run(command, programme, line)[0] == 0
    assert _run(command, programme, "cost")[0] == 0


def test_only_what_is_missing_is_named(command: Command, planned: Path) -> None:
    (planned / "out/plan.json").unlink()
    assert "Make it with: cloud-unless plan.\n" in _run(command, planned, "cost")[1]


def test_check_names_the_steps_to_a_rehearsal(command: Command, planned: Path) -> None:
    code, said = _run(command, planned, "check")
    assert code == 2
    assert "Make it with: cloud-unless design && cloud-unless rehearse. Or name what" in said


def test_headers_alone_are_no_import(command: Command, empty: Path) -> None:
    code, said = _run(command, empty, "import")
    assert code == 0
    assert "Begin with applications.csv" in said
    assert "Next: cloud-unless import" in said


def test_nothing_to_import_names_the_first_files(command: Command, empty: Path) -> None:
    for name in REGISTERS:
        (empty / name).unlink()
    code, said = _run(command, empty, "import")
    assert code == 2
    assert "imports: [{file: rvtools.xlsx}]" in said and "applications.csv needs id, name;" in said


def test_an_empty_estate_says_what_to_write_first(command: Command, empty: Path) -> None:
    _run(command, empty, "import")
    for line in ("estate", "assess"):
        code, said = _run(command, empty, line)
        assert code == 0
        assert "No applications yet: applications.csv needs id, name;" in said
        assert "When they are written, run: cloud-unless import && cloud-unless estate" in said
    assert "No servers yet: name an RVTools workbook" in _run(command, empty, "estate")[1]


@pytest.mark.parametrize("name", sorted(set(ADVICE) - {"things"}))
def test_an_empty_list_says_what_the_register_needs(name: str, command: Command, empty: Path) -> None:
    _run(command, empty, "import")
    out = command("estate", "--list", name, "--folder", empty).out
    assert out.split() == f"{name.capitalize()} {needs(name)}".split()


def test_nothing_is_no_plan(command: Command, empty: Path) -> None:
    for line in ("import", "estate", "assess"):
        _run(command, empty, line)
    code, said = _run(command, empty, "plan")
    assert code == 2
    assert "there is nothing to plan" in said and "applications.csv needs id, name;" in said
    assert not (empty / "out/plan.json").exists()


def test_initiatives_alone_are_a_plan(command: Command, empty: Path) -> None:
    rows = read_rows(empty / "initiatives.csv")
    first = dict(zip(rows[0], [""] * len(rows[0]), strict=True))
    first |= {"id": "wan", "name": "New lines", "must_do": "yes", "duration_weeks": "4", "capital_gbp": "1000"}
    write_rows(empty / "initiatives.csv", [rows[0], list(first.values())])
    for line in ("import", "estate", "assess", "plan"):
        assert _run(command, empty, line)[0] == 0
    code, said = _run(command, empty, "design")
    assert code == 0
    assert "no application into the cloud, so only the platform is designed" in said
    code, said = _run(command, empty, "explain", "payroll")
    assert code == 2
    assert "applications.csv needs id, name;" in said


def test_with_servers_the_next_registers_are_named(command: Command, programme: Path) -> None:
    for name in ("deployments.csv", "contracts.csv", "licences.csv"):
        write_rows(programme / name, read_rows(programme / name)[:1])
    _run(command, programme, "import")
    _, said = _run(command, programme, "estate")
    assert "No deployments yet: deployments.csv needs application_id, thing;" in said
    assert "No contracts yet: contracts.csv needs id, kind, covers, ends, annual_gbp;" in said
    assert "No applications yet" not in said
    assert "Next: cloud-unless assess" in said


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("scan", 2, "Then see what would be asked of it: cloud-unless scan --dry-run"),
        ("hosts list", 0, "sources.yaml names none"),
        ("hosts trust", 2, "it names no hosts to trust"),
    ],
)
def test_without_targets_it_is_said_where_to_add_them(
    line: str, code: int, says: str, command: Command, programme: Path
) -> None:
    found, said = _run(command, programme, *line.split())
    assert found == code
    assert says in " ".join(said.split())
    assert "targets" in said


def test_the_entry_that_scan_shows_is_one(command: Command, programme: Path) -> None:
    _, said = _run(command, programme, "scan")
    shown = re.search(r"Add one: (targets: .*\]\})?(targets: \[\{.*\}\])", said)
    assert shown
    (programme / "sources.yaml").write_text(f"schema_version: 1\n{shown[2]}\n")
    assert _run(command, programme, *shlex.split("scan --dry-run"))[0] == 0


def test_after_the_report_comes_the_design(command: Command, planned: Path) -> None:
    assert "Next: cloud-unless design" in _run(command, planned, "report")[1]


def test_what_is_trusted_and_what_runs_lead_on(command: Command, programme: Path) -> None:
    assert "Next: cloud-unless collectors show linux" in command("collectors").err
    entry = "{hosts: [web1.example], user: scan, credential: env:SCAN_PASSWORD}"
    (programme / "sources.yaml").write_text(f"schema_version: 1\ntargets:\n  - {entry}\n")
    assert "Next: cloud-unless hosts trust" in _run(command, programme, "hosts", "list")[1]
