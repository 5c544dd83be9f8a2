"""The measures that may come first in a plan, and how people read of them: the one list."""

from __future__ import annotations

from collections.abc import Mapping

from migration.model import Measure

WORDS: Mapping[Measure, str] = {
    "risk": "weeks without support",
    "cost": "spend",
    "servers": "servers still on premise",
    "benefit": "benefit not yet had",
    "interfaces": "interfaces split over waves",
    "finish": "weeks until the last cut-over",
    "dearest_year": "the dearest year",
}


def stage_words(stages: tuple[Measure, ...]) -> str:
    """The stages in order, for people to read."""
    return ", ".join(WORDS[stage] for stage in stages)
