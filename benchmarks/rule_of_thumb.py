"""A planner by rule of thumb: eight conditions in order of weight, waves filled one after another, no search.

The conditions are our reading of the public documentation of Azure Migrate's automatic wave planning (2026-09). This
is not that product and shares nothing with it: the scores, the counts and how ties are settled are ours. In order:

1. strongly coupled applications move in one wave;
2. an application moves whole;
3. what is called moves in the same wave as its caller or an earlier one;
4. development and test move before production;
5. a wave is one of the two, not both;
6. the most critical applications are not in the first waves;
7. the most complex ones are not in the first waves;
8. a wave has at least and at most so many servers.

Where not all can be kept, 7 gives way before 6. The first two hold because move groups are made that way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from inventory.model import Application, Deployment
from migration.model import MoveGroup
from migration.plan.answer import Answer, settled
from migration.plan.assemble import Assembled
from migration.plan.board import Board
from migration.plan.inputs import PlanInputs

FEWEST, MOST = 10, 50
"""Servers of a wave. One group that is larger than this is a wave of its own."""

CAREFUL_WAVES = 2
"""In so many first waves, nothing critical and nothing complex."""

CRITICAL = 1
COMPLEX_PART = 0.75
"""A group is complex where three of four have fewer servers."""

NON_PRODUCTION = frozenset({"dev", "development", "test"})

SOON = timedelta(days=730)
"""Support that ends within two years of the plan raises a score by half of what support that has ended does."""

STOPS = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6)
"""When rolling contracts must stop, as parts of the weeks they would run: tried in order until the ceilings hold."""

ATTEMPTS = 40
"""How often what found no place is put first before the rule gives up."""


@dataclass(frozen=True)
class Candidate:
    """A move group as the rule sees it. `score` is from 0 to 100: what has lost support, is small and not critical
    comes first."""

    id: str
    score: float
    servers: int
    critical: bool
    complex: bool
    production: bool


def planned_by_rule(assembled: Assembled) -> tuple[tuple[tuple[str, ...], ...], Answer | None]:
    """The waves of group ids by the eight conditions, and dates for them under the planner's own hard constraints.

    None instead of dates where something found no place. Contracts are extended where that is cheapest for these
    dates, which is more than the rule itself would know.
    """
    inputs = assembled.at.inputs
    waves = fill_waves(candidates(inputs), _called(assembled))
    running: dict[str, int] | None = None
    for part in (None, *STOPS):
        stops = None if part is None or running is None else {c: round(weeks * part) for c, weeks in running.items()}
        board = _placed(assembled, waves, stops)
        if board is None:
            return waves, None
        positions = {piece.task.id: at for piece, at in zip(board.pieces, board.position, strict=True)}
        answer = settled(assembled.problem, positions)
        if answer is not None:
            return waves, answer
        running = board.running()
    return waves, None


def candidates(inputs: PlanInputs) -> list[Candidate]:
    """What the rule knows of each move group."""
    applications = {application.id: application for application in inputs.estate.applications}
    ends = {one.thing_id: one.ends for one in inputs.supports if one.aspect == "software"}
    servers = {server.id for server in inputs.estate.servers}
    counts = {group.id: sum(thing in servers for thing in group.thing_ids) for group in inputs.groups}
    many = float(np.quantile(list(counts.values()), COMPLEX_PART)) if counts else 0.0
    runs: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in inputs.estate.deployments:
        runs[deployment.application_id].append(deployment)
    return [
        Candidate(
            id=group.id,
            score=_score(group, applications, ends, inputs.folder.programme.plan_from, counts[group.id]),
            servers=counts[group.id],
            critical=any(applications[app].criticality == CRITICAL for app in group.application_ids),
            complex=counts[group.id] > many,
            production=_production([d for app in group.application_ids for d in runs[app]]),
        )
        for group in inputs.groups
    ]


def fill_waves(groups: Sequence[Candidate], called: Mapping[str, frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """Fill one wave after another. `called` names, for each group, those that must not come later."""
    left = {group.id: group for group in groups}
    waves: list[tuple[str, ...]] = []
    while left:
        wave = _fill(left, called, careful=len(waves) < CAREFUL_WAVES)
        assert wave, "orders between groups have no circles"
        waves.append(tuple(wave))
    return tuple(waves)


def _fill(left: dict[str, Candidate], called: Mapping[str, frozenset[str]], careful: bool) -> list[str]:
    """Take the groups of one wave out of those left."""
    wave: list[str] = []
    servers, production = 0, None
    while True:
        ready = [group for group in left.values() if not called.get(group.id, frozenset()) & left.keys()]
        if production is not None:
            ready = [group for group in ready if group.production == production]
        fits = [group for group in ready if not wave or servers + group.servers <= MOST]
        chosen = _best(fits, careful, full=servers >= FEWEST)
        if chosen is None:
            return wave
        del left[chosen.id]
        wave.append(chosen.id)
        servers, production = servers + chosen.servers, chosen.production


def _best(fits: Sequence[Candidate], careful: bool, full: bool) -> Candidate | None:
    """The next group of a wave. A wave with enough servers takes nothing that its conditions speak against."""
    kept = [
        [group for group in fits if not (careful and (group.critical or group.complex))],
        [group for group in fits if not (careful and group.critical)],
        list(fits),
    ]
    for choice in kept[:1] if full else kept:
        if choice:
            return min(choice, key=lambda group: (group.production, -group.score, group.id))
    return None


def _score(
    group: MoveGroup,
    applications: Mapping[str, Application],
    ends: Mapping[str, date | None],
    plan_from: date,
    servers: int,
) -> float:
    days = [end for thing in group.thing_ids for end in [ends.get(thing)] if end is not None]
    first = min(days, default=date.max)
    value = 50.0 if first < plan_from else 25.0 if first < plan_from + SOON else 0.0
    critical = min((applications[app].criticality or 4 for app in group.application_ids), default=4)
    return value + 25.0 / max(1, servers) + 25.0 * (critical - 1) / 3


def _production(deployments: Sequence[Deployment]) -> bool:
    """Production unless everything is known to be development or test."""
    known = [(deployment.environment or "").lower() in NON_PRODUCTION for deployment in deployments]
    return not known or not all(known)


def _called(assembled: Assembled) -> dict[str, frozenset[str]]:
    before: dict[str, set[str]] = defaultdict(set)
    for order in assembled.problem.orders:
        before[order.later].add(order.earlier)
    return {later: frozenset(earlier) for later, earlier in before.items()}


def _placed(assembled: Assembled, waves: Sequence[Sequence[str]], stops: Mapping[str, int] | None) -> Board | None:
    """All on a board. What finds no place comes first at the next attempt, with all it waits for; None after many."""
    first: set[int] = set()
    for _ in range(ATTEMPTS):
        board = Board(assembled.problem, frozenset(), stops)
        _place(board, waves, assembled.at.inputs.folder.programme.wave_weeks, first)
        lost = {n for n, piece in enumerate(board.pieces) if piece.task.must and board.position[n] is None}
        if not lost:
            return board
        for number in sorted(lost):
            first |= {number, *_before(board, number)}
    return None


def _place(board: Board, waves: Sequence[Sequence[str]], wave_weeks: int, first: Set[int]) -> None:
    """Each wave from its own period on; then the initiatives, those that must be done first, as early as they fit."""
    number = {piece.task.id: n for n, piece in enumerate(board.pieces)}
    period = {number[group]: turn * wave_weeks for turn, wave in enumerate(waves) for group in wave}
    rest = [n for n in range(len(board.pieces)) if n not in period]
    # What much else waits for goes first; of the others, what is worth most.
    rest.sort(key=lambda n: (not _needed(board, n), -_after(board, n), -board.pieces[n].unplaced, n))
    order = [*period, *rest]
    for n in [*(n for n in order if n in first), *(n for n in order if n not in first)]:
        _first_open(board, n, period.get(n, 0))


def _before(board: Board, number: int) -> set[int]:
    """All that a task waits for, near and far."""
    found: set[int] = set()
    new = set(board.pieces[number].before)
    while new:
        found |= new
        new = {other for n in new for other in board.pieces[n].before} - found
    return found


def _needed(board: Board, number: int) -> bool:
    """Whether a task must be done, or one that waits for it must."""
    piece = board.pieces[number]
    return piece.task.must or any(_needed(board, other) for other in piece.after)


def _after(board: Board, number: int) -> int:
    """How many tasks in a row wait for a task."""
    return max((1 + _after(board, other) for other in board.pieces[number].after), default=0)


def _first_open(board: Board, number: int, week: int) -> None:
    """The first open place from a week on; the last one before it where there is none."""
    places = np.flatnonzero(board.open_places(number))
    if len(places):
        after = places[board.pieces[number].week[places] >= week]
        board.place(number, int(after[0] if len(after) else places[-1]))
