"""The simulated Azure: what is there, and what a preview has announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Any

from safeio.errors import StorageError
from stacks.rehearsal.counts import Counts
from stacks.rehearsal.kept_values import Place
from stacks.rehearsal.resource_ids import parsed
from stacks.rehearsal.troubles import Operation, Troubles
from stacks.rehearsal.wire import Sealed, bare

if TYPE_CHECKING:
    from pathlib import Path

    from stacks.rehearsal.azure_file import AzureFile
    from stacks.rehearsal.offered_files import Offered
    from stacks.rehearsal.quotas import Quotas


@dataclass(frozen=True)
class Made:
    """One resource as it stands. `kind` is its Azure type ("Microsoft.Network/virtualNetworks"), empty where its id
    does not say; `inputs` are its arguments without marks of secrets, which stood at the places `secret`; `outputs` are
    what Azure says of it."""

    id: str
    kind: str
    token: str
    urn: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    secret: frozenset[Place] = frozenset()


def made(
    resource_id: str,
    token: str,
    urn: str,
    inputs: Mapping[str, Any],
    outputs: Mapping[str, Any],
    secret: frozenset[Place] = frozenset(),
) -> Made:
    """A resource with the Azure type that its id says."""
    found = parsed(resource_id)
    return Made(resource_id, found.kind if found else "", token, urn, inputs, outputs, secret)


NO_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
"""Stands for the subscription, or tenant, of a provider that is given none: the real one would ask who is signed in."""

FROM_BEFORE = ""
"""In place of the urn of a resource that no program made."""


class Azure:
    """Every resource of one rehearsal, over all its stacks. Ids are compared as Azure does, in any case.

    Hold `lock` from asking what is there to adding to it: stacks that run side by side share this. With `assumes`, what
    a program looks up, and the resource groups that it names and does not make, are taken to be there from before.
    What it says of a resource and Azure does not hear, or not so, is put down in `unheard` instead of being refused.
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


class View:
    """What one run of the engine sees: Azure, and beside it what this run's preview would make.

    Only a resource whose id is known before it is made can be found when it is announced; the others are `nameless`, by
    urn, with the id of their subscription.
    """

    def __init__(self, azure: Azure) -> None:
        self.azure = azure
        self.announced = Azure()
        self.nameless: dict[str, Made] = {}
        self.lock = azure.lock

    def find(self, resource_id: str) -> Made | None:
        """The resource with this id, announced or there."""
        return self.announced.find(resource_id) or self.azure.find(resource_id)

    def is_from_before(self, resource_id: str) -> bool:
        """True where this is, or stands in, a resource group that is taken to be there from before: one that no
        program made. It is put on record, so that nobody can make it later."""
        group_id = _group(resource_id)
        if not self.azure.assumes or group_id is None:
            return False
        group = self.find(group_id)
        if group is None:
            if self._made_elsewhere(group_id):
                return False
            group = made(group_id, "azure-native:resources:ResourceGroup", FROM_BEFORE, {}, {})
            self.azure.add(group)
        return group.urn == FROM_BEFORE

    def _made_elsewhere(self, group_id: str) -> bool:
        """True where a program made a group of this name in another subscription, and also uses the one in this id:
        then it is a mistake. A subscription that it only writes down may well be its own."""
        subscription, _, rest = group_id.casefold().partition("/resourcegroups/")
        own = [one.id.casefold() for one in (*self.announced.all(), *self.azure.all()) if one.urn != FROM_BEFORE]
        used = NO_SUBSCRIPTION in subscription or any(one.startswith(f"{subscription}/") for one in own)
        return used and any(one.endswith(f"/resourcegroups/{rest}") for one in own)

    def of_kind(self, kind: str) -> tuple[Made, ...]:
        """The resources of one Azure type, announced or there; one that is both counts as announced."""
        announced = self.announced.of_kind(kind)
        known = {one.id.casefold() for one in announced}
        return announced + tuple(one for one in self.azure.of_kind(kind) if one.id.casefold() not in known)


def _group(resource_id: str) -> str | None:
    """The id of the resource group in an id; None where there is none."""
    steps = resource_id.split("/")
    whole = len(steps) >= 5 and steps[1].casefold() == "subscriptions" and steps[3].casefold() == "resourcegroups"
    return "/".join(steps[:5]) if whole and steps[4] else None
