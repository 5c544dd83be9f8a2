"""The simulated Azure: what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from safeio.errors import StorageError
from stacks.rehearsal.azure_file import AzureFile
from stacks.rehearsal.counts import Counts
from stacks.rehearsal.made import FROM_BEFORE, Made
from stacks.rehearsal.offered_files import Offered
from stacks.rehearsal.quotas import Quotas
from stacks.rehearsal.troubles import Operation, Troubles
from stacks.rehearsal.wire import Sealed, bare


class Azure:
    """Every resource of one rehearsal, over all its stacks. Ids are compared as Azure does, in any case.

    Hold `lock` from asking what is there to adding to it: stacks that run side by side share this. With `assumes`, what
    a program looks up, and the resource groups that it names and does not make, are taken to be there from before.
    What it says of a resource and Azure does not hear, or not so, is put down in `unheard` instead of being refused.
    What was taken to be there and then is made by the program itself is in `made_later`, by its id in small letters.
    `troubles` are what goes wrong in it; `quotas` are those of its subscriptions and `offered` the services of regions,
    as far as they are given; `counts` is what stands against each limit.

    With a `file`, what stands in it is there, and each change is in it before it is to be seen here. Without one the
    whole is forgotten.
    """

    def __init__(
        self,
        assumes: bool = False,
        troubles: Troubles | None = None,
        quotas: Quotas | None = None,
        file: AzureFile | None = None,
    ) -> None:
        """Raises StorageError where the file cannot be read."""
        self.assumes = assumes
        self.unheard: set[str] = set()
        self.made_later: set[str] = set()
        self.troubles = troubles or Troubles()
        self.quotas: Quotas = quotas or {}
        self.offered: Offered = {}
        self.counts = Counts()
        self.lock = RLock()
        self.broken: StorageError | None = None
        self._file = file
        self._made: dict[str, Made] = {}
        self._of_kind: dict[str, dict[str, Made]] = defaultdict(dict)
        self._under_way: set[tuple[Operation, str]] = set()
        for one in file.resources() if file else ():
            self._hold(one)

    def find(self, resource_id: str) -> Made | None:
        """The resource with this id."""
        return self._made.get(resource_id.casefold())

    def of_kind(self, kind: str) -> tuple[Made, ...]:
        """The resources of one Azure type."""
        with self.lock:
            return tuple(self._of_kind.get(kind.casefold(), {}).values())

    def all(self) -> tuple[Made, ...]:
        """Every resource, sorted by id."""
        with self.lock:
            return tuple(self._made[key] for key in sorted(self._made))

    def add(self, one: Made) -> None:
        """Put a resource there, in place of one with its id. Raises StorageError."""
        with self.lock:
            with self._written() as file:
                if file:
                    file.put(one, self.find(one.id))
            self._hold(one)

    def remove(self, resource_id: str) -> None:
        """Take a resource away with all that stands in it, as Azure does. One that is gone is no fault. Raises
        StorageError."""
        folded = resource_id.casefold()
        with self.lock:
            gone = [one for key, one in self._made.items() if key == folded or key.startswith(f"{folded}/")]
            with self._written() as file:
                if file and gone:
                    file.remove([one.id for one in gone])
            for one in gone:
                del self._made[one.id.casefold()]
                del self._of_kind[one.kind.casefold()][one.id.casefold()]
                self.counts.remove(one)

    def assumed_wrongly(self) -> bool:
        """Take away what was taken to be there from before although the program makes it later. False where there is
        none of that. Raises StorageError."""
        with self.lock:
            wrong = [one for one in self.all() if one.urn == FROM_BEFORE and one.id.casefold() in self.made_later]
            for one in wrong:
                self.remove(one.id)
        return bool(wrong)

    @contextmanager
    def under_way(self, operation: Operation, target: str) -> Iterator[bool]:
        """An operation on a target (an id, or the urn of what has none yet) while it lasts. False where the same is
        under way already: then nothing may be done. Raises StorageError."""
        key = (operation, target.casefold())
        with self.lock:
            free = key not in self._under_way
            with self._written() as file:
                number = file.begin(operation, target) if file and free else None
            self._under_way.add(key)
        if not free:
            yield False
            return
        outcome = "failed"
        try:
            yield True
            outcome = "done"
        finally:
            with self.lock:
                self._under_way.discard(key)
                with self._written() as file:
                    if file and number is not None:
                        file.settle(number, outcome)

    def is_same(self, standing: Any, known: Any) -> bool:
        """Whether a value that stands is the one that is known, also where only a seal of it is kept."""
        if not isinstance(standing, Sealed):
            return bool(bare(known) == standing)
        with self.lock:
            return self._file is not None and self._file.seal(known) == standing

    def copy(self, path: Path) -> None:
        """Write what stands into a new file. Raises StorageError."""
        assert self._file is not None, "an Azure without a file has nothing to copy"
        with self.lock, self._written():
            self._file.copy(path)

    def close(self) -> None:
        """Let go of the file. What is still under way is not written down any more."""
        with self.lock:
            file, self._file = self._file, None
            if file:
                file.close()

    def _hold(self, one: Made) -> None:
        self._made[one.id.casefold()] = one
        self._of_kind[one.kind.casefold()][one.id.casefold()] = one
        self.counts.add(one)

    @contextmanager
    def _written(self) -> Iterator[AzureFile | None]:
        """The file, with its first fault kept: whoever waits for the engine is told that one, and not only what the
        engine makes of it."""
        try:
            yield self._file
        except StorageError as problem:
            self.broken = self.broken or problem
            raise
