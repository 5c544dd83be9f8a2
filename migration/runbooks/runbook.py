"""The runbook of a wave: steps of its moves in order, where the point of no return lies, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace as changed

from migration.model import MoveGroup, Wave
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.wording import NOT_KNOWN, counted, day, plainly
from migration.runbooks.after import old_machines, watching
from migration.runbooks.before import ready, work_before
from migration.runbooks.building import building
from migration.runbooks.contracts import contract_steps
from migration.runbooks.copying import copying
from migration.runbooks.cut_over import lost, window
from migration.runbooks.gaps import gaps_of
from migration.runbooks.known import Known, known_of
from migration.runbooks.moved import Moved, moved
from migration.runbooks.rehost import rehost
from migration.runbooks.replace import replace
from migration.runbooks.replatform import replatform
from migration.runbooks.retain import retain
from migration.runbooks.retire import retire
from migration.runbooks.step import PHASES, GroupRunbook, Runbook, Step

PARTS: tuple[Callable[[Moved], Iterator[Step]], ...] = (
    work_before,
    building,
    retire,
    replace,
    replatform,
    rehost,
    retain,
    copying,
    ready,
    window,
    watching,
    old_machines,
)
"""What gives steps to a move. Steps of one day and phase stay in this order."""


def runbook(facts: ReportFacts, wave: Wave, known: Known | None = None) -> Runbook:
    """The runbook of a wave of `facts.plan`. The same facts give the same runbook.

    Numbers run through the whole runbook; moves stand in the order of their cut-overs. `known` is what `known_of` says
    of the facts: for many runbooks it is made once.
    """
    assert facts.plan is not None, "a wave is part of a plan"
    known = known or known_of(facts)
    moves = {move.group_id: move for move in facts.plan.moves}
    inside = set(wave.group_ids)
    groups = [one for one in facts.plan.groups if one.id in inside and one.id in moves]
    groups.sort(key=lambda one: (moves[one.id].cut_over, one.id))
    found = [moved(facts, known, wave, one, moves[one.id]) for one in groups]
    numbers = _numbered(_ordered(one) for one in found)
    books = tuple(_group(one, steps) for one, steps in zip(found, numbers, strict=True))
    done = sum(len(one.steps) for one in books)
    contracts = _contracts(facts, known.names, wave, tuple(groups), done)
    return Runbook(
        wave_id=wave.id,
        title=f"Wave {wave.number}",
        programme=facts.folder.programme.name,
        state=wave.state,
        period_from=wave.period_from,
        period_to=wave.period_to,
        gaps=gaps_of(facts, wave, found, (*(step for one in books for step in one.steps), *contracts)),
        groups=books,
        contracts=contracts,
    )


def _ordered(found: Moved) -> list[Step]:
    order = {phase: number for number, phase in enumerate(PHASES)}
    steps = [step for part in PARTS for step in part(found)]
    return sorted(steps, key=lambda one: (one.starts, order[one.phase]))


def _numbered(lists: Iterable[list[Step]]) -> list[tuple[Step, ...]]:
    numbered, last = [], 0
    for steps in lists:
        numbered.append(tuple(changed(one, number=last + n) for n, one in enumerate(steps, 1)))
        last += len(steps)
    return numbered


def _group(found: Moved, steps: tuple[Step, ...]) -> GroupRunbook:
    """From the first step on that lets users write in the new place, or else destroys the old one, nothing goes back
    without loss."""
    no_return = next((one.number for one in steps if one.phase in ("open", "wipe")), None)
    return GroupRunbook(
        group_id=found.group.id,
        title=found.title,
        cut_over=found.move.cut_over,
        back_until=found.move.old_off,
        facts=tuple(_facts(found)),
        steps=steps,
        no_return=no_return,
        lost=lost(found) if no_return is not None else "",
        things=found.things,
    )


def _facts(found: Moved) -> Iterator[str]:
    for one in found.applications:
        decided = found.decided.get(one.id)
        route = decided.route if decided else f"route {NOT_KNOWN}"
        becomes = f", becomes {plainly(decided.target_kind)}" if decided and decided.target_kind else ""
        yield (
            f"{one.name or one.id}: {route}{becomes}; criticality {_number(one.criticality)}; recovery time "
            f"{_minutes(one.rto_minutes)}; recovery point {_minutes(one.rpo_minutes)}; "
            f"service {one.service or NOT_KNOWN}"
        )
    size = found.group.data_gib
    yield f"Data to copy: {NOT_KNOWN if size is None else f'{size:,} GiB'}."
    if found.move.pinned:
        yield f"People fixed the cut-over on {day(found.move.cut_over)}."


def _number(known: int | None) -> str:
    return NOT_KNOWN if known is None else f"{known:,}"


def _minutes(known: int | None) -> str:
    return NOT_KNOWN if known is None else counted(known, "minute")


def _contracts(
    facts: ReportFacts, names: Names, wave: Wave, groups: tuple[MoveGroup, ...], done: int
) -> tuple[Step, ...]:
    steps = contract_steps(facts, names, wave, groups)
    return tuple(changed(one, number=done + n) for n, one in enumerate(steps, 1))
