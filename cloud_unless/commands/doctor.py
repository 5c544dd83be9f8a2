"""`doctor`: is all here that the commands need, and what mends it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, say
from safeio.errors import Exit

if TYPE_CHECKING:
    from cloud_unless.readiness.checked import Checked
    from cloud_unless.readiness.seen import Seen


def run(folder: FolderOption = HERE, form: FormatOption = Format.TABLE) -> None:
    """Say what is missing here, with the command that mends it.

    Looks at this machine and the programme folder; changes nothing and uses no network. What it shows holds no secret
    and no host name. Exit 0 when all that is needed is there, 2 when something is missing.
    """
    from cloud_unless.readiness.checks import checked

    seen = _seen(folder)
    found = checked(seen)
    if seen.machine.lacking[""]:
        _show_plainly(found)
    else:
        _show(found, form)
    code = _close(found)
    if code is Exit.OK and seen.place is not None:
        next_step(stages.next_to_make(folder))
    raise typer.Exit(code)


def _seen(folder: Path) -> Seen:
    from cloud_unless.readiness.machine import look_at_machine
    from cloud_unless.readiness.seen import Seen

    machine = look_at_machine(os.environ)
    if machine.lacking[""]:
        return Seen(today=today(), machine=machine, place=None, tables=None)
    from cloud_unless.readiness.place import look_at_place, look_at_tables

    is_none = folder == HERE and not (folder / stages.PROGRAMME).is_file()
    place = None if is_none else look_at_place(stages.check_folder(folder))
    return Seen(today=today(), machine=machine, place=place, tables=look_at_tables())


def _show_plainly(found: Sequence[Checked]) -> None:
    """Tables and JSON need the very packages that are lacking."""
    for one in found:
        say(f"{one.name}: {one.state.value}: {one.says}")
        if one.remedy:
            say(f"What to do: {one.remedy}")


def _show(found: Sequence[Checked], form: Format) -> None:
    from cloud_unless import __version__
    from cloud_unless.showing import show, show_lines
    from cloud_unless.tables import Answer, Column, Table

    table = Table(
        name="checks",
        title="This machine and folder",
        columns=(
            Column(key="check", heading="Check"),
            Column(key="state", heading="State"),
            Column(key="says", heading="What was seen", wrap=True),
            Column(key="remedy", heading="What to do", people=False),  # a command that is wrapped cannot be pasted
        ),
        rows=tuple((one.name, one.state.value, one.says, one.remedy) for one in found),
    )
    show(Answer(tables=(table,), facts={"version": __version__}), form)
    remedies = [(one.name, one.remedy) for one in found if one.remedy]
    if form is Format.TABLE and remedies:
        show_lines(["", "To mend it:", *(line for name, remedy in remedies for line in (f"  # {name}", f"  {remedy}"))])


def _close(found: Sequence[Checked]) -> Exit:
    from cloud_unless.readiness.checked import State

    lacking = sum(one.state is State.MISSING for one in found)
    warnings = sum(one.state is State.WARNING for one in found)
    say(f"{number_of(len(found), 'check')}: {lacking:,} missing, {number_of(warnings, 'warning')}.")
    return Exit.USAGE if lacking else Exit.OK
