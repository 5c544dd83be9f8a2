"""Product lines made ready to recognise names by: patterns compiled, and what each cycle is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from inventory.model import Product
from inventory.product_names import normal, padding_off

NUMBER = re.compile(r"v?(\d+(?:\.\d+)*)")
"""A dotted number at the beginning of a text."""


@dataclass(frozen=True, eq=False)
class Line:
    """A product line made ready: compiled patterns, its aliases, and what each cycle is called."""

    id: str
    is_os: bool
    aliases: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    names: dict[str, str]
    numbers: dict[str, str]
    beginnings: tuple[tuple[str, str], ...]
    unclear: frozenset[str]


@dataclass(frozen=True, eq=False)
class Known:
    """All lines, and one pattern with an empty group for each: one look says which lines a name may belong to."""

    lines: tuple[Line, ...]
    look: re.Pattern[str]


def known_lines(products: tuple[Product, ...]) -> Known:
    """All lines of `products`, made ready once for each tuple of products."""
    return _known(_Kept(products))


class _Kept:
    """Products compared by identity: to hash all their cycles for each name would take longer than to recognise it."""

    def __init__(self, products: tuple[Product, ...]) -> None:
        self.products = products

    def __hash__(self) -> int:
        return id(self.products)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.products is self.products


@lru_cache(maxsize=8)
def _known(kept: _Kept) -> Known:
    lines = tuple(map(_line, kept.products))
    return Known(lines, re.compile("".join(f"(?:(?={_any(line)})())?" for line in lines)))


def _any(line: Line) -> str:
    """A pattern for all the names of a line, without their groups."""
    names = [re.escape(alias) + "$" for alias in sorted(line.aliases)]
    patterns = [re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern in line.patterns]
    return f"(?:{'|'.join(names + patterns)})"


def _line(product: Product) -> Line:
    ids = {cycle.cycle.lower(): cycle.cycle for cycle in product.cycles}
    given = {name.lower(): cycle.cycle for cycle in product.cycles for name in cycle.names}
    # A name given by hand wins over an id: 13.0 as people write it is SQL Server 2016 with its last service pack.
    names = {name.replace("-", " "): cycle for name, cycle in (ids | given).items() if not name.endswith("*")}
    return Line(
        id=product.id,
        is_os=product.kind in ("os", "hypervisor"),
        aliases=frozenset(normal(alias) for alias in (product.id, *product.aliases)) - {*product.unclear},
        patterns=tuple(re.compile(rf"(?:{pattern})(?!\w)") for pattern in product.patterns),
        names=names,
        numbers={padding_off(name): cycle for name, cycle in names.items() if NUMBER.fullmatch(name)},
        beginnings=tuple((padding_off(name[:-1]), cycle) for name, cycle in given.items() if name.endswith("*")),
        unclear=frozenset(text.lower() for text in product.unclear),
    )
