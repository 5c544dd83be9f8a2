"""Putting answers together: of the members of a list, and of questions that may be answered yes, no or not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from policies.model import Answer, failed, passed, unknown
from policies.values import is_unknown


def worst(answers: Iterable[Answer]) -> Answer:
    """The first fail, else the first unknown, else the first pass, else the first. A pass where there is none."""
    given = tuple(answers)
    for verdict in ("fail", "unknown", "pass"):
        for answer in given:
            if answer.verdict == verdict:
                return answer
    return given[0] if given else passed()


def of_each(members: Iterable[tuple[str, Any]], judge: Callable[[str, Mapping[str, Any]], Answer]) -> Answer:
    """The worst of what `judge` says of each member, given as policies.values.every gives it: where it stands, and what
    it is. A member that is not known, or is no object, makes the answer unknown."""
    return worst(
        judge(where, member) if isinstance(member, Mapping) else unknown(where, f"{where} is not known yet")
        for where, member in members
    )


def at(where: str, path: str) -> str:
    """The path of a property of the member that stands at `where`; the member may be the resource itself ("")."""
    return f"{where}.{path}" if where else path


def all_true(*answers: bool | None) -> bool | None:
    """False where one is, else None (not known) where one is, else True."""
    if False in answers:
        return False
    return None if None in answers else True


def any_true(answers: Iterable[bool | None]) -> bool | None:
    """True where one is, else None (not known) where one is, else False."""
    given = tuple(answers)
    if True in given:
        return True
    return None if None in given else False


def known(found: Any, answer: bool) -> bool | None:
    """`answer`, but None where `found`, which it is about, is not known."""
    return None if is_unknown(found) else answer


def fails_unless(good: bool | None, path: str, wrong: str) -> Answer:
    """A pass where `good`, unknown where that is not known, else a fail that says what is `wrong`."""
    if good is None:
        return unknown(path, f"{path} or what it depends on is not known yet")
    return passed() if good else failed(path, wrong)


def fails_if(bad: bool | None, path: str, wrong: str) -> Answer:
    """A fail where `bad`, unknown where that is not known, else a pass."""
    return fails_unless(None if bad is None else not bad, path, wrong)
