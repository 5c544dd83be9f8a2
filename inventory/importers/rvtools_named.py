"""Tabs of an RVTools export with one row for each thing, which its name tells from the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inventory.importers.cells import BadCell
from inventory.importers.imported import Cell, ClaimValue
from inventory.importers.rvtools_machines import BadNumber
from inventory.importers.rvtools_sheets import Gathered, Sheet, told_apart

Facts = dict[str, ClaimValue | None]


@dataclass(frozen=True)
class Named:
    """What a tab lists: the kind of thing, the column of its name by meaning and by header, and what to say of a row
    without a name or with one that an earlier row has."""

    kind: str
    meaning: str
    header: str
    nameless: BadCell
    repeated: BadCell


def read_named(
    sheet: Sheet, named: Named, read: Callable[[Sheet, Sequence[Cell], str], Facts], gathered: Gathered
) -> dict[str, Facts]:
    """The facts that `read` finds in each row, by thing id. Rows that cannot be read are put aside in `gathered`."""
    things: dict[str, Facts] = {}
    for number, cells in sheet.filled():
        name = sheet.text(cells, named.meaning)
        if not name:
            gathered.reject(sheet, number, cells, named.header, named.nameless)
        elif told_apart(named.kind, name) in things:
            gathered.reject(sheet, number, cells, named.header, named.repeated)
        else:
            try:
                things[told_apart(named.kind, name)] = read(sheet, cells, name)
            except BadNumber as bad:
                gathered.reject(sheet, number, cells, bad.column, bad.cell)
    return things
