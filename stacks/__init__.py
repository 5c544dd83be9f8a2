"""Build it: an architecture becomes Pulumi resources. Nothing is decided here."""

from __future__ import annotations

from pathlib import Path


def build(folder: Path | None = None, alone: bool = False) -> None:
    """The whole Pulumi program for the selected stack, which is a stack of out/architecture.json.

    `folder` is the programme folder; without it, the config `cloud-unless:folder` (relative to the Pulumi project),
    else the project's own folder. `alone` leaves out the question whether the wave before stands: a rehearsal may
    build any wave. What the user can mend ends the program with one line: where, what, what to do.
    """
    from stacks.program import run

    run(folder, alone)
