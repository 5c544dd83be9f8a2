"""Which machine stands at the end of a flow: found by UUID, name and address, and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inventory.identifiers import is_domain_name, uuid_key
from inventory.model import Warned
from inventory.naming import Index, Thing
from safeio.values import value

# What may stand at the end of a flow, the likelier first.
_KINDS = ("server", "storage-array", "network-device", "hypervisor")
# The last part of an Azure Resource Manager id names the machine; collectors build it around its UUID.
_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.IGNORECASE)


@value
class End:
    """One end of a flow, as a source names it; "" where it does not."""

    name: str = ""
    address: str = ""
    machine: str = ""

    def shown(self) -> str:
        """What stands for an end that is no machine known: its address goes before its name."""
        return self.address or self.name or self.machine.rstrip("/").rpartition("/")[2]


@dataclass(slots=True, eq=False)
class Ends:
    """All machines by address and UUID. `warnings` tells the ends that could be several machines."""

    index: Index
    by_address: dict[str, list[Thing]] = field(default_factory=dict)
    by_uuid: dict[str, list[Thing]] = field(default_factory=dict)
    known: dict[tuple[End, str | None], Thing | None] = field(default_factory=dict)
    warnings: dict[str, Warned] = field(default_factory=dict)

    def find(self, end: End, place: str | None) -> Thing | None:
        """The one machine that `end` means. `place` is the site of the other end: it decides between equals."""
        key = end, place
        if key not in self.known:
            self.known[key] = self._find(end, place)
        return self.known[key]

    def _find(self, end: End, place: str | None) -> Thing | None:
        own = [thing for key in map(uuid_key, _UUID.findall(end.machine)) for thing in self.by_uuid.get(key or "", ())]
        if len({thing.number for thing in own}) == 1:
            return own[0]
        named, at = self._named(end.name), self.by_address.get(end.address, [])
        both = [thing for thing in named if thing in at]
        if named and at and not both:
            self._warn(end, f"{_list(named)} has that name, but {_list(at)} that address")
            return None
        found = both or named or at
        near = [thing for thing in found if thing.place == place] if len(found) > 1 else found
        if len(near) == 1:
            return near[0]
        if found:
            self._warn(end, f"it may be any of {_list(found)}")
        return None

    def _named(self, name: str) -> Sequence[Thing]:
        """Machines of that name; of a full domain name also those known by its first part alone."""
        found = self.index.find(name, _KINDS) if name else []
        if found or not is_domain_name(name):
            return found
        short = self.index.find(name.partition(".")[0], _KINDS)
        return [thing for thing in short if not any(record.text("dns_name") for record in thing.records)]

    def _warn(self, end: End, message: str) -> None:
        where = f"flows of {end.name or end.address}" + (f" ({end.address})" if end.name and end.address else "")
        remedy = "Correct the name or address of one of them, in its source or in things.csv."
        said = f"{message}, so what it talks to stays unknown"
        self.warnings.setdefault(where, Warned(where=where, message=said, remedy=remedy))


def ends_of(things: Iterable[Thing], index: Index) -> Ends:
    """The machines among `things`, ready to be found."""
    ends = Ends(index)
    for thing in things:
        if thing.kind in _KINDS:
            for address in sorted({text for record in thing.records for text in record.texts("addresses")}):
                ends.by_address.setdefault(address, []).append(thing)
            for key in {uuid_key(record.text("uuid")) for record in thing.records} - {None}:
                ends.by_uuid.setdefault(key or "", []).append(thing)
    return ends


def _list(things: Iterable[Thing]) -> str:
    return " or ".join(sorted(thing.id for thing in things)[:5])
