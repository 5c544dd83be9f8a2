"""A step of a runbook, and the runbook of a wave."""

from __future__ import annotations

from typing import Literal, get_args

from safeio.values import Day, value

Phase = Literal[
    "decide",
    "prepare",
    "build",
    "approve",
    "seed",
    "ready",
    "stop",
    "last-copy",
    "start",
    "switch",
    "test",
    "open",
    "watch",
    "off",
    "wipe",
    "contract",
]

PHASES: tuple[Phase, ...] = get_args(Phase)
"""The order of steps that begin on one day."""


@value
class Person:
    """Who does or decides something: a role, and who has it. `name` None: nobody is known."""

    role: str
    name: str | None


@value
class Step:
    """One thing to do. `days` counts from the cut-over (-7: a week before), None where the step belongs to no move.

    `ends` is the last day of work that takes longer than a day. `commands` are for a POSIX shell, one line each.
    """

    number: int = 0
    phase: Phase
    starts: Day
    ends: Day | None = None
    days: int | None = None
    what: str
    who: tuple[Person, ...]
    check: str
    rollback: str
    commands: tuple[str, ...] = ()


@value
class Moving:
    """One thing that a move touches: its name, what it is, and what it becomes (None where that is not designed)."""

    name: str
    kind: str
    becomes: str | None


@value
class GroupRunbook:
    """The steps of one move, in the order of their days.

    `no_return` is the number of the step from which going back loses data; None where no step does. `lost` says what
    is lost after it. `facts` are lines about the applications that people on call need.
    """

    group_id: str
    title: str
    cut_over: Day
    back_until: Day
    facts: tuple[str, ...]
    steps: tuple[Step, ...]
    no_return: int | None
    lost: str
    things: tuple[Moving, ...]


@value
class Gap:
    """Something that is not known, or stands against the plan, and what to do about it."""

    subject: str
    wrong: str
    remedy: str


@value
class Runbook:
    """The runbook of a wave. `contracts` are steps that belong to no single move."""

    wave_id: str
    title: str
    programme: str
    state: str
    period_from: Day
    period_to: Day
    gaps: tuple[Gap, ...]
    groups: tuple[GroupRunbook, ...]
    contracts: tuple[Step, ...]
