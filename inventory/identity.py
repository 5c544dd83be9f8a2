"""Which records are one thing: a machine seen three ways becomes one, and filler never joins two.

Strong identifiers (UUID, vendor with serial number, a register's id) join wherever they agree. Full domain names,
names and MAC addresses join only where nothing strong speaks against it, and names only within one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from inventory.identifiers import is_domain_name, mac_key, names_nothing, serial_key, uuid_key
from inventory.model import Warned
from inventory.records import Record
from safeio.text import slug

Place = Callable[[Record], str | None]
Group = list[Record]
Against = Callable[[int, int], str | None]


@dataclass(slots=True, eq=False)
class _Known:
    """What a group of records is known by; two groups whose strong identifiers differ are two things."""

    uuids: set[str]
    serials: set[str]
    owns: dict[str, str]
    fqdns: set[str]
    ids: set[str]


@dataclass(slots=True, eq=False)
class _Joining:
    """The records of one kind while they are joined: a forest in which each tree is one thing."""

    records: Sequence[Record]
    parents: list[int]
    known: list[_Known]
    warnings: dict[str, Warned] = field(default_factory=dict)

    def root(self, index: int) -> int:
        """The record that stands for the thing a record belongs to."""
        while self.parents[index] != index:
            self.parents[index] = self.parents[self.parents[index]]
            index = self.parents[index]
        return index

    def join(self, a: int, b: int) -> None:
        """Take two records for one thing. The first in order stands for both."""
        keep, gone = sorted((self.root(a), self.root(b)))
        if keep != gone:
            self.parents[gone] = keep
            one, other = self.known[keep], self.known[gone]
            one.uuids |= other.uuids
            one.serials |= other.serials
            one.owns |= other.owns
            one.fqdns |= other.fqdns
            one.ids |= other.ids

    def contradiction(self, a: int, b: int) -> str | None:
        """Why two records cannot be one thing, or None. The same source naming two things is no surprise: ""."""
        one, other = self.known[self.root(a)], self.known[self.root(b)]
        if one is other:
            return None
        if any(other.owns.get(source, own) != own for source, own in one.owns.items()):
            return ""
        if one.uuids and other.uuids and one.uuids.isdisjoint(other.uuids):
            return "their UUIDs differ"
        if one.serials and other.serials and one.serials.isdisjoint(other.serials):
            return "their serial numbers differ"
        if one.ids and other.ids and one.ids.isdisjoint(other.ids):
            return "registers give them different ids"
        return None

    def other_host(self, a: int, b: int) -> str | None:
        """As `contradiction`; for names also where full domain names differ: web1.north and web1.south are two."""
        one, other = self.known[self.root(a)], self.known[self.root(b)]
        if one.fqdns and other.fqdns and one.fqdns.isdisjoint(other.fqdns):
            return self.contradiction(a, b) or "their domain names differ"
        return self.contradiction(a, b)

    def warn(self, a: int, b: int, message: str) -> None:
        """Tell the user about two records that are kept apart."""
        one, other = self.records[a], self.records[b]
        where = f"{one.kind} {one.name}"
        said = f"{message} ({one.source} and {other.source}); they are kept as two"
        remedy = "If they are one, correct the identifier in one source, or give both the same id in things.csv."
        self.warnings.setdefault(f"{where} {message}", Warned(where=where, message=said, remedy=remedy))


def group(
    records: Sequence[Record], place: Place, same: Iterable[tuple[int, int]] = ()
) -> tuple[list[Group], list[Warned]]:
    """The records of one kind, joined where they are one thing. `place` is the site, or the thing it is part of.

    `same` are pairs known to be one for another reason; they join unless something strong speaks against it.

    The result depends on the records only, not on their order of arrival: `records` must be sorted.
    """
    joining = _Joining(records, list(range(len(records))), [_known(record) for record in records])
    for bucket in _buckets(records, _ids):
        for index in bucket[1:]:
            joining.join(bucket[0], index)
    for word, keys in (("the UUID", _uuids), ("the serial number", _serials)):
        for bucket in _buckets(records, keys):
            _join_strong(joining, bucket, word)
    for bucket in _buckets(records, _fqdns):
        _join_weak(joining, bucket, "a domain name", joining.contradiction)
    for bucket in _buckets(records, _names):
        _join_by_name(joining, bucket, place)
    for bucket in _buckets(records, _macs):
        _join_weak(joining, bucket, "a MAC address", joining.contradiction)
    for one, other in same:
        if joining.contradiction(one, other) is None:
            joining.join(one, other)
    groups: dict[int, Group] = {}
    for index, record in enumerate(records):
        groups.setdefault(joining.root(index), []).append(record)
    return list(groups.values()), sorted(joining.warnings.values(), key=lambda one: (one.where, one.message))


def _known(record: Record) -> _Known:
    return _Known(
        uuids=set(_uuids(record)),
        serials=set(_serials(record)),
        owns={record.source: record.own},
        fqdns=set(_fqdns(record)),
        ids=set(_ids(record)),
    )


def _ids(record: Record) -> list[str]:
    return [record.explicit_id] if record.explicit_id else []


def _uuids(record: Record) -> list[str]:
    key = uuid_key(record.text("uuid"))
    return [key] if key else []


def _serials(record: Record) -> list[str]:
    key = serial_key(record.text("vendor"), record.text("serial"))
    return [key] if key else []


def _fqdns(record: Record) -> list[str]:
    found = {text.casefold().rstrip(".") for text in (record.text("dns_name"), record.text("name")) if text}
    return sorted(name for name in found if is_domain_name(name))


def _names(record: Record) -> list[str]:
    words = [record.name, record.explicit_id or ""]
    words += [name.partition(".")[0] for name in _fqdns(record)]
    return sorted({slug(word) for word in words if word and not names_nothing(word)})


def _macs(record: Record) -> list[str]:
    return sorted({key for key in map(mac_key, record.texts("mac_addresses")) if key})


def _buckets(records: Sequence[Record], keys: Callable[[Record], list[str]]) -> list[list[int]]:
    """Indexes of records that share a key, in the order of the keys; what only one source says joins nothing."""
    found: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        for key in keys(record):
            found.setdefault(key, []).append(index)
    shared = (found[key] for key in sorted(found) if len(found[key]) > 1)
    return [bucket for bucket in shared if len({records[index].source for index in bucket}) > 1]


def _join_strong(joining: _Joining, bucket: list[int], word: str) -> None:
    for n, later in enumerate(bucket[1:], 1):
        reasons = []
        for earlier in bucket[:n]:
            why = joining.contradiction(earlier, later)
            if why is None:
                joining.join(earlier, later)
                break
            reasons.append((earlier, why))
        else:
            earlier, why = reasons[0]
            joining.warn(earlier, later, f"two records share {word}, but {why or 'one source tells them apart'}")


def _join_weak(joining: _Joining, bucket: list[int], word: str, against: Against) -> None:
    """Join what nothing speaks against, the best known first. A record that fits several things fits none."""
    things: list[int] = []
    for index in sorted(bucket, key=lambda one: (not _is_anchor(joining, one), one)):
        roots = list(dict.fromkeys(joining.root(thing) for thing in things))
        reasons = [against(thing, index) for thing in roots]
        fitting = [thing for thing, why in zip(roots, reasons, strict=True) if why is None]
        if len(fitting) == 1:
            joining.join(fitting[0], index)
        elif fitting:
            joining.warn(fitting[0], index, f"{word} fits {len(fitting)} things")
        else:
            spoken = next(((thing, why) for thing, why in zip(roots, reasons, strict=True) if why), None)
            if spoken:
                joining.warn(spoken[0], index, f"two records share {word}, but {spoken[1]}")
            things.append(index)


def _is_anchor(joining: _Joining, index: int) -> bool:
    known = joining.known[joining.root(index)]
    return bool(known.uuids or known.serials)


def _join_by_name(joining: _Joining, bucket: list[int], place: Place) -> None:
    """Join within each place. Records without a place go with the only place there is, or stay on their own."""
    places: dict[str, list[int]] = {}
    nowhere: list[int] = []
    for index in bucket:
        where = place(joining.records[index])
        (nowhere if where is None else places.setdefault(where, [])).append(index)
    if len(places) == 1:
        nowhere += places.popitem()[1]
    for key in sorted(places):
        _join_weak(joining, places[key], "a name", joining.other_host)
    _join_weak(joining, sorted(nowhere), "a name", joining.other_host)
    if nowhere and places:
        first = places[min(places)][0]
        if joining.root(first) != joining.root(nowhere[0]):
            joining.warn(first, nowhere[0], f"the name is known in {len(places)} places, and once without a place")
