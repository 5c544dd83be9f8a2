"""When things go wrong half way: a failure at every type, and an engine that is killed. A run again completes."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rehearsal_programs import HEAD

from safeio.json_files import canonical_json
from stacks.administrator import KEY
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import Engine, clean_environment
from stacks.rehearsal.messages import changed
from stacks.rehearsal.processes import end_with_descendants
from stacks.rehearsal.project import write_project
from stacks.rehearsal.provider import serve
from stacks.rehearsal.troubles import FAILED, Operation, Trouble, Troubles
from tests.stacks.small_architecture import small_architecture

pytestmark = pytest.mark.timeout(1200)

DAY = date(2026, 11, 22)
MOST_RUNS = 25
"""No chain of types that need each other is as long."""


def _engine(folder: Path, azure: Azure) -> Engine:
    """The engine over the small architecture, with the program loaded."""
    home, project = folder / "home", folder / "project"
    home.mkdir()
    write_project(project, canonical_json(small_architecture()), DAY, folder)
    engine = Engine(find_cli(os.environ), home, project, os.environ, azure)
    engine.load_program()
    return engine


def _runs_until_built(engine: Engine, stack: str) -> int:
    """How many runs it takes until one goes through."""
    assert engine.run("stack", "init", stack).code == 0
    assert engine.run("config", "set", "--secret", KEY, "--stack", stack, given="hunter2hunter2A!").code == 0
    up = ("up", "--stack", stack, "--yes", "--skip-preview", "--json")
    for number in range(1, MOST_RUNS):
        if engine.run_program(*up, "--continue-on-error").code == 0:
            assert changed(engine.run_program(*up).output) == 0
            return number
    raise AssertionError("it never goes through")


def test_a_failure_once_at_every_type_is_got_over_by_running_again(tmp_path: Path) -> None:
    troubles = Troubles([Trouble("create", FAILED, once_a_type=True)])
    engine = _engine(tmp_path, Azure(troubles=troubles))
    try:
        for stack in small_architecture().stacks:
            _runs_until_built(engine, stack.name)
    finally:
        engine.stop()
    types = {one.token for one in engine.azure.all()}
    assert len(types) > 30
    assert {token for _, token in troubles.met} == types


LINES = "".join(
    f"""
net{number} = network.VirtualNetwork("net{number}", resource_group_name=group.name, location="uksouth",
    address_space={{"address_prefixes": ["10.{number}.0.0/16"]}}, opts=opts)
network.Subnet("subnet{number}", resource_group_name=group.name, virtual_network_name=net{number}.name,
    address_prefix="10.{number}.1.0/24", opts=opts)
"""
    for number in range(8)
)
RESOURCES = 17
"""The networks, their subnets and the group."""


class KillsTheEngine(Troubles):
    """At the creation with this number the engine is killed, as by a machine that loses its power. Azure goes on with
    what it was asked for where `made` is True."""

    def __init__(self, number: int, made: bool) -> None:
        super().__init__()
        self._left = number
        self._made = made
        self.process: subprocess.Popen[bytes] | None = None

    def meet(self, operation: Operation, token: str, urn: str) -> str | None:
        self._left -= 1
        if self._left == 0:
            assert self.process is not None
            self.process.kill()
            self.process.wait()
        return FAILED if self._left == 0 and not self._made else None


class Project:
    """A project whose state is written at every step, as outside of a rehearsal."""

    def __init__(self, folder: Path, program: str, azure: Azure) -> None:
        self._azure = azure
        self._folder = folder
        for name in ("project", "states"):
            (folder / name).mkdir()
        (folder / "passphrase").write_text("words")
        (folder / "project" / "Pulumi.yaml").write_text("name: trial\nruntime: python\n")
        (folder / "project" / "__main__.py").write_text(program)

    def run(self, kills: KillsTheEngine, *arguments: str) -> int:
        """Run one command of the CLI, which may be killed."""
        cli, server = find_cli(os.environ), serve(self._azure)
        environment = clean_environment(os.environ, cli, self._folder, server.address)
        environment["PULUMI_SKIP_CHECKPOINTS"] = "false"
        command = [str(cli.folder / "pulumi"), "--non-interactive", *arguments]
        kills.process = subprocess.Popen(command, cwd=self._folder / "project", env=environment, start_new_session=True)
        code = kills.process.wait()
        end_with_descendants(kills.process)
        server.stop()
        return code

    def on_record(self) -> list[str]:
        """The ids that the engine has on record."""
        return sorted(one["id"] for one in self._resources() if one["type"].startswith("azure-native:"))

    def provider(self) -> str:
        """The urn of the program's provider."""
        return str(next(one["urn"] for one in self._resources() if one["urn"].endswith("::cloud")))

    def _resources(self) -> list[dict[str, Any]]:
        (path,) = (self._folder / "states" / ".pulumi" / "stacks").rglob("one.json")
        found: list[dict[str, Any]] = json.loads(path.read_text())["checkpoint"]["latest"]["resources"]
        return found


# One at a time: an engine that is killed while it writes its state leaves half a file, and the one before beside it.
UP = ("up", "--stack", "one", "--yes", "--skip-preview", "--parallel", "1")


def _killed(folder: Path, made: bool) -> tuple[Project, KillsTheEngine, Azure]:
    """A project whose engine was killed half way, and whose lock is taken away."""
    kills = KillsTheEngine(9, made)
    azure = Azure(troubles=kills)
    project = Project(folder, HEAD + LINES, azure)
    assert project.run(kills, "stack", "init", "one") == 0
    assert project.run(kills, *UP) == -9
    assert project.run(kills, "cancel", "--stack", "one", "--yes") == 0
    return project, kills, azure


def test_R_01_an_engine_that_is_killed_half_way_completes_when_run_again(tmp_path: Path) -> None:
    project, kills, azure = _killed(tmp_path, made=False)
    assert 0 < len(azure.all()) < RESOURCES
    assert project.run(kills, *UP) == 0
    assert project.on_record() == sorted(one.id for one in azure.all())
    assert len(project.on_record()) == RESOURCES
    assert project.run(kills, *UP, "--expect-no-changes") == 0


def test_R_01_what_azure_made_unheard_is_not_made_twice(tmp_path: Path) -> None:
    project, kills, azure = _killed(tmp_path, made=True)
    unheard = {one.id for one in azure.all()} - set(project.on_record())
    assert len(unheard) == 1
    assert project.run(kills, *UP) != 0
    assert len(azure.all()) == len({one.id for one in azure.all()})
    assert unheard.isdisjoint(project.on_record())


def test_R_01_what_azure_made_unheard_is_put_on_record_by_an_import(tmp_path: Path) -> None:
    project, kills, azure = _killed(tmp_path, made=True)
    (unheard,) = (one for one in azure.all() if one.id not in project.on_record())
    found = (unheard.token, unheard.urn.rpartition("::")[2], unheard.id)
    quietly = ("--yes", "--protect=false", "--generate-code=false", "--provider", f"cloud={project.provider()}")
    assert project.run(kills, "import", *found, "--stack", "one", *quietly) == 0
    assert project.run(kills, *UP) == 0
    assert project.on_record() == sorted(one.id for one in azure.all())
    assert project.run(kills, *UP, "--expect-no-changes") == 0
