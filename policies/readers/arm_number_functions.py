"""The functions of ARM expressions on whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import add, mul, sub
from typing import Any

MOST = 2**63 - 1
"""The largest number that is worked out, and -MOST - 1 is the least: 64 bits. A cap of ours, which no setting needs."""


def _whole(found: Any) -> int:
    """The number. Raises TypeError for what is none, and ArithmeticError for one that is too large: a few variables
    that multiply each other would take for ever."""
    if isinstance(found, bool) or not isinstance(found, int):
        raise TypeError
    if not -MOST - 1 <= found <= MOST:
        raise ArithmeticError
    return found


def _of_two(work: Callable[[int, int], int]) -> Callable[[Any, Any], int]:
    return lambda one, other: _whole(work(_whole(one), _whole(other)))


def _quotient(one: int, other: int) -> int:
    whole = abs(one) // abs(other)
    return whole if (one < 0) == (other < 0) else -whole


def _remainder(one: int, other: int) -> int:
    return one - other * _quotient(one, other)


def _least(*given: Any) -> int:
    return min(_numbers(given))


def _most(*given: Any) -> int:
    return max(_numbers(given))


def _numbers(given: tuple[Any, ...]) -> list[int]:
    found = given[0] if len(given) == 1 and isinstance(given[0], list) else list(given)
    return [_whole(one) for one in found]


NUMBER_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "add": _of_two(add),
    "div": _of_two(_quotient),
    "int": lambda found: _whole(int(found)),
    "max": _most,
    "min": _least,
    "mod": _of_two(_remainder),
    "mul": _of_two(mul),
    "sub": _of_two(sub),
}
"""By name in small letters. All raise TypeError, ValueError or ArithmeticError for what they cannot work with. Source:
Microsoft Learn, numeric functions for ARM templates."""
