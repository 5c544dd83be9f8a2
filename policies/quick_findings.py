"""Findings made by the ten thousand.

The constructor of a frozen value sets its fields past the lock, one by one, which takes as long as asking the rule that
the finding is about. So a finding is made open, and locked when all is in it.
"""

from __future__ import annotations

from typing import Any

from policies.model import Finding


class OpenFinding:
    """A finding whose fields are still being set. Anything may be set; `locked` takes what is there."""


def locked(found: Any) -> Finding:
    """The finding that an open one was made for; all fields must have been set."""
    found.__class__ = Finding
    return found  # type: ignore[no-any-return]


def made(**fields: Any) -> Finding:
    """A finding with these fields; all of them must be given."""
    found = OpenFinding()
    vars(found).update(fields)
    return locked(found)


def changed(finding: Finding, **fields: Any) -> Finding:
    """The finding with some fields changed, as dataclasses.replace gives it."""
    return made(**{**vars(finding), **fields})
