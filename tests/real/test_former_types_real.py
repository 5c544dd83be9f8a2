"""A component that gets another type is taken for the one that stands: the real engine makes nothing stateful anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from built_programme import DAY, WAVE, ZONE, few_workloads, written

from migration.model.architecture import Architecture, WorkloadKind
from safeio.json_files import canonical_json
from stacks.rehearsal.project import write_project
from tests.stacks.small_architecture import small_architecture

PROGRAM = "import stacks\n\nstacks.build()\n"
PASSWORD = "cloud-unless:administrator-password"


def one_machine(kind: WorkloadKind) -> Architecture:
    """A Windows machine alone, which Azure knows as one with SQL Server, or not."""
    found = next(one for one in small_architecture().workloads if one.kind == "windows-vm")
    return replace(few_workloads(), workloads=(replace(found, kind=kind),))


@pytest.mark.timeout(600)
def test_a_machine_that_azure_is_told_of_later_is_not_made_anew(tmp_path: Path) -> None:
    made = written(tmp_path, one_machine("windows-vm"), PROGRAM)
    for stack in (ZONE, WAVE):
        assert made.engine.run("stack", "init", stack).code == 0
        asked = ("config", "set", "--secret", PASSWORD, "--stack", stack)
        assert made.engine.run(*asked, given="Not-A-Real-Passw0rd").code == 0
        done = made.engine.run("up", "--stack", stack, "--yes", "--skip-preview")
        assert done.code == 0, done.output.decode() + done.errors.decode()
    program = (made.folder / "__main__.py").read_text()
    write_project(made.folder, canonical_json(one_machine("sql-vm")), DAY, tmp_path)
    (made.folder / "__main__.py").write_text(program)
    shown = made.engine.run("preview", "--stack", WAVE, "--json", "--show-sames")
    assert shown.code == 0, shown.output.decode() + shown.errors.decode()
    steps = {one["urn"].rpartition("::")[2]: one["op"] for one in json.loads(shown.output)["steps"]}
    changed = {name: op for name, op in steps.items() if op not in ("read", "same")}
    assert changed == {"payroll-windows-vm-sql": "create"}
    assert steps["payroll-windows-vm-machine"] == "same"
