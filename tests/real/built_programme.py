"""A small architecture that stands in a simulated Azure, built by the real engine, for what comes after building."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from migration.model.architecture import Architecture
from safeio.json_files import canonical_json
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import Engine, clean_environment
from stacks.rehearsal.project import write_project
from stacks.rehearsal.provider import serve
from tests.stacks.small_architecture import WAVE, small_architecture

DAY = date(2026, 11, 22)
ZONE = "landing-zone"
KINDS = ("file-share", "linux-vm")
"""The workloads that are built: few, so that it takes seconds."""


def few_workloads() -> Architecture:
    """The small architecture with the workloads of KINDS alone."""
    whole = small_architecture()
    return replace(whole, workloads=tuple(one for one in whole.workloads if one.kind in KINDS))


@dataclass(frozen=True)
class Built:
    """A programme folder whose stacks stand, and the engine that built them."""

    folder: Path
    engine: Engine
    architecture: Architecture

    @contextmanager
    def reachable(self) -> Iterator[Mapping[str, str]]:
        """The variables with which a Pulumi of the user's own reaches this Azure and this state, while it listens."""
        server = serve(self.engine.azure)
        try:
            yield clean_environment(os.environ, find_cli(os.environ), self.folder.parent, server.address)
        finally:
            server.stop()

    @contextmanager
    def put_back(self) -> Iterator[None]:
        """Azure as it is now, once more when the block is left."""
        azure = self.engine.azure
        stood = azure.all()
        try:
            yield
        finally:
            for one in azure.all():
                azure.remove(one.id)
            for one in stood:
                azure.add(one)

    def change(self, ending: str, **inputs: Any) -> str:
        """Change a resource of Azure behind the engine's back; returns its id."""
        found = self.found(ending)
        azure = self.engine.azure
        azure.add(replace(found, inputs={**found.inputs, **inputs}, outputs={**found.outputs, **inputs}))
        return found.id

    def remove(self, ending: str) -> str:
        """Take a resource out of Azure behind the engine's back; returns its id."""
        found = self.found(ending)
        self.engine.azure.remove(found.id)
        return found.id

    def found(self, ending: str) -> Any:
        """The one resource whose id ends so."""
        (found,) = [one for one in self.engine.azure.all() if one.id.endswith(ending)]
        return found


def written(folder: Path, architecture: Architecture, program: str | None = None) -> Built:
    """A programme folder below `folder` with an approved architecture, and an engine; nothing is built yet. Without a
    `program` it is the one of a rehearsal, which is faster."""
    home, project = folder, folder / "programme"
    write_project(project, canonical_json(architecture), DAY, folder)
    if program is not None:
        (project / "__main__.py").write_text(program)
    (project / "programme.yaml").touch()
    return Built(project, Engine(find_cli(os.environ), home, project, os.environ), architecture)


def up(built: Built, *stacks: str) -> None:
    """Build stacks, one after the other."""
    for stack in stacks:
        assert built.engine.run("stack", "init", stack).code == 0
        done = built.engine.run("up", "--stack", stack, "--yes", "--skip-preview")
        assert done.code == 0, done.output.decode() + done.errors.decode()


def built(folder: Path) -> Built:
    """The whole of it, built."""
    made = written(folder, few_workloads())
    up(made, ZONE, WAVE)
    return made
