"""What goes first, what goes last, and what may go in parts, as programme.yaml asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from safeio.values import Money, value

Place = Literal["first", "last", "any"]

Way = Literal["weighed", "always", "never"]


@value
class Pilots:
    """Moves to learn from. Defaults are illustrative: set your own.

    A pilot is a move whose applications are all of criticality `pilot_from` or less critical, or named in
    `applications`. Nothing moves before the first pilot of its kind, and an application of criticality `critical` or
    more critical moves `weeks` weeks or more after it. `kind`: "route", or "target", the kind of thing it becomes.
    """

    weeks: int = 4
    kind: Literal["route", "target"] = "route"
    critical: int = 1
    pilot_from: int = 3
    applications: tuple[str, ...] = ()


@value
class SharedServices:
    """Applications that many others call. Defaults are illustrative: set your own.

    `dependants`: so many applications that call one make it a shared service. `place`: "first", no move comes before it
    but those of what it calls itself; "last", it moves no sooner than all others, those that call it too; "any", it is
    shown and nothing is asked. `named` places single applications, whoever calls them.
    """

    dependants: int = 5
    place: Place = "any"
    named: Mapping[str, Place] = field(default_factory=dict)


@value
class Splitting:
    """How applications that may be split (`may_split` in applications.csv) move in parts. Defaults are illustrative.

    `choose`: "weighed", the search decides whether one moves whole or in parts; "always", in parts; "never", whole.
    `named` says the same of single applications. `part_gbp`: what each part after the first costs once, for a further
    cut-over and for being in two places; it is a price of the objective, not spend. `most_parts`: into so many parts at
    most. `within_weeks`: so many weeks at most from the first cut-over of an application to its last. None: as many as
    the plan has.
    """

    most_parts: int = 4
    within_weeks: int | None = None
    choose: Way = "weighed"
    named: Mapping[str, Way] = field(default_factory=dict)
    part_gbp: Money = Decimal(0)

    def way(self, application_id: str) -> Way:
        """What is asked of an application."""
        return self.named.get(application_id, self.choose)
