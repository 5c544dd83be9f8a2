"""What a rehearsal shows: a row for each stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cloud_unless.tables import Column, Table

if TYPE_CHECKING:
    from stacks.rehearsal.one_stack import StackRehearsed
    from stacks.rehearsal.rehearse import Rehearsal


def stacks_table(found: Rehearsal) -> Table:
    """The stacks of a rehearsal in the order they were built."""
    columns = (
        Column(key="stack", heading="Stack", wrap=True),
        Column(key="resources", heading="Resources", right=True, unknown="-"),
        Column(key="designed_resources", heading="Designed", right=True, unknown="-"),
        Column(key="first_run_seconds", heading="First run (s)", right=True, unknown="-"),
        Column(key="second_run_changed", heading="Second run changed", right=True, unknown="-"),
        Column(key="removal_left", heading="Removal left", right=True, unknown="-"),
        Column(key="result", heading="Rehearsal", wrap=True),
    )
    rows = tuple(
        (
            one.stack,
            one.resources,
            one.expected,
            None if one.first_seconds is None else round(one.first_seconds),
            one.changed_again,
            one.left,
            _result(one),
        )
        for one in found.stacks
    )
    return Table(name="stacks", title="Rehearsal in a simulated Azure", columns=columns, rows=rows)


def _result(one: StackRehearsed) -> str:
    if one.stopped_at:
        return f"stopped: {one.stopped_at}"
    if one.changed_again or one.left:
        return "not the same twice" if one.changed_again else "not all removed"
    return "passed" if one.expected in (None, one.resources) else "another number than designed"
