"""What would move a task earlier, and by how much: people, money, a line or what it waits for, one kind at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from migration.dates import WEEK
from migration.plan.board import Board
from migration.plan.shortages import days

MOST_WAYS = 3
"""Ways of each kind that are told: the least that helps, and those that help most."""

Kind = Literal["people", "money", "line", "order", "other"]


@dataclass(frozen=True)
class Lack:
    """What an earlier week lacks of one thing: hundredths of person-days or GiB over all weeks, or pounds; of an order
    the weeks by which what comes first is too late. `first` and `last` are the weeks in which it lacks."""

    kind: Kind
    what: str
    amount: int
    first: int
    last: int


def sooner(board: Board, number: int, now: int) -> tuple[str, ...]:
    """Sentences on what would let the task of this number be done before option `now`; the board holds the rest.

    For each kind, the weeks that only things of this kind forbid: that with least missing, then those that gain more.
    """
    weeks, piece, found = board.problem.weeks, board.pieces[number], list[str]()
    planned = int(piece.week[now])
    for kind in ("people", "money", "line", "order"):
        # From the latest on: an earlier week is worth telling only if nothing that gains more takes less.
        ways = [(at, lacks) for at in range(now) if (lacks := _lacks(board, number, at, kind))]
        best: list[tuple[int, tuple[Lack, ...]]] = []
        for at, lacks in ways:
            if not best or _total(lacks) < _total(best[-1][1]):
                best.append((at, lacks))
        for at, lacks in reversed(_few(best)):
            week, more = int(piece.week[at]), int(piece.cost[at] - piece.cost[now])
            gain = f"{planned - week} week{'s' if planned - week > 1 else ''} earlier"
            cost = f"£{more:,} more" if more > 0 else f"£{-more:,} less" if more < 0 else "the same"
            needs = " and ".join(", ".join(part) for part in _parts([_one(lack, weeks) for lack in lacks]))
            found.append(
                f"{gain}, in the week of {weeks[week]}: with {needs}; apart from that the plan would cost {cost}."
            )
    return tuple(found)


def _few(ways: list[tuple[int, tuple[Lack, ...]]]) -> list[tuple[int, tuple[Lack, ...]]]:
    """The earliest, the one that takes least, and one between."""
    if len(ways) <= MOST_WAYS:
        return ways
    return [ways[0], ways[len(ways) // 2], ways[-1]]


def _total(lacks: Iterable[Lack]) -> int:
    return sum(lack.amount for lack in lacks)


def _lacks(board: Board, number: int, at: int, kind: str) -> tuple[Lack, ...]:
    """What this option lacks, where all of it is of one kind; else nothing."""
    found = (*_orders(board, number, at), *_pools(board, number, at), *_money(board, number, at))
    if not found or any(lack.kind != kind for lack in found):
        return ()
    return () if board.apart_from(number, at) else found


def _orders(board: Board, number: int, at: int) -> Iterable[Lack]:
    piece = board.pieces[number]
    for other in piece.before:
        place = board.position[other]
        if place is not None and piece.week[at] < board.pieces[other].free_from[place]:
            late = int(board.pieces[other].free_from[place] - piece.week[at])
            yield Lack("order", board.pieces[other].task.id, late, int(piece.week[at]), int(piece.week[at]))


def _pools(board: Board, number: int, at: int) -> Iterable[Lack]:
    """Of the pools of one skill, the one that lacks most: those of several teams hold those of fewer."""
    piece, worst = board.pieces[number], dict[str, Lack]()
    first, to = int(piece.work_first[at]), int(piece.work_to[at])
    drawn = [(int(pool), int(need), first) for pool, need in zip(piece.pools, piece.needs, strict=True)]
    for pool, need, begins in (*drawn, *((pool, need, int(starts[at])) for pool, need, starts in piece.lines)):
        short = np.maximum(0, need - board.people[pool, begins:to])
        if short.any():
            own, lacking = board.problem.pools[pool], np.flatnonzero(short) + begins
            kind: Kind = "people" if own.kind == "people" else "line" if own.kind == "line" else "other"
            what = f"{own.skill} ({', '.join(sorted(own.teams))})" if kind == "people" else own.words
            lack = Lack(kind, what, int(short.sum()), int(lacking[0]), int(lacking[-1]))
            if own.skill not in worst or worst[own.skill].amount < lack.amount:
                worst[own.skill] = lack
    return worst.values()


def _money(board: Board, number: int, at: int) -> Iterable[Lack]:
    piece = board.pieces[number]
    week = int(piece.week[at])
    for purse, n in board.purses.items():
        more = int(piece.cash[at, n] - board.money[n])
        if more > 0:
            yield Lack("money", " ".join(purse), more, week, week)


def _parts(texts: list[str]) -> list[list[str]]:
    """All but the last, and the last."""
    return [part for part in (texts[:-1], texts[-1:]) if part]


def _one(lack: Lack, weeks: tuple[date, ...]) -> str:
    if lack.kind == "money":
        return f"£{lack.amount:,} more in {lack.what}"
    if lack.kind == "order":
        return f"{lack.what} {lack.amount} week{'s' if lack.amount > 1 else ''} earlier"
    begins, ends = weeks[lack.first], weeks[lack.last] + WEEK - timedelta(days=1)
    unit = "GiB" if lack.kind == "line" else "day" if lack.amount == 100 else "days"
    return f"{days(lack.amount)} more {unit} of {lack.what} from {begins} to {ends}"
