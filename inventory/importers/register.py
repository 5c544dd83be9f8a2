"""Reading a register: a CSV file with fixed columns, each row one record. Bad rows are told apart, good ones kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from inventory.importers.cells import BadCell, ReadCell, Readers, quantity, quoted
from inventory.importers.imported import ClaimValue, Context, Imported, Importer, Opened, Row, Table, said, source_name
from inventory.model import Claim, RejectedRow, Warned
from safeio.errors import InputError
from safeio.values import value

Facts = dict[str, ClaimValue | None]

# The column `mendable` adds; a mended file may still carry it.
WHY = "why"


@value
class Register:
    """The columns of one register and what a row of it becomes.

    `identify` gives a row's "kind/slug" and may complete its facts; it raises BadCell where columns contradict.
    `prefixes` are the beginnings of columns whose ending is free, such as effort_<skill>; all hold quantities.
    """

    name: str
    says: str
    columns: Readers
    required: tuple[str, ...]
    filled: tuple[str, ...]
    identify: Callable[[Facts], str]
    prefixes: tuple[str, ...] = ()


def importer(register: Register) -> Importer:
    """The importer of a register: recognised by its file name, or by a header that holds its required columns."""
    return Importer(
        format=register.name,
        says=register.says,
        recognises=lambda opened: _recognises(register, opened),
        read=lambda opened, context: read_register(register, opened, context),
    )


def _keys(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(column.strip().lstrip("*").strip().casefold() for column in columns)


def _recognises(register: Register, opened: Opened) -> bool:
    if len(opened.tables) != 1 or opened.path.suffix.casefold() != ".csv":
        return False
    if opened.path.name.casefold() == f"{register.name}.csv":
        return True
    keys = _keys(opened.tables[0].columns)
    known = [key for key in keys if key == WHY or _reader(register, key)]
    return set(register.required) <= set(keys) and len(known) == len(keys)


def _reader(register: Register, key: str) -> ReadCell | None:
    if key in register.columns:
        return register.columns[key]
    free = any(key.startswith(prefix) and len(key) > len(prefix) for prefix in register.prefixes)
    return quantity if free else None


def _missing(register: Register, table: Table, where: str) -> None:
    keys = _keys(table.columns)
    for name in register.required:
        if name not in keys:
            near = get_close_matches(name, keys, 1, 0.7)
            hint = f'Rename "{near[0]}" to "{name}"' if near else f'Add a column "{name}"'
            found = ", ".join(quoted(key) for key in keys[:20])
            raise InputError(where, f'the column "{name}" is missing; found: {found}', f"{hint} and import again.")


def _unknown_columns(register: Register, table: Table, where: str) -> list[Warned]:
    warned = []
    for key in _keys(table.columns):
        if key and key != WHY and _reader(register, key) is None:
            near = get_close_matches(key, register.columns, 1, 0.7)
            remedy = f'Did you mean "{near[0]}"?' if near else f"Columns known here: {', '.join(register.columns)}."
            warned.append(
                Warned(where=where, message=f"the column {quoted(key)} is not known and is left out", remedy=remedy)
            )
    return warned


def read_register(register: Register, opened: Opened, context: Context) -> Imported:
    """Every good row as claims, every bad row with the reason. Raises InputError when a required column is missing."""
    table = opened.tables[0]
    where = opened.path.name
    _missing(register, table, where)
    readers = [(key, _reader(register, key)) for key in _keys(table.columns)]
    source = source_name("register", opened.path)
    claims: list[Claim] = []
    rejected = list(table.rejected)
    first_seen: dict[str, int] = {}
    for row in table.rows:
        read = _read_row(register, readers, row)
        if not isinstance(read, RejectedRow):
            twice = next((key for key in _own_keys(*read) if key in first_seen), None)
            read = _twice(row, twice, first_seen[twice]) if twice else read
        if isinstance(read, RejectedRow):
            rejected.append(_placed(read, where, row))
            continue
        thing_id, facts = read
        first_seen |= dict.fromkeys(_own_keys(thing_id, facts), row[0])
        said(claims, thing_id, source, context.seen_on, _with_context(facts, context, register))
    return Imported(
        path=opened.path,
        format=register.name,
        source=source,
        claims=tuple(claims),
        rejected=tuple(sorted(rejected, key=lambda bad: bad.row)),
        warnings=tuple(_unknown_columns(register, table, where)),
        rows=len(table.rows) + len(table.rejected),
        columns=table.columns,
    )


def _with_context(facts: Facts, context: Context, register: Register) -> Facts:
    """What the user said of the whole file stands where the row says nothing."""
    whole: Mapping[str, str | None] = {"site_id": context.site_id, "organisation_id": context.organisation_id}
    for field, known in whole.items():
        if field in register.columns and known and facts.get(field) is None:
            facts[field] = known
    if "organisation_ids" in register.columns and context.organisation_id and not facts.get("organisation_ids"):
        facts["organisation_ids"] = [context.organisation_id]
    return facts


def _read_row(
    register: Register, readers: list[tuple[str, ReadCell | None]], row: Row
) -> tuple[str, Facts] | RejectedRow:
    facts: Facts = {}
    bad: list[tuple[str, BadCell]] = []
    for (key, reader), cell in zip(readers, row[1], strict=False):
        if reader is None or not isinstance(cell, str) or cell == "":
            continue
        try:
            facts[key] = reader(cell)
        except BadCell as fault:
            bad.append((key, fault))
    unreadable = {key for key, _ in bad}
    bad += [
        (name, BadCell("the cell is empty", "Fill it in."))
        for name in register.filled
        if facts.get(name) is None and name not in unreadable
    ]
    if not bad:
        try:
            return register.identify(facts), facts
        except BadCell as fault:
            bad.append(("", fault))
    wrong = "; ".join(f"{key}: {fault.wrong}" if key and len(bad) > 1 else fault.wrong for key, fault in bad)
    return RejectedRow(file="", row=row[0], field=bad[0][0] or None, wrong=wrong, remedy=bad[0][1].remedy)


def _own_keys(thing_id: str, facts: Facts) -> list[str]:
    """What no other row may have: "kind/slug", and an id that is given, whatever the kind."""
    return [thing_id, str(facts["id"])] if facts.get("id") else [thing_id]


def _twice(row: Row, thing_id: str, first: int) -> RejectedRow:
    return RejectedRow(
        file="",
        row=row[0],
        field="id",
        wrong=f"{quoted(thing_id.rpartition('/')[2])} is already on row {first}",
        remedy="Give each row its own id, or delete the row that is not wanted.",
    )


def _placed(bad: RejectedRow, where: str, row: Row) -> RejectedRow:
    cells = tuple(str(cell) if cell is not None else "" for cell in row[1])
    return RejectedRow(file=where, row=bad.row, field=bad.field, wrong=bad.wrong, remedy=bad.remedy, cells=cells)
