"""A failure at the creation of every resource, once each: how many runs of the engine it takes until all of it stands.

The architecture is that of the programme folder which is named (some hours for a county), else a small one with a stack
of each layer and a workload of each kind (some minutes).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.figures import figure
from safeio.json_files import canonical_json
from stacks.administrator import KEY
from stacks.connection_keys import key_names
from stacks.guard import read_architecture
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.cli import find_cli
from stacks.rehearsal.engine import Engine
from stacks.rehearsal.messages import changed
from stacks.rehearsal.ordering import needed_stacks
from stacks.rehearsal.project import write_project
from stacks.rehearsal.troubles import FAILED, Trouble, Troubles
from tests.stacks.small_architecture import small_architecture

MOST_RUNS = 25  # more than the longest chain of resources that need each other
DAY = date(2026, 11, 22)


def main(arguments: Sequence[str]) -> int:
    """Build every stack of an architecture, with a failure at every resource. Returns 1 when one never stands."""
    folder = Path(arguments[0]) if arguments else None
    architecture = read_architecture(folder)[0] if folder else small_architecture()
    kept = True
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        troubles = Troubles([Trouble("create", FAILED)])
        write_project(home / "project", canonical_json(architecture), DAY, folder or home)
        engine = Engine(find_cli(os.environ), home, home / "project", os.environ, Azure(troubles=troubles))
        engine.load_program()
        began, most, again = time.monotonic(), 0, 0
        recorded: list[str] = []
        try:
            keys = {stack.name: (KEY, *key_names(architecture, stack)) for stack in architecture.stacks}
            for stack in needed_stacks(architecture, None):
                runs, changes = _built(engine, stack, keys[stack])
                most, again = max(most, runs), again + changes
                recorded += _on_record(engine, stack)
        finally:
            engine.stop()
        seconds = time.monotonic() - began
        made, failed = len(engine.azure.all()), len(troubles.met)
    standing = {one.id for one in engine.azure.all()}
    apart = len(standing.symmetric_difference(recorded)) + len(recorded) - len(set(recorded))
    kept &= figure("resources that stand and are not on record, or the reverse", apart, "resources", 0)
    if folder:
        designed = sum(one.resource_count for one in architecture.stacks)
        kept &= figure("resources designed that do not stand, or stand twice", abs(designed - made), "resources", 0)
    kept &= figure("resources whose creation did not fail first", made - failed, "resources", 0)
    kept &= figure("runs until a stack stands, at most", most, "runs", MOST_RUNS)
    kept &= figure("changes of a run after that", again, "changes", 0)
    figure(f"all runs, {made} resources", seconds, "s", None)
    return 0 if kept else 1


def _built(engine: Engine, stack: str, keys: Sequence[str]) -> tuple[int, int]:
    """How many runs it takes until one goes through, and what the run after it changes."""
    assert engine.run("stack", "init", stack).code == 0
    for key in keys:
        assert engine.run("config", "set", "--secret", key, "--stack", stack, given="hunter2hunter2A!").code == 0
    up = ("up", "--stack", stack, "--yes", "--skip-preview", "--json")
    for number in range(1, MOST_RUNS + 2):
        if engine.run_program(*up, "--continue-on-error").code == 0:
            return number, changed(engine.run_program(*up).output) or 0
    return number, 0


def _on_record(engine: Engine, stack: str) -> list[str]:
    """The ids of the resources that the engine has on record."""
    resources = json.loads(engine.run("stack", "export", "--stack", stack).output)["deployment"]["resources"]
    return [one["id"] for one in resources if one["type"].startswith("azure-native:")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
