"""`plan compare`: plans side by side, so that people can choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import plan_files, planning, stages
from cloud_unless.options import Format
from cloud_unless.progress import next_step, say
from cloud_unless.showing import show
from cloud_unless.tables import Answer, Cell, Column, Table
from safeio.errors import InputError

if TYPE_CHECKING:
    from migration.model import Plan
    from migration.plan.comparison import Measured
    from migration.plan.inputs import PlanInputs

PROGRAMME = "plan"
"""The name of the plan that is not a scenario."""

MEASURE = "measure"
"""The column that says what a row is."""

OWN = "Pounds are each plan's own: a scenario that has other prices or dates than the programme counts by those."


def scenario_name(file: Path) -> str:
    """The name of a scenario: that of its file, as an id. Raises InputError for the name of the plan itself."""
    from safeio.text import slug

    name = slug(file.stem)
    if name in (PROGRAMME, MEASURE):
        raise InputError(str(file), f"a scenario cannot be called {name}", "Give the file another name.")
    return name


def compare(folder: Path, as_of: date, names: Sequence[str], form: Format) -> None:
    """Show plans side by side: `plan` is that of the programme, others are scenarios by file or name.

    Raises InputError for a scenario that has no plan yet.
    """
    from migration.plan.comparison import measured

    figures, changed = {}, {}
    for name in _names(folder, names):
        plan, inputs = read_named(folder, name, as_of)
        figures[name] = measured(plan, inputs)
        changed[name] = plan_files.changed_since(plan, inputs)
    show(Answer(tables=(comparison_table(figures),), facts={"as_of": as_of}), form)
    say(OWN)
    for name, files in changed.items():
        if files:
            say(f"{name} was made from other files than are there now ({', '.join(files)}). Plan it again.")
    next_step("plan --scenario FILE", "report")


def comparison_table(figures: Mapping[str, Measured]) -> Table:
    """One row a measure, one column a plan."""
    rows: list[tuple[Cell, ...]] = []
    all_of = list(figures.values())

    def row(measure: str, cells: Sequence[Cell]) -> None:
        rows.append((measure, *cells))

    row("Pounds over the horizon", [one.pounds for one in all_of])
    row("No plan goes below, £", [one.bound for one in all_of])
    row("At most from the best", [f"{one.gap:.1%}" for one in all_of])
    row("Weeks without support", [one.risk_weeks for one in all_of])
    row("Last cut-over", [one.last_cut_over for one in all_of])
    row("All work done", [one.finish for one in all_of])
    row("Moves", [one.moves for one in all_of])
    row("Initiatives", [one.initiatives for one in all_of])
    row("Rules broken", [one.broken for one in all_of])
    row("Not proven", [one.unproven for one in all_of])
    row("Left out", [one.left_out for one in all_of])
    row("Dearest year", [one.peak[0] if one.peak else None for one in all_of])
    row("Spend in it, £", [one.peak[1] if one.peak else None for one in all_of])
    for year in sorted({year for one in all_of for year in one.spend}):
        row(f"Spend {year}, £", [one.spend.get(year, 0) for one in all_of])
    for quarter in sorted({quarter for one in all_of for quarter in one.moves_by_quarter}):
        row(f"Moves {quarter}", [one.moves_by_quarter.get(quarter, 0) for one in all_of])
    return Table(
        name="comparison",
        title="Plans side by side",
        columns=(
            Column(key=MEASURE, heading="Measure", wrap=True),
            *(Column(key=name, heading=name, right=True) for name in figures),
        ),
        rows=tuple(rows),
    )


def _names(folder: Path, given: Sequence[str]) -> list[str]:
    """The plans to compare: those named, else the programme's and all scenarios that have a plan."""
    stages.check_folder(folder)
    made = _made(folder)
    names = [name if name == PROGRAMME else scenario_name(Path(name)) for name in given]
    names = list(dict.fromkeys(names or [PROGRAMME, *made]))
    if len(names) < 2:
        remedy = "Make a scenario with: cloud-unless plan --scenario FILE. Then: cloud-unless plan compare"
        raise InputError("plan compare", "there are not two plans to compare", remedy)
    for name in names:
        _check_made(name, made)
    return names


def _made(folder: Path) -> list[str]:
    """The scenarios that have a plan."""
    return sorted(path.name.removesuffix(".plan.json") for path in (folder / planning.SCENARIOS).glob("*.plan.json"))


def _check_made(name: str, made: Sequence[str]) -> None:
    if name not in (PROGRAMME, *made):
        known = ", ".join((PROGRAMME, *made))
        remedy = f"Make it with: cloud-unless plan --scenario FILE. There are: {known}."
        raise InputError(name, "there is no plan of this scenario", remedy)


def read_named(folder: Path, name: str, as_of: date) -> tuple[Plan, PlanInputs]:
    """The plan of the programme or of a scenario, with the inputs it must keep to. Raises InputError."""
    from migration.model import Plan
    from migration.plan.whole_or_parts import as_planned
    from safeio.json_files import read_json

    if name == PROGRAMME:
        planned = plan_files.read_planned(folder, as_of)
        return planned.plan, planned.inputs
    _check_made(name, _made(stages.check_folder(folder)))
    plan = read_json(folder / planning.files_of(name)[0], Plan, canonical=True)
    inputs, _ = plan_files.plan_inputs(folder, as_of, planning.previous(folder), folder / planning.overlay_of(name))
    return plan, as_planned(inputs, plan)
