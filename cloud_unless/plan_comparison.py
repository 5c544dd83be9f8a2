"""`plan compare`: plans side by side, so that people can choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import planning, stages
from cloud_unless.options import Format
from cloud_unless.progress import next_step, say
from cloud_unless.tables import Answer, Cell, Column, Table, show
from safeio.errors import InputError

if TYPE_CHECKING:
    from migration.model import CashFlowFile, Plan
    from migration.plan.comparison import Measured

PROGRAMME = "plan"
"""The name of the plan that is not a scenario."""

OWN = "Pounds are each plan's own: a scenario that has other prices or dates than the programme counts by those."


def scenario_name(file: Path) -> str:
    """The name of a scenario: that of its file, as an id. Raises InputError for the name of the plan itself."""
    from safeio.text import slug

    name = slug(file.stem)
    if name == PROGRAMME:
        raise InputError(str(file), f"a scenario cannot be called {PROGRAMME}", "Give the file another name.")
    return name


def compare(folder: Path, as_of: date, names: Sequence[str], form: Format) -> None:
    """Show plans side by side: `plan` is that of the programme, others are scenarios by file or name.

    Raises InputError for a scenario that has no plan yet.
    """
    from migration.plan.comparison import measured

    chosen = _names(folder, names)
    inputs, _ = stages.plan_inputs(folder, as_of, None)
    plans = {name: _read(folder, name) for name in chosen}
    figures = {name: measured(plan, inputs, money.rows) for name, (plan, money) in plans.items()}
    show(Answer(tables=(comparison_table(figures),), facts={"as_of": as_of}), form)
    say(OWN)
    for name, (plan, _) in plans.items():
        differs = [file for file, sha in inputs.inputs_sha256.items() if plan.inputs_sha256.get(file) != sha]
        if differs:
            say(f"{name} was made from other files than are there now: {', '.join(sorted(differs))}. Plan it again.")
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
            Column(key="measure", heading="Measure", wrap=True),
            *(Column(key=name, heading=name, right=True) for name in figures),
        ),
        rows=tuple(rows),
    )


def _names(folder: Path, given: Sequence[str]) -> list[str]:
    """The plans to compare: those named, else the programme's and all scenarios that have a plan."""
    stages.check_folder(folder)
    made = sorted(path.name.removesuffix(".plan.json") for path in (folder / planning.SCENARIOS).glob("*.plan.json"))
    names = [name if name == PROGRAMME else scenario_name(Path(name)) for name in given]
    names = list(dict.fromkeys(names or [PROGRAMME, *made]))
    if len(names) < 2:
        remedy = "Make a scenario with: cloud-unless plan --scenario FILE. Then: cloud-unless plan compare"
        raise InputError("plan compare", "there are not two plans to compare", remedy)
    for name in names:
        if name not in (PROGRAMME, *made):
            known = ", ".join((PROGRAMME, *made))
            remedy = f"Make it with: cloud-unless plan --scenario FILE. There are: {known}."
            raise InputError(name, "there is no plan of this scenario", remedy)
    return names


def _read(folder: Path, name: str) -> tuple[Plan, CashFlowFile]:
    from migration.model import CashFlowFile, Plan
    from safeio.json_files import read_json, sha256_of

    if name == PROGRAMME:
        plan, sha256 = stages.read_plan(folder)
        return plan, stages.read_cash_flow(folder, sha256)
    plan_name, money_name = planning.files_of(name)
    plan = read_json(folder / plan_name, Plan, canonical=True)
    money = read_json(folder / money_name, CashFlowFile, canonical=True)
    if money.plan_sha256 != sha256_of(folder / plan_name):
        raise InputError(str(folder / money_name), "it is of another plan", "Plan the scenario again.")
    return plan, money
