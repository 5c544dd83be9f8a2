"""Findings as out/findings.json: everything, for programs and for evidence."""

from __future__ import annotations

from collections.abc import Sequence

from policies.model import FindingsFile, Rule
from safeio.json_files import canonical_json


def written(found: FindingsFile, _rules: Sequence[Rule], _version: str) -> bytes:
    """The bytes of the file: canonical JSON, one finding a line."""
    return canonical_json(found)
