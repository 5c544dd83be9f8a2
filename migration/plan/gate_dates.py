"""When decisions open work: which date of a gate counts, for a new plan and for one that is planned again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from migration.dates import WEEK
from migration.model import Gate, Plan
from safeio.errors import InputError

Starts = Mapping[tuple[str, str], date]
"""When work was to start in the plan before, by ("application" or "initiative", its id)."""


def starts_before(previous: Plan | None) -> Starts:
    """The first day of work on each application and initiative in the plan before; nothing where there is none."""
    found: dict[tuple[str, str], date] = {}
    if previous is not None:
        moves = {move.group_id: move for move in previous.moves}
        for group in previous.groups:
            if (move := moves.get(group.id)) is not None:
                first = min(move.prepare_from, move.seeding_from)
                found |= {("application", app): first for app in group.application_ids}
        found |= {("initiative", slot.initiative_id): slot.starts for slot in previous.initiatives}
    return found


def first_start(starts: Starts, application_ids: Iterable[str]) -> date | None:
    """When work on all of these was to start; None where one was not in the plan before."""
    days = [starts.get(("application", app)) for app in application_ids]
    return min((day for day in days if day is not None), default=None) if None not in days else None


def decided(gate: Gate, as_of: date, started: date | None = None) -> date:
    """The day of the decision after which work may start: the first whose papers can still be ready on `as_of`.

    Work that was to start on `started` in the plan before had a decision by then. The last date before it counts, also
    when it has passed: were it not so, work under way would wait for a second decision. Where the decision was not
    made, its date goes out of programme.yaml. date.max where no date is left.
    """
    ready = [day for day in gate.dates if day - gate.lead_weeks * WEEK >= as_of]
    relied = [day for day in gate.dates if started is not None and day < started]
    return min(min(ready, default=date.max), max(relied, default=date.max))


def gate_opens(
    gate_ids: Iterable[str], gates: Mapping[str, Gate], as_of: date, subject: str, started: date | None = None
) -> tuple[date, str] | None:
    """The day after which work may start, and the gate that says so; the latest of several gates.

    Raises InputError for an unknown gate. A gate with no date left gives date.max.
    """
    latest: tuple[date, str] | None = None
    for gate_id in sorted(gate_ids):
        if gate_id not in gates:
            known = ", ".join(sorted(gates)) or "none"
            raise InputError(
                subject,
                f"the gate {gate_id!r} is not in programme.yaml",
                f"Known gates: {known}. Add it or mend the id.",
            )
        opens = decided(gates[gate_id], as_of, started)
        if latest is None or opens > latest[0]:
            latest = (opens, gate_id)
    return latest
