"""Report facts with one text wherever a stranger's text can stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from migration.reports.facts import ReportFacts

T = TypeVar("T")

STRANGERS = {
    *(
        "name",
        "owner",
        "service",
        "services",
        "mitigation",
        "vendor",
        "model",
        "supplier",
        "product",
        "cycle",
        "metric",
    ),
    *(
        "data",
        "record_system",
        "reason",
        "evidence",
        "approver",
        "body",
        "source",
        "sources",
        "fact",
        "says",
        "because",
    ),
    *("subject", "why", "remedy", "what", "constraint", "message", "amount", "target_kind", "objective_name"),
    *("why_together", "covers", "said_by", "inputs_sha256", "hashes", "product_names"),
}
"""Fields that people, exports or machines fill in; the others are ids, dates, numbers or words from a fixed list."""


def renamed(facts: ReportFacts, text: str) -> ReportFacts:
    """The same facts with `text` in every field that a stranger fills in and that is filled."""
    return _renamed(facts, text)


def _renamed(value: T, text: str) -> T:
    assert is_dataclass(value) and not isinstance(value, type)
    changes = {one.name: _field(one.name, getattr(value, one.name), text) for one in fields(value)}
    return replace(value, **changes)


def _field(name: str, value: Any, text: str) -> Any:
    if is_dataclass(value):
        return _renamed(value, text)
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return tuple(_renamed(one, text) for one in value)
    if name not in STRANGERS or not value or value == "all":
        return value
    if isinstance(value, Mapping):
        return {text: text}
    return (text,) * len(value) if isinstance(value, tuple) else text
