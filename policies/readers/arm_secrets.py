"""Secrets that a template gives away: the plain value of a secure parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.readers.arm_expressions import is_expression
from policies.readers.arm_open import holds_open, is_open, without_signs
from policies.secret_shapes import is_reference
from safeio.text import clean


def holds_plain_text(found: Any) -> bool:
    """True for a text that says something by itself, and for an object with one and with nothing that is not known."""
    if isinstance(found, Mapping):
        return any(map(holds_plain_text, found.values())) and not holds_open(found)
    return isinstance(found, str) and bool(found.strip()) and not is_expression(found) and not is_open(found)


def with_plain_secrets(found: Any, name: str) -> Any:
    """The value of a secure parameter as rules may see it: that it stands in the file in plain text, and not what it
    is, since names and messages are made of values."""
    if isinstance(found, Mapping):
        return {without_signs(key): with_plain_secrets(one, name) for key, one in found.items()}
    if isinstance(found, str) and is_reference(found):
        return found
    told = f"what stands in plain text for the secure parameter {clean(name, 100)}"
    return without_signs(told) if holds_plain_text(found) else None
