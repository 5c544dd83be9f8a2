"""Findings made by the ten thousand.

The constructor of a frozen value sets its fields one by one, which takes as long as asking the rule that the finding is
about. These set them at once.
"""

from __future__ import annotations

from typing import Any

from policies.model import Finding


def made(**fields: Any) -> Finding:
    """A finding with these fields; all of them must be given."""
    found = object.__new__(Finding)
    vars(found).update(fields)
    return found


def changed(finding: Finding, **fields: Any) -> Finding:
    """The finding with some fields changed, as dataclasses.replace gives it."""
    found = object.__new__(Finding)
    vars(found).update(vars(finding), **fields)
    return found
