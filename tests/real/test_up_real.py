"""`pulumi up` as people type it: in their own folder from an installed wheel, and in the repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from safeio.json_files import canonical_json, sha256_bytes
from safeio.private_files import write_private
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import Engine
from stacks.rehearsal.processes import Finished
from tests.stacks.small_architecture import small_architecture

pytestmark = pytest.mark.timeout(1200)  # several programs for each run of the engine, on a machine that may be busy

REPOSITORY = Path(__file__).parents[2]
ARCHITECTURE = canonical_json(small_architecture())
LANDING_ZONE = small_architecture().landing_zone.stack
WAVE = next(one.name for one in small_architecture().stacks if one.layer == "wave")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a wheel installs it: its packages in a folder of their own, without the rest of the repository."""
    built = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=REPOSITORY, check=True
    )
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(built / "site")
    return built / "site"


@pytest.fixture
def folder(tmp_path: Path, installed: Path) -> Path:
    """A programme folder as `init` of the installed command writes it, with an architecture."""
    place = tmp_path / "programme"
    subprocess.run(
        [sys.executable, "-P", "-m", "cloud_unless", "init", str(place)],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=tmp_path,
        check=True,
    )
    write_private(place / "out" / "architecture.json", ARCHITECTURE)
    return place


class Project:
    """A Pulumi project with a simulated Azure behind it. The program imports `packages`, and nothing else of ours."""

    def __init__(self, place: Path, home: Path, packages: Path) -> None:
        home.mkdir()
        self.engine = Engine(find_cli(os.environ), home, place, os.environ)
        self._more = {"PYTHONPATH": str(packages)}

    def run(self, *arguments: str) -> Finished:
        return self.engine.run(*arguments, more=self._more)

    def begin(self, stack: str) -> None:
        assert self.run("stack", "init", stack).code == 0

    def up(self, stack: str, *more: str) -> Finished:
        return self.run("up", "--stack", stack, "--yes", "--skip-preview", *more)

    def preview(self, stack: str) -> Finished:
        return self.run("preview", "--stack", stack)


def _approve(folder: Path, sha256: str) -> None:
    approval = {"architecture_sha256": sha256, "approver": "A. N. Other", "date": "2026-11-22"}
    (folder / "approval.yaml").write_text(json.dumps(approval))


def _said(finished: Finished) -> str:
    return finished.output.decode() + str(finished.errors)


def test_a_folder_that_init_wrote_is_built_once_it_is_approved(folder: Path, tmp_path: Path, installed: Path) -> None:
    project = Project(folder, tmp_path / "home", installed)
    project.begin(LANDING_ZONE)
    previewed = project.preview(LANDING_ZONE)
    assert previewed.code == 0, _said(previewed)
    refused = project.up(LANDING_ZONE)
    assert refused.code != 0
    assert "nobody has approved this architecture" in _said(refused)
    assert "Traceback" not in _said(refused)
    assert not project.engine.azure.all()
    _approve(folder, sha256_bytes(ARCHITECTURE))
    built = project.up(LANDING_ZONE)
    assert built.code == 0, _said(built)
    assert project.engine.azure.all()
    again = project.up(LANDING_ZONE, "--expect-no-changes")
    assert again.code == 0, _said(again)


def test_P_07_an_approval_of_another_architecture_refuses_even_a_preview(
    folder: Path, tmp_path: Path, installed: Path
) -> None:
    _approve(folder, "0" * 64)
    project = Project(folder, tmp_path / "home", installed)
    project.begin(LANDING_ZONE)
    for refused in (project.preview(LANDING_ZONE), project.up(LANDING_ZONE)):
        assert refused.code != 0
        assert "it approves another architecture (000000000000" in _said(refused)
    assert not project.engine.azure.all()


def test_P_12_another_tenant_and_a_wave_before_its_ground_are_refused(
    folder: Path, tmp_path: Path, installed: Path
) -> None:
    project = Project(folder, tmp_path / "home", installed)
    project.begin(LANDING_ZONE)
    tenant = "99999999-9999-9999-9999-999999999999"
    assert project.run("config", "set", "azure-native:tenantId", tenant, "--stack", LANDING_ZONE).code == 0
    refused = project.preview(LANDING_ZONE)
    assert refused.code != 0
    assert "this is not the tenant of the architecture" in _said(refused)
    project.begin(WAVE)
    early = project.preview(WAVE)
    assert early.code != 0, _said(early)
    assert "Traceback" not in _said(early), _said(early)
    assert LANDING_ZONE in _said(early), _said(early)
    assert not project.engine.azure.all()


def test_the_repository_builds_the_folder_that_its_configuration_names(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "repository"
    copy.mkdir()
    shutil.copy(REPOSITORY / "Pulumi.yaml", copy)
    (copy / "stacks").symlink_to(REPOSITORY / "stacks")
    project = Project(copy, tmp_path / "home", REPOSITORY)
    project.begin(LANDING_ZONE)
    assert project.run("config", "set", "cloud-unless:folder", str(folder), "--stack", LANDING_ZONE).code == 0
    _approve(folder, sha256_bytes(ARCHITECTURE))
    built = project.up(LANDING_ZONE)
    assert built.code == 0, _said(built)
    assert project.engine.azure.all()
