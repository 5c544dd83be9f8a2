"""Predicates: what a rule without Python asks of a resource, answered yes, no or not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from policies.own_rules.patterns import compiled, matches
from policies.values import ABSENT, SECRET, every, is_false, is_true, is_unknown, number, same_text
from safeio.values import value

Scalar = bool | int | float | str

Told = tuple[bool | None, str | None]
"""Whether it holds, None where that is not known; and the path that decided."""

_OPERATORS = ("equals", "not_equals", "is_in", "exists", "matches")
_GROUPS = ("every_of", "one_of", "negated")


@value
class Predicate:
    """One condition. Either a `path` with one of equals, not_equals, in, exists and matches, or one of all, any, not.

    A path may lead through lists ("securityRules[].access"); it then holds where it holds for every member. Texts are
    compared in any case, as Azure does. What is absent equals nothing, is in nothing and matches nothing. What is not
    known, or secret, is neither yes nor no; but a secret exists.
    """

    path: str | None = None
    equals: Scalar | None = None
    not_equals: Scalar | None = None
    is_in: Annotated[tuple[Scalar, ...] | None, Field(alias="in")] = None
    exists: bool | None = None
    matches: str | None = None
    every_of: Annotated[tuple[Predicate, ...] | None, Field(alias="all")] = None
    one_of: Annotated[tuple[Predicate, ...] | None, Field(alias="any")] = None
    negated: Annotated[Predicate | None, Field(alias="not")] = None

    def __post_init__(self) -> None:
        operators = [name for name in _OPERATORS if getattr(self, name) is not None]
        groups = [name for name in _GROUPS if getattr(self, name) is not None]
        if len(operators) + len(groups) != 1:
            raise ValueError("write one of equals, not_equals, in, exists, matches, all, any, not")
        if bool(operators) != (self.path is not None):
            raise ValueError("a path goes with equals, not_equals, in, exists or matches, and with nothing else")
        if self.path is not None and not all(step.removesuffix("[]") for step in self.path.split(".")):
            raise ValueError("the path has an empty step; write it as properties.networkAcls.defaultAction")
        if () in (self.is_in, self.every_of, self.one_of):
            raise ValueError("the list is empty")
        if self.matches is not None:
            compiled(self.matches)


def holds(predicate: Predicate, properties: Mapping[str, Any]) -> Told:
    """Whether the predicate holds of a resource with these properties."""
    if predicate.every_of is not None:
        return _first((holds(one, properties) for one in predicate.every_of), False)
    if predicate.one_of is not None:
        return _first((holds(one, properties) for one in predicate.one_of), True)
    if predicate.negated is not None:
        found, where = holds(predicate.negated, properties)
        return None if found is None else not found, where
    assert predicate.path is not None
    return _first(_members(predicate, predicate.path, properties), False)


def _first(given: Iterator[Told], decides: bool) -> Told:
    """The first that decides alone, else the first that is not known, else what all the others say."""
    told = list(given)
    for wanted in (decides, None):
        for one in told:
            if one[0] is wanted:
                return one
    return not decides, told[0][1] if told else None


def _members(predicate: Predicate, path: str, properties: Mapping[str, Any]) -> Iterator[Told]:
    ask = _question(predicate)
    none = True
    for where, found in every(properties, path):
        none = False
        yield ask(found), where
    if none and predicate.exists is not None:
        yield not predicate.exists, path


def _question(predicate: Predicate) -> Callable[[Any], bool | None]:
    if predicate.exists is not None:
        wanted = predicate.exists
        return lambda found: (found is not ABSENT) is wanted if found is SECRET or not is_unknown(found) else None
    if predicate.matches is not None:
        pattern = predicate.matches
        return lambda found: _known(found, lambda: matches(pattern, found) if isinstance(found, str) else False)
    if predicate.not_equals is not None:
        other = predicate.not_equals
        return lambda found: _known(found, lambda: not _is_same(found, other))
    allowed: Sequence[Scalar] = predicate.is_in or ()
    if predicate.equals is not None:
        allowed = (predicate.equals,)
    return lambda found: _known(found, lambda: any(_is_same(found, one) for one in allowed))


def _known(found: Any, ask: Callable[[], bool | None]) -> bool | None:
    return None if is_unknown(found) else ask()


def _is_same(found: Any, wanted: Scalar) -> bool:
    if isinstance(wanted, bool):
        return is_true(found) if wanted else is_false(found)
    if isinstance(wanted, str):
        return same_text(found, wanted)
    return number(found) == float(wanted)
