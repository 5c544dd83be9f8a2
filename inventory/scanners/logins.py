"""Guards accounts against lock-out: how many logins with one credential are refused before it is left alone."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from inventory.scanners.one_here import Sent, one_here, own_name
from inventory.scanners.outcome import HostError

MOST_REFUSED = 3
"""Refusals after which a credential rests. Directories commonly lock an account after five to ten."""


class Refused(HostError):
    """The host refused the credential: that counts towards its rest."""

    def __init__(self, message: str) -> None:
        super().__init__("auth-failed", message)


class Logins:
    """Counts refusals of each credential over one run, for all threads.

    Refusals and logins under way are never more than three together: so a wrong password reaches three hosts, not as
    many as are scanned at once. Sent to another process, all looks there share one count, which begins with what was
    refused so far: so three hosts for each process.
    """

    def __init__(self, refused: Mapping[str, int] | None = None) -> None:
        self._name = own_name()
        self._turn = threading.Condition()
        self._refused = Counter(refused or {})
        self._under_way: Counter[str] = Counter()

    def __reduce__(self) -> Sent[Logins]:
        return one_here, (Logins, self._name, dict(self._refused))

    def check(self, credential: str) -> None:
        """Raise HostError "auth-suspended" when the credential rests: then there is no need to connect at all."""
        if self._rests(credential):
            raise HostError("auth-suspended", f"{MOST_REFUSED} hosts refused this credential, so it rests.")

    @contextmanager
    def attempt(self, credential: str, wait_seconds: float) -> Iterator[None]:
        """Hold a place for one login; what is raised inside as Refused counts.

        Raises HostError "auth-suspended" when the credential rests, "net-timeout" when no place became free in time.
        """
        with self._turn:
            if not self._turn.wait_for(lambda: self._rests(credential) or self._is_free(credential), wait_seconds):
                raise HostError("net-timeout", "Other hosts took too long over logins with the same credential.")
            self.check(credential)
            self._under_way[credential] += 1
        refused = False
        try:
            yield
        except Refused:
            refused = True
            raise
        finally:
            with self._turn:
                self._under_way[credential] -= 1
                self._refused[credential] += refused
                self._turn.notify_all()

    def _rests(self, credential: str) -> bool:
        return self._refused[credential] >= MOST_REFUSED

    def _is_free(self, credential: str) -> bool:
        return self._refused[credential] + self._under_way[credential] < MOST_REFUSED
