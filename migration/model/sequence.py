"""What goes first and what goes later, as programme.yaml asks for it."""

from __future__ import annotations

from typing import Literal

from safeio.values import value


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
