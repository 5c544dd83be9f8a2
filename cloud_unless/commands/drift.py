"""`drift`: what is in the cloud, against what was built and what was designed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, progress, say
from safeio.errors import Exit

if TYPE_CHECKING:
    from cloud_unless.drift_record import DriftFile

StacksArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[STACK]...", help="The stacks to look at. Without any, all that are built."),
]


def run(
    stack: StacksArgument = None,
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Say what differs in the cloud from what was designed.

    Lets your Pulumi engine look at every resource again and preview each stack, with your login. Changes nothing.
    Exit 0 without drift, 1 with drift, 4 when a stack could not be looked at.
    """
    from cloud_unless.drift_record import DRIFT, record_of
    from cloud_unless.drift_rows import drift_tables
    from cloud_unless.interrupts import ended_as_interrupted
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from stacks.drift.look import look_for_drift

    where = stages.check_folder(folder)
    architecture, sha256 = stages.read_architecture(where)
    day = as_of or today()
    with ended_as_interrupted(), progress("Looking for drift") as tell:
        looked = look_for_drift(where, architecture, stack or None, tell, surroundings=os.environ)
    found = record_of(looked, architecture, sha256, day)
    path = stages.write_out(where, DRIFT, found)
    show(Answer(tables=drift_tables(found), facts={"as_of": day}), form)
    code = _close(found)
    say(f"Written: {path}")
    raise typer.Exit(code)


def _close(found: DriftFile) -> Exit:
    for one in found.stacks:
        for fault in one.faults:
            say(f"{one.stack} could not be looked at whole: {fault}")
    looked = sum(one.resources or 0 for one in found.stacks)
    say(
        f"{number_of(looked, 'resource')} in {number_of(len(found.stacks), 'stack')} looked at; "
        f"{len(found.drifts):,} not as they should be. Nothing was changed."
    )
    if found.drifts:
        say("To put back what was designed: pulumi up --refresh, stack by stack. To keep what is: change the inputs,")
        say("then run: cloud-unless design")
        next_step("trace", "report")
        return Exit.FINDINGS
    return Exit.NOT_EVALUATED if any(one.faults for one in found.stacks) else Exit.OK
