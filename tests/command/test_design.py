"""The command design: what it shows, what it refuses, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command, Ran, change_cell

from migration.model.landing_zone import Approval
from safeio.json_files import sha256_of
from safeio.yaml_files import parse_yaml

AS_OF = "2026-11-22"


def design(command: Command, folder: Path, *arguments: object) -> Ran:
    return command("design", "--folder", folder, "--as-of", AS_OF, *arguments)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_folder_is_designed_as_it_is(command: Command, planned: Path) -> None:
    ran = design(command, planned)
    assert ran.code == 0
    assert "landing-zone" in ran.out and "our-council" in ran.out
    assert "0 left out" in ran.err
    assert "Next: cloud-unless rehearse" in ran.err


def test_what_it_says_to_write_is_an_approval_of_the_file_it_wrote(command: Command, planned: Path) -> None:
    ran = design(command, planned)
    at = ran.err.index("schema_version: 1")
    lines = ran.err[at:].splitlines()[:4]
    text = "\n".join(lines).replace("NAME", "Chair of the board").replace("YYYY-MM-DD", AS_OF)
    approval = parse_yaml(text, "approval.yaml", Approval)
    assert approval.architecture_sha256 == sha256_of(planned / "out" / "architecture.json")


def test_ids_that_are_ours_are_said_before_anybody_approves(command: Command, planned: Path) -> None:
    assert "these ids are illustrative" in design(command, planned, "--list", "notes", "--format", "csv").out


def test_a_second_run_writes_the_same_bytes(command: Command, planned: Path) -> None:
    design(command, planned)
    first = (planned / "out" / "architecture.json").read_bytes()
    design(command, planned)
    assert (planned / "out" / "architecture.json").read_bytes() == first


@pytest.mark.parametrize("name", ["stacks", "workloads", "addresses", "notes"])
def test_every_list_can_be_had_as_json(command: Command, planned: Path, name: str) -> None:
    found = json.loads(design(command, planned, "--list", name, "--format", "json").out)
    assert set(found) == {"schema_version", "as_of", name}
    assert found[name]


def test_a_list_that_is_not_there_is_refused(command: Command, planned: Path) -> None:
    ran = design(command, planned, "--list", "servers")
    assert ran.code == 2
    assert "stacks, workloads, addresses, notes" in ran.err


def test_without_a_landing_zone_it_says_what_to_do(command: Command, planned: Path) -> None:
    (planned / "landing-zone.yaml").unlink()
    ran = design(command, planned)
    assert ran.code == 2
    assert "it says which cloud is built into" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("prefix: occ", "prefix: our-county-council", "2 to 6 lower-case letters or digits"),
        ("tenant_id: 00000000", "tenant_id: contoso", "32 digits 0-9 and a-f"),
        ("uksouth: 10.64.0.0/16", "uksouth: 10.0.0.0/16", "overlaps 10.0.0.0/12, which is in use at main-site"),
        ("organisation_id: our-council", "organisation_id: their-council", "'their-council' is not in programme.yaml"),
    ],
)
def test_p_12_a_landing_zone_that_cannot_be_is_refused(
    command: Command, planned: Path, old: str, new: str, says: str
) -> None:
    change(planned / "landing-zone.yaml", old, new)
    ran = design(command, planned)
    assert ran.code == 2
    assert says in ran.err
    assert not (planned / "out" / "architecture.json").exists()


def test_a_plan_that_breaks_a_rule_is_shown_and_nothing_is_designed_from_it(command: Command, planned: Path) -> None:
    path = planned / "out" / "plan.json"
    change(path, '"pinned": false', '"pinned": true')
    text = path.read_text(encoding="utf-8")
    found = json.loads(text)
    move = found["moves"][0]
    change(path, f'"cut_over": "{move["cut_over"]}"', '"cut_over": "2026-12-25"')
    ran = design(command, planned)
    assert ran.code == 1
    assert "broken" in ran.out
    assert "nothing is designed from it" in ran.err
    assert not (planned / "out" / "architecture.json").exists()


def test_a_plan_of_another_estate_is_refused(command: Command, planned: Path) -> None:
    change_cell(planned / "things.csv", "web01", "product", "Windows Server 2019")
    for name in ("import", "estate", "assess"):
        assert command(name, "--folder", planned, "--as-of", AS_OF).code == 0
    ran = design(command, planned)
    assert ran.code == 2
    assert "Plan again with: cloud-unless plan" in ran.err


def test_what_cannot_be_built_is_named_and_the_exit_code_is_4(command: Command, planned: Path) -> None:
    change_cell(planned / "things.csv", "web01", "product", "CentOS 7")
    change_cell(planned / "applications.csv", "intranet", "preferred_route", "rehost")
    (planned / "unless.yaml").write_text(
        "schema_version: 1\nexceptions:\n  - {application_id: intranet, reason: it is old, evidence: letter, owner: A, "
        "approver: B, decided_on: 2026-11-01, review_by: 2028-01-01}\n"
    )
    for name in ("import", "estate", "assess", "plan"):
        command(name, "--folder", planned, "--as-of", AS_OF)
    ran = design(command, planned)
    assert ran.code == 4
    assert "there is no image for centos" in ran.out.replace("\n", " ")
    assert "1 left out" in ran.err


def test_p_06_an_architecture_that_was_edited_is_not_built_upon(command: Command, planned: Path) -> None:
    design(command, planned)
    change(
        planned / "out" / "architecture.json", '"prefix": "10.64.4.0/22", "what"', '"prefix": "10.64.4.0/23", "what"'
    )
    ran = design(command, planned)
    assert ran.code == 2
    assert "Restore it: it says where things that are built stand" in ran.err


def test_a_workload_that_is_not_there_cannot_be_taken_away(command: Command, planned: Path) -> None:
    ran = design(command, planned, "--decommission", "vm-nobody")
    assert ran.code == 2
    assert "vm-nobody would not be taken away" in ran.err


def test_an_exemption_from_a_standard_stands_in_what_is_approved(command: Command, planned: Path) -> None:
    (planned / "exemptions.yaml").write_text(
        "schema_version: 1\nexemptions:\n  - {id: ex-1, rule_id: STO-001, scope: 'stack:landing-zone', owner: Owner, "
        "approver: Approver, ticket: T-1, reason: being mended, approved_on: 2026-11-20, expires: 2027-02-01}\n"
    )
    assert design(command, planned).code == 0
    found = json.loads((planned / "out" / "architecture.json").read_text(encoding="utf-8"))
    assert [one["id"] for one in found["policy_exemptions"]] == ["ex-1"]
