"""`plan export` and `plan import`: the plan as a spreadsheet, and what people changed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cloud_unless import plan_files, planning, stages
from cloud_unless.options import Format
from cloud_unless.progress import next_step, number_of, progress, say
from cloud_unless.showing import show
from cloud_unless.tables import Answer, Column, Table
from safeio.errors import Exit, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cloud_unless.planning import Look
    from migration.model import Pin
    from migration.plan.inputs import PlanInputs
    from migration.plan_sheet.edits import GivenRow, RefusedEdit

WAVES = "waves.yaml"
ENDINGS = (".xlsx", ".csv")


def export(folder: Path, as_of: date, file: Path) -> None:
    """Write the plan to a spreadsheet, one row a move. Raises InputError, StorageError."""
    from migration.plan_sheet.files import as_csv, as_xlsx
    from migration.plan_sheet.rows import sheet_rows
    from safeio.private_files import write_private

    ending = _ending(file)
    planned = plan_files.read_planned(folder, as_of)
    rows = sheet_rows(planned.plan, planned.inputs)
    write_private(file, as_xlsx(rows) if ending == ".xlsx" else as_csv(rows).encode("utf-8-sig"))
    plan_files.say_changed(planned)
    say(f"{number_of(len(rows), 'move')} written to {file}. Edit cut_over, pinned and note; leave the rest.")
    next_step(f"plan import {file}")


def take_in(folder: Path, as_of: date, file: Path, look: Look, form: Format) -> None:
    """Turn the edits of a spreadsheet into pins of waves.yaml, plan again round them and check the plan.

    Where a row cannot be taken, or no plan can keep the edits, nothing is written. Raises InputError, InfeasibleError.
    """
    from cloud_unless.plan_changes import change_facts, change_tables, in_words, keep_changes
    from cloud_unless.violations import violations_table
    from migration.plan.verify import verify
    from migration.plan.whole_or_parts import as_planned
    from migration.plan_sheet.edits import read_edits, with_edits

    given = _given(file)
    before = planning.needed(folder)
    offered, read = plan_files.plan_inputs(folder, as_of, before)
    edits = read_edits(given, before, as_planned(offered, before))
    if edits.refused:
        show(Answer(tables=(_refused(edits.refused),), facts={"changed": 0}), form)
        say(f"{number_of(len(edits.refused), 'row')} cannot be taken, so nothing was changed. Mend them, then:")
        next_step(f"plan import {file}")
        raise typer.Exit(Exit.USAGE)
    if not edits.changed:
        say(f"Nothing was edited in {file}: the plan stays as it is.")
        next_step("verify")
        return
    pins = with_edits(offered.folder.pins, edits.changed)
    text, offered = _with_pins(folder, offered, pins)
    plan = planning.find(offered, look, change_least=True)
    inputs = as_planned(offered, plan)
    with progress("Checking the plan"):
        violations = verify(inputs, plan)
    changed = change_tables(offered, before, plan)
    waves = stages.write_bytes(folder, WAVES, text.encode())
    written = (waves, *planning.write(folder, inputs, plan), keep_changes(folder, changed))
    rules = violations_table(violations, "The plan was checked without the solver: no rule is broken.")
    facts = planning.facts(plan) | {"edits": len(edits.changed)} | change_facts(inputs, before, plan)
    show(Answer(tables=(*changed, rules), facts=facts), form)
    say(f"{number_of(len(edits.changed), 'edit')} taken from {file}. {in_words(inputs, before, plan)}")
    planning.close(read, inputs, plan, violations, written)
    next_step("verify", "plan export FILE", "report")
    raise typer.Exit(planning.exit_for(read, violations))


def _ending(file: Path) -> str:
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(str(file), "this is neither .xlsx nor .csv", "Name a file that ends in .xlsx or .csv.")
    return ending


def _given(file: Path) -> tuple[GivenRow, ...]:
    """The rows of an edited sheet. Formulas are not worked out: their last stored value counts."""
    from migration.plan_sheet.edits import GivenRow
    from migration.plan_sheet.files import SHEET
    from migration.plan_sheet.rows import COLUMNS
    from safeio.csv_files import read_csv
    from safeio.xlsx_files import read_workbook

    if _ending(file) == ".csv":
        found = read_csv(file, COLUMNS)
        if found.rejected:
            row = found.rejected[0]
            raise InputError(f"{file} row {row.number}", row.wrong, row.remedy)
        return tuple(GivenRow(number=row.number, cells=row.cells) for row in found.rows)
    sheets = read_workbook(file, {SHEET}).sheets
    if SHEET not in sheets:
        raise InputError(str(file), f"it has no sheet {SHEET!r}", "Give the sheet that you exported its name back.")
    head, *rows = sheets[SHEET].rows or [[]]
    names = [str(cell).strip().casefold() if cell is not None else "" for cell in head]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        wrong = f"the first row lacks {', '.join(missing)}"
        raise InputError(f"{file} sheet {SHEET}", wrong, "Put the headings back, or export again.")
    cells = [{name: row[at] if at < len(row) else None for at, name in enumerate(names) if name} for row in rows]
    return tuple(
        GivenRow(number=number, cells=row)
        for number, row in enumerate(cells, start=2)
        if any(cell is not None for cell in row.values())
    )


def _with_pins(folder: Path, inputs: PlanInputs, pins: Sequence[Pin]) -> tuple[str, PlanInputs]:
    """The new text of waves.yaml, and the inputs as they will be once it is written."""
    from cloud_unless.folder_checks import check_waves
    from cloud_unless.waves_file import with_pins
    from migration.model import WavesFile
    from safeio.json_files import sha256_bytes
    from safeio.regular import read_regular
    from safeio.yaml_files import parse_yaml

    path = folder / WAVES
    text = with_pins(read_regular(path, planning.MOST_BYTES).decode("utf-8-sig") if path.exists() else "", pins)
    check_waves(parse_yaml(text, WAVES, WavesFile))
    hashes = {**inputs.inputs_sha256, WAVES: sha256_bytes(text.encode())}
    pinned = replace(inputs.folder, pins=tuple(sorted(pins, key=lambda pin: pin.application_id)))
    return text, replace(inputs, folder=pinned, inputs_sha256=dict(sorted(hashes.items())))


def _refused(rows: Sequence[RefusedEdit]) -> Table:
    return Table(
        name="refused",
        title="Rows that cannot be taken",
        columns=(
            Column(key="row", heading="Row", right=True),
            Column(key="group", heading="Group", wrap=True),
            Column(key="wrong", heading="What is wrong", wrap=True),
            Column(key="remedy", heading="What to do", wrap=True),
        ),
        rows=tuple((row.number, row.group, row.wrong, row.remedy) for row in rows),
        most=60,
    )
