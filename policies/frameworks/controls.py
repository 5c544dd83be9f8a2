"""What a framework is: its controls, where the list comes from, and why a control may have no rule."""

from __future__ import annotations

from collections.abc import Mapping

from safeio.values import value

WHY: Mapping[str, str] = {
    "people": "It is about people and how they work: look at policies, training and records.",
    "provider": "It is for the cloud provider to show: look at its audit reports.",
    "directory": "It is set in the directory of identities, which is in none of the stacks.",
    "devices": "It is about devices, or about what runs inside an operating system, which a stack does not show.",
    "operation": "It shows in daily work, such as alerts that are dealt with, and not in what is built.",
    "code": "It is about how software is made: look at the pipelines and their records.",
    "not yet": "A stack could show some of it. No rule asks about it yet.",
}
"""Why no rule can give evidence for a control, by the word that stands for it in the lists."""


@value
class Control:
    """One control of a framework. `why_no_rule` is a word of WHY: what stands in the way where no rule gives evidence;
    None where rules do."""

    id: str
    title: str
    why_no_rule: str | None = None


@value
class Framework:
    """A framework and all its controls, in its own order. Titles are ours, short; `source` and `checked_on` say where
    the list comes from, and when it was looked at."""

    key: str
    name: str
    source: str
    checked_on: str
    controls: tuple[Control, ...]


def controls(*rows: tuple[str, str] | tuple[str, str, str]) -> tuple[Control, ...]:
    """The controls of a list of rows: id, title, and where no rule gives evidence, why."""
    return tuple(Control(id=row[0], title=row[1], why_no_rule=row[2] if len(row) > 2 else None) for row in rows)
