"""The dependency export of Azure Migrate: which machine called which, on which port, in which time slot.

The three dialects in use differ only in the columns that each adds, so every column is found by its name:
"Timeslot" and names alone; the same with "Source IP"; and "Date" with ARM ids, connection counts and protocol.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from ipaddress import ip_address

from inventory.identifiers import names_nothing
from inventory.importers.cells import BadCell, between, quoted, whole
from inventory.importers.imported import Cell, Context, Imported, Importer, Opened, Row, Table, said, source_name
from inventory.importers.refused import bare
from inventory.importers.time_slots import ReadDay, day_reader
from inventory.model import Claim, RejectedRow, Warned
from safeio.errors import InputError
from safeio.text import slug

FORMAT = "azure-dependencies"

# What a column means, by its header. All other columns (applications, appliance) are left aside.
COLUMNS = {
    "timeslot": "slot",
    "time slot": "slot",
    "date": "slot",
    "source server name": "from_name",
    "source ip": "from_address",
    "source machine arm id": "from_machine",
    "source process": "from_process",
    "destination server name": "name",
    "destination ip": "address",
    "destination machine arm id": "machine",
    "destination process": "process",
    "destination port": "port",
    "connection count": "connections",
    "protocol": "protocol",
}
NAMED_BY = frozenset({"source server name", "destination server name"})
_NOBODY = frozenset({"", "-", "n/a", "na", "none", "null", "unknown", "undefined"})
# An export says the same few thousand things on a million rows.
_MOST_KEPT = 100_000
_port = between(1, 65_535)

Caller = tuple[str, str, str]
Called = tuple[str, str, str, int, str, str, str]


@dataclass(slots=True)
class _Seen:
    """The rows of one connection."""

    slots: set[str] = field(default_factory=set)
    connections: int | None = None


def recognises(opened: Opened) -> bool:
    """True for one table that names source and destination servers."""
    return len(opened.tables) == 1 and {bare(column) for column in opened.tables[0].columns} >= NAMED_BY


def read(opened: Opened, context: Context) -> Imported:
    """Every machine that called, and whom: one claim for each caller. Raises InputError when a column is missing."""
    table = opened.tables[0]
    where = opened.path.name
    at = _columns(table, where)
    read_day, unclear = day_reader({_cell(row, at["slot"]) for row in table.rows} if "slot" in at else ())
    callers: dict[Caller, dict[Called, _Seen]] = {}
    days: set[date] = set()
    rejected = list(table.rejected)
    rows = [row for row in table.rows if any(cell not in (None, "") for cell in row[1])]
    for row in rows:
        try:
            day = _add(_cells(row, at), read_day, callers)
        except BadCell as bad:
            rejected.append(_rejected(where, row, bad))
        else:
            days |= {day} if day else set()
    source = source_name(FORMAT, opened.path)
    claims: list[Claim] = []
    for caller, called in sorted(callers.items()):
        facts = dict(zip(("from_name", "from_address", "from_machine"), caller, strict=True))
        flows = sorted(_text(one, seen, read_day, max(len(days), 1)) for one, seen in called.items())
        said(claims, _own(caller), source, context.seen_on, {**facts, "site_id": context.site_id, "flows": flows})
    return Imported(
        path=opened.path,
        format=FORMAT,
        source=source,
        claims=tuple(claims),
        rejected=tuple(sorted(rejected, key=lambda bad: bad.row)),
        warnings=_warnings(where, unclear),
        rows=len(rows) + len(table.rejected),
        columns=table.columns,
    )


def _columns(table: Table, where: str) -> Mapping[str, int]:
    """The position of each meaning. Raises InputError without a port: what a machine is called for is not known."""
    headers = [bare(column) for column in table.columns]
    if "destination port" not in headers:
        found = ", ".join(quoted(column) for column in table.columns[:20])
        wrong = f'this Azure Migrate dependency export has no column "Destination port"; found: {found}'
        raise InputError(where, wrong, "Export the dependencies again with all columns.")
    return {COLUMNS[header]: n for n, header in reversed(list(enumerate(headers))) if header in COLUMNS}


def _cells(row: Row, at: Mapping[str, int]) -> dict[str, str]:
    """The cells of a row by meaning; "" where the column is missing or nobody is named."""
    cells = dict.fromkeys(COLUMNS.values(), "")
    for meaning, n in at.items():
        cells[meaning] = _cell(row, n)
    return cells


def _cell(row: Row, n: int) -> str:
    """A cell as text. A workbook leaves out the blank cells at the end of a row."""
    return _text_of(row[1][n]) if n < len(row[1]) else ""


@lru_cache(maxsize=_MOST_KEPT)
def _text_of(cell: Cell) -> str:
    # A workbook holds 443 as 443.0.
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell)
    return "" if text.casefold() in _NOBODY else text


def _add(cells: Mapping[str, str], read_day: ReadDay, callers: dict[Caller, dict[Called, _Seen]]) -> date | None:
    """Count a row to its connection; its day. Raises BadCell."""
    caller = _end(cells, "source", "from_name", "from_address", "from_machine")
    end = _end(cells, "destination", "name", "address", "machine")
    if not cells["port"]:
        raise BadCell("there is no destination port", "Write the port, 1 to 65535, or delete the row.")
    port = int(str(_port(cells["port"])))
    connections = whole(cells["connections"]) if cells["connections"] else None
    day = read_day(cells["slot"]) if cells["slot"] else None
    # The dialects without the column watch TCP alone (Azure Migrate documentation, agentless dependency analysis).
    protocol = cells["protocol"].casefold() or "tcp"
    called = (*end, port, protocol, cells["process"], cells["from_process"])
    seen = callers.setdefault(caller, {}).setdefault(called, _Seen())
    seen.slots.add(cells["slot"])
    if connections is not None:
        seen.connections = (seen.connections or 0) + connections
    return day


def _end(cells: Mapping[str, str], which: str, name: str, address: str, machine: str) -> Caller:
    text = _address(cells[address])
    if text is None:
        raise BadCell(f"{which} IP {quoted(cells[address])} is no address", "Write it like 10.1.2.3.")
    named = "" if names_nothing(cells[name]) else cells[name]
    if not (named or text or cells[machine]):
        raise BadCell(f"the {which} has neither name nor address", f"Name the {which} server, or delete the row.")
    return named, text, cells[machine]


@lru_cache(maxsize=_MOST_KEPT)
def _address(text: str) -> str | None:
    """An address in its one form, "" for none; None where it is no address."""
    try:
        return str(ip_address(text.partition("%")[0])) if text else ""
    except ValueError:
        return None


def _own(caller: Caller) -> str:
    """ "flow/slug", told apart by a hash long enough for every machine there is."""
    return f"flow/{slug(caller[0] or caller[1])[:40]}-{hashlib.sha256('|'.join(caller).encode()).hexdigest()[:16]}"


def _text(called: Called, seen: _Seen, read_day: ReadDay, watched_days: int) -> str:
    days = sorted(day for day in (read_day(slot) for slot in seen.slots if slot) if day)
    first, last = (days[0].isoformat(), days[-1].isoformat()) if days else ("", "")
    times = len(seen.slots - {""}) or ""
    a_day = "" if seen.connections is None else -(-seen.connections // watched_days)
    return "|".join(str(part).replace("|", "/") for part in (*called, first, last, times, a_day))


def _rejected(where: str, row: Row, bad: BadCell) -> RejectedRow:
    cells = tuple("" if cell is None else str(cell) for cell in row[1])
    return RejectedRow(file=where, row=row[0], wrong=bad.wrong, remedy=bad.remedy, cells=cells)


def _warnings(where: str, unclear: bool) -> tuple[Warned, ...]:
    message = "its dates do not tell day from month (03/04 is March or April), so the days of its flows are not known"
    return (Warned(where=where, message=message, remedy="Export it with dates as YYYY-MM-DD."),) if unclear else ()


IMPORTER = Importer(
    format=FORMAT,
    says="an Azure Migrate dependency export (CSV)",
    recognises=recognises,
    read=read,
)
