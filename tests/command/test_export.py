"""The command export: pipelines, and what exists matched with what is planned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

from safeio.json_files import canonical_json
from safeio.private_files import write_private
from tests.stacks.small_architecture import COUNCIL, WAVE, small_architecture

GROUP = f"/subscriptions/{COUNCIL}/resourceGroups/rg-payroll-prod-uks"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stpayrolla1"
PROVIDER = f"urn:pulumi:{WAVE}::p::pulumi:providers:azure-native::subscription-council"
PART = f"urn:pulumi:{WAVE}::p::cloud-unless:workload:FileShare::payroll-files"
ROOT = f"urn:pulumi:{WAVE}::p::pulumi:pulumi:Stack::p-{WAVE}"


def state(urn: str, kind: str, **more: Any) -> dict[str, Any]:
    """A resource of a rehearsed stack."""
    return {"urn": urn, "type": kind, "custom": "id" in more, **more}


def resource(name: str, kind: str, found_id: str, parent: str = PART) -> dict[str, Any]:
    """A resource of Azure in a rehearsed stack, with a value that must not be taken along."""
    urn = f"urn:pulumi:{WAVE}::p::cloud-unless:workload:FileShare${kind}::{name}"
    return state(urn, kind, id=found_id, parent=parent, provider=f"{PROVIDER}::1", inputs={"secret": "canary"})


STATES = [
    state(ROOT, "pulumi:pulumi:Stack"),
    state(PROVIDER, "pulumi:providers:azure-native", id="1", parent=ROOT, inputs={"subscriptionId": COUNCIL}),
    state(PART, "cloud-unless:workload:FileShare", parent=ROOT),
    resource("group", "azure-native:resources:ResourceGroup", GROUP),
    resource("account", "azure-native:storage:StorageAccount", ACCOUNT),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A programme folder whose wave was rehearsed."""
    (tmp_path / "programme.yaml").touch()
    write_private(tmp_path / "out" / "architecture.json", canonical_json(small_architecture()))
    rehearsed = {"version": 3, "deployment": {"resources": STATES}}
    write_private(tmp_path / "out" / "rehearsal" / f"{WAVE}.state.json", json.dumps(rehearsed).encode())
    return tmp_path


def listed(folder: Path, *ids: str) -> Path:
    """A list as `az resource list` writes it."""
    path = folder / "existing.json"
    kinds = {one: "/".join(one.split("/providers/")[-1].split("/")[:2]) for one in ids}
    path.write_text(json.dumps([{"id": one, "type": kinds[one], "name": one.split("/")[-1]} for one in ids]))
    return path


def test_what_exists_under_its_planned_id_is_taken_over_with_what_it_belongs_to(folder: Path, command: Command) -> None:
    upper = ACCOUNT.replace("/resourceGroups/rg-payroll", "/resourceGroups/RG-Payroll")
    ran = command("export", "imports", "--existing", listed(folder, upper), "--folder", folder)
    assert ran.code == 0, ran.err
    written = json.loads((folder / "out" / "imports" / f"{WAVE}.json").read_text())
    assert written == {
        "resources": [
            {
                "type": "pulumi:providers:azure-native",
                "name": "subscription-council",
                "inputs": {"subscriptionId": COUNCIL},
            },
            {"type": "cloud-unless:workload:FileShare", "name": "payroll-files", "component": True},
            {
                "type": "azure-native:storage:StorageAccount",
                "name": "account",
                "id": upper,
                "parent": "payroll-files",
                "provider": "subscription-council",
            },
        ]
    }
    assert f"--stack {WAVE}" in ran.err


def test_what_stands_elsewhere_or_nobody_planned_is_only_told(folder: Path, command: Command) -> None:
    elsewhere = ACCOUNT.replace("rg-payroll-prod-uks", "rg-old")
    other = f"{GROUP}/providers/Microsoft.Compute/virtualMachines/old"
    ran = command(
        "export", "imports", "--existing", listed(folder, elsewhere, other), "--folder", folder, "--format", "json"
    )
    told = json.loads(ran.out)
    assert told["adopted"] == []
    assert [(one["id"], one["planned_id"]) for one in told["elsewhere"]] == [(elsewhere, ACCOUNT)]
    assert told["not_planned"] == [{"id": other}]
    assert not list((folder / "out" / "imports").glob("*"))


def test_a_file_of_an_earlier_run_goes(folder: Path, command: Command) -> None:
    for ids in ((ACCOUNT,), (f"{GROUP}/providers/Microsoft.Compute/disks/old",)):
        assert command("export", "imports", "--existing", listed(folder, *ids), "--folder", folder).code == 0
    assert not list((folder / "out" / "imports").glob("*"))


def test_two_resources_of_one_name_are_kept_apart(folder: Path, command: Command) -> None:
    path = folder / "out" / "rehearsal" / f"{WAVE}.state.json"
    twins = [*STATES[:3], *({**one, "urn": one["urn"].rpartition("::")[0] + "::twin"} for one in STATES[3:])]
    path.write_text(json.dumps({"version": 3, "deployment": {"resources": twins}}))
    assert command("export", "imports", "--existing", listed(folder, ACCOUNT, GROUP), "--folder", folder).code == 0
    written = json.loads((folder / "out" / "imports" / f"{WAVE}.json").read_text())["resources"]
    assert len({one["name"] for one in written}) == 4
    assert [one.get("logicalName") for one in written] == [None, None, "twin", "twin"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("imports",), "it is not said what exists"),
        (("imports", "--for", "github"), "Leave it out."),
        (("pipeline",), "Say --for github or --for azure-devops."),
        (("pipeline", "--for", "github", "--inside", ".."), "is no folder of a repository"),
        (("pipeline", "--for", "github", "--existing", "x"), "a pipeline needs no list"),
    ],
)
def test_C_02_what_is_not_said_is_asked_for(
    folder: Path, command: Command, arguments: tuple[str, ...], says: str
) -> None:
    ran = command("export", *arguments, "--folder", folder)
    assert ran.code == 2
    assert says in ran.err


def test_without_a_rehearsal_the_command_that_makes_one_is_named(folder: Path, command: Command) -> None:
    (folder / "out" / "rehearsal" / f"{WAVE}.state.json").unlink()
    ran = command("export", "imports", "--existing", listed(folder, ACCOUNT), "--folder", folder)
    assert ran.code == 2
    assert "cloud-unless rehearse" in ran.err


def test_a_list_without_ids_of_azure_is_refused(folder: Path, command: Command) -> None:
    path = folder / "other.json"
    path.write_text(json.dumps({"version": 3, "deployment": {"resources": [STATES[0]]}}))
    ran = command("export", "imports", "--existing", path, "--folder", folder)
    assert ran.code == 2
    assert "no resource in it has an id of Azure" in ran.err


@pytest.mark.parametrize(("server", "name"), [("github", "cloud-unless.yml"), ("azure-devops", "azure-pipelines.yml")])
def test_a_pipeline_is_written_and_its_place_said(folder: Path, command: Command, server: str, name: str) -> None:
    ran = command("export", "pipeline", "--for", server, "--folder", folder)
    assert ran.code == 0
    assert ran.out.strip() == str(folder / "out" / "pipeline" / name)
    assert (folder / "out" / "pipeline" / name).read_text().startswith("# Made by `cloud-unless export pipeline")
    assert "copy it to" in ran.err
