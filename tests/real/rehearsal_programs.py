"""Small Pulumi programs, run by the real engine in a simulated Azure."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import Engine
from stacks.rehearsal.messages import preview_messages
from stacks.rehearsal.processes import Finished

HEAD = """
import os
import pulumi
from pulumi_azure_native import Provider, network, resources, storage

cloud = Provider("cloud", subscription_id="11111111-1111-1111-1111-111111111111",
                 tenant_id="22222222-2222-2222-2222-222222222222")
opts = pulumi.ResourceOptions(provider=cloud)
group = resources.ResourceGroup("group", resource_group_name="rg-one", location="uksouth", opts=opts)
after_group = pulumi.ResourceOptions(provider=cloud, depends_on=[group])
"""


@dataclass(frozen=True)
class Program:
    """A program in a project of its own, with one stack named "one"."""

    engine: Engine

    def preview(self) -> tuple[str, ...]:
        """The errors of a preview; none when it went well."""
        done = self.engine.run("preview", "--stack", "one", "--json", "--show-sames")
        assert bool(done.code) == bool(preview_messages(done.output)), done.output + done.errors
        return preview_messages(done.output)

    def up(self) -> Finished:
        """Build it."""
        return self.engine.run("up", "--stack", "one", "--yes", "--skip-preview", "--json")

    def outputs(self) -> dict[str, Any]:
        """The outputs of the stack that is built."""
        found: dict[str, Any] = json.loads(self.engine.run("stack", "output", "--stack", "one", "--json").output)
        return found


def written(folder: Path, program: str, surroundings: Mapping[str, str] | None = None) -> Program:
    """A program written into a new project below `folder`. Fails where the Pulumi CLI is missing."""
    home, project = folder / "home", folder / "project"
    home.mkdir()
    project.mkdir()
    (project / "Pulumi.yaml").write_text("name: trial\nruntime: python\n")
    (project / "__main__.py").write_text(HEAD + program)
    variables = dict(os.environ) if surroundings is None else dict(surroundings)
    engine = Engine(find_cli(os.environ), home, project, variables)
    begun = engine.run("stack", "init", "one")
    assert begun.code == 0, begun.errors
    return Program(engine)
