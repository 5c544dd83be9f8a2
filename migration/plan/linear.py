"""A linear model as plain data: 0/1 variables, rows "sum is at most", costs. Any solver can read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Terms = dict[int, int]
"""Variable to coefficient."""


@dataclass(frozen=True)
class Because:
    """What a row stands for, so that a conflict can be told in words. `kind` is a constraint's file name."""

    kind: str
    subject: str


@dataclass(frozen=True)
class Row:
    """Sum of coefficient times variable is at most `most`. `because` None: part of the encoding, never in conflict."""

    because: Because | None
    terms: Mapping[int, int]
    most: int


@dataclass
class Sum:
    """A sum of variables and a constant, being built."""

    terms: Terms = field(default_factory=dict)
    constant: int = 0

    def add(self, other: Sum, times: int = 1) -> Sum:
        """Add another sum so many times, in place."""
        for variable, coefficient in other.terms.items():
            self.terms[variable] = self.terms.get(variable, 0) + times * coefficient
        self.constant += times * other.constant
        return self


class Linear:
    """Variables, rows and costs, being built by the constraints in order."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.rows: list[Row] = []
        self.costs: dict[str, Sum] = defaultdict(Sum)

    def boolean(self, name: str) -> Sum:
        """A new 0/1 variable."""
        self.names.append(name)
        return Sum({len(self.names) - 1: 1})

    def at_most(self, total: Sum, most: int, because: Because | None = None) -> None:
        """Require `total` <= `most`. Rows that always hold are left out."""
        terms = {v: c for v, c in total.terms.items() if c}
        room = most - total.constant
        if sum(c for c in terms.values() if c > 0) > room:
            self.rows.append(Row(because, terms, room))

    def cost(self, what: str, total: Sum, times: int = 1) -> None:
        """Add to the objective under a heading people can read."""
        self.costs[what].add(total, times)

    def objective(self) -> Sum:
        """All costs together."""
        whole = Sum()
        for total in self.costs.values():
            whole.add(total)
        return whole

    def value(self, total: Sum, chosen: Iterable[int] | Mapping[int, int]) -> int:
        """The value of a sum under a choice of variables that are 1."""
        ones = set(chosen)
        return total.constant + sum(c for v, c in total.terms.items() if v in ones)
