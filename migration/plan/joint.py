"""What holds for several tasks together: second sites, pilots, contracts left, what goes whole or in parts, packages,
split interfaces, the dearest year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Purse = tuple[str, str, str]
"""Organisation, financial year, "capital" or "revenue"."""


@dataclass(frozen=True)
class Exit:
    """A contract that may be left before its end, once the last of its users is switched off.

    `cash` says, by the last week it is paid for, what leaving then costs more than staying: the charge for leaving,
    less what is not paid any more. Only weeks in which leaving pays are named. `weight`: what each pound counts.
    """

    contract_id: str
    users: tuple[str, ...]
    off_weeks: int
    cash: Mapping[int, Mapping[Purse, int]]
    weight: int = 1

    def gbp(self, week: int) -> int:
        """Pounds more than staying: below zero."""
        return self.weight * sum(self.cash[week].values())


@dataclass(frozen=True)
class Keep:
    """A site that stands in for another. No group of `needing` may be decided later than the last of `leaving` is
    switched off, which is `off_weeks` after it is decided."""

    site_id: str
    for_site: str
    needing: tuple[str, ...]
    leaving: tuple[str, ...]
    off_weeks: int

    @property
    def words(self) -> str:
        """What the rule is about."""
        return f"{self.site_id} stands in for {self.for_site}"


@dataclass(frozen=True)
class Lead:
    """Moves to learn from: no group of `followers` may be decided earlier than `weeks` weeks after the first of
    `leaders`. No group is in both. `words` say what is asked of a follower."""

    leaders: tuple[str, ...]
    followers: tuple[str, ...]
    weeks: int
    words: str


@dataclass(frozen=True)
class Span:
    """Two groups with parts of one application: they are decided within so many weeks of each other."""

    one: str
    other: str
    weeks: int

    @property
    def words(self) -> str:
        """What is asked of the two."""
        return f"{self.one} and {self.other} hold parts of one application, which move within {self.weeks} weeks"


@dataclass(frozen=True)
class Either:
    """A group that moves an application whole, and the groups of its parts: a plan has the one or all the others."""

    whole: str
    parts: tuple[str, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """All of them."""
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Package:
    """Initiatives of which a plan has all or none; none of them must be done."""

    name: str
    members: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is asked of them."""
        return f"{', '.join(self.members)} all or none (package {self.name} in initiatives.csv)"


@dataclass(frozen=True)
class Split:
    """Two groups whose interfaces cost so much when they move in different waves."""

    one: str
    other: str
    gbp: int


@dataclass(frozen=True)
class Dearest:
    """A price on the spend of the dearest year: `gbp` for each step of STEP_GBP it comes to, the last one begun
    included. `anyway` is what each year spends whatever the plan says."""

    gbp: int
    anyway: Mapping[str, int]


STEP_GBP = 1_000
"""The grain in which the dearest year is priced."""
