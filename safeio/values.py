"""Frozen values: how they are declared, read and written. One canonical JSON form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeVar, dataclass_transform

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Declare a frozen, keyword-only standard dataclass that refuses unknown keys when read."""
    cls.__pydantic_config__ = {"extra": "forbid", "populate_by_name": True}  # type: ignore[attr-defined]
    return dataclass(frozen=True, kw_only=True)(cls)


def _exact(raw: Any) -> Any:
    if isinstance(raw, float):
        shown = f"{raw:.2f}"
        raise ValueError(f'a number with pence must be quoted to stay exact: "{shown}"')
    if isinstance(raw, bool):
        raise ValueError("yes/no is not an amount")
    if isinstance(raw, str):
        try:
            parsed = Decimal(raw.replace(",", "").replace("£", "").strip())
        except InvalidOperation:
            raise ValueError(f"not an amount: {raw!r}") from None
        if not parsed.is_finite():
            raise ValueError(f"not a finite amount: {raw!r}")
        return parsed
    return raw


def _day(raw: Any) -> Any:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, int | float):
        raise ValueError("write dates as YYYY-MM-DD")
    return raw


def _number(raw: Any) -> Any:
    if isinstance(raw, bool):
        raise ValueError("yes/no is not a number")
    return Decimal(str(raw)) if isinstance(raw, float) else raw


Money = Annotated[
    Decimal,
    BeforeValidator(_exact),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]}),
]
"""Pounds excluding VAT, exact. Quoted text in JSON and YAML unless a whole number; floats are refused."""

Quantity = Annotated[
    Decimal,
    BeforeValidator(_number),
    PlainSerializer(lambda d: int(d) if d == d.to_integral_value() else float(d)),
    WithJsonSchema({"type": "number"}),
]
"""A measured or estimated amount that is not money (days, full-time equivalents, shares)."""

Day = Annotated[date, BeforeValidator(_day)]
"""A calendar date, ISO text in files."""

ReadText = Callable[[str], Any]
