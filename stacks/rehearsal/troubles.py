"""Troubles that are planned: an operation of the simulated Azure that fails a number of times, or takes its time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Literal

Operation = Literal["create", "update", "delete"]

THROTTLED = "429 TooManyRequests: too many requests; try again later"
CONFLICT = "409 Conflict: another operation on this resource is in progress"
FAILED = "500 InternalServerError: the operation failed"


@dataclass(frozen=True)
class Trouble:
    """What happens to operations of one kind. `token` is the type of resource ("azure-native:storage:StorageAccount"),
    `name` the resource's Pulumi name; None is any. Each resource, or each type with `once_a_type`, meets it `times`
    times. Without a `reason` the operation only takes `seconds`. With `made`, Azure makes the resource, and the
    operation fails after that."""

    operation: Operation
    reason: str | None
    token: str | None = None
    name: str | None = None
    times: int = 1
    seconds: float = 0.0
    once_a_type: bool = False
    made: bool = False


class Troubles:
    """The troubles of one Azure, and how often each was met."""

    def __init__(self, planned: Sequence[Trouble] = ()) -> None:
        self.planned = tuple(planned)
        self._met: Counter[tuple[int, str]] = Counter()
        self._lock = Lock()

    @property
    def met(self) -> frozenset[tuple[int, str]]:
        """What was met so far: the number of the trouble, and the urn, or the type, that met it."""
        return frozenset(self._met)

    def meet(self, operation: Operation, token: str, urn: str) -> str | None:
        """Wait as long as is planned for this operation. Returns why it fails, None where it goes on."""
        return self._met_by(operation, token, urn, made=False)

    def meet_afterwards(self, operation: Operation, token: str, urn: str) -> str | None:
        """The same, once Azure has done what it was asked for."""
        return self._met_by(operation, token, urn, made=True)

    def _met_by(self, operation: Operation, token: str, urn: str, made: bool) -> str | None:
        for number, one in enumerate(self.planned):
            if one.made is not made or not _is_meant(one, operation, token, urn):
                continue
            with self._lock:
                key = (number, token if one.once_a_type else urn)
                self._met[key] += 1
                past = self._met[key] > one.times
            if past:
                continue
            time.sleep(one.seconds)
            if one.reason is not None:
                return one.reason
        return None


KINDS: Mapping[str, Trouble] = {
    "conflict": Trouble("create", CONFLICT, once_a_type=True),
    "failed": Trouble("create", FAILED, once_a_type=True),
    "half-made": Trouble("create", FAILED, once_a_type=True, made=True),
    "throttled": Trouble("create", THROTTLED, once_a_type=True, times=2),
}
"""Troubles that a user may ask for, by name: each type of resource meets it when it is first made."""


def planned(kind: str | None) -> Troubles:
    """The troubles of this name in KINDS; none for None. Raises KeyError."""
    return Troubles(() if kind is None else (KINDS[kind],))


def _is_meant(one: Trouble, operation: Operation, token: str, urn: str) -> bool:
    return one.operation == operation and one.token in (None, token) and one.name in (None, urn.rpartition("::")[2])
