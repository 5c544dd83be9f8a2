"""What is shown and told of a rehearsal, and the exit code that it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless.options import Format
from cloud_unless.progress import next_step, number_of, say
from safeio.errors import Exit

if TYPE_CHECKING:
    from stacks.rehearsal.rehearse import Rehearsal


def show_rehearsal(found: Rehearsal, form: Format) -> None:
    """A row for each stack, on standard output."""
    from cloud_unless.rehearsal_rows import stacks_table
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer

    show(Answer(tables=(stacks_table(found),), facts={"rehearsal": True}), form)


def tell_rehearsal(found: Rehearsal, written: Sequence[Path], remedy: str) -> Exit:
    """Say what was refused and what was written; `remedy` is said where not all went well."""
    _tell_faults(found)
    passed = sum(1 for one in found.stacks if not one.faults)
    resources = number_of(sum(one.resources or 0 for one in found.stacks), "resource")
    say(
        f"Rehearsal: {passed} of {number_of(len(found.stacks), 'stack')} went through, {resources}. "
        "No cloud was reached."
    )
    if written:
        say(f"Rehearsal written: {written[0].parent} ({number_of(len(written), 'file')})")
    if found.kept:
        say(f"Rehearsal kept in {found.kept}. Remove it when you have looked. Go on with it: --from {found.kept}")
    if not found.passed:
        say(remedy)
        return Exit.FINDINGS
    if written:
        next_step("check")
    return Exit.OK


def _tell_faults(found: Rehearsal) -> None:
    from stacks.rehearsal.messages import MOST_MESSAGES

    for one in found.stacks:
        for fault in one.faults[:MOST_MESSAGES]:
            say(f"Rehearsal of {one.stack}, {one.stopped_at}: {fault}")
        if len(one.faults) > MOST_MESSAGES:
            say(f"Rehearsal of {one.stack}: and {len(one.faults) - MOST_MESSAGES} more.")
    for note in found.notes:
        say(f"Rehearsal: {note}")
