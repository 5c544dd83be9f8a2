"""`plan show`: the plan that is there, whole or what concerns some names. Nothing is planned."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from cloud_unless import plan_files, planning
from cloud_unless.options import Format
from cloud_unless.progress import next_step, say
from cloud_unless.showing import show
from cloud_unless.tables import Answer, Cell, Table
from safeio.errors import InputError

NAMES = "Names are those of applications, waves, organisations, initiatives and contracts, as the lists show them."


def show_plan(
    folder: Path, as_of: date, names: Sequence[str], what: str | None, form: Format, scenario: Path | None = None
) -> None:
    """Show the lists of a plan that was made: of the programme, or of a scenario. Raises InputError."""
    from cloud_unless.missed_rows import say_entries
    from cloud_unless.plan_comparison import PROGRAMME, read_named, scenario_name
    from cloud_unless.plan_rows import check_list_name, plan_tables

    check_list_name(what)
    name = scenario_name(scenario) if scenario is not None else PROGRAMME
    plan, inputs = read_named(folder, name, as_of)
    again = "plan show" if scenario is None else f"plan show --scenario {scenario}"
    tables = plan_tables(inputs, plan, what, again, every=bool(names))
    if names:
        tables = concerning(tables, names)
    show(Answer(tables=tables, facts=planning.facts(plan)), form)
    changed = plan_files.changed_since(plan, inputs)
    if changed:
        say(f"Changed since the plan was made: {', '.join(changed)}. To plan again, run: cloud-unless plan")
    say(planning.how_good(plan))
    if what == "missed":
        say_entries(inputs, plan, tables)
    next_step("explain APPLICATION", "verify", "report")


def concerning(tables: Sequence[Table], names: Sequence[str]) -> tuple[Table, ...]:
    """The rows in which one of the names stands, whatever its case. Raises InputError for a name that is in no row."""
    wanted = {name.strip().casefold(): name for name in names}
    known = {word for table in tables for row in table.rows for word in _words(row)}
    for folded, name in wanted.items():
        if folded not in known:
            near = difflib.get_close_matches(folded, sorted(known), n=3, cutoff=0.6)
            hint = f"Did you mean {' or '.join(near)}? " if near else ""
            lists = ", ".join(table.name for table in tables)
            raise InputError(name, f"this name is not in the plan ({lists})", f"{hint}{NAMES}")
    return tuple(
        replace(table, rows=tuple(row for row in table.rows if not wanted.keys().isdisjoint(_words(row))), empty=None)
        for table in tables
    )


def _words(row: Sequence[Cell]) -> Iterator[str]:
    """The texts of a row as they are compared; lists are taken apart."""
    for cell in row:
        for text in cell if isinstance(cell, tuple) else (cell,):
            if isinstance(text, str):
                yield text.casefold()
