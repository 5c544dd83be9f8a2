"""Which database that a scan found is the one that people listed: each calls it by another name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from inventory.records import Record
from inventory.settling import SCAN
from safeio.text import slug

Key = tuple[str, str]
Names = dict[str, int]


def found_and_listed(
    records: Sequence[Record], whole: Callable[[Record], str | None], product: Callable[[Record], str | None]
) -> Iterator[tuple[int, int]]:
    """Pairs of indexes into `records` that are one database: as listed, and as found.

    A scan knows a program and calls the database after it, people know what it is for. Where just one of a product was
    found on a machine and just one is listed there, they are one. `whole` is the machine.
    """
    found: dict[Key, Names] = {}
    listed: dict[Key, Names] = {}
    for index, record in enumerate(records):
        machine, made = whole(record), product(record)
        if machine is not None and made is not None:
            side = found if record.source.startswith(SCAN) else listed
            side.setdefault((machine, made), {}).setdefault(slug(record.name), index)
    for key in sorted(found.keys() & listed.keys()):
        if len(found[key]) == len(listed[key]) == 1:
            yield next(iter(listed[key].values())), next(iter(found[key].values()))
