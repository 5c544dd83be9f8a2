"""Frozen values: how they are declared, read and written. One canonical JSON form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

T = TypeVar("T")

LEFT_OUT_WHEN_NONE = MappingProxyType({"left out when none": True})
"""Metadata of a dataclass field that is not written where it is None."""

# A comma stands between thousands only: "12,5" is refused, not read as 125. Fifteen digits are enough for any budget.
_AMOUNT = re.compile(r"-?£?-?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,12})?")
_TOO_LARGE = re.compile(r"£?[0-9,]{20,}(\.[0-9]*)?|£?[0-9]{16,}(\.[0-9]*)?|[0-9.]+[eE]\+?[0-9]{2,}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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
        if _TOO_LARGE.fullmatch(raw.strip()):
            raise ValueError(f"{raw[:80]!r} is too large: an amount is 0 to 999,999,999,999,999 pounds")
        if not _AMOUNT.fullmatch(raw.strip()):
            raise ValueError(f"{raw[:80]!r} is not an amount: write pounds as 1250 or 1,250.00")
        return Decimal(raw.replace(",", "").replace("£", "").strip())
    return raw


def _written(amount: Decimal) -> str:
    return f"{amount:f}"  # never 1E+3, which the schema and the reader refuse


def _day(raw: Any) -> Any:
    if isinstance(raw, datetime):
        return raw.date()
    # pydantic would take a bare number for seconds since 1970.
    if isinstance(raw, int | float) or (isinstance(raw, str) and not _DAY.fullmatch(raw)):
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError("date_parsing", "write dates as YYYY-MM-DD")
    return raw


def _number(raw: Any) -> Any:
    if isinstance(raw, bool):
        raise ValueError("yes/no is not a number")
    return Decimal(str(raw)) if isinstance(raw, float) else raw


class _Marked:
    """An annotation of pydantic by its name, made when a type with it is first read or written. To import pydantic
    takes as long as the smaller commands take altogether, and many need none of it."""

    def __init__(self, name: str, *given: Any, **options: Any) -> None:
        self._name, self._given, self._options = name, given, options

    def _made(self) -> Any:
        import pydantic

        return getattr(pydantic, self._name)(*self._given, **self._options)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        made = self._made()
        return made.__get_pydantic_core_schema__(source, handler) if _has_schema(made) else handler(source)

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> Any:
        made = self._made()
        return handler(schema) if _has_schema(made) else made.__get_pydantic_json_schema__(schema, handler)


def _has_schema(annotation: Any) -> bool:
    return hasattr(annotation, "__get_pydantic_core_schema__")


Money = Annotated[
    Decimal,
    _Marked("BeforeValidator", _exact),
    _Marked("PlainSerializer", _written, return_type=str),
    _Marked(
        "WithJsonSchema", {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]}
    ),
]
"""Pounds excluding VAT, exact. Text in JSON, quoted in YAML unless a whole number; floats are refused."""

Quantity = Annotated[
    Decimal,
    _Marked("BeforeValidator", _number),
    _Marked("PlainSerializer", lambda d: int(d) if d == d.to_integral_value() else float(d)),
    _Marked("WithJsonSchema", {"type": "number"}),
]
"""A measured or estimated amount that is not money (days, full-time equivalents, shares)."""

Day = Annotated[date, _Marked("BeforeValidator", _day)]
"""A calendar date, ISO text in files."""
