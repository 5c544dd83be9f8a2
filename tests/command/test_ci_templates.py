"""What users copy into their pipelines: it can be read, names what exists, and ends as the check ends."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "tools" / "ci" / "check.sh"
SETTINGS = {
    "CHECK_PATHS",
    "CHECK_PARAMETERS",
    "CHECK_FOLDER",
    "CHECK_FAIL_ON",
    "CHECK_BASELINE",
    "CHECK_STANDARDS_FROM",
}
ACCOUNT = "azure-native:storage:StorageAccount"


def yaml_of(name: str) -> Any:
    """A file of the repository, read."""
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


def action_steps() -> list[dict[str, Any]]:
    """The steps of the GitHub Action."""
    found: list[dict[str, Any]] = yaml_of("action.yml")["runs"]["steps"]
    return found


def azure_steps() -> list[dict[str, Any]]:
    """The steps of the template for Azure Pipelines."""
    found: list[dict[str, Any]] = yaml_of("tools/ci/azure-pipelines.yml")["steps"]
    return found


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """A cloud-unless to run, as an installation makes it."""
    path = tmp_path / "bin" / "cloud-unless"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cloud_unless "$@"\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def preview(tmp_path: Path) -> Path:
    """A preview of a storage account that anybody may read."""
    steps = []
    for token, name, inputs in (
        ("pulumi:pulumi:Stack", "a", {}),
        (ACCOUNT, "##vso[x]y", {"allowBlobPublicAccess": True}),
    ):
        urn = f"urn:pulumi:a::b::{token}::{name}"
        state = {"urn": urn, "type": token, "custom": token == ACCOUNT, "inputs": inputs}
        steps.append({"op": "create", "urn": urn, "newState": state})
    path = tmp_path / "a b;$(id).json"
    path.write_text(json.dumps({"steps": steps, "changeSummary": {"create": 2}}))
    return path


def checked(command: Path, kind: str, folder: Path, **settings: str) -> Ran:
    """What the script for build servers leaves."""
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder.parent)}
    done = subprocess.run(
        [str(SCRIPT), str(command), kind, str(folder)],
        env=surroundings | settings,
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.mark.parametrize(("kind", "mark"), [("github", "::error file="), ("azure", "##vso[task.logissue type=error;")])
def test_the_script_tells_of_findings_and_ends_as_the_check(
    kind: str, mark: str, command: Path, preview: Path, tmp_path: Path
) -> None:
    ran = checked(command, kind, tmp_path / "out", CHECK_PATHS=f"{preview}\n\n", CHECK_FAIL_ON="critical")
    assert ran.code == 1, ran.err
    commands = [line for line in ran.out.splitlines() if "##vso[" in line or line.startswith("::")]
    assert commands
    assert all(line.startswith((mark, mark.replace("error", "warning"))) for line in commands)
    assert "##vso[x]" not in ran.out + ran.err
    files = {"findings.sarif", "findings.xml", "findings.md", "findings.html", "annotations.txt"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == files


def test_findings_of_an_earlier_run_are_not_told_again(command: Path, preview: Path, tmp_path: Path) -> None:
    checked(command, "github", tmp_path / "out", CHECK_PATHS=str(preview))
    preview.write_text("{")
    ran = checked(command, "github", tmp_path / "out", CHECK_PATHS=str(preview))
    assert (ran.code, ran.out) == (2, "")


def test_files_of_parameters_are_handed_on(command: Path, tmp_path: Path) -> None:
    account = {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "name": "[parameters('n')]"}
    declared = {"n": {"type": "string"}, "m": {"type": "string"}}
    main = {"contentVersion": "1.0.0.0", "parameters": declared, "resources": [account]}
    (tmp_path / "main.json").write_text(json.dumps(main))
    for name in "nm":
        (tmp_path / f"{name}.json").write_text(json.dumps({"parameters": {name: {"value": "given"}}}))
    checked(command, "github", tmp_path / "out", CHECK_PATHS="main.json", CHECK_PARAMETERS="n.json\nm.json")
    assert "StorageAccount::given" in (tmp_path / "out/findings.sarif").read_text()


def test_a_path_is_never_an_option(command: Path, tmp_path: Path) -> None:
    ran = checked(command, "github", tmp_path / "out", CHECK_PATHS="--help")
    assert ran.code == 2
    assert "--help" in ran.err


def test_a_file_called_like_the_option_for_help_is_not_passed_over(command: Path, tmp_path: Path) -> None:
    ran = subprocess.run([str(command), "check", "--", "--help"], cwd=tmp_path, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")


def test_the_action_uses_no_other_action_and_runs_no_text_of_its_inputs() -> None:
    action = yaml_of("action.yml")
    assert action["runs"]["using"] == "composite"
    for step in action_steps():
        assert set(step) <= {"name", "shell", "run", "env"}
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    assert {text for step in action_steps() for text in step.get("env", {})} == SETTINGS


def test_every_input_of_the_action_is_handed_on() -> None:
    action = yaml_of("action.yml")
    used = {re.sub(r"\$\{\{ inputs\.|\s*\}\}", "", text) for text in action_steps()[1]["env"].values()}
    assert used == set(action["inputs"])


def test_the_azure_template_hands_its_parameters_on_and_runs_no_text_of_them() -> None:
    template = yaml_of("tools/ci/azure-pipelines.yml")
    assert all("${{" not in step["bash"] for step in azure_steps())
    used = {text for step in azure_steps() for text in step.get("env", {}).values()}
    assert used == {f"${{{{ parameters.{one['name']} }}}}" for one in template["parameters"]}
    assert {text for step in azure_steps() for text in step.get("env", {})} == SETTINGS | {"SOURCE"}


def test_the_templates_run_files_that_are_there() -> None:
    told = "\n".join([*(step["run"] for step in action_steps()), *(step["bash"] for step in azure_steps())])
    named = set(re.findall(r"(?:tools|requirements)/[a-z/]+\.(?:sh|txt)", told))
    assert named == {"tools/install.sh", "tools/ci/check.sh", "requirements/core.txt"}
    assert all((ROOT / name).is_file() for name in named)
    assert os.access(SCRIPT, os.X_OK)


def test_the_hooks_for_pre_commit_check_what_they_are_given(command: Path, preview: Path) -> None:
    check, config = yaml_of(".pre-commit-hooks.yaml")
    assert {one["language"] for one in (check, config)} == {"python"}
    for hook, arguments, code in ((check, [str(preview)], 1), (config, ["--folder", str(ROOT / "examples/county")], 0)):
        name, *rest = hook["entry"].split()
        assert name == "cloud-unless"
        ran = [str(command), *rest, *arguments]
        assert subprocess.run(ran, cwd=ROOT, capture_output=True, check=False).returncode == code


@pytest.mark.parametrize(
    ("hook", "path", "wanted"),
    [
        (0, "out/wave-1.preview.json", True),
        (0, "azuredeploy.json", True),
        (0, "package.json", False),
        (1, "county/exemptions.yaml", True),
        (1, "other.yaml", False),
    ],
)
def test_the_hooks_choose_their_files(hook: int, path: str, wanted: bool) -> None:
    assert bool(re.search(yaml_of(".pre-commit-hooks.yaml")[hook]["files"], path)) is wanted
