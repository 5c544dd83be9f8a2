"""Weeks without support as rows for pricing: what extensions could give back, and what nothing can."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from migration.plan.problem import Ints, Problem

Floats = NDArray[np.float64]


@dataclass
class SupportRows:
    """Rows being gathered: the task of each (-1: it stays), its stake, pounds a week, and the extension it needs in
    each week (-1: none)."""

    tasks: list[int]
    stakes: list[int]
    gbp: list[float]
    needs: list[Ints]


def support_rows(
    problem: Problem, number: dict[str, int], starts: Ints, week: Ints
) -> tuple[float, Floats, SupportRows]:
    """The cost of every option with the risk that no extension takes away, what that is for applications that stay,
    and a row for each application and contract."""
    cost = _joined_cost(problem)
    constant, rows = 0.0, SupportRows([], [], [], [])
    extension = {(one.contract_id, one.number): n for n, one in enumerate(problem.extensions)}
    for n, stake in enumerate(problem.stakes):
        task = -1 if stake.task_id is None else number[stake.task_id]
        options = slice(int(starts[task]), int(starts[task + 1])) if task >= 0 else slice(0, 0)
        by_contract: dict[str, Ints] = {}
        for lapse in stake.lapses:
            if not lapse.needs:
                constant += stake.gbp * (lapse.last - lapse.first + 1) if task < 0 else 0
                lost = np.minimum(week[options], lapse.last) - lapse.first + 1
                cost[options] += stake.gbp * np.maximum(lost, 0)
            for contract_id, count in lapse.needs:
                row = by_contract.setdefault(contract_id, np.full(len(problem.weeks), -1, dtype=np.int64))
                row[lapse.first : lapse.last + 1] = extension[contract_id, count]
        for row in by_contract.values():
            rows.tasks.append(task)
            rows.stakes.append(n)
            rows.gbp.append(float(stake.gbp))
            rows.needs.append(row)
    return constant, cost, rows


def _joined_cost(problem: Problem) -> Floats:
    parts: list[Floats] = []
    for task in problem.tasks:
        parts.append(task.options.total_cost().astype(np.float64))
        if not task.must:
            parts.append(np.array([float(task.left_out_gbp)]))
    return np.concatenate(parts) if parts else np.zeros(0)
