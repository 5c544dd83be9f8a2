"""Property values with three more answers than JSON has: absent, not known yet, and secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any


class Sentinel(Enum):
    """A value that is not there to be read. None of them equals any plain value."""

    ABSENT = "absent"
    UNKNOWN = "unknown"
    SECRET = "secret"  # noqa: S105 - a name, not a secret


ABSENT = Sentinel.ABSENT
UNKNOWN = Sentinel.UNKNOWN
SECRET = Sentinel.SECRET


def is_unknown(found: Any) -> bool:
    """True for a value that a rule cannot read: not known before the cloud answers, or secret."""
    return found is UNKNOWN or found is SECRET


def read(properties: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path ("properties.networkAcls.defaultAction"), or ABSENT, UNKNOWN or SECRET.

    An explicit null is ABSENT. Where something above the value is not known, neither is the value. Path steps ending
    in "[]" are for `every`.
    """
    found: Any = properties
    for step in path.split("."):
        # Most are plain; asking an abstract class takes ten times as long.
        if type(found) is not dict and not isinstance(found, Mapping):
            return found if is_unknown(found) else ABSENT
        found = found.get(step)
        if found is None:
            return ABSENT
    return found


def every(properties: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    """Each value at a path with lists ("securityRules[].access"), with the path where it stands
    ("securityRules[2].access"). A list that is not known gives one UNKNOWN; an absent list gives nothing; an absent
    member gives ABSENT. A text where a list belongs is taken for its one member: it must not hide what it says."""
    return _every(properties, _steps(path), "")


@lru_cache(maxsize=1000)  # rules have few paths, and ask each of many resources
def _steps(path: str) -> tuple[tuple[str, bool], ...]:
    """The names of a path, and whether each holds a list."""
    return tuple((step.removesuffix("[]"), step.endswith("[]")) for step in path.split("."))


def _every(found: Any, steps: Sequence[tuple[str, bool]], where: str) -> Iterator[tuple[str, Any]]:
    for at, (step, listed) in enumerate(steps, 1):
        if is_unknown(found):
            break
        member = found.get(step) if type(found) is dict or isinstance(found, Mapping) else None
        where = f"{where}.{step}" if where else step
        if not listed:
            found = ABSENT if member is None else member
        elif is_unknown(member):
            found = member
            break
        elif isinstance(member, str):
            found = member
        else:
            if isinstance(member, Sequence):
                for number, one in enumerate(member):
                    yield from _every(one, steps[at:], f"{where}[{number}]")
            return
    yield where, found


def number(found: Any) -> float | None:
    """A value as a number: the engine hands integers back as floats, and some services write numbers as text. None
    for what is not a number."""
    if isinstance(found, bool):
        return None
    if isinstance(found, int | float):
        return float(found)
    if isinstance(found, str):
        try:
            return float(found)
        except ValueError:
            return None
    return None


def is_true(found: Any) -> bool:
    """True for true, and for the text "true" in any case, as some services write it."""
    return found is True or (isinstance(found, str) and found.casefold() == "true")


def is_false(found: Any) -> bool:
    """True for false, and for the text "false" in any case."""
    return found is False or (isinstance(found, str) and found.casefold() == "false")


def same_text(found: Any, *wanted: str) -> bool:
    """True where the value is one of the texts, in any case: Azure compares the words of its settings so."""
    if not isinstance(found, str):
        return False
    if found in wanted:
        return True
    plain = found.casefold()
    return any(plain == one.casefold() for one in wanted)
